"""Whatever single byte of a finished file changes: it is found, or it does not matter."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readback_small import PEOPLE, sources

from kofu.documents.forms.form import Form
from kofu.documents.readback.blanks import prove_blanks
from kofu.documents.readback.damage import DamageError
from kofu.documents.readback.fonts import prove_fonts
from kofu.documents.readback.pictures import to_pixels
from kofu.documents.readback.sound import Flaw, check_sound
from kofu.documents.readback.streams import File, read_file

PAGES = range(1, 2 * len(PEOPLE) + 1)


@dataclass(frozen=True)
class Judge:
    """What the four checks say of a changed file; the /ID is left aside, which finds all."""

    form: Form
    whole: File
    pictures: list[bytes]

    def finds(self, pdf: bytes) -> bool:
        try:
            file = read_file(pdf)
            prove_fonts(file.fonts, sources())
            prove_blanks(file.blanks, {"proof": self.form})
        except DamageError:
            return True
        flaws = {finding.code for finding in check_sound(pdf, len(PAGES))}
        return bool(flaws - {Flaw.ID_DIFFERENT}) or file.pages != self.whole.pages

    def sees(self, pdf: bytes) -> bool:
        return [to_pixels(pdf, page).tobytes() for page in PAGES] != self.pictures


@pytest.fixture(scope="module")
def judge(printed: bytes, form: Form) -> Judge:
    return Judge(form, read_file(printed), [to_pixels(printed, n).tobytes() for n in PAGES])


def test_a_whole_file_has_nothing_to_find(judge: Judge, printed: bytes) -> None:
    assert not judge.finds(printed)
    assert not judge.sees(printed)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_found_or_changes_nothing(
    judge: Judge, printed: bytes, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(printed) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda value: value != printed[place]))
    changed = printed[:place] + bytes([value]) + printed[place + 1 :]
    assert judge.finds(changed) or not judge.sees(changed)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_any_changed_byte_does_not_fit_the_id(printed: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, printed.rindex(b"\nxref\n")))
    changed = printed[:place] + bytes([printed[place] ^ 1]) + printed[place + 1 :]
    found = {finding.code for finding in check_sound(changed)}
    assert found & {Flaw.ID_DIFFERENT, Flaw.FRAME}
