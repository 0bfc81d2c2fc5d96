"""What a clerk reads out: the outcome, the law, the facts, what was missing, what would change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kofu.decide.explanation import Counter, Explanation
from kofu.decide.oracle import decide_person
from kofu.decide.wording import headline, in_japanese
from kofu.policy.facts import FACTS, FactValue
from kofu.policy.law import Law, law_on
from kofu.policy.load import Book, shipped
from people import people

RENEWALS = {
    "kouki": date(2026, 8, 1),
    "tokyo-kouki": date(2026, 8, 1),
    "saitama-kouki": date(2026, 8, 1),
    "itabashi-kokuho": date(2025, 10, 1),
    "kawasaki-kokuho": date(2025, 8, 1),
    "shibuya-kokuho": date(2026, 8, 1),
    "kenpo": date(2025, 12, 2),
}
JOINER: dict[str, FactValue] = {
    "birth_date": date(1949, 12, 10),
    "acquired_on": date(2024, 12, 10),
    "has_card": True,
    "registered": True,
    "status_on": date(2024, 11, 30),
    "event": "enrolment",
}


def tokyo(pack: Callable[[str], Book], known: date) -> Law:
    return law_on(pack("tokyo-kouki"), date(2024, 12, 10), known)


def explained(pack: Callable[[str], Book], known: date, **changed: FactValue) -> Explanation:
    return Counter(tokyo(pack, known)).explain("x", {**JOINER, **changed})


def test_the_plan_gave_a_notice_and_the_ministry_s_notice_a_certificate(
    pack: Callable[[str], Book],
) -> None:
    before, after = explained(pack, date(2024, 9, 1)), explained(pack, date(2024, 10, 1))
    assert headline(before) == "資格情報のお知らせを交付します（職権）。"
    assert headline(after) == "資格確認書を交付します（職権）。"
    assert after.decision.provisional
    assert after.sources[0].title == "後期高齢者に係る資格確認書の職権交付の取扱いについて"
    assert after.sources[0].dated == "令和6年9月26日"
    assert after.sources[0].section == "一"


def test_the_explanation_names_facts_and_their_day(pack: Callable[[str], Book]) -> None:
    words = in_japanese(explained(pack, date(2024, 10, 1)))
    assert "カードの状況は令和6年11月30日現在" in words
    assert "生年月日: 昭和24年12月10日" in words
    assert "健康保険証の利用登録: はい" in words


def test_it_says_what_the_stronger_rules_asked_for(pack: Callable[[str], Book]) -> None:
    explanation = explained(pack, date(2024, 9, 1), application="just_in_case", event="application")
    missed = {one.source.rule: one.missed for one in explanation.passed_over}
    assert "support-standing" in missed
    assert [(one.label, one.wanted, one.found) for one in missed["support-standing"]] == [
        ("要配慮者としての継続交付", ("あり",), "なし")
    ]


def test_a_refusal_shows_the_way_out(pack: Callable[[str], Book]) -> None:
    explanation = explained(pack, date(2024, 9, 1), application="just_in_case", event="application")
    assert explanation.decision.basis == "refused"
    assert "利用登録を解除すると交付できます" in in_japanese(explanation)
    ways = {
        (one.needed[0].label, label)
        for one in explanation.alternatives
        if one.document == "certificate" and len(one.needed) == 1
        for label in one.needed[0].wanted
    }
    assert ("申請の理由", "利用登録の解除") in ways
    assert ("要配慮者としての継続交付", "あり") in ways


def test_it_says_what_limited_the_validity(pack: Callable[[str], Book]) -> None:
    explanation = explained(pack, date(2024, 10, 1), residence_until=date(2025, 3, 31))
    decisive = [one for one in explanation.limits if one.decisive]
    assert [(one.cap, one.day) for one in decisive] == [("residence", date(2025, 4, 1))]
    assert "◎令和7年4月1日" in in_japanese(explanation)


def test_it_says_how_sure_the_source_is(pack: Callable[[str], Book]) -> None:
    law = law_on(pack("kouki"), date(2026, 8, 1), date(2026, 8, 1))
    facts: dict[str, FactValue] = {
        "birth_date": date(1950, 1, 1),
        "has_card": True,
        "registered": True,
    }
    explanation = Counter(law).explain("x", facts)
    assert explanation.sources[0].sure == "reported"
    assert "ほかの機関の案内などによる" in in_japanese(explanation)


def value_in(law: Law, band_label: str, label: str) -> tuple[int, int]:
    for place, band in enumerate(law.space.bands):
        if band.label == band_label:
            for number, value in enumerate(band.values):
                if value.label == label:
                    return place, number
    raise AssertionError((band_label, label))


@pytest.mark.parametrize("name", shipped())
def test_what_is_said_to_change_the_outcome_does(pack: Callable[[str], Book], name: str) -> None:
    """Each alternative, tried: the class with those bands moved is decided as was said."""
    from kofu.policy.interpret import decide

    law = law_on(pack(name), RENEWALS[name], date(2026, 11, 21))
    counter = Counter(law)
    tried = 0
    for person in people(law, 300, seed=7):
        cls = law.classify(person)
        for one in counter.explain("x", person).alternatives:
            for first in one.needed[0].wanted:
                moved = list(cls)
                place, number = value_in(law, one.needed[0].label, first)
                moved[place] = number
                for other in one.needed[1:]:
                    place, number = value_in(law, other.label, other.wanted[0])
                    moved[place] = number
                assert decide(law, tuple(moved)).outcome.document == one.document
                tried += 1
    assert tried > 300


@pytest.mark.parametrize("name", shipped())
def test_nothing_smaller_was_passed_over(pack: Callable[[str], Book], name: str) -> None:
    """Where a pair of facts is named, no single fact leads to that document."""
    from kofu.policy.interpret import decide

    law = law_on(pack(name), RENEWALS[name], date(2026, 11, 21))
    counter = Counter(law)
    places = [n for n, band in enumerate(law.bands) if band.band.changeable]
    for person in people(law, 60, seed=11):
        cls = law.classify(person)
        pairs = {
            one.document for one in counter.explain("x", person).alternatives if len(one.needed) > 1
        }
        for place in places:
            for number, value in enumerate(law.space.bands[place].values):
                if law.bands[place].possible >> number & 1 and value.name != "unknown":
                    moved = (*cls[:place], number, *cls[place + 1 :])
                    assert decide(law, moved).outcome.document not in pairs


def test_the_counter_decides_as_the_oracle_does(pack: Callable[[str], Book]) -> None:
    law = tokyo(pack, date(2024, 10, 1))
    counter = Counter(law)
    for number, person in enumerate(people(law, 500, seed=3)):
        facts = {name: person[name] for name in FACTS}
        assert counter.explain(str(number), facts).decision == decide_person(
            law, str(number), facts
        )


def test_every_code_of_a_shipped_pack_has_words_on_the_screen() -> None:
    from kofu.decide import wording
    from kofu.policy.facts import APPLICATIONS, EVENTS
    from kofu.policy.model import Basis, Delivery, Document, Form, Variant

    assert set(wording.DOCUMENTS) == set(Document)
    assert set(wording.BASES) == set(Basis)
    assert set(wording.FORMS) == set(Form)
    assert set(wording.DELIVERIES) == set(Delivery)
    assert set(wording.VARIANTS) == set(Variant)
    assert set(APPLICATIONS) | set(EVENTS) <= set(wording.CODES)
