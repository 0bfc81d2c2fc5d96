"""The HTML twins of letters in a browser: axe finds nothing, no script, nothing too wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kofu.documents.forms.samples import ABOUT, PEOPLE
from kofu.documents.letters.reading import reading_of
from kofu.documents.letters.twin import to_html
from kofu.documents.values.face import Kindred
from kofu.documents.values.office import office_on
from kofu.policy.load import load

FORMS = ("notice", "certificate-a4", "refusal", "special-care-notice", "reason-letter")
PHONE = 320


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_twin_is_clean_and_fits_a_telephone(
    form: str, _chromium: Any, axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    from datetime import date

    office = office_on(load("kawasaki-kokuho"), date(2025, 8, 1))
    values = {**PEOPLE["long"], **ABOUT.get(form, {})}
    file = tmp_path / "twin.html"
    file.write_bytes(to_html(reading_of(Kindred(form, special=True), values, values, office)))
    context = _chromium.new_context(viewport={"width": PHONE, "height": 800})
    try:
        page = context.new_page()
        page.goto(file.as_uri())
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert page.title() == page.inner_text("h1")
    finally:
        context.close()
