"""The answer in words: what comes, when, how, until when, what to do, and where the rule stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kofu.asking.answer import Answered
from kofu.faces.selfcheck.languages import Tongue, words
from kofu.faces.selfcheck.saying import Text, japanese
from kofu.policy.interpret import cite
from kofu.policy.law import ActiveRule, Law, value_on
from kofu.policy.model import Basis, Delivery, Document, Sure, Variant

RENEWAL = "renewal"
_UNUSUAL = {Variant.SPECIAL_CARE: "special-care", Variant.NUMBER_TAIL: "number-tail"}


@dataclass(frozen=True, slots=True)
class Section:
    """`name` is the key of the heading."""

    name: str
    heading: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """The answer: its first line, what to do with it, and everything else by heading."""

    document: str
    headline: str
    use: str
    sections: tuple[Section, ...]


def headline(one: Answered) -> str:
    """The key of the first line."""
    if one.basis is Basis.REFUSED and one.document is Document.NOTHING:
        return "get-refused"
    if one.basis is Basis.APPLICATION:
        return "get-certificate-applied"
    return f"get-{one.document.value}"


def telling(tongue: Tongue, law: Law, one: Answered, event: str) -> Telling:
    """`event` is the answer to the question about the occasion; empty where none was asked."""
    use = f"use-{one.document.value}"
    sections = (
        Section(key, tongue.say(key), lines)
        for key, lines in (
            ("when", tuple(_when(tongue, law, one, event))),
            ("how", tuple(_how(tongue, one))),
            ("until", tuple(_until(tongue, one))),
            ("meanwhile", tuple(_meanwhile(tongue, one, event))),
            ("apply", tuple(_apply(tongue, law, one, event))),
            ("source", tuple(_sources(tongue, one))),
        )
        if lines
    )
    return Telling(
        document=one.document.value,
        headline=tongue.say(headline(one)),
        use=tongue.say(use) if use in words() else "",
        sections=tuple(sections),
    )


def _when(tongue: Tongue, law: Law, one: Answered, event: str) -> Iterator[Text]:
    if one.validity is None or one.delivery is Delivery.HOLD:
        # What is held back comes when it is fetched.
        return
    day = tongue.of_day(law.on)
    key = "when-renewal" if event == RENEWAL else "when-other"
    yield Text(tongue.say(key, day=day) if event == RENEWAL else tongue.say(key))


def _how(tongue: Tongue, one: Answered) -> Iterator[Text]:
    if one.delivery is None or one.form is None or one.variant is None:
        return
    yield Text(tongue.say(one.delivery.value))
    yield Text(tongue.say(one.form.value))
    if one.variant in _UNUSUAL:
        yield Text(tongue.say(_UNUSUAL[one.variant]))


def _until(tongue: Tongue, one: Answered) -> Iterator[Text]:
    if one.validity is None:
        return
    until = one.validity.until
    yield Text(
        tongue.say("until-day", day=tongue.of_day(until)) if until else tongue.say("until-none")
    )
    for cap in one.validity.caps:
        key = f"cap-{cap.id}"
        yield Text(tongue.say(key)) if key in words() else japanese(tongue, cap.label)


def _meanwhile(tongue: Tongue, one: Answered, event: str) -> Iterator[Text]:
    if one.document is Document.CERTIFICATE:
        yield Text(tongue.say("meanwhile-renewal" if event == RENEWAL else "meanwhile-other"))


def _apply(tongue: Tongue, law: Law, one: Answered, event: str) -> Iterator[Text]:
    if one.document is Document.NOTICE:
        yield Text(tongue.say("apply-certificate"))
    if one.document is Document.NOTICE or one.basis is Basis.REFUSED:
        yield Text(tongue.say("apply-deregister"))
        cutoff = law.parameters.get("deregistration_cutoff")
        if event == RENEWAL and cutoff and isinstance(cutoff.value, date):
            yield Text(tongue.say("apply-cutoff", day=tongue.of_day(cutoff.value)))
    if one.document is Document.CERTIFICATE:
        yield Text(tongue.say("apply-register"))
    yield _contact(tongue, law)


def _contact(tongue: Tongue, law: Law) -> Text:
    """The office of the pack, unless it is made up."""
    for parameter in law.book.pack.office:
        value = value_on(parameter, law.on, law.known) if parameter.id == "office_name" else None
        if value and value.sure is not Sure.ASSUMED:
            return Text(tongue.say("contact", office=value.said))
    return Text(tongue.say("contact-insurer"))


def _sources(tongue: Tongue, one: Answered) -> Iterator[Text]:
    """What each rule says and where it stands; how sure that is, where it is not."""
    if tongue.code != "ja":
        yield Text(tongue.say("source-japanese"))
    for rule in one.rules:
        # The usual variant is nothing that anybody asks about.
        if rule.rule.says and not _is_usual(rule):
            yield japanese(tongue, rule.rule.says)
            yield japanese(tongue, f"― {cite(rule)}")
            if rule.norm.sure is not Sure.CONFIRMED:
                yield Text(tongue.say(f"sure-{rule.norm.sure.value}"))


def _is_usual(rule: ActiveRule) -> bool:
    return rule.rule.then is Variant.ORDINARY
