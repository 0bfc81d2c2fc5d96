"""The templates of the page, set without a request: the server and the export use the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.template import Context, Engine

from kofu.faces.selfcheck.languages import Tongue

_FOLDER = Path(__file__).parent / "templates"


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(_FOLDER)], autoescape=True)


class Says:
    """`{{ say.title }}`; a hyphen of the key is an underscore there."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue

    def __getitem__(self, key: str) -> str:
        return self.tongue.say(key.replace("_", "-"))


def page(name: str, tongue: Tongue, **values: object) -> str:
    """A page of the templates as HTML."""
    context = Context({"tongue": tongue, "say": Says(tongue), **values}, use_l10n=False)
    return _engine().get_template(f"selfcheck/{name}.html").render(context)
