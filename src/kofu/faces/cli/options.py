"""Options that several commands share, and how their text is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number

from kofu.base.errors import KofuError
from kofu.roster.dates import read_date
from kofu.roster.mappings import mapping_file
from kofu.roster.unreadable import UnreadableError


def day(_: Any, tokens: Any) -> date:
    """A day on the command line, spelled as in a roster."""
    text = tokens[0].value
    try:
        found = read_date(text)
    except UnreadableError:
        found = None
    if found is None:
        raise KofuError("date-wrong", text=text)
    return found


On = Annotated[date, Parameter(name="--on", converter=day)]
"""The day on which the law is applied; for a renewal the first day of the new document."""

Known = Annotated[date | None, Parameter(name="--known", converter=day)]
"""What had been published by this day counts; today unless given."""

OtherDay = Annotated[date | None, Parameter(converter=day)]

Output = Annotated[Path, Parameter(name=("--output", "-o"))]


def _mapping(_: Any, tokens: Any) -> Path:
    return mapping_file(tokens[0].value)


MappingFile = Annotated[Path | None, Parameter(name="--mapping", converter=_mapping)]
"""A mapping file, or the name of a shipped one."""

AtLeastOne = Annotated[int, Parameter(validator=Number(gte=1))]
AsJson = Annotated[bool, Parameter(name="--json", negative="")]
Insurer = Annotated[str, Parameter(name="--insurer")]


def today_unless(known: date | None) -> date:
    return known or date.today()
