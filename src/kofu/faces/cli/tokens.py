"""`kofu account token`: by a token a program acts as an account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cyclopts import App

from kofu.faces.cli.accounts import JAPAN
from kofu.faces.cli.operator import named
from kofu.faces.cli.options import AsJson
from kofu.faces.cli.talk import line, show_json, show_table, words
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.access.tables import ApiToken

app = App(name="token", help="APIのトークン / Tokens of programs.")


@app.command
def add(name: str, *, label: str, days: int = 90) -> int:
    """アカウントのトークンをつくり、1回だけ表示します / Make a token; it is shown once.

    Parameters
    ----------
    name
        ログイン名。プログラムは、このアカウントの権限と範囲で動きます。
    label
        どのプログラムが使うか。
    days
        使える日数（365日まで）。
    """
    ready()
    from kofu.registry.access.tokens import make

    made = make(name, label, days, by=named(None))
    line(words("token-made", name=name, number=made.number, until=made.expires_on))
    line(made.secret)
    return 0


@app.command(name="list")
def list_(*, as_json: AsJson = False) -> int:
    """トークンの一覧を表示します。トークンそのものは表示されません / The tokens.

    Parameters
    ----------
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.access.tokens import tokens

    found = [_record(one) for one in tokens()]
    if as_json:
        show_json(found)
        return 0
    heads = tuple(words(f"token-{name}") for name in found[0]) if found else ()
    show_table(words("token-count", count=len(found)), heads, [_row(one) for one in found])
    return 0


@app.command
def revoke(number: int) -> int:
    """トークンを使えなくします / A token opens nothing any more.

    Parameters
    ----------
    number
        トークンの番号（kofu account token list）。
    """
    ready()
    from kofu.registry.access.tokens import revoke as end

    ended = end(number, by=named(None))
    line(words("token-revoked", name=ended.account.name, number=number, label=ended.label))
    return 0


def _record(one: ApiToken) -> dict[str, object]:
    from kofu.registry.access.tokens import state

    return {
        "number": one.pk,
        "account": one.account.name,
        "label": one.label,
        "until": one.expires_on,
        "used": one.last_used_at,
        "state": state(one),
    }


def _row(record: dict[str, object]) -> tuple[str, ...]:
    *plain, used, state = record.values()
    last = used.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M") if isinstance(used, datetime) else ""
    return (*map(str, plain), last or words("account-never"), words(f"token-is-{state}"))
