"""The Django application of the console."""

from __future__ import annotations

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """`kofu.faces.console`; it has no tables of its own, the register has them all."""

    name = "kofu.faces.console"
    label = "console"
