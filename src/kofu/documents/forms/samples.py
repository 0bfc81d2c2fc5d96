"""Invented people and offices to look at every form: plain, long, rare and empty values.

Nobody here exists: the towns, offices, numbers and names are made up, and every page carries 見本.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import segno

PORTAL = "https://myna.go.jp/"
"""Where マイナポータル is; a pack may name another address."""

CARDS_ON_A_SHEET = 10
ROWS_ON_A_LIST = 30

Values = Mapping[str, str]
Face = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sample:
    """One page worth looking at: which template, which face, whose values."""

    name: str
    template: str
    face: Face
    values: Values
    pages: int
    long: bool = False


def qr_svg(address: str) -> str:
    """A QR code as an SVG picture, black on white with its quiet zone."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, light="#ffffff", xmldecl=False, svgns=True
    )
    return out.getvalue().decode("utf-8")


SEAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">'
    '<rect x="3" y="3" width="54" height="54" fill="none" stroke="#c0392b" stroke-width="4"/>'
    '<path d="M14 14H46M30 14V46M14 30H46M14 46H46M18 20V40M42 20V40" fill="none"'
    ' stroke="#c0392b" stroke-width="4"/></svg>'
)
"""A stand-in for a seal: lines in a square, no characters."""


def appeal(authority: str, defendant: str) -> str:
    """How to object (教示文): where to ask for a review, whom to sue."""
    return (
        "この決定に不服があるときは、この通知を受け取った日の翌日から起算して3か月以内に、"
        f"{authority}に対して審査請求をすることができます。\n"
        "決定の取消しを求める訴えは、審査請求に対する裁決があったことを知った日の翌日から起算して"
        f"6か月以内に、{defendant}を被告として提起することができます。"
    )


_COMMON: dict[str, str] = {
    "branch": "01",
    "sex": "女",
    "acquired_on": "令和6年4月1日",
    "issued_on": "令和8年7月10日",
    "valid_from": "令和8年8月1日",
    "valid_until": "令和9年7月31日",
    "copay": "1割",
    "copay_from": "令和8年8月1日",
    "limit_class": "区分Ⅱ",
    "limit_from": "令和8年8月1日",
    "meal_class": "区分Ⅱ",
    "meal_from": "令和8年8月1日",
    "long_stay_on": "＊＊＊＊＊",
    "disease": "＊",
    "disease_from": "＊＊＊＊＊",
    "special_care_from": "令和8年9月1日",
    "sheet_mark": "0000123-1/2",
    "barcode": "FDFFTFTTFTTFTTFTTFFTDFAFFTTFTDFATFTFDATFTFTFFTTDFATDATDATDATDATFFDF",
    "match_code": "48210936",
    "serial": "26-0710-004821",
    "applied_on": "令和8年7月3日",
    "application": "資格確認書の交付申請（念のため持っておきたい）",
    "due_on": "令和8年8月14日",
    "posted_on": "令和8年7月14日",
    "tracking": "560-70-01234-2",
    "tracking_bars": (  # A56070012342A
        "nnwwnwnnwnnnnwnnnwnnnnwnnnnnnwwnnwnnwnnnnnnnnwwnnnnn"
        "nwwnnnnnwwnnnnnwnnwnwwnnnnnnnnwnnwnnnnnwnnwnnnwwnwn"
    ),
    "page": "1 / 1",
    "page_pieces": "30",
    "pieces": "30",
    "employer": "株式会社見本製作所　御中",
    "envelopes": "19",
    "sheets": "23",
    "place": "1",
}

_LETTER: dict[str, str] = {
    "headline": "資格情報のお知らせを交付します（職権）。",
    "body": (
        "マイナ保険証をお持ちで、この1年に6回以上、直近3か月に1回以上お使いのため、"
        "資格情報のお知らせをお送りします。\n"
        "有効期間　令和8年8月1日から令和9年7月31日まで"
    ),
    "reason": (
        "マイナ保険証の利用登録が有効であることを確認しました。マイナ保険証で受診できる方が"
        "念のためにお持ちになる場合は、資格確認書を交付する事由に当たりません。"
    ),
    "grounds": (
        "84歳以下で、マイナ保険証をふだんからお使いの方には、資格情報のお知らせを交付します。\n"
        "資格確認書の職権交付について（架空県後期高齢者医療広域連合、令和8年3月6日）第2の1\n"
        "確からしさ: 資料で確認済み（令和8年7月1日に確認）"
    ),
    "facts": (
        "・生年月日: 昭和26年5月14日\n・マイナンバーカードの保有: はい\n"
        "・健康保険証の利用登録: はい\n・電子証明書の有効期限: 令和11年5月14日\n"
        "・この1年の利用回数: 14\n・直近3か月の利用回数: 4\n・きっかけ: 年次更新"
    ),
    "passed": (
        "・85歳以上の方には資格確認書を交付する\n"
        "　　年齢が「85歳以上」であること（この方は「75歳から84歳」）\n"
        "・利用登録の解除を申請した方には資格確認書を交付する\n"
        "　　解除の申請が「あり」であること（この方は「なし」）\n"
        "・ほかに9件の規定も当てはまりません。"
    ),
    "limits": (
        "◎令和9年7月31日　次の年次更新の前日\n・令和11年8月31日　電子証明書の期限の3か月後の月末"
    ),
    "alternatives": (
        "・利用登録の解除が「あり」なら → 資格確認書\n・直近3か月の利用が「なし」なら → 資格確認書"
    ),
}

PLAIN: dict[str, str] = {
    **_COMMON,
    **_LETTER,
    "symbol": "架空21",
    "number": "31408275",
    "name": "見本　花子",
    "name_kana": "ミホン　ハナコ",
    "alias": "",
    "household_head": "見本　太郎",
    "birth_date": "昭和26年5月14日",
    "address": "架空県架空市中央一丁目2番3号",
    "membership": "本人",
    "to_postal_code": "999-0101",
    "to_address": "架空県架空市中央一丁目2番3号",
    "to_name": "見本　花子　様",
}

LONG: dict[str, str] = {
    **PLAIN,
    "symbol": "架空国民健康保険",
    "number": "31408276",
    "sex": "男",
    "name": "アレクサンドル　フェルナンデスデラクルスモンテネグロ",
    "name_kana": "アレクサンドル　フェルナンデスデラクルスモンテネグロ",
    "alias": "山之内　アレクサンドル雄一郎",
    "household_head": "アレクサンドラ　フェルナンデスデラクルスモンテネグロ",
    "birth_date": "昭和26年12月31日",
    "address": (
        "架空県架空市南架空区北東中央本町西二丁目1234番地の56　"
        "グランドヒルズ架空レジデンスイーストタワー　1203号室"
    ),
    "acquired_on": "令和12年12月31日",
    "issued_on": "令和12年12月31日",
    "valid_from": "令和12年12月31日",
    "valid_until": "令和12年12月31日",
    "copay": "3割",
    "copay_from": "令和12年12月31日",
    "limit_class": "現役並みⅡ",
    "limit_from": "令和12年12月31日",
    "meal_class": "現役並みⅡ",
    "meal_from": "令和12年12月31日",
    "long_stay_on": "令和12年12月31日",
    "disease": "ＡＢ",
    "disease_from": "令和12年12月31日",
    "special_care_from": "令和12年12月31日",
    "due_on": "令和12年12月31日",
    "applied_on": "令和12年12月31日",
    "to_address": (
        "架空県架空市南架空区北東中央本町西二丁目1234番地の56　"
        "グランドヒルズ架空レジデンスイーストタワー　1203号室"
    ),
    "to_name": "アレクサンドル　フェルナンデスデラクルスモンテネグロ　様",
}

RARE: dict[str, str] = {
    **PLAIN,
    "number": "31408277",
    "name": "𠮷﨑　髙\ufa19子",
    "name_kana": "ヨシザキ　タカカミコ",
    "household_head": "渡邉\U000e0101　𣘺𡈽",
    "address": "架空県架空市𡈽手町大字髙﨑字\ufa19田７番地　𣘺本荘２０１",
    "to_address": "架空県架空市𡈽手町大字髙﨑字\ufa19田７番地　𣘺本荘２０１",
    "to_name": "渡邉\U000e0101　𣘺𡈽　様",
}

_ASKED = (
    *("limit_class", "limit_from", "meal_class", "meal_from"),
    *("long_stay_on", "disease", "disease_from"),
)

EMPTY: dict[str, str] = {
    **dict.fromkeys(PLAIN, ""),
    **{
        key: PLAIN[key]
        for key in (
            *("symbol", "number", "name", "sex", "birth_date", "issued_on", "match_code"),
            *("to_postal_code", "to_address", "to_name", "serial", "acquired_on", "headline"),
        )
    },
    **dict.fromkeys(_ASKED, "＊＊＊＊＊"),
    "disease": "＊",
}

_LINE = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよ一二"

FULL: dict[str, str] = {
    **LONG,
    **{
        key: "\n".join([_LINE] * lines)
        for key, lines in (
            *(("headline", 2), ("body", 4), ("grounds", 6), ("facts", 12), ("reason", 6)),
            *(("passed", 8), ("limits", 4), ("alternatives", 6)),
        )
    },
    "application": "資格確認書の交付申請（" + _LINE + "）",
}
"""Every paragraph as long as the forms promise to hold, in lines of 40 characters."""

ABOUT: dict[str, Values] = {
    "special-care-notice": {
        "reason": (
            "令和6年度第1期から第8期までの保険料の納期限から1年が過ぎましたが、納付が確認できて"
            "いません。令和8年4月と6月に納付のご相談をご案内しましたが、お返事をいただいていません。"
        )
    },
    "refusal": {
        "body": (
            "資格情報のお知らせ（令和8年7月14日に普通郵便でお送りします）\n"
            "受診のときは、マイナ保険証をお使いください。利用登録の解除を申請された方には、"
            "資格確認書を交付します。"
        )
    },
}
"""What one template says in a paragraph that another uses otherwise."""

PEOPLE: dict[str, Values] = {"plain": PLAIN, "long": LONG, "rare": RARE, "empty": EMPTY}

_OFFICE: dict[str, object] = {
    "office_postal_code": "999-0100",
    "office_address": "架空県架空市本町一丁目1番1号",
    "office_hours": "平日 8時30分から17時まで",
    "portal": PORTAL,
    "qr": qr_svg(PORTAL),
    "seal": "",
    "sample": True,
}

KOKUHO: dict[str, object] = {
    **_OFFICE,
    "kind": "kokuho",
    "title": "架空市国民健康保険資格確認書",
    "insurer_number": "999995",
    "insurer_name": "架空市",
    "issuer": "架空市長　見本　一郎",
    "office": "健康福祉局 保険年金課",
    "office_phone": "0000-00-0123",
    "appeal": appeal("架空県国民健康保険審査会", "架空市"),
    "tint": "#fdf0f3",
    "strong": "#a03a5c",
}

KOUKI: dict[str, object] = {
    **_OFFICE,
    "kind": "kouki",
    "title": "後期高齢者医療資格確認書",
    "insurer_number": "39999992",
    "insurer_name": "架空県後期高齢者医療広域連合",
    "issuer": "架空県後期高齢者医療広域連合長",
    "office": "資格管理課",
    "office_phone": "0000-00-0456",
    "appeal": appeal("架空県後期高齢者医療審査会", "架空県後期高齢者医療広域連合"),
    "tint": "#eef5ec",
    "strong": "#2f6b3c",
}

KENPO: dict[str, object] = {
    **_OFFICE,
    "kind": "kenpo",
    "title": "健康保険資格確認書",
    "insurer_number": "06999990",
    "insurer_name": "架空工業健康保険組合",
    "issuer": "架空工業健康保険組合理事長",
    "office": "適用課",
    "office_phone": "0000-00-0789",
    "appeal": appeal("架空厚生局社会保険審査官", "架空工業健康保険組合"),
    "tint": "#eef3fa",
    "strong": "#2a5590",
}

ELDERLY: dict[str, object] = {**KOKUHO, "elderly": True, "tint": "#fff6e6", "strong": "#8a5a00"}

FACES: dict[str, Face] = {
    "kouki": KOUKI,
    "kouki-special": {**KOUKI, "special": True},
    "kouki-seal": {**KOUKI, "seal": SEAL, "print_address": False},
    "kokuho": KOKUHO,
    "kokuho-special": {**KOKUHO, "special": True, "print_address": False},
    "kokuho-elderly": ELDERLY,
    "kokuho-elderly-special": {**ELDERLY, "special": True, "seal": SEAL},
    "kenpo": KENPO,
}

LETTERS = (
    ("special-care-notice", "kokuho"),
    ("special-care-notice", "kouki"),
    ("refusal", "kokuho"),
    ("refusal", "kenpo"),
    ("reason-letter", "kouki"),
)
"""Letters of paragraphs, and whose face they are looked at with."""

CERTIFICATES = ("card", "postcard", "certificate-a4", "carrier", "postcard-carrier")
PAGES = dict.fromkeys(
    ("card", "card-sheet", "carrier", "postcard", "postcard-carrier"), 2
) | dict.fromkeys(
    (
        *("certificate-a4", "notice", "number-tail-letter", "joining-letter"),
        *("special-care-notice", "refusal", "reason-letter", "posting-list", "cover-list"),
    ),
    1,
)
"""Every template and how many pages it has."""


def on_sheet(people: Mapping[str, Values], places: int = CARDS_ON_A_SHEET) -> Values:
    """People on one sheet: `1.name` .. `10.name`, taken in turn."""
    given = list(people.values())
    return {
        f"{place}.{key}": value
        for place in range(1, places + 1)
        for key, value in given[(place - 1) % len(given)].items()
    }


def samples() -> tuple[Sample, ...]:
    """Every form with every face that changes it, and with every kind of values."""
    found: list[Sample] = []
    for template in (*CERTIFICATES, "notice"):
        for face_name, face in FACES.items():
            found += _people(template, face_name, face)
    found += _people("carrier", "glued", {**KOUKI, "card": "glued"})
    found += _people("notice", "left", {**KOKUHO, "cut": "left"})
    for name in ("kouki", "kokuho", "kenpo"):
        values = on_sheet(PEOPLE)
        found.append(Sample(f"card-sheet_{name}", "card-sheet", FACES[name], values, 2, long=True))
        found += _people("number-tail-letter", name, FACES[name])
        found += _people("joining-letter", name, FACES[name])
    for name in ("kouki", "kokuho"):
        values = {**PLAIN, **on_sheet(PEOPLE, ROWS_ON_A_LIST)}
        found.append(Sample(f"posting-list_{name}", "posting-list", FACES[name], values, 1, True))
    found += _covers()
    for template, name in LETTERS:
        found += _people(template, name, FACES[name])
        found.append(Sample(f"{template}_{name}_full", template, FACES[name], FULL, 1, long=True))
    return tuple(found)


def _covers() -> list[Sample]:
    """An employer's list: a first page with few people and a full one, and a further one."""
    found = []
    for name, first, rows, who in (
        ("three", True, 3, {"plain": PLAIN}),
        ("full", True, 19, PEOPLE),
        ("further", False, 34, PEOPLE),
    ):
        face = {**KENPO, "first": first, "rows": rows}
        values = {**PLAIN, "to_name": PLAIN["employer"], **on_sheet(who, rows)}
        for place in range(1, rows + 1):
            values |= {f"{place}.place": f"{place}", f"{place}.serial": f"{place + 120}"}
        values["envelopes"] = values["sheets"] = f"{rows}"
        found.append(Sample(f"cover-list_{name}", "cover-list", face, values, 1, True))
    return found


def _people(template: str, face_name: str, face: Face) -> list[Sample]:
    found: list[Sample] = []
    for who, values in PEOPLE.items():
        about = {} if who == "empty" else ABOUT.get(template, {})
        name = f"{template}_{face_name}_{who}"
        given = {**values, **about}
        found.append(Sample(name, template, face, given, PAGES[template], who == "long"))
    return found
