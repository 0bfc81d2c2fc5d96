"""Accounts made and changed; each change is an entry with what was and what is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from kofu.base.errors import KofuError
from kofu.registry.access.names import checked_municipality, checked_name, folded
from kofu.registry.access.passwords import checked_password
from kofu.registry.access.roles import LOCAL, Role, role_word
from kofu.registry.access.tables import Account
from kofu.registry.log.events import Event
from kofu.registry.log.write import note


def add(
    name: str,
    roles: Iterable[Role],
    password: str,
    *,
    by: str,
    municipalities: Iterable[str] = (),
    display_name: str = "",
) -> Account:
    """A new account; its password has to be changed on the first day.

    Raises KofuError `account-name-unfit`, `account-taken`, `roles-none`, `municipality-unfit`,
    `scope-too-narrow`, `password-...`.
    """
    kept = checked_name(name)
    account = Account(name=kept, display_name=display_name or kept, created_by=by, changed_by=by)
    _give(account, roles, municipalities)
    account.set_password(checked_password(password, account))
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            told(account, "added", by, {"after": _stand(account)})
    except IntegrityError:
        raise KofuError("account-taken", name=kept) from None
    return account


def change(
    name: str,
    *,
    by: str,
    roles: Iterable[Role] | None = None,
    municipalities: Iterable[str] | None = None,
    display_name: str | None = None,
) -> Account:
    """Other roles, municipalities (none: all of them), another name to be shown.

    Raises KofuError `account-unknown`, and as `add`.
    """
    with changing(name, by) as account:
        before = _stand(account)
        _give(
            account,
            account.held if roles is None else roles,
            account.municipalities if municipalities is None else municipalities,
        )
        account.display_name = display_name or account.display_name
        told(account, "changed", by, {"before": before, "after": _stand(account)})
    return account


def deactivate(name: str, *, by: str) -> Account:
    """Somebody left: they come in no more, and what they did stays. Raises `account-unknown`."""
    with changing(name, by) as account:
        account.is_active = False
        told(account, "deactivated", by)
    return account


def activate(name: str, *, by: str) -> Account:
    """Somebody is back, with the roles they had. Raises KofuError `account-unknown`."""
    with changing(name, by) as account:
        account.is_active = True
        told(account, "activated", by)
    return account


def set_password(name: str, password: str, *, by: str, must_change: bool = True) -> Account:
    """Another password; whoever is given it by others has to change it.

    Raises KofuError `account-unknown`, `password-...`.
    """
    with changing(name, by) as account:
        account.set_password(checked_password(password, account))
        account.must_change_password = must_change
        told(account, "password", by)
    return account


def find(name: str) -> Account:
    """Raises KofuError `account-unknown`."""
    account = Account.objects.filter(name=folded(name)).first()
    if account is None:
        raise KofuError("account-unknown", name=name)
    return account


@contextmanager
def changing(name: str, by: str) -> Iterator[Account]:
    """An account held still while it is changed, and saved. Raises KofuError `account-unknown`."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=find(name).pk)
        account.changed_by, account.changed_at = by, timezone.now()
        yield account
        account.save()


def told(account: Account, what: str, by: str, more: Mapping[str, object] | None = None) -> None:
    """The entry of a change, in its transaction."""
    detail = {"change": what, **(more or {})}
    note(Event.ACCOUNT_CHANGED, by=by, object=f"account:{account.name}", detail=detail)


def _give(account: Account, roles: Iterable[Role], municipalities: Iterable[str]) -> None:
    given = set(roles)
    if not given:
        raise KofuError("roles-none")
    codes = sorted({checked_municipality(code) for code in municipalities})
    for role in Role:
        if codes and role in given - LOCAL:
            raise KofuError("scope-too-narrow", role=role_word(role))
    account.roles = [role.value for role in Role if role in given]
    account.municipalities = codes


def _stand(account: Account) -> Mapping[str, object]:
    """Codes stand in the log as numbers of five digits."""
    codes = [int(code) for code in account.municipalities]
    return {"roles": list(account.roles), "municipalities": codes}
