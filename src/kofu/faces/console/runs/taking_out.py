"""Lists of people of a run, and its files: what is looked at, and what leaves the register."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from kofu.base.messages import catalogue
from kofu.faces.console.frame.navigation import RUNS
from kofu.faces.console.frame.numbers import number_in
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import words
from kofu.registry.access.require import require
from kofu.registry.access.roles import Right
from kofu.registry.log.events import Event
from kofu.registry.log.write import note, people_hash
from kofu.registry.runs.files import Part, mail_files, page_files, take_out, take_out_all
from kofu.registry.runs.find import find_run
from kofu.registry.runs.lists import Line, ListKind, everybody
from kofu.registry.runs.lists import people as people_of

_AT_ONCE = 50
_CHUNKS = 50


@page(RUNS)
def people(request: Asked, number: int, kind: str) -> HttpResponse:
    """Fifty at a time; each look is an entry."""
    require(request.user, Right.PERSON_READ)
    run, which = find_run(number), _kind(kind)
    after = number_in(request, "after") or 0
    found = people_of(run, which, after, _AT_ONCE)
    shown = [one.person_id for one in found.lines]
    detail = {"list": kind, "count": len(shown), "people": people_hash(shown)}
    note(Event.LIST_READ, by=request.by, object=f"run:{run.pk}", detail=detail)
    told = {
        "run": run,
        "which": kind,
        "title": words(f"run-people-{kind}"),
        "lines": [(one, _why(one, which)) for one in found.lines],
        "following": found.following,
        "first": after == 0,
    }
    return render(request, "console/runs/people.html", told)


@page(Right.DOWNLOAD)
def people_file(request: Asked, number: int, kind: str) -> HttpResponse:
    """All of them, for a spreadsheet."""
    run, which = find_run(number), _kind(kind)
    lines = list(everybody(run, which))
    text = "\ufeff" + "".join(_csv(lines, which))
    detail = {
        "list": kind,
        "count": len(lines),
        "people": people_hash(one.person_id for one in lines),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    note(Event.EXPORTED, by=request.by, object=f"run:{run.pk}", detail=detail)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="run-{run.pk}-{kind}.csv"'
    return answer


@page(Right.DOWNLOAD)
def files(request: Asked, number: int, part: str) -> HttpResponse:
    """Names and sizes; no entry, for nothing is taken out yet."""
    run, which = find_run(number), _part(part)
    after = number_in(request, "after")
    begin = -1 if after is None else after
    pages = which is Part.PAGES
    found = page_files(run, begin, _CHUNKS) if pages else mail_files(run)
    following = begin + _CHUNKS if pages and begin + _CHUNKS < run.chunks - 1 else None
    told = {"run": run, "part": part, "files": found, "following": following}
    return render(request, "console/runs/files.html", told)


@page(Right.DOWNLOAD)
def file(request: Asked, number: int, part: str, name: str) -> HttpResponseBase:
    """One file, streamed."""
    path = take_out(find_run(number), _part(part), name, request.by)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@page(Right.DOWNLOAD)
def all_files(request: Asked, number: int, part: str) -> HttpResponseBase:
    """All of them as one ZIP, streamed while it is made."""
    run = find_run(number)
    pieces = take_out_all(run, _part(part), request.by)
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="run-{run.pk}-{part}.zip"'
    return answer


def _kind(kind: str) -> ListKind:
    if kind not in list(ListKind):
        raise Http404
    return ListKind(kind)


def _part(part: str) -> Part:
    if part not in list(Part):
        raise Http404
    return Part(part)


_OF_RUNS = (ListKind.PULLED, ListKind.WITHHELD, ListKind.READING)
"""Lists whose codes are those of runs; others have those of pages and rules."""


def _why(one: Line, kind: ListKind) -> str:
    """By the code, where there is one; else in the words of whoever gave a reason."""
    code = f"run-{kind.value}-{one.code}".replace("_", "-") if kind in _OF_RUNS else one.code
    if code in catalogue():
        return words(code)
    return one.reason or one.code


def _csv(lines: list[Line], kind: ListKind) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    names = ("person", "name", "municipality", "why", "field", "unit", "by")
    writer.writerow([words(f"run-line-{name}") for name in names])
    for one in lines:
        why = _why(one, kind)
        writer.writerow(
            (one.person_id, one.name, one.municipality, why, one.field, one.unit, one.by)
        )
    yield out.getvalue()
