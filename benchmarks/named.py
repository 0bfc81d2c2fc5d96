"""People with names as unevenly common as real ones, for the questions of `search`.

The synthetic `tokyo` roster, its names drawn anew: surnames by a Zipf law, the commonest those of
the list of `kofu roster synthesize` (佐藤 about 1 in 70), the rarer ones and the given names put
together from parts. Names, not people: whoever is really called so is not meant.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kofu.roster.synthesize.names import Words, words

_FIRST = (
    "石/イシ 岩/イワ 上/ウエ 江/エ 大/オオ 岡/オカ 奥/オク 小/コ 柏/カシワ 片/カタ "
    "金/カネ 川/カワ 菊/キク 北/キタ 木/キ 倉/クラ 黒/クロ 桑/クワ 笹/ササ 塩/シオ "
    "下/シモ 白/シラ 杉/スギ 関/セキ 高/タカ 滝/タキ 竹/タケ 谷/タニ 玉/タマ 千/チ "
    "土/ツチ 鶴/ツル 寺/テラ 徳/トク 富/トミ 鳥/トリ 中/ナカ 長/ナガ 西/ニシ 野/ノ "
    "橋/ハシ 畑/ハタ 花/ハナ 浜/ハマ 早/ハヤ 原/ハラ 東/ヒガシ 平/ヒラ 広/ヒロ 深/フカ "
    "福/フク 藤/フジ 古/フル 細/ホソ 堀/ホリ 前/マエ 牧/マキ 増/マス 松/マツ 丸/マル "
    "水/ミズ 南/ミナミ 宮/ミヤ 村/ムラ 森/モリ 柳/ヤナギ 山/ヤマ 横/ヨコ 吉/ヨシ 米/ヨネ "
    "若/ワカ 渡/ワタ 髙/タカ 﨑/サキ 濵/ハマ 邊/ベ 齋/サイ 瀨/セ 德/トク 桒/クワ"
)
_SECOND = (
    "井/イ 池/イケ 石/イシ 泉/イズミ 内/ウチ 浦/ウラ 江/エ 尾/オ 岡/オカ 川/カワ 木/キ "
    "岸/キシ 倉/クラ 越/コシ 坂/サカ 崎/サキ 﨑/サキ 沢/サワ 澤/サワ 島/シマ 嶋/シマ "
    "瀬/セ 関/セキ 田/タ 高/タカ 谷/タニ 塚/ツカ 辻/ツジ 戸/ト 中/ナカ 永/ナガ 西/ニシ "
    "沼/ヌマ 根/ネ 野/ノ 橋/ハシ 畑/ハタ 林/ハヤシ 原/ハラ 部/ベ 辺/ベ 邊/ベ 保/ホ "
    "堀/ホリ 本/モト 町/マチ 丸/マル 見/ミ 宮/ミヤ 村/ムラ 森/モリ 屋/ヤ 安/ヤス 山/ヤマ "
    "藤/フジ 代/シロ 間/マ"
)
_GIVEN = (
    "明/アキ 朝/アサ 郁/イク 一/カズ 栄/エイ 悦/エツ 和/カズ 勝/カツ 喜/キ 清/キヨ "
    "久/ヒサ 邦/クニ 恵/ケイ 健/ケン 光/ミツ 孝/タカ 幸/ユキ 貞/サダ 重/シゲ 静/シズ "
    "昭/アキ 正/マサ 節/セツ 宗/ムネ 忠/タダ 辰/タツ 千/チ 哲/テツ 照/テル 時/トキ "
    "敏/トシ 富/トミ 直/ナオ 信/ノブ 晴/ハル 英/ヒデ 弘/ヒロ 文/フミ 政/マサ 美/ミ "
    "峰/ミネ 元/モト 保/ヤス 安/ヤス 康/ヤス 由/ユ 豊/トヨ 義/ヨシ 良/ヨシ 礼/レイ"
)
_WOMEN, _MEN = (
    "子/コ 江/エ 枝/エ 代/ヨ 美/ミ 乃/ノ 香/カ 世/ヨ",
    "夫/オ 男/オ 雄/オ 一/イチ 郎/ロウ 治/ジ 次/ジ 造/ゾウ 彦/ヒコ 明/アキ 之/ユキ 三/ゾウ",
)
_ALPHA = 0.85


def named_roster(people: int, folder: Path) -> Path:
    """The roster, as a Parquet file in the folder."""
    plain, path = folder / "tokyo.parquet", folder / "named.parquet"
    kofu = Path(sys.executable).parent / "kofu"
    call = [kofu, "roster", "synthesize", "tokyo", "--people", str(people), "-o", plain]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    table = pq.read_table(plain)
    for name, column in _names(table).items():
        table = table.set_column(table.schema.get_field_index(name), name, column)
    pq.write_table(table, path)
    plain.unlink()
    return path


def _names(table: pa.Table) -> dict[str, pa.Array]:
    draw = np.random.default_rng(7)
    rows = table.num_rows
    # Half of the heads are somebody else's names.
    surname = _zipf(draw, rows, _surnames())
    head = draw.random(rows) < 0.5
    own, other = _called(draw, surname), _called(draw, surname)
    foreign = pc.match_substring_regex(table["name"].combine_chunks(), "[A-Z]")
    return {
        "name": pc.if_else(foreign, table["name"].combine_chunks(), own.written),
        "name_kana": pc.if_else(foreign, table["name_kana"].combine_chunks(), own.read),
        "household_head": pc.if_else(pa.array(head), own.written, other.written),
    }


def _called(draw: np.random.Generator, surname: np.ndarray) -> Words:
    given = _together(_GIVEN, _WOMEN) + _together(_GIVEN, _MEN) + _old()
    which = pa.array(_zipf(draw, surname.size, given))
    surnames, space = _surnames(), pa.scalar("　")
    at = pa.array(surname)
    return Words(
        pc.binary_join_element_wise(surnames.written.take(at), given.written.take(which), space),
        pc.binary_join_element_wise(surnames.read.take(at), given.read.take(which), space),
    )


def _surnames() -> Words:
    return words("surnames") + words("rare_surnames") + _together(_FIRST, _SECOND)


def _old() -> Words:
    return words("elder_women") + words("elder_men") + words("younger_women")


def _together(first: str, second: str) -> Words:
    pairs = [(a.split("/"), b.split("/")) for a in first.split() for b in second.split() if a != b]
    return Words(
        pa.array([a[0] + b[0] for a, b in pairs]), pa.array([a[1] + b[1] for a, b in pairs])
    )


def _zipf(draw: np.random.Generator, size: int, among: Words) -> np.ndarray:
    weight = 1.0 / (np.arange(len(among)) + 8.0) ** _ALPHA
    return draw.choice(len(among), size=size, p=weight / weight.sum())
