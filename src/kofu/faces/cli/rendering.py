"""`kofu render` and `kofu verify`."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, cast

from cyclopts import Parameter

from kofu.base.errors import KofuError
from kofu.base.messages import catalogue, say
from kofu.documents.readback.kinds import KINDS
from kofu.documents.run.arrangement import Arrange
from kofu.documents.run.record import STOPPED
from kofu.documents.run.render import PER_FILE, Asked, Rendered
from kofu.documents.run.render import render as render_run
from kofu.documents.verify.files import Found
from kofu.documents.verify.verify import Asked as AskedToVerify
from kofu.documents.verify.verify import Verified
from kofu.documents.verify.verify import verify as verify_run
from kofu.faces.cli.options import AsJson, AtLeastOne, MappingFile, OtherDay, Output
from kofu.faces.cli.talk import language, line, progress_bar, show_json, show_table, words
from kofu.mail.numbered import Numbering
from kofu.mail.pieces import arrange, dress
from kofu.mail.tracking.keeper import FileKeeper
from kofu.mail.tracking.ledger import ledger_of
from kofu.nation.pages import render_on_cluster


def render(
    decisions: Path,
    *,
    roster: Path,
    output: Output,
    insurer: str | None = None,
    issued: Annotated[OtherDay, Parameter(name="--issued")] = None,
    per_file: AtLeastOne = PER_FILE,
    workers: AtLeastOne | None = None,
    sheets: Annotated[bool, Parameter(negative="")] = False,
    cluster: Annotated[bool, Parameter(negative="")] = False,
    mapping: MappingFile = None,
    tracking: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    posted: Annotated[OtherDay, Parameter(name="--posted")] = None,
    as_json: AsJson = False,
) -> int:
    """判定から、資格確認書・お知らせのPDFをつくります / Print everyone's documents.

    Parameters
    ----------
    decisions
        判定のファイル（kofu decide の出力）。
    roster
        判定に使った名簿。
    output
        出力先のフォルダー。
    insurer
        規定集の名前またはYAMLファイル。省くと、判定の控え（receipt）から見つけます。
    issued
        交付年月日。省くと、判定を適用する日。
    per_file
        1つのPDFに入れる書類の数。
    workers
        同時に使うCPUの数。省くとすべて。
    sheets
        紙のカードを、台紙とは別に、A4に10枚ずつ（トンボ付き）印刷します。
    cluster
        Sparkのクラスターで印刷します。出力先はどの機械からも同じ場所に見えるフォルダーにします。
    mapping
        名簿の列名・和暦・コードの対応を書いたYAMLファイル、または同梱の対応表の名前。
    tracking
        郵便局から借りた引受番号の範囲（最初-最後）、または範囲を書いたYAML・CSVファイル。
        特定記録と簡易書留の用紙に、引受番号とバーコード（NW-7）を印刷します。
    posted
        引受番号を使う日（差出日）。省くと、交付年月日。
    as_json
        結果をJSONで表示します。
    """
    chosen: Arrange = arrange
    if tracking:
        files = [one for one in (decisions, roster, mapping) if one]
        keeper = FileKeeper(ledger_of(tracking, output.parent))
        chosen = Numbering(tracking, keeper, files, posted)
    elif posted:
        raise KofuError("posted-without-tracking")
    asked = Asked(
        decisions,
        roster,
        output,
        mapping,
        insurer,
        issued,
        per_file,
        workers,
        sheets,
        chosen,
        dress,
    )
    with progress_bar() as told:
        done = render_on_cluster(asked, told) if cluster else render_run(asked, told)
    if as_json:
        show_json(asdict(done.record))
    else:
        tell_rendered(done, output)
    return 1 if done.stopped else 0


def verify(
    folder: Path,
    *,
    decisions: Path | None = None,
    roster: Path | None = None,
    mapping: MappingFile = None,
    pictures: int = 2,
    workers: AtLeastOne | None = None,
    as_json: AsJson = False,
) -> int:
    """できあがったPDFを読み返し、全ページの全項目を名簿・判定と照合します / Read everything back.

    Parameters
    ----------
    folder
        kofu render の出力先のフォルダー。
    decisions
        判定のファイル。省くと、印刷の記録にあるもの。
    roster
        名簿。省くと、印刷の記録にあるもの。
    mapping
        名簿の対応表。省くと、印刷の記録にあるもの。
    pictures
        様式ごとに、画像にして見比べる書類の数。
    workers
        同時に使うCPUの数。省くとすべて。
    as_json
        結果をJSONで表示します。
    """
    asked = AskedToVerify(folder, decisions, roster, mapping, workers, pictures, dress)
    with progress_bar() as told:
        done = verify_run(asked, told)
    if as_json:
        show_json(asdict(done))
    else:
        for one in done.found:
            line(_found(one))
        line(words("verified" if not done.total else "verified-wrong", **counts_of(done)))
    return 1 if done.total else 0


def counts_of(done: Verified) -> dict[str, int]:
    """What the closing words of a verification count."""
    names = ("files", "pages", "documents", "fields", "pictures", "total")
    return {name: getattr(done, name) for name in names}


def _found(one: Found) -> str:
    """`code: file page field: words`; never what the page says."""
    place = " ".join(
        part
        for part in (one.file, words("page", page=one.page) if one.page else "", one.field)
        if part
    )
    known = KINDS.get(one.code) or (one.code if one.code in catalogue() else "damaged")
    detail = f" ({one.detail})" if one.detail else ""
    return f"{one.code}: {place}: {words(known)}{detail}"


def tell_rendered(done: Rendered, output: Path) -> None:
    """What was printed, and who was not, by reason."""
    record = done.record
    pages = sum(one.pages for one in record.files)
    line(words("rendered", **record.people, files=len(record.files), pages=pages, out=output))
    for way in cast("list[str]", record.tracking.get("products", [])):
        line(words("rendered-numbered", delivery=words(f"delivery-{way}"), **record.tracking))
    if record.sample:
        line(words("rendered-sample"))
    if record.unbarred:
        line(words("rendered-unbarred", people=sum(record.unbarred.values())))
        counted = sorted(record.unbarred.items(), key=lambda one: (-one[1], one[0]))
        whys = [(code, words(f"unbarred-{code}"), f"{people:,}") for code, people in counted]
        show_table("", ("コード", "理由", "人数"), whys)
    if done.stopped:
        found = Counter((one.code, one.field, one.form) for one in done.stopped)
        rows = [
            (code, field, form, say(code, language()), f"{people:,}")
            for (code, field, form), people in found.most_common()
        ]
        line(words("rendered-stopped", stopped=len(done.stopped), file=output / STOPPED))
        show_table("", ("コード", "欄", "様式", "理由", "人数"), rows)
