"""What the tests of all faces share: the browser."""

from tests.faces.browsers import _chromium, axe, browser

__all__ = ["_chromium", "axe", "browser"]
