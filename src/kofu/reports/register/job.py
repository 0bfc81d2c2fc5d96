"""A report as a worker makes it for a page, and where it then stands.

At 1.7 million people the tables and pictures take seconds: no page waits for them. A folder holds
counts only, and the same question takes the place of its last answer.
"""

from __future__ import annotations

import re
from pathlib import Path

from kofu.base.errors import Finding, KofuError
from kofu.registry.jobs.doing import OTHERS, Done, Progress
from kofu.registry.jobs.kinds import JobKind, MakeReport, Work
from kofu.registry.server.home import home, private
from kofu.reports.asked import Asked
from kofu.reports.rates import Rounding, Style
from kofu.reports.register.noted import noted_report
from kofu.reports.report import SIGN, write

_NAME = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")


def offer() -> None:
    """This process can make reports from now on."""
    OTHERS[JobKind.REPORT] = make


def make(work: Work, by: str, progress: Progress) -> Done:
    """Make it and put it where `folder_of` finds it."""
    assert isinstance(work, MakeReport)
    progress("counting", 0.0)
    style = Style(Rounding.CUT_OFF if work.cut_off else Rounding.HALF_UP)
    asked = Asked((), on=work.on, style=style, suppress=work.suppress)
    made = noted_report(asked, work.on, by=by)
    progress("drawing", 0.5)
    name = f"{work.on.isoformat()}-{work.key[:12]}"
    write(made, private(home().reports) / name)
    params = {"on": work.on, "tables": len(made.tables)}
    return Done(Finding("job-reported", params=params), f"report:{name}")


def folder_of(name: str) -> Path:
    """The folder of a report. Raises KofuError `report-unknown`."""
    folder = home().reports / name
    if not _NAME.fullmatch(name) or not (folder / SIGN).is_file():
        raise KofuError("report-unknown")
    return folder
