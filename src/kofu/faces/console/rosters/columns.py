"""Mapping by pointing: for each column of ours one of theirs, beside how its cells are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kofu.base.errors import KofuError
from kofu.faces.console.frame.pages import Asked, page
from kofu.faces.console.frame.words import finding_words
from kofu.faces.console.rosters.shown import column_rows, shown_rows
from kofu.registry.access.roles import Right
from kofu.registry.jobs.ask import ask
from kofu.registry.jobs.kinds import CheckFile
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.uploads import head
from kofu.registry.uploads.mappings import save, saved
from kofu.registry.uploads.store import Upload, find_upload
from kofu.roster.columns import COLUMNS
from kofu.roster.dates import DateForm
from kofu.roster.mapping import RosterMapping
from kofu.roster.opening import open_with
from kofu.roster.pointing import pointed_out
from kofu.roster.preview import preview

_ROWS = 10


@page(Right.ROSTER_LOAD, "GET", "POST")
def columns(request: Asked, token: str) -> HttpResponseBase:
    """Show what is pointed at; take what is pointed at anew, and go on to the check."""
    upload = find_upload(token)
    problem = ""
    if request.method == "POST":
        try:
            head.point(upload, _typed(request.POST, upload))
            if name := request.POST.get("save-as", "").strip():
                save(name, head.pointed(upload))
                messages.success(request, _("対応表を保存しました。"))
            open_with(upload.head, head.pointed(upload))
            if "check" in request.POST:
                job = ask(CheckFile(upload=token), request.by)
                return redirect("jobs:show", number=job.pk)
            return redirect("rosters:columns", token=token)
        except KofuError as error:
            problem = finding_words(error.finding)
    return _page(request, upload, problem)


def _page(request: Asked, upload: Upload, problem: str) -> HttpResponse:
    told = head.pointed(upload)
    cells = head.first_cells(upload)
    try:
        found = preview(open_with(upload.head, told), _ROWS)
    except KofuError as error:
        found, problem = (), problem or finding_words(error.finding)
    detail = {"columns": len(found), "rows": min(_ROWS, len(next(iter(cells.values()), ())))}
    note(Event.LIST_READ, by=request.by, object=f"upload:{upload.token}", detail=detail)
    rows = column_rows(cells, told)
    told_page: dict[str, Any] = {
        "upload": upload,
        "problem": problem,
        "header": list(cells),
        "pointed": [one for one in rows if one.theirs or one.name == "person_id"],
        "others": [one for one in rows if not one.theirs and one.name != "person_id"],
        "preview": [(COLUMNS[one.name].label, one.theirs) for one in found],
        "shown": shown_rows(found),
        "unused": told.ignore,
        "mappings": saved(),
    }
    return render(request, "console/rosters/columns.html", told_page)


def _typed(post: QueryDict, upload: Upload) -> RosterMapping:
    """`theirs.NAME`, `form.NAME`, and `value.NAME.NUMBER` beside `cell.NAME.NUMBER`."""
    chosen = {ours: theirs for ours in COLUMNS if (theirs := post.get(f"theirs.{ours}"))}
    dates = {
        ours: DateForm(form)
        for ours in chosen
        if (form := post.get(f"form.{ours}")) in list(DateForm)
    }
    values = {ours: _values(post, ours) for ours in chosen}
    base = head.pointed(upload)
    return pointed_out(head.header(upload), chosen, dates, values, base)


def _values(post: QueryDict, ours: str) -> Mapping[str, str]:
    """Their cell -> our code. What nobody chose a meaning for stays unreadable, and is told."""
    prefix = f"cell.{ours}."
    pairs = (
        (cell, name.removeprefix(prefix))
        for name in post
        for cell in post.getlist(name)
        if name.startswith(prefix)
    )
    meanings = {cell: post.get(f"value.{ours}.{number}", "") for cell, number in pairs}
    empty = "-"
    return {cell: "" if code == empty else code for cell, code in meanings.items() if code}
