"""One person at the counter: the document that the decision calls for, or a letter about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kofu.base.errors import KofuError, Place
from kofu.decide.explanation import Explanation
from kofu.documents.fonts.units import code_points
from kofu.documents.forms.form import Chains, Form, StoppedError
from kofu.documents.run.arrangement import Dress, bare
from kofu.documents.run.work import form_of
from kofu.documents.single.engine import draw
from kofu.documents.values.assignment import assign, is_elderly
from kofu.documents.values.face import Kindred
from kofu.documents.values.letters import reason_values, refusal_values
from kofu.documents.values.office import Office
from kofu.documents.values.person import ROSTER_COLUMNS, Row, era, values_of
from kofu.policy.model import Kind

LETTERS = ("reason-letter", "joining-letter", "special-care-notice")
"""Letters that may be printed whatever was decided."""

_CARRIED = {"carrier": "card", "postcard-carrier": "postcard"}
_REASONED = ("special-care-notice", "refusal")
_WHY_SPECIAL = "納期限から1年を過ぎても保険料の納付が確認できず、特別な事情のお届けもないため。"
_DECIDED = ("document", "variant", "basis", "rule", "valid_from", "valid_until", "form", "receipt")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed. `form` None: the first form that the decision calls for.

    `due` (弁明の期限) is for the special-care notice; `reason` (理由) for it and for a refusal, in
    the place of the usual words.
    """

    issued: date
    form: str | None = None
    due: date | None = None
    reason: str | None = None


class Desk:
    """The counter of one insurer; a form is compiled when first asked for, and then warm."""

    def __init__(self, office: Office, beside: Path, dress: Dress = bare) -> None:
        self.office, self.beside, self.dress = office, beside, dress
        self._forms: dict[Kindred, Form] = {}

    def print(
        self,
        wish: Wish,
        facts: Mapping[str, object],
        explanation: Explanation,
        back: Mapping[str, object] | None = None,
        fonts: Chains | None = None,
    ) -> tuple[str, bytes]:
        """The form's name and its PDF; `back` is a page that follows, in `fonts` of its own.

        Raises KofuError: `nothing-to-print`, `form-not-due` (the decision does not call for it),
        `due-missing`, `reason-empty`, `reason-not-on-form`, and what stops a document, with form,
        field and code point.
        """
        kindred, values = self.filled(wish, facts, explanation)
        form = self.form(kindred)
        if fonts:
            form = replace(form, chains={**form.chains, **fonts})
        try:
            drawn = draw(form, values, back)
        except StoppedError as error:
            raise _stopped(error) from None
        return kindred.name, drawn

    def stops(
        self, wish: Wish, facts: Mapping[str, object], explanation: Explanation
    ) -> KofuError | None:
        """What would stop the page, not drawn. Raises KofuError as `print` for the rest."""
        kindred, values = self.filled(wish, facts, explanation)
        try:
            self.form(kindred).lay_out(values)
        except StoppedError as error:
            return _stopped(error)
        return None

    def filled(
        self, wish: Wish, facts: Mapping[str, object], explanation: Explanation
    ) -> tuple[Kindred, dict[str, str]]:
        """The form, and what is written on it. Raises KofuError as `print`."""
        row = _row(facts, explanation)
        kindred = self._chosen(wish, row)
        _refuse_reason(wish, kindred)
        return kindred, self._values(wish, kindred, row, explanation)

    def form(self, kindred: Kindred) -> Form:
        """The form of a kind. Raises KofuError `template-unknown`, `seal-missing`."""
        if kindred not in self._forms:
            self._forms[kindred] = form_of(self.office, kindred, self.beside)
        return self._forms[kindred]

    def _chosen(self, wish: Wish, row: Row) -> Kindred:
        if wish.form in LETTERS:
            return Kindred(wish.form)
        due = assign({**row, "delivery": None}, self.office).kindred
        if not due:
            raise KofuError("nothing-to-print")
        if wish.form is None:
            return due[0]
        # What a sheet carries may be handed over without it.
        alone = tuple(
            Kindred(_CARRIED[one.template], one.special, one.elderly)
            for one in due
            if one.template in _CARRIED
        )
        for one in (*due, *alone):
            if one.template == wish.form:
                return one
        names = "、".join(dict.fromkeys(one.template for one in (*due, *alone)))
        raise KofuError("form-not-due", name=wish.form, names=names)

    def _values(
        self, wish: Wish, kindred: Kindred, row: Row, explanation: Explanation
    ) -> dict[str, str]:
        copay = self.office.kind is Kind.KOUKI or is_elderly(row)
        values = values_of(row, self.office, wish.issued, copay)
        values.update({**self.dress(row), "sheet_mark": ""})
        if kindred.template == "refusal":
            refused = refusal_values(row, self.office)
            values.update({**refused, "reason": wish.reason or refused["reason"]})
        if kindred.template == "reason-letter":
            values.update(reason_values(explanation))
        if kindred.template == "special-care-notice":
            if wish.due is None:
                raise KofuError("due-missing")
            values.update({"reason": wish.reason or _WHY_SPECIAL, "due_on": era(wish.due)})
        return values


def _stopped(error: StoppedError) -> KofuError:
    point = f" {code_points(error.unit)}" if error.unit else ""
    return KofuError(error.code, Place(f"{error.form}{point}", column=error.key))


def _refuse_reason(wish: Wish, kindred: Kindred) -> None:
    """A reason that would not be printed, or none where one was meant, is a slip."""
    if wish.reason is None:
        return
    if not wish.reason.strip():
        raise KofuError("reason-empty")
    if kindred.template not in _REASONED:
        raise KofuError("reason-not-on-form", name=kindred.template, names="、".join(_REASONED))


def _row(facts: Mapping[str, object], explanation: Explanation) -> Row:
    decision = explanation.decision
    decided = {name: getattr(decision, name) for name in _DECIDED}
    person = {name: facts.get(name) for name in ROSTER_COLUMNS}
    return {**person, "person_id": decision.person_id, "delivery": decision.delivery, **decided}
