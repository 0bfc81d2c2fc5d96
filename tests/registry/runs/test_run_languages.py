"""A run for people who read differently: their pages, the sheets and the weight of their mail."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pyarrow.parquet as pq
import pypdfium2
import pytest
from tests.registry.conftest import Register

from kofu.documents.letters.language import Tongue, catalogue
from kofu.documents.values.face import kindred_named

Planned = Callable[..., Any]
TONGUES = tuple(Tongue)
EVERY = 3
"""Every third person wishes for a language, every seventh for large print."""


@pytest.fixture
def wishing(loaded: Register) -> dict[str, str]:
    """Wishes recorded at the counter; the language by 宛名番号."""
    from kofu.registry.counter.arranging import arrange
    from kofu.registry.counter.typed import LetterReading, Received, Window
    from kofu.registry.people.tables import Person

    day = date(2026, 6, 13)
    window = Window("tokyo-kouki", day, day, "sato", "window-1")
    found: dict[str, str] = {}
    people = list(Person.objects.order_by("person_id").values_list("person_id", flat=True))
    for number, who in enumerate(people[:60]):
        tongue = TONGUES[number // EVERY % len(TONGUES)] if number % EVERY == 0 else None
        large = number % 7 == 0
        if tongue or large:
            arrange(LetterReading(who, Received(day), tongue, large), window)
        if tongue:
            found[who] = tongue.value
    return found


def index_of(run: Any) -> list[dict[str, Any]]:
    from kofu.registry.runs.folder import PAGES, folder_of_run

    return list(pq.read_table(folder_of_run(run) / PAGES / "pages.parquet").to_pylist())


def plain(text: str) -> str:
    return "".join(text.split())


def test_a_run_prints_weighs_and_lists_what_each_reads(
    wishing: dict[str, str], planned: Planned
) -> None:
    from test_runs import done

    from kofu.registry.runs.folder import MAIL, PAGES, folder_of_run
    from kofu.registry.runs.release import release

    run = done(planned())
    folder, index = folder_of_run(run), index_of(run)
    backed = [row for row in index if row["person_id"] in wishing]
    assert len({row["person_id"] for row in backed}) >= 10
    for row in index:
        kindred = kindred_named(row["form"])
        assert kindred.tongue == wishing.get(row["person_id"], ""), row["form"]
        used = kindred.template in ("carrier", "postcard-carrier")
        assert row["sheets"] == (2 if used and kindred.tongue else 1)
        assert row["pages"] == (2 if used else 1) + bool(kindred.tongue)
    opened: dict[str, pypdfium2.PdfDocument] = {}
    for row in backed:
        path = folder / PAGES / row["file"]
        pdf = opened.setdefault(row["file"], pypdfium2.PdfDocument(path))
        last = row["first_page"] + row["pages"] - 2
        front, back = (
            plain(pdf[at].get_textpage().get_text_bounded()) for at in (row["first_page"] - 1, last)
        )
        said = catalogue(Tongue(wishing[row["person_id"]]))
        assert plain(said.machine) in back
        name, number = values(row["person_id"])
        assert all(plain(one) in front and plain(one) in back for one in (name, number))
    for file in opened:
        with pikepdf.open(folder / PAGES / file) as pages:
            assert len(pages.pages) == sum(r["pages"] for r in index if r["file"] == file)
    assert release(run, "suzuki").findings == ()
    totals = json.loads((folder / MAIL / "totals.json").read_text())
    assert totals["listed"]["sheets"] == sum(row["sheets"] for row in index) > len(index)
    assert totals["listed"]["documents"] == totals["printed"]["documents"]
    for one in pieces(folder / MAIL):
        inside = [row for row in index if row["envelope"] == int(one["envelope"])]
        assert int(one["sheets"]) == sum(row["sheets"] for row in inside)
        assert int(one["grams"]) == math.ceil(4.5 + sum(map(grams, inside)))


def grams(row: dict[str, Any]) -> int:
    """A paper card is 8 g with its first sheet, every other sheet 4 g; the envelope 4.5 g."""
    first = 8 if kindred_named(row["form"]).template == "carrier" else 4
    return first + 4 * (int(row["sheets"]) - 1)


def values(person_id: str) -> tuple[str, str]:
    from kofu.registry.people.as_of import person_as_of

    now = person_as_of(person_id, date(2026, 8, 1))
    return str(now["name"]), str(now["number"])


def pieces(folder: Path) -> list[dict[str, str]]:
    with next(folder.rglob("pieces.csv")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_plan_says_who_is_to_be_served_one_by_one(
    wishing: dict[str, str], planned: Planned
) -> None:
    from kofu.registry.runs.doubts import doubts
    from kofu.registry.runs.lists import ListKind, everybody
    from kofu.registry.runs.status import status

    run = planned()
    listed = list(everybody(run, ListKind.READING))
    [told] = [one for one in doubts(status(run), None) if one.code == "run-doubt-reading"]
    assert told.params["people"] == len(listed) > 0
    assert {one.code for one in listed} == {"large_print"}
    assert sum(run.counts["letter_language"].values()) <= len(wishing)


def test_the_page_is_shown_with_the_back_it_was_printed_with(
    wishing: dict[str, str], planned: Planned
) -> None:
    from test_runs import done

    from kofu.registry.dossier.previews import preview
    from kofu.registry.dossier.whom import Whom
    from kofu.registry.issued.tables import Document

    run = done(planned(per_chunk=150))
    pages = {row["person_id"]: row["pages"] for row in index_of(run)}
    for document in Document.objects.filter(run=run).select_related("person").order_by("pk")[:4]:
        who = Whom(document.person.pk, document.person.person_id, "", sensitive=False)
        made = preview(who, document.pk, by="sato", reason="", terminal="")
        assert len(made) == pages[who.person_id]


def test_a_run_without_wishes_counts_and_warns_of_nothing(planned: Planned) -> None:
    from kofu.registry.runs.doubts import doubts
    from kofu.registry.runs.status import status

    run = planned()
    assert not {"letter_language", "reading_aid"} & set(run.counts)
    assert "run-doubt-reading" not in {one.code for one in doubts(status(run), None)}
