"""Names that the settings and those who set them share."""

APP_URL, OWNER_URL, SECRET = "KOFU_REACH_APP", "KOFU_REACH_OWNER", "KOFU_SECRET_KEY"
"""Variables of the environment by which a process hands itself its addresses."""

SETTINGS = "kofu.registry.settings"
OWNER = "owner"
"""Django's name of the connection that makes tables."""
