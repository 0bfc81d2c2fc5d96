"""The Django application of the register."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """`kofu.registry`; its tables carry their own names, without the application's before them."""

    name = "kofu.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kofu.registry.access import heard  # noqa: F401  # it listens from now on
