"""A report from the register, and the entry in the log that its numbers left it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.reports.asked import Asked
from kofu.reports.claim import claim_table, read_costs
from kofu.reports.pictures.chosen import chosen
from kofu.reports.points import points
from kofu.reports.register.claim import claim
from kofu.reports.register.tables import register_tables
from kofu.reports.register.waiting import waiting
from kofu.reports.report import TITLE, Report, below, report
from kofu.reports.tables import as_table

_HERE = "出典: 登録簿（この日までに登録された内容）"


def noted_report(asked: Asked, day: date, *, by: str, terminal: str = "") -> Report:
    """What the register gives as of a day, with what files give, where any are named.

    Raises KofuError as `report.report` does.
    """
    made = from_register(asked, day)
    if asked.files or asked.usage:
        files = report(asked)
        mine = {one.id for one in files.tables}
        drawn = {one.id for one in files.pictures}
        made = replace(
            files,
            points=tuple(dict.fromkeys((*files.points, *made.points))),
            tables=(*files.tables, *(one for one in made.tables if one.id not in mine)),
            pictures=(*files.pictures, *(one for one in made.pictures if one.id not in drawn)),
            below=(*files.below, _HERE),
        )
    detail = {"on": day, "tables": len(made.tables), "suppress": asked.suppress}
    with transaction.atomic():
        note(Event.EXPORTED, by=by, terminal=terminal, object="report:register", detail=detail)
    return made


def from_register(asked: Asked, day: date) -> Report:
    """The register alone; only counts leave the database."""
    counted = register_tables(day, asked.suppress)
    waited = waiting(day, asked.suppress)
    claimed = claim(day)
    tables = (
        *(as_table(one, asked.style) for one in counted),
        *((waited,) if waited else ()),
        *((claim_table(claimed, read_costs(asked.costs)),) if claimed else ()),
    )
    return Report(
        *(asked.title or TITLE, day, points(counted, tables, asked.style), tables),
        *(tuple(chosen(counted, asked.style)), (*below(day, ()), _HERE), ()),
    )
