"""`kofu account`: who comes in, with which roles, and whom they see.

Whoever has the account of this machine and the keys of the register may do this; the log says
which account and which machine it was.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from cyclopts import App, Parameter

from kofu.base.errors import KofuError
from kofu.faces.cli.operator import named
from kofu.faces.cli.options import AsJson
from kofu.faces.cli.talk import line, show_json, show_table, words
from kofu.registry.access.roles import RIGHTS, Right, Role
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.access.review import Reviewed
    from kofu.registry.access.tables import Account

app = App(name="account", help="アカウント: 役割、見える範囲、認証 / Accounts, roles, rights.")

JAPAN = ZoneInfo("Asia/Tokyo")
Roles = Annotated[list[Role] | None, Parameter(name="--role", negative="")]
Municipalities = Annotated[list[str] | None, Parameter(name="--municipality", negative="")]
FromStdin = Annotated[bool, Parameter(name="--password-stdin", negative="")]


@app.command
def add(
    name: str,
    *,
    role: Roles = None,
    municipality: Municipalities = None,
    display: str = "",
    password_stdin: FromStdin = False,
) -> int:
    """アカウントを作ります。パスワードは最初のログインで変えてもらいます / Make an account.

    Parameters
    ----------
    name
        ログイン名（英小文字・数字・ . _ - ）。
    role
        counter（窓口）、approver（承認）、operator（運用）、auditor（監査）、administrator（管理）。
        いくつでも指定できます。
    municipality
        見える市区町村のコード。省くと、すべて。窓口だけのアカウントに指定できます。
    display
        画面に表示する名前。
    password_stdin
        パスワードを標準入力から1行読みます。
    """
    ready()
    from kofu.registry.access import accounts

    made = accounts.add(
        name,
        role or (),
        _password(password_stdin),
        by=named(None),
        municipalities=municipality or (),
        display_name=display,
    )
    line(words("account-added", name=made.name))
    return 0


@app.command
def change(
    name: str,
    *,
    role: Roles = None,
    municipality: Municipalities = None,
    all_municipalities: Annotated[bool, Parameter(negative="")] = False,
    display: str | None = None,
) -> int:
    """役割・見える範囲・表示名を変えます。使用中の画面は終わります / Change roles and scope.

    Parameters
    ----------
    name
        ログイン名。
    role
        新しい役割のすべて。省くと、変えません。
    municipality
        見える市区町村のすべて。省くと、変えません。
    all_municipalities
        すべての市区町村が見えるようにします。
    display
        画面に表示する名前。
    """
    if all_municipalities and municipality:
        raise KofuError("scope-twice")
    ready()
    from kofu.registry.access import accounts

    where = () if all_municipalities else municipality
    changed = accounts.change(
        name, by=named(None), roles=role, municipalities=where, display_name=display
    )
    line(words("account-changed", name=changed.name))
    return 0


@app.command
def deactivate(name: str) -> int:
    """退職・異動した人のアカウントを止めます（削除はしません） / Somebody has left.

    Parameters
    ----------
    name
        ログイン名。
    """
    ready()
    from kofu.registry.access import accounts

    line(words("account-deactivated", name=accounts.deactivate(name, by=named(None)).name))
    return 0


@app.command
def activate(name: str) -> int:
    """止めたアカウントを、前と同じ役割で使えるようにします / Somebody is back.

    Parameters
    ----------
    name
        ログイン名。
    """
    ready()
    from kofu.registry.access import accounts

    line(words("account-activated", name=accounts.activate(name, by=named(None)).name))
    return 0


@app.command
def password(name: str, *, password_stdin: FromStdin = False) -> int:
    """新しいパスワードを渡します。次のログインで変えてもらいます / Give another password.

    Parameters
    ----------
    name
        ログイン名。
    password_stdin
        パスワードを標準入力から1行読みます。
    """
    ready()
    from kofu.registry.access import accounts

    changed = accounts.set_password(name, _password(password_stdin), by=named(None))
    line(words("account-password", name=changed.name))
    return 0


@app.command
def unlock(name: str) -> int:
    """ログインの失敗で止まったアカウントを、すぐに使えるようにします / Unlock an account.

    Parameters
    ----------
    name
        ログイン名。
    """
    ready()
    from kofu.registry.access.attempts import unlock as open_again

    line(words("account-unlocked", name=open_again(_found(name), by=named(None)).name))
    return 0


@app.command(name="reset-second-factor")
def reset_second_factor(name: str) -> int:
    """二段階認証の登録を消します（端末の紛失など） / Forget a lost second factor.

    Parameters
    ----------
    name
        ログイン名。
    """
    ready()
    from kofu.registry.access.second_factor import forget

    found = _found(name)
    forget(found, by=named(None))
    line(words("account-factor-reset", name=found.name))
    return 0


@app.command(name="list")
def list_(*, as_json: AsJson = False) -> int:
    """アカウントの一覧を表示します / The accounts.

    Parameters
    ----------
    as_json
        結果をJSONで表示します。
    """
    found = _reviewed()
    if as_json:
        show_json([asdict(one) for one in found])
    else:
        _show(found, _LISTED)
    return 0


@app.command
def review(*, as_json: AsJson = False) -> int:
    """権限の棚卸し。確かめることがあれば、終了コードは1です / The review of rights.

    Parameters
    ----------
    as_json
        結果をJSONで表示します。
    """
    found = _reviewed()
    if as_json:
        show_json([asdict(one) for one in found])
    else:
        _show(found, _REVIEWED)
    return 1 if any(one.doubts for one in found) else 0


@app.command
def roles(*, as_json: AsJson = False) -> int:
    """役割ごとに、できることを表示します / What each role may do.

    Parameters
    ----------
    as_json
        結果をJSONで表示します。
    """
    if as_json:
        show_json({role: [one for one in Right if one in RIGHTS[role]] for role in Role})
        return 0
    heads = (words("account-right"), *(words(f"role-{role.value}") for role in Role))
    rows = [
        (words(f"right-{one.value}"), *("○" if one in RIGHTS[role] else "" for role in Role))
        for one in Right
    ]
    show_table("", heads, rows)
    return 0


def _password(from_stdin: bool) -> str:
    """Never an argument: those can be read by everybody on the machine."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(words("account-ask"))
    if getpass.getpass(words("account-ask-again")) != first:
        raise KofuError("passwords-differ")
    return first


def _found(name: str) -> Account:
    from kofu.registry.access.accounts import find

    return find(name)


def _reviewed() -> Sequence[Reviewed]:
    ready()
    from kofu.registry.access.review import rights_review

    return rights_review()


_LISTED = ("name", "display", "roles", "scope", "state")
_REVIEWED = (*_LISTED, "last", "factor", "doubts")


def _show(found: Sequence[Reviewed], columns: Sequence[str]) -> None:
    heads = tuple(words(f"account-{name}") for name in columns)
    rows = [_row(one)[: len(columns)] for one in found]
    show_table(words("account-count", count=len(found)), heads, rows)


def _row(one: Reviewed) -> tuple[str, ...]:
    state = "locked" if one.locked and one.active else "active" if one.active else "left"
    last = one.last_entered_at
    return (
        one.name,
        one.display_name,
        "、".join(words(f"role-{role.value}") for role in one.roles),
        "、".join(one.municipalities) or words("account-everywhere"),
        words(f"account-is-{state}"),
        last.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M") if last else words("account-never"),
        words("account-yes" if one.second_factor else "account-no"),
        "、".join(words(f"account-doubt-{doubt.value}") for doubt in one.doubts),
    )
