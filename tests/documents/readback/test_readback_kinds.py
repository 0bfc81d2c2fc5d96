"""Each kind of damage has words, and no code has two."""

from __future__ import annotations

import string

import pytest

from kofu.base.messages import Language, catalogue
from kofu.documents.readback.damage import Code
from kofu.documents.readback.kinds import KINDS
from kofu.documents.readback.sound import Flaw


@pytest.mark.parametrize("code", sorted({one.value for one in (*Code, *Flaw)}))
def test_every_damage_has_a_sentence_that_needs_nothing_filled_in(code: str) -> None:
    known = KINDS.get(code) or (code if code in catalogue() else "damaged")
    for language in Language:
        words = catalogue()[known][language.value]
        assert not [name for _, name, _, _ in string.Formatter().parse(words) if name]


def test_the_kinds_are_those_that_a_clerk_answers_differently() -> None:
    assert set(KINDS.values()) == {"damaged-file", "damaged-font", "damaged-added"}
    assert set(KINDS) <= {one.value for one in (*Code, *Flaw)}
