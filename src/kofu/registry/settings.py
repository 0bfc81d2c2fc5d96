"""Django's settings for the register. Addresses come from the environment of the process.

`registry.start.ready` sets those of the database before Django is set up; no secret stands in a
file of settings.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from kofu.registry.access.environment import idle_seconds, origin, proxies, secure_cookies
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
INSTALLED_APPS = [
    "kofu.registry",
    "procrastinate.contrib.django",
    *("django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"),
    *("django_otp", "django_otp.plugins.otp_totp", "django_otp.plugins.otp_static", "axes"),
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": database(os.environ.get(APP_URL, "postgresql:///kofu")),
    OWNER: database(os.environ.get(OWNER_URL, "postgresql:///kofu")),
}
# What a library says may hold a cell of a row: nothing of it is kept.
LOGGING_CONFIG = None

AUTH_USER_MODEL = "registry.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_RULES}.NumericPasswordValidator"},
    {
        "NAME": f"{_RULES}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "display_name")},
    },
]
OTP_TOTP_ISSUER = "kofu"

AXES_HANDLER = "kofu.registry.access.attempts.NameAndAddress"
AXES_USERNAME_CALLABLE = "kofu.registry.access.attempts.axes_name"
AXES_USERNAME_FORM_FIELD = "username"
AXES_CLIENT_IP_CALLABLE = "kofu.registry.access.terminals.address_of"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
]
SESSION_ENGINE = "kofu.registry.access.sessions"
SESSION_COOKIE_AGE = idle_seconds()
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "kofu", "kofu-form"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = secure_cookies()
ALLOWED_HOSTS = [str(origin().hostname)]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxies() else None
