"""Another language behind the sheets of a run: for those who wish for it, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from towns import LINKED, Printed, contents, person, print_town, town

from kofu.documents.letters.language import Tongue, catalogue
from kofu.documents.run.work import form_of
from kofu.documents.values.face import Kindred, kindred_named
from kofu.documents.values.office import office_on
from kofu.documents.verify.verify import Asked, verify
from kofu.mail.manifest.paper import paper_of
from kofu.policy.load import folder_of, load

SHEETS = (
    "carrier",
    "postcard-carrier",
    "certificate-a4",
    "notice",
    "number-tail-letter",
    "refusal",
)
WISHES = {
    "P0001": "vi",
    "P0003": "ko",
    "P0004": "zh",
    "P0005": "en",
    "P0006": "easy",
    "P0008": "tl",
}
"""Carrier, notice, notice of 70 to 74, refusal, notice with refusal, carrier by registered post."""


def wishing(people: Sequence[Mapping[str, str]], wishes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{**one, "letter_language": wishes.get(one["person_id"], "")} for one in people]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return print_town(tmp_path_factory.mktemp("backs"), wishing(town(), WISHES), per_file=2)


def forms(made: Printed) -> dict[str, list[tuple[str, int, int]]]:
    """By person the forms with their pages and sheets."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for row in made.index:
        one = (str(row["form"]), int(str(row["pages"])), int(str(row["sheets"])))
        found.setdefault(str(row["person_id"]), []).append(one)
    return found


def test_a_blank_back_takes_it_without_another_sheet(printed: Printed) -> None:
    assert forms(printed) == {
        "P0001": [("carrier-vi", 3, 2)],
        "P0002": [("carrier-elderly", 2, 1)],
        "P0003": [("notice-ko", 2, 1)],
        "P0004": [("notice-elderly-zh", 2, 1)],
        "P0005": [("refusal-en", 2, 1)],
        "P0006": [("notice-easy", 2, 1), ("refusal-easy", 2, 1)],
        "P0008": [("carrier-tl", 3, 2)],
        "P0010": [("carrier", 2, 1)],
        "P0011": [("carrier", 2, 1)],
        "P0012": [("notice", 1, 1)],
    }


def test_every_page_is_read_back_and_looked_at(printed: Printed) -> None:
    done = verify(Asked(printed.folder, workers=1, pictures=2))
    assert (done.total, done.found) == (0, [])
    assert done.pages == sum(int(str(row["pages"])) for row in printed.index)
    assert done.pictures > 20


def test_the_back_says_what_its_front_says(printed: Printed) -> None:
    people = {one["person_id"]: one for one in town()}
    for (who, form), pages in printed.texts().items():
        tongue = kindred_named(form).tongue
        assert tongue == WISHES.get(who, "")
        if not tongue:
            continue
        front, back = ("".join(page.split()) for page in (pages[0], pages[-1]))
        said = catalogue(Tongue(tongue))
        assert "".join(said.machine.split()) in back
        assert people[who]["number"] in back
        assert not [one for one in people if one != who and people[one]["number"] in back]
        if form in ("notice-ko", "notice-easy"):
            assert "".join(said.no_until.split()) in back
        if form.startswith(("carrier", "notice-elderly")):
            assert "令和8年7月31日" in front
            assert "".join(said.day(date(2026, 7, 31)).split()) in back
            assert "(令和8年7月31日)" in back


def test_whoever_wishes_for_nothing_is_printed_as_before(tmp_path: Path, printed: Printed) -> None:
    """With the column and without it, the same bytes; and files without wishes are the same."""
    alone = [one for one in town() if one["person_id"] not in WISHES]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    without = print_town(tmp_path / "a", alone, per_file=2)
    column = print_town(tmp_path / "b", wishing(alone, {}), per_file=2)
    same = {name: data for name, data in contents(without.folder).items() if name != "record.json"}
    assert same == {
        name: data for name, data in contents(column.folder).items() if name != "record.json"
    }
    assert without.record["root"] == column.record["root"]
    assert without.record["fonts"] == column.record["fonts"]


def test_what_a_file_holds_does_not_depend_on_the_files_before(tmp_path: Path) -> None:
    """Fonts have their numbers whatever language came first, in one process or in two."""
    folk = [person(n, **(LINKED if n % 2 else {})) for n in range(1, 7)]
    tongues = dict(
        zip((f"P{n:04d}" for n in range(1, 7)), ("ko", "zh", "vi", "zh", "ko", "en"), strict=True)
    )
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one = print_town(tmp_path / "one", wishing(folk, tongues), per_file=1)
    two = print_town(tmp_path / "two", wishing(folk, tongues), per_file=1, workers=2)
    assert contents(one.folder) == contents(two.folder)
    assert len({row["file"] for row in one.index}) == 6


@pytest.mark.parametrize("template", SHEETS)
@pytest.mark.parametrize("tongue", Tongue)
def test_a_back_is_one_page_in_every_language(tongue: Tongue, template: str) -> None:
    office, beside = (
        office_on(load("kawasaki-kokuho"), date(2025, 8, 1)),
        folder_of("kawasaki-kokuho"),
    )
    front = Kindred(template, elderly=template == "notice")
    back = Kindred(template, elderly=template == "notice", tongue=tongue.value)
    assert kindred_named(back.name) == back
    assert len(form_of(office, back, beside).pages) == len(form_of(office, front, beside).pages) + 1


def test_a_back_that_is_not_asked_for_or_missing_is_found(tmp_path: Path, printed: Printed) -> None:
    """Read back against a roster that says otherwise of one person's language."""
    other = tmp_path / "roster.csv"
    text = printed.roster.read_text(encoding="utf-8")
    for wish, instead in ((",vi\n", ",pt\n"), (",ko\n", ",\n")):
        other.write_text(text.replace(wish, instead), encoding="utf-8")
        found = verify(Asked(printed.folder, roster=other, workers=1, pictures=0)).found
        assert {one.code for one in found} >= {"input-changed", "forms-not-due"}


def test_one_more_sheet_weighs_what_a_sheet_weighs() -> None:
    """A4 at 64 g/m2 is 4 g; a carrier with its paper card 8 g; a glued card with its carrier 9 g."""
    weights = {
        "notice-vi": 4_000, "certificate-a4-special-ko": 4_000, "carrier": 8_000,
        "carrier-vi": 12_000, "carrier-special-glued-zh": 13_000, "postcard-carrier-en": 12_000,
    }  # fmt: skip
    sheets = {"notice-vi": 1, "certificate-a4-special-ko": 1, "carrier": 1}
    for form, grams in weights.items():
        paper = paper_of(form)
        assert paper.once + paper.sheet * sheets.get(form, 2) == grams, form


def test_a_character_that_the_language_lacks_stops_its_person_alone(tmp_path: Path) -> None:
    folk = [person(1, **LINKED, name="架空　\ue000子"), person(2, **LINKED)]
    made = print_town(tmp_path, wishing(folk, {"P0001": "vi", "P0002": "vi"}))
    assert [(one["person_id"], one["form"]) for one in made.stopped] == [("P0001", "notice")]
    assert forms(made) == {"P0002": [("notice-vi", 2, 1)]}
