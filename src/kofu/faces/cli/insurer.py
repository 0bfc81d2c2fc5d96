"""`kofu register`: whose register this is."""

from __future__ import annotations

from cyclopts import App

from kofu.faces.cli.operator import By, operator, terminal
from kofu.faces.cli.talk import line, words
from kofu.registry.access.roles import Right
from kofu.registry.start import ready

app = App(name="register", help="登録簿の設定 / Settings of the register.")


@app.command
def insurer(pack: str | None = None, *, by: By = None) -> int:
    """この登録簿の保険者（規定集）を設定します。省くと、設定を表示します / Whose register this is.

    Parameters
    ----------
    pack
        規定集の名前（kofu policy list）またはYAMLファイル。窓口はこれにより判定します。
    by
        操作する人。省くと、この端末のアカウント。
    """
    ready()
    from kofu.registry.insurer.settle import insurer_pack, settle_insurer

    if pack is None:
        line(words("insurer-is", pack=insurer_pack()))
    elif settle_insurer(pack, by=operator(by, Right.ACCOUNT_MANAGE), terminal=terminal()):
        line(words("insurer-settled", pack=insurer_pack()))
    else:
        line(words("insurer-is", pack=insurer_pack()))
    return 0
