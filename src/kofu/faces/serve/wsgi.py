"""The console as a WSGI application: each process of the web server makes its own."""

from __future__ import annotations

import atexit
import gc
import os

from kofu.faces.serve.names import CONSOLE, SETTINGS_VARIABLE
from kofu.registry.start import ready

os.environ[SETTINGS_VARIABLE] = CONSOLE
ready()

# Django has to be set up before it makes anything.
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connections  # noqa: E402

from kofu.faces.serve.warm import warm_up  # noqa: E402

_KEPT = 600
"""Seconds that a thread keeps its connection: a new one costs a process and proof of a password."""

connections.settings["default"].update(CONN_MAX_AGE=_KEPT, CONN_HEALTH_CHECKS=True)
application = get_wsgi_application()
warm_up(application)

# What is here now stays: looking through it for garbage would stop every page for a moment.
gc.collect()
gc.freeze()
atexit.register(gc.unfreeze)
