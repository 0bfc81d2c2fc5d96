"""Django's settings for the console: those of the register, and what a browser needs.

Everything a page uses comes from this machine: no address of another stands here or in a page.
"""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from kofu.registry import settings as register
from kofu.registry.access.environment import loopback, origin

globals().update({name: value for name, value in vars(register).items() if name.isupper()})

HERE = Path(__file__).parent

ROOT_URLCONF = "kofu.faces.console.urls"
INSTALLED_APPS = [
    *register.INSTALLED_APPS,
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "kofu.faces.console",
    "kofu.faces.selfcheck",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kofu.faces.selfcheck.apart.apart",
    "kofu.faces.api.apart.apart",
    *register.MIDDLEWARE,
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kofu.faces.console.frame.privacy.private_pages",
    "kofu.faces.console.frame.privacy.stationed",
    "kofu.faces.console.frame.refusals.Refusals",
    "kofu.faces.console.frame.gate.Gate",
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
                "kofu.faces.console.frame.surroundings.surroundings",
            ],
            "libraries": {"kofu": "kofu.faces.console.frame.tags"},
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
LOGGING_CONFIG = "logging.config.dictConfig"
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
WHITENOISE_MAX_AGE = 600

# Safety
_ORIGIN = origin()
ALLOWED_HOSTS = [str(_ORIGIN.hostname), *(("localhost", "127.0.0.1") if loopback() else ())]
CSRF_TRUSTED_ORIGINS = [f"{_ORIGIN.scheme}://{_ORIGIN.netloc}"]
CSRF_FAILURE_VIEW = "kofu.faces.console.frame.refusals.form_expired"
FILE_UPLOAD_HANDLERS: list[str] = []
"""No page takes a file unless it says so (`frame.receiving`): nothing goes to a folder of all."""
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
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
