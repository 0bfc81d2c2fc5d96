"""Django's settings for the console: those of the register, and what a browser needs.

Everything a page uses comes from this machine: no address of another stands here or in a page.
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from kofu.registry import settings as register

HERE = Path(__file__).parent

SECRET_KEY = register.SECRET_KEY
DEBUG = False
USE_TZ = register.USE_TZ
TIME_ZONE = register.TIME_ZONE
DATABASES = register.DATABASES
DEFAULT_AUTO_FIELD = register.DEFAULT_AUTO_FIELD
ROOT_URLCONF = "kofu.faces.console.urls"
APPEND_SLASH = True

INSTALLED_APPS = [
    *register.INSTALLED_APPS,
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "kofu.faces.console",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kofu.faces.console.frame.privacy.private_pages",
    "kofu.faces.console.frame.refusals.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kofu.faces.console.frame.surroundings.surroundings",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "kofu.faces.console.frame.fields.Renderer"

# What Django says of a failed page may hold a cell of a row: only `frame.refusals` writes lines.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"nowhere": {"class": "logging.NullHandler"}},
    "loggers": {
        name: {"handlers": ["nowhere"], "propagate": False}
        for name in ("django", "axes", "procrastinate", "asyncio")
    },
}

# Words
USE_I18N = True
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "kofu_language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LOCALE_PATHS = sorted(str(path) for path in HERE.glob("*/locale"))

# What a browser fetches
STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "kofu.faces.console.frame.fonts.PrintedFont",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

# Safety
ALLOWED_HOSTS = os.environ.get("KOFU_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [one for one in os.environ.get("KOFU_ORIGINS", "").split(",") if one]
CSRF_COOKIE_NAME = "kofu_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
