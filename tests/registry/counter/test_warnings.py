"""Warnings, each by the accident it prevents; and what was seen of evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.registry.conftest import Register
from tests.registry.counter.windows import ON, logged, received, window
from tests.registry.people.issuing import issue, sent

from kofu.base.messages import Language, catalogue, say
from kofu.registry.counter.kinds import (
    Applicant,
    Channel,
    Evidence,
    HoldReason,
    Kind,
    ReissueReason,
    Result,
    enough,
)
from kofu.registry.issued.states import Step

CITY = "kawasaki-kokuho"
YOUNG = {"birth_date": "1980-05-05", "symbol": "川1"}
JULY = date(2027, 7, 31)
PHOTO, OTHER, SECOND = Evidence.PHOTO_ID, Evidence.OTHER_ID, Evidence.SECOND_OTHER_ID

PEOPLE = (
    ("all is well", {}, {}, set()),
    ("has left", {"lost_on": "2026-09-10"}, {}, {"not-enrolled"}),
    ("leaves tomorrow", {"lost_on": "2026-09-11"}, {}, set()),
    ("joins tomorrow", {"acquired_on": "2026-09-11"}, {}, {"not-enrolled"}),
    ("last seen 45 days ago", {"status_on": "2026-07-27"}, {}, set()),
    ("last seen 46 days ago", {"status_on": "2026-07-26"}, {}, {"facts-old"}),
    ("under protection", {"delivery_hold": "yes"}, {}, {"held"}),
    ("may not be shown", {"info_restricted": "yes"}, {}, {"held"}),
    ("nobody has this character", {"name": "浜田　\U00030000"}, {}, {"not-printable", "document-not-printable"}),
    ("no number", {"number": ""}, {}, {"document-not-printable"}),
    ("nothing was shown", {}, {"evidence": ()}, {"evidence-short"}),
    ("it came by post", {}, {"evidence": (), "channel": Channel.POST}, set()),
)  # fmt: skip


@pytest.mark.parametrize(("name", "person", "how", "codes"), PEOPLE, ids=[one[0] for one in PEOPLE])
def test_what_a_clerk_is_warned_of(
    register: Register, enrolled: Callable[..., None], name: str, person: dict[str, object],
    how: dict[str, object], codes: set[str],
) -> None:  # fmt: skip
    from kofu.registry.counter.previewing import preview
    from kofu.registry.counter.typed import Certificate

    enrolled({**YOUNG, **person})
    seen = preview(Certificate("1001", received(**how), Kind.FACILITY), window(CITY))  # type: ignore[arg-type]
    assert {one.code.value for one in seen.warnings} == codes
    assert logged(register) == [("person-read", "done", "sato", "window-3", "1001")]


def told(act: object) -> dict[str, dict[str, object]]:
    from kofu.registry.counter.warnings import warnings

    return {one.code.value: dict(one.params) for one in warnings(act, window(CITY))}  # type: ignore[arg-type]


SAME = (
    ("another household, lately", {"household_id": "9002"}, "川崎市中原区架空町２－３", 10, True),
    ("written in another way", {"household_id": "9002"}, "川崎市中原区 架空町2-3", 10, True),
    ("the same household", {"household_id": "9001"}, "川崎市中原区架空町2-3", 10, False),
    ("next door", {"household_id": "9002"}, "川崎市中原区架空町2-4", 10, False),
    ("90 days ago", {"household_id": "9002"}, "川崎市中原区架空町2-3", 90, True),
    ("91 days ago", {"household_id": "9002"}, "川崎市中原区架空町2-3", 91, False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "other", "address", "days", "warned"), SAME, ids=[s[0] for s in SAME]
)
def test_one_destination_for_people_who_do_not_live_together(
    register: Register, enrolled: Callable[..., None], name: str, other: dict[str, object],
    address: str, days: int, warned: bool,
) -> None:  # fmt: skip
    from kofu.registry.counter.arranging import arrange
    from kofu.registry.counter.typed import MailingAddress

    enrolled(YOUNG, {**YOUNG, **other, "person_id": "2002"})
    then = ON - timedelta(days=days)
    arrange(MailingAddress("2002", received(then), address), window(CITY, then))
    found = told(MailingAddress("1001", received(), "川崎市中原区架空町2-3"))
    assert ("same-destination" in found) is warned
    assert found.get("same-destination", {"people": 1}) == {"people": 1}


UNDER_WAY = (
    ("printed", sent(date(2026, 9, 1))[:3], True),
    ("posted two weeks ago", sent(date(2026, 8, 27)), True),
    ("posted longer ago", sent(date(2026, 8, 26)), False),
    ("delivered", sent(date(2026, 9, 1), (Step.DELIVER, date(2026, 9, 3))), False),
)


@pytest.mark.parametrize(("name", "steps", "warned"), UNDER_WAY, ids=[one[0] for one in UNDER_WAY])
def test_a_document_that_is_under_way(
    register: Register, enrolled: Callable[..., None], name: str,
    steps: tuple[tuple[Step, date], ...], warned: bool,
) -> None:  # fmt: skip
    from kofu.registry.counter.typed import RegisteredMail

    enrolled(YOUNG)
    issue(register, "1001", "certificate", date(2026, 8, 1), JULY, *steps)
    found = told(RegisteredMail("1001", received()))
    assert found == ({"under-way": {"document": 1}} if warned else {})


def test_a_run_that_is_about_to_print(planned: Callable[..., object]) -> None:
    from kofu.registry.counter.typed import RegisteredMail
    from kofu.registry.runs.pulls import pull
    from kofu.registry.runs.tables import Run, RunPerson

    run = planned()
    assert isinstance(run, Run)
    person = RunPerson.objects.filter(run=run, outcome="due").select_related("person")[0].person
    act = RegisteredMail(person.person_id, received())
    assert told(act)["run-approaches"] == {"run": run.pk}
    pull(run, person.person_id, "窓口で交付", "suzuki")
    assert "run-approaches" not in told(act)


def test_the_document_of_a_protected_person_goes_to_nobody_else(
    register: Register, enrolled: Callable[..., None]
) -> None:
    from kofu.registry.counter.typed import HandOver

    enrolled({**YOUNG, "delivery_hold": "yes"})
    assert set(told(HandOver("1001", received(), 1))) == {"held"}
    spouse = received(applicant=Applicant.HOUSEHOLD_MEMBER)
    assert set(told(HandOver("1001", spouse, 1))) == {"held", "held-handed-over"}


@pytest.mark.parametrize(("applicant", "seen", "does"), [
    (Applicant.SELF, {PHOTO}, True),
    (Applicant.SELF, {OTHER, SECOND}, True),
    (Applicant.SELF, {OTHER}, False),
    (Applicant.SELF, set(), False),
    (Applicant.HOUSEHOLD_MEMBER, {PHOTO}, True),
    (Applicant.PROXY, {PHOTO}, False),
    (Applicant.PROXY, {PHOTO, Evidence.LETTER_OF_PROXY}, True),
    (Applicant.PROXY, {Evidence.LETTER_OF_PROXY}, False),
    (Applicant.GUARDIAN, {PHOTO, Evidence.LETTER_OF_PROXY}, False),
    (Applicant.GUARDIAN, {PHOTO, Evidence.GUARDIANSHIP}, True),
])  # fmt: skip
def test_what_shows_who_asks(applicant: Applicant, seen: set[Evidence], does: bool) -> None:
    assert enough(applicant, frozenset(seen)) is does


def test_everything_a_clerk_can_choose_has_its_words() -> None:
    from kofu.registry.counter.warnings import Code

    listed = {"kind": Kind, "result": Result, "channel": Channel, "applicant": Applicant,
              "evidence": Evidence, "reissue": ReissueReason, "hold": HoldReason, "warning": Code}  # fmt: skip
    there = {code for code in catalogue() if code.startswith("counter-")}
    for name, words in listed.items():
        wanted = {f"counter-{name}-{word.value.replace('_', '-')}" for word in words}
        assert wanted == {code for code in there if code.startswith(f"counter-{name}-")}


def test_a_warning_names_the_character_and_its_place() -> None:
    params = {"column": "氏名", "unit": "\U00030000", "point": "U+30000"}
    text = say("counter-warning-not-printable", Language.JA, **params)
    assert "\U00030000" in text and "U+30000" in text and "氏名" in text
