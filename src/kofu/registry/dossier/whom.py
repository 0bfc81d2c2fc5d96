"""The one way to a person from a page: by the register's own number, and only in scope."""

from __future__ import annotations

from dataclasses import dataclass

from kofu.base.errors import KofuError
from kofu.registry.access.require import require_sees
from kofu.registry.access.tables import Account
from kofu.registry.access.withheld import SIGNS
from kofu.registry.people.tables import Person, PersonNow


@dataclass(frozen=True, slots=True)
class Whom:
    """`number` is the register's own; `person_id` is 宛名番号. `sensitive`: see `withheld`."""

    number: int
    person_id: str
    name: str
    sensitive: bool


def whom(account: Account, number: int) -> Whom:
    """Raises KofuError `person-not-registered`, also for people the account may not see."""
    person = Person.objects.filter(pk=number).first()
    if person is None:
        raise KofuError("person-not-registered")
    require_sees(account, person.person_id)
    now = PersonNow.objects.filter(pk=number).values_list("name", *SIGNS).first()
    name, *signs = now or ("", False)
    return Whom(number, person.person_id, name or "", any(signs))
