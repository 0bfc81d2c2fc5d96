"""`kofu document`: what a person was issued, and what happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from kofu.faces.cli.operator import By, operator
from kofu.faces.cli.options import AsJson, On
from kofu.faces.cli.talk import line, show_json, show_table, words
from kofu.registry.access.roles import Right
from kofu.registry.issued.states import Step
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.issued.acting import Held

app = App(
    name="document", help="書類: 交付の記録、紛失・回収・返戻など / Documents and their steps."
)


@app.command(name="list")
def list_(person: str, *, by: By = None, as_json: AsJson = False) -> int:
    """一人に交付した書類を、新しい順に表示します / What a person was issued.

    Parameters
    ----------
    person
        宛名番号。
    by
        照会する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.issued.acting import documents_of

    found = documents_of(person, operator(by, Right.PERSON_READ, person))
    if as_json:
        show_json([_record(one) for one in found])
    elif not found:
        line(words("documents-none"))
    else:
        names = ("number", "kind", "from", "until", "state", "since")
        rows = [_row(one) for one in found]
        show_table("", tuple(words(f"document-{name}") for name in names), rows)
    return 0


@app.command
def step(
    document: int,
    step: Annotated[Step, Parameter(name="--step")],
    *,
    on: On,
    reason: str = "",
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """書類に起きたことを記録します（紛失、回収、返戻、再送、窓口での交付など） / Record a step.

    Parameters
    ----------
    document
        書類の番号（kofu document list）。
    step
        post、deliver、come-back、resend、hand-over、lose、replace、recall、expire、cancel。
    on
        起きた日。
    reason
        理由。
    by
        記録する人。省くと、この端末のアカウント名。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.issued.acting import act_on, holder

    who = operator(by, Right.COUNTER_ACT, holder(document))
    done = act_on(document, step, on, who, reason)
    if as_json:
        show_json(_record(done))
    else:
        state = words(f"document-state-{done.state.value}")
        line(words("document-acted", document=document, state=state))
    return 0


def _record(one: Held) -> dict[str, object]:
    document = one.document
    return {
        "document": document.pk,
        "kind": document.kind,
        "rule": document.rule,
        "valid_from": document.valid_from,
        "valid_until": document.valid_until,
        "state": one.state,
        "since": one.since,
    }


def _row(one: Held) -> tuple[str, ...]:
    document = one.document
    return (
        str(document.pk),
        words(f"document-kind-{document.kind}"),
        f"{document.valid_from or ''}",
        f"{document.valid_until or ''}",
        words(f"document-state-{one.state.value}"),
        f"{one.since}",
    )
