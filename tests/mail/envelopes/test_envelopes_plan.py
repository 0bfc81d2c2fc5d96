"""Whose sheets go together, by which post, in which order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.mail.envelopes.plan import Pieces, Plan, plan
from kofu.mail.envelopes.rule import EnvelopeRule, Together

ALONE = EnvelopeRule(Together.PERSON, kinds_apart=True)
HOUSEHOLD_APART = EnvelopeRule(Together.HOUSEHOLD, kinds_apart=True)
HOUSEHOLD_JOINT = EnvelopeRule(Together.HOUSEHOLD, kinds_apart=False)

# person, household, kind, delivery, municipality, postcode, sheets
FAMILY = (
    ("1", "A", "certificate", "recorded", "14131", "2100001", 1),
    ("2", "A", "notice", "ordinary", "14131", "2100001", 1),
    ("3", "A", "certificate", "recorded", "14131", "2100001", 1),
    ("4", "B", "notice", "ordinary", "14131", "2100001", 1),
    ("5", "", "certificate", "simplified-registered", "14132", "2120001", 1),
    ("6", "", "certificate", "recorded", "14132", "2120001", 1),
)
Row = tuple[str, str, str, str, str, str, int]


def pieces(rows: tuple[Row, ...] | list[Row]) -> Pieces:
    columns = list(zip(*rows, strict=True)) if rows else [()] * 7
    texts = [np.array(column, dtype=np.str_) for column in columns[:6]]
    texts[3] = texts[3].astype(object)
    elsewhere = np.zeros(len(rows), dtype=np.bool_)
    nobody = np.array([""] * len(rows), dtype=np.str_)
    return Pieces(*texts, nobody, elsewhere, np.array(columns[6], dtype=np.int64))


def shared(rows: tuple[Row, ...], made: Plan) -> set[frozenset[str]]:
    """The people of each envelope."""
    found: dict[int, set[str]] = {}
    for row, number in zip(rows, made.envelope, strict=True):
        found.setdefault(int(number), set()).add(row[0])
    return {frozenset(people) for people in found.values()}


@pytest.mark.parametrize(
    ("rule", "envelopes"),
    [
        (ALONE, [{"1"}, {"2"}, {"3"}, {"4"}, {"5"}, {"6"}]),
        (HOUSEHOLD_APART, [{"1", "3"}, {"2"}, {"4"}, {"5"}, {"6"}]),
        (HOUSEHOLD_JOINT, [{"1", "2", "3"}, {"4"}, {"5"}, {"6"}]),
    ],
    ids=["one each", "by household, kinds apart (Kawasaki)", "by household, kinds together"],
)
def test_who_shares_an_envelope(rule: EnvelopeRule, envelopes: list[set[str]]) -> None:
    assert shared(FAMILY, plan(pieces(FAMILY), rule)) == {frozenset(one) for one in envelopes}


def test_people_without_a_household_number_never_share() -> None:
    made = plan(pieces(FAMILY), HOUSEHOLD_JOINT)
    assert made.envelope[4] != made.envelope[5]


def test_a_shared_envelope_goes_by_the_safer_post() -> None:
    made = plan(pieces(FAMILY), HOUSEHOLD_JOINT)
    assert list(made.delivery) == [
        "recorded",
        "recorded",
        "recorded",
        "ordinary",
        "simplified-registered",
        "recorded",
    ]


def test_what_goes_through_the_employer_is_not_posted_with_the_rest() -> None:
    rows = (
        ("1", "A", "notice", "employer", "", "", 1),
        ("2", "A", "notice", "ordinary", "", "", 1),
    )
    assert shared(rows, plan(pieces(rows), HOUSEHOLD_JOINT)) == {
        frozenset({"1"}),
        frozenset({"2"}),
    }


def test_an_employers_envelopes_follow_one_another_and_hold_nobody_elses_people() -> None:
    rows: list[Row] = [
        ("1", "A", "notice", "employer", "", "", 1),
        ("2", "A", "notice", "employer", "", "", 1),  # of one household, at another employer
        ("3", "A", "notice", "employer", "", "", 1),
        ("4", "B", "notice", "employer", "", "", 1),
    ]
    given = replace(pieces(rows), employer=np.array(["J1", "J2", "J1", "J1"]))
    made = plan(given, HOUSEHOLD_JOINT)
    assert [int(one) for one in made.envelope] == [1, 3, 1, 2]


@pytest.mark.parametrize(
    ("sheets", "most", "envelopes"),
    [((1, 1, 1), 6, 1), ((1, 1, 1), 2, 2), ((3, 3, 3), 6, 2), ((9,), 6, 1), ((9, 1), 6, 2)],
)
def test_an_envelope_holds_no_more_sheets_than_the_machine_takes(
    sheets: tuple[int, ...], most: int, envelopes: int
) -> None:
    rows: list[Row] = [
        (str(number), "A", "notice", "ordinary", "1", "1", one) for number, one in enumerate(sheets)
    ]
    rule = EnvelopeRule(Together.HOUSEHOLD, kinds_apart=True, most_sheets=most)
    assert plan(pieces(rows), rule).envelopes == envelopes


def test_the_order_is_by_post_municipality_postcode_and_envelope() -> None:
    rows = (
        ("1", "A", "notice", "ordinary", "14132", "2120001", 1),
        ("2", "B", "notice", "ordinary", "14131", "2100002", 1),
        ("3", "C", "notice", "ordinary", "14131", "2100001", 1),
        ("4", "B", "notice", "ordinary", "14131", "2100002", 1),
        ("5", "D", "certificate", "recorded", "14131", "2100001", 1),
    )
    made = plan(pieces(rows), HOUSEHOLD_APART)
    assert [rows[place][0] for place in made.order] == ["3", "2", "4", "1", "5"]
    assert [int(one) for one in made.envelope] == [3, 2, 1, 2, 4]
    assert [(int(a), int(b)) for a, b in zip(made.place, made.of, strict=True)] == [
        (1, 1),
        (1, 2),
        (1, 1),
        (2, 2),
        (1, 1),
    ]


def test_who_has_mail_sent_elsewhere_shares_no_envelope() -> None:
    given = replace(pieces(FAMILY), elsewhere=np.array([False, False, True, False, False, False]))
    assert shared(FAMILY, plan(given, HOUSEHOLD_JOINT)) == {
        frozenset({"1", "2"}),
        frozenset({"3"}),
        frozenset({"4"}),
        frozenset({"5"}),
        frozenset({"6"}),
    }


@given(st.permutations(FAMILY))
def test_the_order_of_the_roster_does_not_matter(rows: list[Row]) -> None:
    def told(given: list[Row]) -> dict[str, tuple[int, int, int]]:
        made = plan(pieces(given), HOUSEHOLD_JOINT)
        each = zip(given, made.envelope, made.place, made.of, strict=True)
        return {row[0]: (int(a), int(b), int(c)) for row, a, b, c in each}

    assert told(rows) == told(list(FAMILY))


def test_nothing_to_post_is_no_envelope() -> None:
    assert plan(pieces([]), HOUSEHOLD_JOINT).envelopes == 0


some_rows = st.lists(
    st.tuples(
        st.integers(0, 9999).map(str),
        st.sampled_from(["", "A", "B", "C"]),
        st.sampled_from(["certificate", "notice"]),
        st.sampled_from(["ordinary", "recorded", "simplified-registered", "employer"]),
        st.sampled_from(["14131", "14132", ""]),
        st.sampled_from(["2100001", "2100002", ""]),
        st.integers(1, 4),
    ),
    max_size=30,
    unique_by=lambda row: row[0],
)
rules = st.builds(
    EnvelopeRule, st.sampled_from(Together), st.booleans(), st.integers(min_value=4, max_value=8)
)


@given(some_rows, rules)
def test_every_piece_is_in_one_envelope_and_no_envelope_breaks_the_rule(
    rows: list[Row], rule: EnvelopeRule
) -> None:
    made = plan(pieces(rows), rule)
    assert sorted(made.order) == list(range(len(rows)))
    found: dict[int, list[int]] = {}
    for place in made.order:
        found.setdefault(int(made.envelope[place]), []).append(int(place))
    assert list(found) == list(range(1, len(found) + 1))
    for members in found.values():
        assert [int(made.place[one]) for one in members] == list(range(1, len(members) + 1))
        assert {int(made.of[one]) for one in members} == {len(members)}
        assert len({made.delivery[one] for one in members}) == 1
        assert sum(rows[one][6] for one in members) <= rule.most_sheets
        if len(members) > 1:
            assert rule.together is Together.HOUSEHOLD
            assert len({rows[one][1] for one in members} - {""}) == 1
            if rule.kinds_apart:
                assert len({rows[one][2] for one in members}) == 1
