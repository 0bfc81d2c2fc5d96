"""Which forms a decision must have led to, stated apart from the code that chose them."""

from __future__ import annotations

from collections.abc import Sequence

from kofu.documents.values.office import Office
from kofu.documents.verify.meaning import Row, of_70_to_74
from kofu.policy.model import Kind
from kofu.roster.columns import LANGUAGES

_CERTIFICATES = {
    "card-paper": {"carrier"},
    "card-plastic": {"card", "carrier"},
    "postcard": {"postcard-carrier"},
    "a4": {"certificate-a4"},
}
_COUNTER = {**_CERTIFICATES, "card-paper": {"card"}, "postcard": {"postcard"}}
_MARKS = ("special", "elderly", "glued")


def must_print(row: Row) -> bool:
    """Whether pages are due: a document or a refusal, and nothing that is held back."""
    due = row["document"] in ("certificate", "notice") or row["basis"] == "refused"
    return due and row["delivery"] != "hold"


def forms_fit(names: Sequence[str], row: Row, office: Office, sheets: bool) -> bool:
    """Whether exactly the forms that the decision calls for were printed, with their marks.

    `sheets`: a run whose paper cards stand ten to a sheet.
    """
    if len(set(names)) != len(names) or not must_print(row):
        return False
    tongue = str(row.get("letter_language") or "")
    templates = [_split(name, tongue) for name in names]
    due: set[str] = set()
    if row["document"] == "certificate":
        table = _COUNTER if row["delivery"] == "counter" else _CERTIFICATES
        due = set(table[str(row["form"])])
        if sheets and row["form"] == "card-paper":
            due = {"card-sheet"} if row["delivery"] == "counter" else {"card-sheet", "carrier"}
    elif row["document"] == "notice":
        due = {"number-tail-letter" if row["variant"] == "number-tail" else "notice"}
    if row["basis"] == "refused":
        due.add("refusal")
    return {template for template, _ in templates} == due and all(
        _marked(template, marks, row, office, sheets) for template, marks in templates
    )


def shows_copay(row: Row, office: Office) -> bool:
    """負担割合: always in 後期; else from 70 on, on a certificate only where it is merged."""
    if office.kind is Kind.KOUKI:
        return True
    if row["document"] == "certificate":
        return merged(row, office)
    return of_70_to_74(row)


def merged(row: Row, office: Office) -> bool:
    """Whether the certificate takes in the 高齢受給者証."""
    together = office.text("integrated_elderly_certificate") == "yes"
    return office.kind is not Kind.KOUKI and together and of_70_to_74(row)


def _marked(template: str, marks: set[str], row: Row, office: Office, sheets: bool) -> bool:
    if template in ("refusal", "number-tail-letter"):
        return not marks
    wanted = set()
    if row["variant"] == "special_care":
        wanted.add("special")
    before_75 = office.kind is not Kind.KOUKI and of_70_to_74(row)
    if before_75 if template == "notice" else merged(row, office):
        wanted.add("elderly")
    if (row["form"] == "card-plastic" or sheets) and template == "carrier":
        wanted.add("glued")
    return marks == wanted


_BACKED = (
    "carrier",
    "postcard-carrier",
    "certificate-a4",
    "notice",
    "number-tail-letter",
    "refusal",
)


def _split(name: str, tongue: str) -> tuple[str, set[str]]:
    """Template and marks. A sheet must have the back of its person's language, and no other."""
    words = name.split("-")
    backed = words.pop() if words[-1] in LANGUAGES else ""
    if words[-1].isdecimal():  # cards on a sheet that is not full
        words.pop()
    marks = set()
    while words[-1] in _MARKS:
        marks.add(words.pop())
    template = "-".join(words)
    fits = backed == (tongue if template in _BACKED else "")
    return template if fits else name, marks
