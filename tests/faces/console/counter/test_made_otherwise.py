"""A document in the way its person reads, made at the counter from its receipt."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from tests.faces.console.counter.desks import came, dealt_with, opened
from tests.registry.conftest import Register
from tests.registry.counter.windows import documents, rows

Console = Callable[..., Any]


@pytest.fixture
def people(register: Register, tmp_path: Path) -> dict[str, int]:
    return opened(register, tmp_path)


def issued(register: Register, client: Any, number: int, **wish: object) -> str:
    """A certificate is due, and how its person reads is known; the address of the document."""
    dealt_with(client, f"/counter/{number}/reading/", came(**wish))
    dealt_with(client, f"/counter/{number}/certificate/", came(reason="lost_card"))
    [(document,)] = rows(register, "SELECT id FROM document")
    return f"/counter/{number}/documents/{document}/"


def events(register: Register) -> list[tuple[object, ...]]:
    return rows(
        register,
        "SELECT event, outcome, detail->>'aid', detail->>'code' FROM log_entry "
        "WHERE event IN ('letter-made', 'document-reprinted') "
        "OR event = 'document-acted' ORDER BY id",
    )


def text_of(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in opened)


CHOSEN = (
    ({"language": "vi"}, "back", "vi"),
    ({"language": "ko", "aids": ["large_print"]}, "back", "ko"),
    ({"language": "", "aids": ["voice"]}, "voice_text", "en"),
    ({"language": "", "aids": ["large_print", "voice"]}, "large_print", "en"),
)


@pytest.mark.parametrize(("wish", "what", "tongue"), CHOSEN)
def test_the_recorded_wish_is_chosen_already(
    register: Register, people: dict[str, int], console: Console,
    wish: dict[str, object], what: str, tongue: str,
) -> None:  # fmt: skip
    client = console("counter")
    page = client.get(issued(register, client, people["1001"], **wish)).content.decode()
    assert re.findall(r'name="what" value="(\w+)"[^>]*checked', page) == [what]
    assert re.findall(r'<option value="(\w+)" selected', page) == [tongue]
    assert "登録されている希望を選んであります" in page


AIDS = (
    ("large_print", "application/pdf", "-large-print.pdf"),
    ("voice_text", "text/plain; charset=utf-8", "-voice-text.txt"),
    ("twin", "text/html; charset=utf-8", "-twin.html"),
)


@pytest.mark.parametrize(("what", "kind", "ending"), AIDS)
def test_an_aid_says_what_the_document_says_and_leaves_it_as_it_is(
    register: Register, people: dict[str, int], console: Console, what: str, kind: str, ending: str
) -> None:
    client = console("counter")
    address = issued(register, client, people["1001"], language="", aids=["voice"])
    made = client.post(f"{address}reading/", {"what": what})
    assert made["Content-Type"] == kind
    assert made["Content-Disposition"].endswith(f'{ending}"')
    assert "no-store" in made["Cache-Control"]
    told = text_of(made.content) if ending.endswith("pdf") else made.content.decode()
    name = "ハマダ　チアキ" if what == "voice_text" else "浜田　千秋"
    assert name in told or "".join(name.split()) in told
    assert client.post(f"{address}reading/", {"what": what}).content == made.content
    assert [row[5] for row in documents(register)] == ["approved"]
    assert events(register) == [("letter-made", "done", what, None)] * 2


def test_with_another_language_on_its_back_it_is_the_document_itself(
    register: Register, people: dict[str, int], console: Console
) -> None:
    """Printed, with the step and the gates of printing; a certificate that is gone is not again."""
    client = console("counter")
    address = issued(register, client, people["1001"], language="vi")
    made = client.post(f"{address}reading/", {"what": "back", "tongue": "vi"})
    plain = client.post(f"{address}print/").content
    pages = [len(pypdfium2.PdfDocument(io.BytesIO(one))) for one in (made.content, plain)]
    assert pages[0] == pages[1] + 1
    assert "Bảntiếng" in text_of(made.content) and "Bảntiếng" not in text_of(plain)
    assert [row[5] for row in documents(register)] == ["printed"]
    assert [row[0] for row in events(register)] == ["document-acted", "document-reprinted"]
    [(document,)] = rows(register, "SELECT id FROM document")
    dealt_with(client, f"/counter/{people['1001']}/hand-over/", came(document=str(document)))
    again = client.post(f"{address}reading/", {"what": "back", "tongue": "vi"})
    assert (again.status_code, "reprint-left-house" in again.content.decode()) == (422, True)
    assert 'value="back"' not in client.get(address).content.decode()
    # What goes with it may still be made.
    assert client.post(f"{address}reading/", {"what": "large_print"}).status_code == 200


def test_nothing_is_made_of_what_was_cancelled_or_is_somebody_elses(
    register: Register, people: dict[str, int], console: Console
) -> None:
    client = console("counter")
    address = issued(register, client, people["1001"], language="", aids=["voice"])
    other = address.replace(f"/{people['1001']}/", f"/{people['1002']}/", 1)
    assert client.post(f"{other}reading/", {"what": "twin"}).status_code == 422
    [(application,)] = rows(register, "SELECT id FROM application WHERE document_id IS NOT NULL")
    back = f"/counter/{people['1001']}/applications/{application}/withdrawal/"
    dealt_with(client, back, {"reason": ""})
    assert client.post(f"{address}reading/", {"what": "twin"}).status_code == 422
    refused = [one[1:] for one in events(register) if one[0] == "letter-made"]
    assert refused == [
        ("refused", "twin", "document-not-of-person"),
        ("refused", "twin", "letter-of-cancelled"),
    ]


@pytest.mark.parametrize("typed", [{}, {"what": "braille"}, {"what": "back", "tongue": "xx"}])
def test_what_the_page_does_not_offer_is_not_made(
    register: Register, people: dict[str, int], console: Console, typed: dict[str, str]
) -> None:
    client = console("counter")
    address = issued(register, client, people["1001"], language="")
    assert client.post(f"{address}reading/", typed).status_code == 404
    assert events(register) == []
