"""The demo's last step: the console over the register that the demo has filled."""

from __future__ import annotations

import os
from dataclasses import dataclass
from secrets import token_urlsafe

from kofu.faces.cli.serving import PORT, serve
from kofu.faces.cli.talk import line, show_table, words
from kofu.faces.serve.house import free_port
from kofu.registry.access.environment import SECOND_FACTOR, SecondFactor
from kofu.registry.access.roles import Role

# Tables can be imported once `ready()` has set Django up: hence the imports inside the functions.


@dataclass(frozen=True, slots=True)
class Clerk:
    """Somebody invented who works at the demo's office."""

    name: str
    display_name: str
    roles: tuple[Role, ...]


SATO = Clerk("sato", "佐藤（係員）", (Role.COUNTER, Role.OPERATOR))
SUZUKI = Clerk("suzuki", "鈴木（係長）", (Role.COUNTER, Role.APPROVER))
CLERKS = (
    SATO,
    SUZUKI,
    Clerk("tanaka", "田中（監査）", (Role.AUDITOR,)),
    Clerk("yamada", "山田（管理）", (Role.ADMINISTRATOR,)),
)


def settle(pack: str) -> str:
    """Whose register it is and who works there; the password of all of them, for this demo only."""
    from kofu.registry.access.accounts import add, set_password
    from kofu.registry.access.tables import Account
    from kofu.registry.insurer.settle import settle_insurer

    settle_insurer(pack, by=SATO.name)
    password = token_urlsafe(12)
    for clerk in CLERKS:
        if not Account.objects.filter(name=clerk.name).exists():
            add(clerk.name, clerk.roles, password, by="demo", display_name=clerk.display_name)
        # As if they had set it themselves: a demo begins without a step in between.
        set_password(clerk.name, password, by="demo", must_change=False)
    return password


def open_console(password: str) -> int:
    """Until Ctrl+C. Without a second factor: nobody but this machine comes in."""
    os.environ[SECOND_FACTOR] = SecondFactor.OFF.value
    rows = [
        (
            clerk.name,
            clerk.display_name,
            "、".join(words(f"role-{role.value}") for role in clerk.roles),
        )
        for clerk in CLERKS
    ]
    line()
    heads = (words("account-name"), words("account-display"), words("account-roles"))
    show_table(words("demo-accounts", password=password), heads, rows)
    return serve(port=free_port(PORT))
