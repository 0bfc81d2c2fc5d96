"""`kofu counter`: the counter without the console: preview, apply, reissue, print, hand over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from kofu.base.errors import Finding
from kofu.base.whole_files import whole_file
from kofu.decide.wording import in_japanese
from kofu.faces.cli.operator import By, operator, terminal
from kofu.faces.cli.options import AsJson, Known, OtherDay, Output
from kofu.faces.cli.pages import refuse_other_than
from kofu.faces.cli.talk import language, line, show_json, words
from kofu.registry.access.roles import Right
from kofu.registry.counter.kinds import Applicant, Channel, Evidence, Kind, ReissueReason, kind_word
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.counter.applying import Done
    from kofu.registry.counter.previewing import Preview
    from kofu.registry.counter.typed import Decided, Received, Window
    from kofu.registry.counter.warnings import Caution

# Tables can be imported once `ready()` has set Django up: hence the imports inside the commands.

app = App(name="counter", help="窓口: 申請、再交付、印刷、お渡し / The counter.")

Today = Annotated[OtherDay, Parameter(name="--on")]
Seen = Annotated[list[Evidence] | None, Parameter(name="--evidence", consume_multiple=True)]
_WARNED = 1


@app.command
def preview(
    person: str,
    reason: Kind,
    *,
    on: Today = None,
    known: Known = None,
    applicant: Applicant = Applicant.SELF,
    evidence: Seen = None,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """申請を受け付けるとどうなるかを、受け付ける前に表示します / What would follow.

    Parameters
    ----------
    person
        宛名番号。
    reason
        申請の理由（lost_card、facility、just_in_case など）、deregistration、notice、explanation。
    on
        窓口の日。省くと今日。
    known
        この日までに公表された規定による。省くと窓口の日。
    applicant
        申請した人（self、household-member、proxy、guardian など）。
    evidence
        確認した書類（photo-id、other-id、letter-of-proxy など）。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.counter.previewing import preview as look

    act = _act(person, reason, _received(on, applicant, evidence), by_post=False)
    seen = look(act, _window(on, known, by, person))
    _tell_preview(seen, as_json)
    return _WARNED if seen.warnings else 0


@app.command
def apply(
    person: str,
    reason: Kind,
    *,
    on: Today = None,
    known: Known = None,
    applicant: Applicant = Applicant.SELF,
    evidence: Seen = None,
    by_post: Annotated[bool, Parameter(negative="")] = False,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """申請を受け付け、判定し、記録します / Take an application.

    Parameters
    ----------
    person
        宛名番号。
    reason
        申請の理由（lost_card、facility、just_in_case など）、deregistration、notice、explanation。
    on
        窓口の日。省くと今日。
    known
        この日までに公表された規定による。省くと窓口の日。
    applicant
        申請した人（self、household-member、proxy、guardian など）。
    evidence
        確認した書類（photo-id、other-id、letter-of-proxy など）。
    by_post
        窓口でお渡しせず、郵送します。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.counter.applying import apply as take

    act = _act(person, reason, _received(on, applicant, evidence), by_post)
    _tell_done(take(act, _window(on, known, by, person)), reason, as_json)
    return 0


@app.command
def reissue(
    person: str,
    reason: ReissueReason,
    *,
    on: Today = None,
    known: Known = None,
    applicant: Applicant = Applicant.SELF,
    evidence: Seen = None,
    old_returned: Annotated[bool, Parameter(negative="")] = False,
    by_post: Annotated[bool, Parameter(negative="")] = False,
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """資格確認書の再交付を受け付けます。元のものは、紛失または回収になります / Issue it again.

    Parameters
    ----------
    person
        宛名番号。
    reason
        lost、stolen、damaged、changed。
    on
        窓口の日。省くと今日。
    known
        この日までに公表された規定による。省くと窓口の日。
    applicant
        申請した人（self、household-member、proxy、guardian など）。
    evidence
        確認した書類（photo-id、other-id、letter-of-proxy など）。
    old_returned
        元の資格確認書を受け取りました。
    by_post
        窓口でお渡しせず、郵送します。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.counter.applying import apply as take
    from kofu.registry.counter.typed import Reissue

    received = _received(on, applicant, evidence)
    act = Reissue(person, received, reason, old_returned, by_post)
    _tell_done(take(act, _window(on, known, by, person)), Kind.REISSUE, as_json)
    return 0


@app.command(name="print")
def print_(document: int, *, output: Output, on: Today = None, by: By = None) -> int:
    """窓口で登録した書類を、1つのPDFにします / A document of the counter, now.

    Parameters
    ----------
    document
        書類の番号。
    output
        出力先のPDF。
    on
        印刷した日。省くと今日。
    by
        操作する人。省くと、この端末のアカウント。
    """
    refuse_other_than(output, ".pdf")
    ready()
    from kofu.registry.counter.printing import print_document
    from kofu.registry.issued.acting import holder

    window = _window(on, None, by, holder(document), Right.PRINT)
    page = print_document(document, window)
    with whole_file(output) as draft:
        draft.write_bytes(page.pdf)
    code = "counter-printed-again" if page.again else "counter-printed"
    line(words(code, document=document, out=output))
    return 0


@app.command
def hand_over(
    person: str,
    document: int,
    *,
    on: Today = None,
    applicant: Applicant = Applicant.SELF,
    evidence: Seen = None,
    by: By = None,
) -> int:
    """書類を窓口でお渡ししたと記録します / Handed over at the counter.

    Parameters
    ----------
    person
        宛名番号。
    document
        書類の番号。
    on
        お渡しした日。省くと今日。
    applicant
        受け取った人（self、household-member、proxy、guardian など）。
    evidence
        確認した書類（photo-id、other-id、letter-of-proxy など）。
    by
        操作する人。省くと、この端末のアカウント。
    """
    ready()
    from kofu.registry.counter.handing import hand_over as give
    from kofu.registry.counter.typed import HandOver

    act = HandOver(person, _received(on, applicant, evidence), document)
    give(act, _window(on, None, by, person))
    line(words("counter-handed-over", document=document))
    return 0


@app.command
def withdraw(application: int, *, reason: str = "", on: Today = None, by: By = None) -> int:
    """受け付けた申請の取下げを記録します / An application taken back.

    Parameters
    ----------
    application
        受付の番号。
    reason
        理由。
    on
        取り下げた日。省くと今日。
    by
        操作する人。省くと、この端末のアカウント。
    """
    ready()
    from kofu.registry.counter.withdrawing import applicant_of
    from kofu.registry.counter.withdrawing import withdraw as take_back

    take_back(application, _window(on, None, by, applicant_of(application)), reason)
    line(words("counter-withdrawn", application=application))
    return 0


def _window(
    on: date | None,
    known: date | None,
    by: str | None,
    person: str | None,
    right: Right = Right.COUNTER_ACT,
) -> Window:
    from kofu.registry.counter.typed import Window
    from kofu.registry.insurer.settle import insurer_pack

    day = on or date.today()
    return Window(insurer_pack(), day, known or day, operator(by, right, person), terminal())


def _received(
    on: date | None, applicant: Applicant, evidence: Sequence[Evidence] | None
) -> Received:
    from kofu.registry.counter.typed import Received

    day = on or date.today()
    return Received(day, Channel.COUNTER, applicant, frozenset(evidence or ()))


def _act(person: str, reason: Kind, received: Received, by_post: bool) -> Decided:
    """A kind that is no application is refused by the act itself, with its code."""
    from kofu.registry.counter import typed

    match reason:
        case Kind.DEREGISTRATION:
            return typed.Deregistration(person, received, by_post=by_post)
        case Kind.NOTICE:
            return typed.Notice(person, received, by_post)
        case Kind.EXPLANATION:
            return typed.ReasonLetter(person, received, by_post)
    return typed.Certificate(person, received, reason, by_post=by_post)


def _tell_preview(seen: Preview, as_json: bool) -> None:
    if as_json:
        warned = [_words(one) for one in seen.warnings]
        show_json({**_told(seen), "fee": seen.fee, "paper": seen.paper, "warnings": warned})
        return
    kind, result = words(kind_word(seen.kind).code), words(f"counter-result-{seen.result.value}")
    line(words("counter-previewed", kind=kind, result=result))
    if seen.fee is not None:
        line(words("counter-fee", fee=seen.fee))
    for one in seen.warnings:
        line(f"! {_words(one)}")
    line(in_japanese(seen.explanation).rstrip())


def _tell_done(done: Done, kind: Kind, as_json: bool) -> None:
    if as_json:
        show_json({**_told(done), "application": done.application, "document": done.document})
        return
    what, result = words(kind_word(kind).code), words(f"counter-result-{done.result.value}")
    line(words("counter-applied", application=done.application, kind=what, result=result))
    if done.document is not None:
        line(words("counter-document", document=done.document))


def _told(one: Preview | Done) -> dict[str, object]:
    decision = one.explanation.decision
    return {
        "result": one.result,
        "rule": decision.rule,
        "valid_from": decision.valid_from,
        "valid_until": decision.valid_until,
        "receipt": decision.receipt,
    }


def _words(one: Caution) -> str:
    return Finding(f"counter-warning-{one.code.value}", params=one.params).words(language())
