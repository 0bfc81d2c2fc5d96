"""What can be wrong with a finished file: stable codes, and the error that carries one.

A detail names page numbers, resources, fonts, code points and counts; never what a page says.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Why a file is refused."""

    FILE_UNREADABLE = "file-unreadable"
    """qpdf cannot open it, or only by mending it."""
    LAYOUT_UNEXPECTED = "layout-unexpected"
    """Bytes before, between or behind the objects; a table that tells other places."""
    TRAILER_UNEXPECTED = "trailer-unexpected"
    CATALOGUE_UNEXPECTED = "catalogue-unexpected"
    """More or less in the document catalogue than a bulk file has: scripts, attachments, ..."""
    PAGES_UNEXPECTED = "pages-unexpected"
    """The page tree is not one flat list that counts its pages."""
    PAGE_UNEXPECTED = "page-unexpected"
    """A page with other keys than a bulk page: annotations, actions, several contents, ..."""
    PAGE_TWICE = "page-twice"
    """One page object, or one person's content stream, stands in the file twice."""
    PAGE_SIZE = "page-size"
    """A page is not as large as its blank."""
    PAGE_EXTRA_OPERATOR = "page-extra-operator"
    """Something else is drawn than a blank and runs of text."""
    RESOURCES_UNEXPECTED = "resources-unexpected"
    OBJECT_MISSING = "object-missing"
    OBJECT_UNEXPECTED = "object-unexpected"
    """An object that nothing in a bulk file needs."""
    STREAM_UNREADABLE = "stream-unreadable"
    BLANK_UNKNOWN = "blank-unknown"
    """A page stands on a blank that the file or the run does not have."""
    BLANK_UNEXPECTED = "blank-unexpected"
    """A blank that is no plain Form XObject, or holds a script, a link, a foreign XObject."""
    BLANK_DIFFERENT = "blank-different"
    """A blank that is not the form's."""
    BLANK_UNUSED = "blank-unused"
    FONT_UNEXPECTED = "font-unexpected"
    """A font that is not embedded as bulk files embed fonts."""
    FONT_UNKNOWN = "font-unknown"
    """A run names a font the file does not have; an embedded font none of the run's fonts."""
    FONT_UNREADABLE = "font-unreadable"
    """The embedded program cannot be read, or is of another kind or grid than its source."""
    MEANING_UNREADABLE = "meaning-unreadable"
    """A ToUnicode map that is missing or not of the form that bulk files use."""
    CODE_WITHOUT_MEANING = "code-without-meaning"
    CODE_DIFFERENT = "code-different"
    """The source font has another code for the unit that a code is said to mean."""
    WIDTH_DIFFERENT = "width-different"
    OUTLINE_DIFFERENT = "outline-different"
    """The embedded glyph is not the source font's glyph for that unit."""
    TEXT_OFF_PAGE = "text-off-page"
    """A run begins or ends beyond the edge of the page."""


class DamageError(Exception):
    """A finished file that may not leave the house. `page` counts from 1; None: the whole file."""

    def __init__(self, code: Code, page: int | None = None, detail: str = "") -> None:
        self.code, self.page, self.detail = code, page, detail
        place = f"page {page}" if page is not None else ""
        super().__init__(": ".join(part for part in (code.value, place, detail) if part))
