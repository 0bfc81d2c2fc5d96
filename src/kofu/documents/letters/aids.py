"""One person's document for those who cannot use the ordinary page: which aid, and its bytes.

Whatever the aid, the ordinary page must be printable: what stops it stops the aid, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kofu.decide.explanation import Explanation
from kofu.documents.forms.form import BACK
from kofu.documents.letters.language import Tongue, back_of, fonts_of
from kofu.documents.letters.large import to_large_print
from kofu.documents.letters.reading import Reading, reading_of
from kofu.documents.letters.twin import to_html
from kofu.documents.letters.voice import symbol, voice_text
from kofu.documents.single.desk import Desk, Wish


class Aid(StrEnum):
    """How a document is read."""

    LARGE_PRINT = "large_print"
    TWIN = "twin"
    VOICE_TEXT = "voice_text"
    VOICE_CODE = "voice_code"


def aided(
    aid: Aid, desk: Desk, wish: Wish, facts: Mapping[str, object], explanation: Explanation
) -> tuple[str, bytes]:
    """The form's name and the file. Raises KofuError as `Desk.print`, and as each aid does."""
    name, reading = read(desk, wish, facts, explanation)
    match aid:
        case Aid.LARGE_PRINT:
            return name, to_large_print(reading, desk.office)
        case Aid.TWIN:
            return name, to_html(reading)
        case Aid.VOICE_TEXT:
            return name, f"{voice_text(reading)}\n".encode()
        case Aid.VOICE_CODE:
            return name, symbol(voice_text(reading))


def read(
    desk: Desk, wish: Wish, facts: Mapping[str, object], explanation: Explanation
) -> tuple[str, Reading]:
    """The form's name, and the document as it is read. Raises KofuError as `Desk.print`."""
    stopped = desk.stops(wish, facts, explanation)
    if stopped is not None:
        raise stopped
    kindred, values = desk.filled(wish, facts, explanation)
    keys = {field.key for field in desk.form(kindred).texts}
    return kindred.name, reading_of(kindred, keys, values, desk.office)


def with_back(
    tongue: Tongue,
    desk: Desk,
    wish: Wish,
    facts: Mapping[str, object],
    explanation: Explanation,
) -> tuple[str, bytes]:
    """The document, and behind it a page in a second language. Raises KofuError."""
    kindred, values = desk.filled(wish, facts, explanation)
    back = back_of(tongue, kindred, values, desk.office)
    fonts = {BACK: fonts_of(tongue, desk.office)}
    return desk.print(wish, facts, explanation, back, fonts)
