"""Totals of a mailing: by product, by municipality, and what a provisional rule caused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.mail.postage.cost import Group, Instead, Sum, cost
from kofu.mail.postage.price import Product
from kofu.mail.postage.rates import Base, Option

DAY = date(2025, 7, 14)
NOTICE = Product(Base.STANDARD)
CERTIFICATE = Product(Base.STANDARD, (Option.RECORDED,))
KAWASAKI, YOKOHAMA = "141305", "141003"

# Certificates 110 + 210 = 320 yen, notices 110 yen.
GROUPS = [
    Group(NOTICE, 20, KAWASAKI, 100),
    Group(CERTIFICATE, 20, KAWASAKI, 10),
    Group(CERTIFICATE, 20, YOKOHAMA, 5, provisional=True, instead=Instead(NOTICE, 20)),
    Group(CERTIFICATE, 20, YOKOHAMA, 2, provisional=True),
]


def test_totals() -> None:
    found = cost(GROUPS, DAY)
    assert found.total == Sum(117, 100 * 110 + 17 * 320)
    assert found.by_product == {NOTICE: Sum(100, 11_000), CERTIFICATE: Sum(17, 5_440)}
    assert found.by_municipality == {KAWASAKI: Sum(110, 14_200), YOKOHAMA: Sum(7, 2_240)}


def test_the_claim_is_what_came_on_top() -> None:
    """Seven certificates at 320, less the five notices at 110 that would have gone out anyway."""
    found = cost(GROUPS, DAY)
    assert found.provisional == Sum(7, 2_240)
    assert found.instead == Sum(5, 550)
    assert found.claim == 1_690


def test_nothing_costs_nothing() -> None:
    assert cost([], DAY).total == Sum()


@pytest.mark.parametrize(
    ("group", "code"),
    [
        (Group(NOTICE, 20, KAWASAKI, -1), "postage-count-wrong"),
        (Group(NOTICE, 20, KAWASAKI, 1, instead=Instead(NOTICE, 20)), "postage-instead-wrong"),
        (Group(NOTICE, 60, KAWASAKI, 1), "postage-too-heavy"),
    ],
)
def test_what_cannot_be_added(group: Group, code: str) -> None:
    with pytest.raises(KofuError) as error:
        cost([group], DAY)
    assert error.value.finding.code == code


@given(
    st.lists(
        st.builds(
            Group,
            st.sampled_from([NOTICE, CERTIFICATE]),
            st.integers(1, 50),
            st.sampled_from([KAWASAKI, YOKOHAMA]),
            st.integers(0, 10**6),
            st.booleans(),
        )
    )
)
def test_the_parts_add_up(groups: list[Group]) -> None:
    found = cost(groups, DAY)
    assert sum(found.by_product.values(), Sum()) == found.total
    assert sum(found.by_municipality.values(), Sum()) == found.total
    assert found.provisional.yen <= found.total.yen
