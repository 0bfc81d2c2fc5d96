"""Django's settings for the register. Both addresses come from the environment of the process.

`registry.start.ready` sets them before Django is set up; no secret stands in a file of settings.
"""

from __future__ import annotations

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from kofu.registry.names import APP_URL, OWNER, OWNER_URL, SECRET


def database(url: str) -> dict[str, Any]:
    """Django's names for the parts of a PostgreSQL address."""
    parts = conninfo_to_dict(url)
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    known = {**named, "port": "PORT"}
    rest = {name: value for name, value in parts.items() if name not in known}
    settings = {known[name]: str(value) for name, value in parts.items() if name in known}
    return {"ENGINE": "django.db.backends.postgresql", **settings, "OPTIONS": rest}


SECRET_KEY = os.environ.get(SECRET, "")
DEBUG = False
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
LANGUAGE_CODE = "ja"
INSTALLED_APPS = ["kofu.registry", "procrastinate.contrib.django"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": database(os.environ.get(APP_URL, "postgresql:///kofu")),
    OWNER: database(os.environ.get(OWNER_URL, "postgresql:///kofu")),
}
# What a library says may hold a cell of a row: nothing of it is kept.
LOGGING_CONFIG = None
