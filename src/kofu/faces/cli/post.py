"""`kofu run returned`, `kofu run tracking`, `kofu document scan`: the post and the register."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kofu.faces.cli.operator import By, operator
from kofu.faces.cli.options import AsJson, On, OtherDay, today_unless
from kofu.faces.cli.talk import language, line, record, show_json, show_table, words
from kofu.mail.after.states import Event, Reason
from kofu.registry.access.roles import Right
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.post.intake import Taken

_SHOWN = 20


def returned(
    file: Path,
    *,
    run: Annotated[int | None, Parameter(name="--run")] = None,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """返戻と配達結果を登録簿に取り込みます / Take results of the post into the register.

    Parameters
    ----------
    file
        返戻・配達結果のCSV（引受番号、書類番号、または一括交付番号と封筒番号。日付、結果、理由）。
    run
        封筒番号がどの一括交付のものか。ファイルに一括交付番号の列があれば要りません。
    output
        書類ごとの結果と次にすることを書き込むCSV。
    by
        取り込む人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.post.intake import take_in
    from kofu.registry.post.told import findings, write_list

    who = operator(by, Right.RUN_OPERATE)
    done = take_in(file, who, run)
    if output is not None:
        write_list(done.intake, output, who)
    found = findings(done.intake, file)
    if as_json:
        told = asdict(done.told) | {"intake": done.intake, "again": done.again}
        show_json(told | {"findings": [record(one, "error") for one in found]})
        return 1 if found else 0
    for one in found[:_SHOWN]:
        line(one.line(language()))
    if len(found) > _SHOWN:
        line(words("findings-more", count=len(found) - _SHOWN))
    _show(done)
    return 1 if found else 0


def _show(done: Taken) -> None:
    told = done.told
    line(words("results-taken-again" if done.again else "results-taken", rows=told.rows))
    rows = [(words(f"results-event-{name}"), f"{n:,}") for name, n in told.events.items()]
    rows.append((words("results-known"), f"{told.known:,}"))
    rows.append((words("results-refused-rows"), f"{told.refused:,}"))
    show_table("", (words("results-what"), words("results-rows")), rows)
    if told.actions:
        heads = (words("column-action"), words("column-envelopes"))
        actions = [(words(f"action-{name}"), f"{n:,}") for name, n in told.actions.items()]
        show_table("", heads, actions)
        line(words("actions-assumed"))


def scan(
    number: str,
    *,
    result: Event,
    on: On,
    reason: Reason | None = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """引受番号を読み取って、封筒の書類すべてに結果を記録します / Record what happened to a piece.

    Parameters
    ----------
    number
        引受番号（バーコードリーダーの入力のままで構いません）。
    result
        delivered（お届け済み）、returned（返戻）、resent（再送）、handed-over（窓口でお渡し）など。
    on
        起きた日。
    reason
        返戻の理由: storage-expired（保管期間経過）、address-unknown（あて所尋ねあたらず）、
        moved（転居先不明）、refused（受取拒絶）。
    by
        記録する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.post.single import one_result

    done = one_result(number, result, on, operator(by, Right.COUNTER_ACT), reason)
    if as_json:
        show_json(asdict(done))
        return 0
    if done.known:
        line(words("result-known"))
    for document, state in done.documents:
        told = words(f"document-state-{state.value}")
        line(words("document-acted", document=document, state=told))
    if done.next:
        line(words("scanned-next", action=words(f"action-{done.next.value}")))
    return 0


def tracking(
    *, on: Annotated[OtherDay, Parameter(name="--on")] = None, as_json: AsJson = False
) -> int:
    """郵便局から借りた引受番号の範囲と、使える残りを表示します / Ranges lent, numbers left.

    Parameters
    ----------
    on
        この日（差出日）に使える残り。省くと今日。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.post.lent import lent_ranges

    found = lent_ranges(today_unless(on))
    if as_json:
        show_json([asdict(one) for one in found])
    elif not found:
        line(words("tracking-none"))
    else:
        names = ("product", "first", "last", "size", "left", "runs")
        rows = [
            (
                words(f"delivery-{one.product}"),
                one.first,
                one.last,
                f"{one.size:,}",
                f"{one.left:,}",
                ", ".join(str(run) for run in one.runs),
            )
            for one in found
        ]
        show_table("", tuple(words(f"tracking-{name}") for name in names), rows)
    return 0
