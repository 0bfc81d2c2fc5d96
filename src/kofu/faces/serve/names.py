"""Names that those who start the console share."""

SETTINGS_VARIABLE = "DJANGO_SETTINGS_MODULE"
CONSOLE = "kofu.faces.console.settings"
LOOPBACK = "127.0.0.1"
"""The only address the console listens on; a proxy of the office stands before it."""
