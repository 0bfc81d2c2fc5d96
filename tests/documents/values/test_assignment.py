"""Which forms a decision leads to, and who counts as 70 to 74."""

from __future__ import annotations

from datetime import date

import pytest
from rows import office, row

from kofu.documents.values.assignment import assign, is_elderly
from kofu.documents.values.face import kindred_named
from kofu.policy.model import Kind

MERGED = {"integrated_elderly_certificate": "yes"}
APART = {"integrated_elderly_certificate": "no"}
YOUNG, OLD = date(1980, 5, 5), date(1953, 5, 5)


def decided(document: str, variant: str, basis: str, form: str, delivery: str) -> dict[str, object]:
    given = {
        "document": document,
        "variant": variant,
        "basis": basis,
        "form": form,
        "delivery": delivery,
    }
    return {name: value or None for name, value in given.items()}  # fmt: skip


@pytest.mark.parametrize(
    ("document", "variant", "basis", "form", "delivery", "forms"),
    [
        ("certificate", "ordinary", "ex_officio", "card-paper", "recorded", "carrier"),
        ("certificate", "ordinary", "ex_officio", "card-paper", "simplified-registered", "carrier"),
        ("certificate", "ordinary", "ex_officio", "card-paper", "employer", "carrier"),
        ("certificate", "ordinary", "application", "card-paper", "counter", "card"),
        ("certificate", "ordinary", "ex_officio", "card-plastic", "recorded", "card carrier-glued"),
        ("certificate", "ordinary", "ex_officio", "postcard", "recorded", "postcard-carrier"),
        ("certificate", "ordinary", "ex_officio", "postcard", "employer", "postcard-carrier"),
        ("certificate", "ordinary", "application", "postcard", "counter", "postcard"),
        ("certificate", "special_care", "ex_officio", "postcard", "recorded", "postcard-carrier-special"),
        ("certificate", "ordinary", "ex_officio", "a4", "recorded", "certificate-a4"),
        ("certificate", "special_care", "ex_officio", "card-paper", "recorded", "carrier-special"),
        ("certificate", "special_care", "ex_officio", "card-paper", "counter", "card-special"),
        ("certificate", "special_care", "ex_officio", "card-plastic", "recorded", "card-special carrier-special-glued"),
        ("certificate", "special_care", "ex_officio", "a4", "recorded", "certificate-a4-special"),
        ("certificate", "ordinary", "ex_officio", "card-paper", "hold", ""),
        ("notice", "ordinary", "ex_officio", "a4", "ordinary", "notice"),
        ("notice", "special_care", "ex_officio", "a4", "ordinary", "notice-special"),
        ("notice", "number-tail", "ex_officio", "a4", "ordinary", "number-tail-letter"),
        ("notice", "ordinary", "refused", "a4", "ordinary", "notice refusal"),
        ("notice", "ordinary", "refused", "a4", "hold", ""),
        ("nothing", "", "refused", "", "", "refusal"),
        ("nothing", "", "", "", "", ""),
        ("review", "", "", "", "", ""),
    ],
)  # fmt: skip
def test_a_decision_leads_to_its_forms(
    document: str, variant: str, basis: str, form: str, delivery: str, forms: str
) -> None:
    given = row(birth_date=YOUNG, **decided(document, variant, basis, form, delivery))
    assigned = assign(given, office(**MERGED))
    assert [one.name for one in assigned.kindred] == forms.split()
    assert not assigned.copay


@pytest.mark.parametrize(
    ("kind", "settings", "document", "birth", "form", "copay"),
    [
        (Kind.KOKUHO, MERGED, "certificate", OLD, "carrier-elderly", True),
        (Kind.KOKUHO, APART, "certificate", OLD, "carrier", False),
        (Kind.KOKUHO, MERGED, "certificate", YOUNG, "carrier", False),
        (Kind.KENPO, MERGED, "certificate", OLD, "carrier-elderly", True),
        (Kind.KOUKI, MERGED, "certificate", OLD, "carrier", True),
        (Kind.KOUKI, MERGED, "certificate", date(1940, 5, 5), "carrier", True),
        (Kind.KOKUHO, MERGED, "notice", OLD, "notice-elderly", True),
        (Kind.KOKUHO, APART, "notice", OLD, "notice-elderly", True),
        (Kind.KOKUHO, MERGED, "notice", YOUNG, "notice", False),
        (Kind.KOUKI, MERGED, "notice", date(1940, 5, 5), "notice", True),
        (Kind.KOUKI, MERGED, "notice", date(1957, 5, 5), "notice", True),
    ],
    ids=[
        "国保 70 to 74, merged",
        "国保 70 to 74, a certificate apart",
        "国保 under 70",
        "健保 70 to 74, merged",
        "後期 with a disability at 72 is no 高齢受給者証",
        "後期 at 85",
        "国保 70 to 74, notice",
        "国保 70 to 74, notice where certificates are apart",
        "国保 under 70, notice",
        "後期 notice is never one of 70 to 74",
        "後期 notice with a disability at 68",
    ],
)
def test_the_share_and_the_certificate_of_70_to_74_go_together(
    kind: Kind,
    settings: dict[str, str],
    document: str,
    birth: date,
    form: str,
    copay: bool,
) -> None:
    notice = (
        {"document": "notice", "form": "a4", "delivery": "ordinary"} if document == "notice" else {}
    )
    assigned = assign(row(birth_date=birth, **notice), office(kind, **settings))
    assert ([one.name for one in assigned.kindred], assigned.copay) == ([form], copay)


@pytest.mark.parametrize(
    ("birth", "start", "elderly"),
    [
        (date(1955, 7, 31), date(2025, 8, 1), True),
        (date(1955, 8, 1), date(2025, 8, 1), True),
        (date(1955, 8, 2), date(2025, 8, 1), False),
        (date(1955, 8, 2), date(2025, 8, 31), False),
        (date(1955, 8, 2), date(2025, 9, 1), True),
        (date(1955, 8, 31), date(2025, 8, 31), False),
        (date(1955, 9, 1), date(2025, 8, 31), False),
        (date(1955, 9, 1), date(2025, 9, 1), True),
        (date(1955, 9, 2), date(2025, 9, 1), False),
        (date(1956, 2, 29), date(2026, 2, 28), False),
        (date(1956, 2, 29), date(2026, 3, 1), True),
        (date(1956, 3, 1), date(2026, 2, 28), False),
        (date(1956, 3, 1), date(2026, 3, 1), True),
        (date(1956, 1, 1), date(2025, 12, 31), False),
        (date(1956, 1, 1), date(2026, 1, 1), True),
        (None, date(2025, 8, 1), False),
        (date(1950, 1, 1), None, False),
    ],
)
def test_seventy_counts_from_the_month_after_the_birthday_and_from_the_1st_for_those_born_on_it(
    birth: date | None, start: date | None, elderly: bool
) -> None:
    """高齢受給者証: from the month after the 70th birthday; born on the 1st, from that month."""
    assert is_elderly(row(birth_date=birth, valid_from=start)) == elderly


@pytest.mark.parametrize(
    "name",
    ["card", "carrier-special-elderly", "carrier-glued", "certificate-a4", "number-tail-letter", "notice-elderly"],
)  # fmt: skip
def test_a_form_is_found_again_by_its_name(name: str) -> None:
    assert kindred_named(name).name == name
