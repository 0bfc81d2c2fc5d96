"""`kofu keep`: what need no longer be kept, deleting it, holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from kofu.base.errors import KofuError
from kofu.base.messages import Language
from kofu.faces.cli.operator import By, operator, terminal
from kofu.faces.cli.options import AsJson, day
from kofu.faces.cli.talk import language, line, show_json, show_table, words
from kofu.registry.access.roles import Right
from kofu.registry.keeping.retention import Retention
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.keeping.due import Due

app = App(name="keep", help="保存と削除: 期限、削除証明、削除の停止 / Retention, deletion, holds.")

On = Annotated[date, Parameter(name="--on", converter=day)]
Everyone = Annotated[bool, Parameter(name="--everyone", negative="")]


@app.command(name="list")
def list_(*, on: On, as_json: AsJson = False) -> int:
    """その日に保存期間が過ぎている記録を数えます（削除しません） / Count what is due.

    Parameters
    ----------
    on
        基準日。まだ来ていない日でもかまいません。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.keeping.due import due

    found = due(on)
    if as_json:
        show_json({"on": on, "held": found.held, "due": [_record(one) for one in found.due]})
        return 0
    rows = [
        (_name(one.retention), _years(one.retention), one.before.isoformat(), f"{one.total:,}")
        for one in found.due
    ]
    title = words("keep-due", on=on, held=found.held)
    show_table(title, ("区分", "保存年数", "これより前に終わったもの", "行"), rows)
    return 0


@app.command(name="delete")
def delete_(*, on: On, by: By = None, as_json: AsJson = False) -> int:
    """保存期間が過ぎた記録を削除し、削除証明を残します / Delete what is due, with a certificate.

    Parameters
    ----------
    on
        基準日（今日まで）。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.keeping.delete import delete

    made = delete(on, by=operator(by, Right.KEEP), terminal=terminal())
    if as_json:
        show_json(
            [{"certificate": one.number, "digest": one.digest, **_record(one.due)} for one in made]
        )
        return 0
    for one in made:
        fields = {"number": one.number, "digest": one.digest, "before": one.due.before}
        line(words("keep-deleted", name=_name(one.due.retention), rows=one.due.total, **fields))
    if not made:
        line(words("keep-nothing"))
    return 0


@app.command
def hold(
    person: str | None = None, *, reason: str, everyone: Everyone = False, by: By = None
) -> int:
    """保存期間が過ぎても削除しないようにします（係争など） / Suspend deletion for a person.

    Parameters
    ----------
    person
        宛名番号。
    reason
        理由。
    everyone
        登録簿の全員について停止します。
    by
        操作する人。省くと、この端末のアカウント。
    """
    whom = _whom(person, everyone)
    ready()
    from kofu.registry.keeping import holds

    holds.hold(whom, reason=reason, by=operator(by, Right.KEEP, whom), terminal=terminal())
    line(words("held"))
    return 0


@app.command
def release(person: str | None = None, *, everyone: Everyone = False, by: By = None) -> int:
    """削除の停止を解除します / Release a hold.

    Parameters
    ----------
    person
        宛名番号。
    everyone
        全員についての停止を解除します。
    by
        操作する人。省くと、この端末のアカウント。
    """
    whom = _whom(person, everyone)
    ready()
    from kofu.registry.keeping import holds

    ended = holds.release(whom, by=operator(by, Right.KEEP, whom), terminal=terminal())
    line(words("hold-released", count=ended))
    return 0


def _whom(person: str | None, everyone: bool) -> str | None:
    if (person is None) is not everyone:
        raise KofuError("hold-whom")
    return person


def _name(retention: Retention) -> str:
    return retention.ja if language() is Language.JA else retention.en


def _years(retention: Retention) -> str:
    return "永年" if retention.years is None else str(retention.years)


def _record(one: Due) -> dict[str, object]:
    return {
        "class": one.retention.name,
        "years": one.retention.years,
        "from": one.retention.start,
        "before": one.before,
        "rows": one.total,
        "tables": one.counts,
    }
