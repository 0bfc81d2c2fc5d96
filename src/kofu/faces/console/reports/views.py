"""Statistics as of a day: asked for, looked at, taken out as files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.reports.forms import AsOf
from kofu.faces.console.reports.reading import table, told
from kofu.registry.access.roles import Right
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import JobKind, MakeReport
from kofu.registry.jobs.look import open_jobs
from kofu.registry.jobs.tables import Job, JobState
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.reports.register.job import folder_of
from kofu.reports.report import BOOK, BOOKLET

_SHOWN = 10
_FILES = {
    BOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    BOOKLET: "application/pdf",
}


@page(Right.STATISTICS, "GET", "HEAD", "POST")
def listed(request: Asked) -> HttpResponseBase:
    """The last reports; a POST asks a worker for another."""
    form = AsOf(request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        work = MakeReport(
            on=asked["on"] or date.today(),
            suppress=asked["suppress"],
            cut_off=asked["rounding"] == "cut-off",
        )
        return redirect("jobs:show", number=ask(work, request.by).pk)
    done = Job.objects.filter(kind=JobKind.REPORT.value, state=JobState.DONE).order_by("-id")
    found = {
        "form": form,
        "reports": _latest(done[: 5 * _SHOWN]),
        "open": open_jobs([JobKind.REPORT]),
    }
    return render(request, "console/reports/list.html", found)


def _latest(jobs: Iterable[Job]) -> list[dict[str, object]]:
    """Each report once, as it was made last."""
    found: dict[str, dict[str, object]] = {}
    for job in jobs:
        name = job.object.partition(":")[2]
        asked = MakeReport.model_validate(job.asked)
        found.setdefault(name, {"name": name, "asked": asked, "at": job.finished_at})
    return list(found.values())[:_SHOWN]


@page(Right.STATISTICS)
def show(request: Asked, name: str) -> HttpResponse:
    """A report: what it says in sentences, in pictures, in tables. Raises `report-unknown`."""
    folder = folder_of(name)
    read = told(folder)
    found = {
        "name": name,
        "report": read,
        "day": date.fromisoformat(read["day"]),
        "tables": [table(folder, one["id"]) for one in read["tables"]],
        "book": BOOK,
        "booklet": BOOKLET,
    }
    return render(request, "console/reports/show.html", found)


@page(Right.STATISTICS)
def picture(request: Asked, name: str, picture: str) -> HttpResponseBase:
    """A picture of a report."""
    folder = folder_of(name)
    if picture not in {one["id"] for one in told(folder)["pictures"]}:
        raise Http404
    drawn = (folder / "pictures" / f"{picture}.svg").read_bytes()
    return HttpResponse(drawn, content_type="image/svg+xml")


@page(Right.STATISTICS)
def file(request: Asked, name: str, file: str) -> HttpResponseBase:
    """The workbook or the PDF; that it left the register is an entry."""
    if file not in _FILES:
        raise Http404
    folder = folder_of(name)
    detail = {"file": file, "on": date.fromisoformat(name[:10])}
    note(Event.EXPORTED, by=request.by, object=f"report:{name}", detail=detail)
    return FileResponse(
        (folder / file).open("rb"),
        as_attachment=True,
        filename=f"kofu-{name[:10]}-{file}",
        content_type=_FILES[file],
    )
