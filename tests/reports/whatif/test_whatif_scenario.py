"""Settings and ranges as they are written on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kofu.base.errors import KofuError
from kofu.policy.load import Book
from kofu.reports.whatif.asked import Asked, scenarios
from kofu.reports.whatif.scenario import Moment, varied, with_settings

MOMENT = Moment(date(2026, 8, 1), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("name", "text", "parameter", "value"),
    [
        ("kouki", "use_12m_least=3", "use_12m_least", 3),
        ("kouki", "joiners_from_2026_08=use-test", "joiners_from_2026_08", "use-test"),
        ("kouki", "age_line_day=2027-08-01", "age_line_day", date(2027, 8, 1)),
        ("kawasaki-kokuho", "deregistration_cutoff=none", "deregistration_cutoff", None),
        (
            "tokyo-kouki",
            "simplified_municipalities=131016,131024",
            "simplified_municipalities",
            ("131016", "131024"),
        ),
        ("tokyo-kouki", "simplified_municipalities=", "simplified_municipalities", ()),
    ],
)
def test_a_setting_is_read_as_the_pack_writes_it(
    pack: Callable[[str], Book], name: str, text: str, parameter: str, value: object
) -> None:
    law = MOMENT.law(with_settings(pack(name), text))
    assert law.parameters[parameter].value == value


def test_several_settings_make_one_scenario(pack: Callable[[str], Book]) -> None:
    law = MOMENT.law(with_settings(pack("kouki"), "use_12m_least=1 use_3m_least=0"))
    assert [law.parameters[f"use_{months}m_least"].value for months in (12, 3)] == [1, 0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("use_12m_least", "setting-unreadable"),
        ("use_12m_least=many", "setting-unreadable"),
        ("age_line_day=summer", "setting-unreadable"),
        ("no_such=1", "parameter-unknown"),
    ],
)
def test_what_cannot_be_read_is_refused(pack: Callable[[str], Book], text: str, code: str) -> None:
    with pytest.raises(KofuError) as refused:
        with_settings(pack("kouki"), text)
    assert refused.value.finding.code == code
    assert refused.value.finding.words()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("use_12m_least=0..3", [0, 1, 2, 3]),
        ("use_12m_least=0..12/6", [0, 6, 12]),
        ("grace_months=3..3", [3]),
    ],
)
def test_a_range_is_a_scenario_for_each_value(
    pack: Callable[[str], Book], text: str, values: list[int]
) -> None:
    name = text.partition("=")[0]
    found = list(varied(pack("kouki"), MOMENT, text))
    assert [one.law.parameters[name].value for one in found] == values


def test_shares_are_varied_by_tenths(pack: Callable[[str], Book]) -> None:
    found = list(varied(pack("kouki"), MOMENT, "share=0.1..0.9"))
    assert [one.share for one in found] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]


@pytest.mark.parametrize(
    "text",
    [
        "share",
        "share=1..2",
        "share=0.9..0.1",
        "share=a..b",
        "use_12m_least=0..9/0",
        "use_12m_least=0..999",
    ],
)
def test_what_is_no_range_is_refused(pack: Callable[[str], Book], text: str) -> None:
    with pytest.raises(KofuError) as refused:
        list(varied(pack("kouki"), MOMENT, text))
    assert refused.value.finding.code == "range-unreadable"


def test_settings_change_the_reform_where_there_is_one(pack: Callable[[str], Book]) -> None:
    asked = Asked(pack("kouki"), MOMENT, MOMENT, ["saitama-kouki"], ["grace_months=5"], [])
    plain, changed = scenarios(asked)
    assert plain.law.book.pack.pack == changed.law.book.pack.pack == "saitama-kouki"
    assert changed.law.parameters["grace_months"].value == 5
    asked = Asked(pack("kouki"), MOMENT, MOMENT, [], ["grace_months=5"], [])
    (changed,) = scenarios(asked)
    assert changed.law.book.pack.pack == "kouki"


def test_another_day_or_knowledge_is_a_scenario_by_itself(pack: Callable[[str], Book]) -> None:
    before = Moment(date(2026, 7, 31), MOMENT.known)
    (one,) = scenarios(Asked(pack("kouki"), MOMENT, before))
    assert one.law.on == before.on
    with pytest.raises(KofuError, match="scenario-missing"):
        scenarios(Asked(pack("kouki"), MOMENT, MOMENT))
