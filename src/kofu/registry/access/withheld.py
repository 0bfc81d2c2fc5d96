"""What is withheld about people whose address in the wrong ear may cost a life (DV).

It is shown to whoever has the right and says what for; the reason stands in the log.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from kofu.policy.facts import FactValue
from kofu.registry.access.require import rights
from kofu.registry.access.roles import Right
from kofu.registry.access.tables import Account
from kofu.registry.people.strands import RESIDENCE
from kofu.registry.people.tables import PersonNow

SIGNS = ("info_restricted", "delivery_hold")
"""自己情報の提供制限 and 送付の保留: either makes somebody sensitive."""

WITHHELD = RESIDENCE.columns
"""Where somebody lives and gets their mail."""


def sensitive(person_ids: Collection[str]) -> frozenset[str]:
    """Those of them whose information or mail is held back."""
    signs = reduce(or_, (Q((sign, True)) for sign in SIGNS))
    found = PersonNow.objects.filter(signs, person__person_id__in=person_ids)
    return frozenset(found.values_list("person__person_id", flat=True))


def may_open(account: Account, reason: str) -> bool:
    """Whether what is withheld is shown to somebody who gives this reason."""
    return bool(reason.strip()) and Right.PERSON_SENSITIVE in rights(account)


def without_withheld(facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The facts but for what is withheld."""
    return {name: value for name, value in facts.items() if name not in WITHHELD}
