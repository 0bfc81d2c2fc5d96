"""What somebody pointed at, as a mapping: which of their columns is which of ours, and how read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kofu.base.errors import KofuError
from kofu.roster.dates import DateForm
from kofu.roster.mapping import RosterMapping


def pointed_out(
    header: Sequence[str],
    chosen: Mapping[str, str],
    dates: Mapping[str, DateForm],
    values: Mapping[str, Mapping[str, str]],
    base: RosterMapping,
) -> RosterMapping:
    """`chosen`: contract column -> their column. Encoding and constants stay as in `base`.

    Their other columns are left out. Raises KofuError `column-chosen-twice`, `column-missing`.
    """
    taken: set[str] = set()
    for theirs in chosen.values():
        if theirs not in header:
            raise KofuError("column-missing")
        if theirs in taken:
            raise KofuError("column-chosen-twice", column=theirs)
        taken.add(theirs)
    return RosterMapping(
        encoding=base.encoding,
        columns={theirs: ours for ours, theirs in chosen.items() if theirs != ours},
        values={ours: told for ours, told in values.items() if ours in chosen and told},
        dates={ours: form for ours, form in dates.items() if _wanted(ours, form, chosen)},
        ignore=tuple(name for name in header if name not in taken),
        constants={ours: told for ours, told in base.constants.items() if ours not in chosen},
    )


def fitted(told: RosterMapping, header: Sequence[str]) -> RosterMapping:
    """A mapping of another file for this one: what this one lacks is left out of it."""
    columns = {theirs: ours for theirs, ours in told.columns.items() if theirs in header}
    taken = {*columns, *(name for name in header if name not in told.ignore)}
    ignore = tuple(name for name in header if name not in taken or name in told.ignore)
    return told.model_copy(update={"columns": columns, "ignore": ignore})


def _wanted(ours: str, form: DateForm, chosen: Collection[str]) -> bool:
    return ours in chosen and form is not DateForm.AUTO
