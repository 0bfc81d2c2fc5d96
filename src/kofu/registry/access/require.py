"""A right is asked for here, and whoever has none leaves an entry."""

from __future__ import annotations

from kofu.base.errors import KofuError
from kofu.registry.access.names import folded
from kofu.registry.access.roles import Right, right_word, rights_of
from kofu.registry.access.scope import codes_seen, seen_by
from kofu.registry.access.tables import Account
from kofu.registry.log.events import Event
from kofu.registry.log.write import note_apart
from kofu.registry.people.tables import Person, PersonNow


def rights(account: Account) -> frozenset[Right]:
    """What an account may do; nothing once it is deactivated."""
    return rights_of(account.held) if account.is_active else frozenset()


def require(account: Account, right: Right) -> None:
    """Raises KofuError `right-missing`."""
    if right not in rights(account):
        note_apart(Event.RIGHTS_REFUSED, by=account.name, detail={"right": right.value})
        raise KofuError("right-missing", name=account.name, right=right_word(right))


def require_any(account: Account, wanted: frozenset[Right]) -> None:
    """Any of several rights is enough. Raises KofuError `right-missing`."""
    if not wanted & rights(account):
        require(account, min(wanted))


def require_sees(account: Account, person_id: str) -> None:
    """Raises KofuError `person-not-registered`, whether the person is of another municipality or
    there is no such person: the difference would tell who lives elsewhere.
    """
    if not account.municipalities:
        return
    if not PersonNow.objects.filter(seen_by(account), person__person_id=person_id).exists():
        detail = {"code": "out-of-scope"}
        note_apart(Event.RIGHTS_REFUSED, by=account.name, person_id=person_id, detail=detail)
        raise KofuError("person-not-registered")


def require_person(account: Account, person_id: str) -> None:
    """Somebody of the register whom the account sees. Raises KofuError `person-not-registered`.

    What is nobody's number goes into no log: it may be 個人番号.
    """
    require_sees(account, person_id)
    if not Person.objects.filter(person_id=person_id).exists():
        detail = {"code": "person-not-registered"}
        note_apart(Event.PERSON_READ, by=account.name, detail=detail)
        raise KofuError("person-not-registered")


def codes_seen_by(name: str) -> frozenset[str] | None:
    """`codes_seen` of whoever acts by command; a register without accounts shows everybody."""
    account = Account.objects.filter(name=folded(name)).first()
    return codes_seen(account) if account else None


def vouched(name: str, right: Right, person_id: str | None = None) -> str:
    """The name of whoever acts by command, as the log shows it.

    While the register has no accounts it is taken at its word. Raises KofuError `by-unknown`,
    `right-missing`, `person-not-registered`.
    """
    if not Account.objects.exists():
        return name
    account = Account.objects.filter(name=folded(name), is_active=True).first()
    if account is None:
        note_apart(Event.RIGHTS_REFUSED, by=name, detail={"code": "by-unknown"})
        raise KofuError("by-unknown", name=name)
    require(account, right)
    if person_id is not None:
        require_sees(account, person_id)
    return account.name
