"""What the reader found out about the press."""

from __future__ import annotations

import pytest
from readback_small import PEOPLE, sources

from kofu.documents.bulk.press import Press
from kofu.documents.forms.form import StoppedError
from kofu.documents.readback.fonts import prove_fonts
from kofu.documents.readback.streams import read_file


def test_a_stopped_document_leaves_nothing_in_the_file(press: Press) -> None:
    press.clear()
    alone = press.print([press.compose("proof", PEOPLE[0])], "試し")
    press.clear()
    sheet = press.compose("proof", PEOPLE[0])
    with pytest.raises(StoppedError):
        press.compose("proof", {**PEOPLE[0], "until": "龍", "address": "\ue000"})
    assert press.print([sheet], "試し") == alone


def test_a_text_of_several_lines_is_printed(press: Press) -> None:
    press.clear()
    sheet = press.compose("proof", {**PEOPLE[0], "address": "川崎市\n九〇一号室"})
    file = read_file(press.print([sheet], "試し"))
    prove_fonts(file.fonts, sources())
    assert [text.text for text in file.pages[0].texts][-2:] == ["川崎市", "九〇一号室"]
