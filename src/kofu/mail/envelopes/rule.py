"""What goes into one envelope: a rule of the pack."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kofu.base.errors import KofuError
from kofu.documents.values.office import Office

MOST_SHEETS = 6
"""Sheets in one envelope unless the pack says otherwise: what a 定形 envelope of 50 g holds."""


class Together(StrEnum):
    """Whose documents share an envelope."""

    PERSON = "person"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class EnvelopeRule:
    """`kinds_apart`: certificate and notice never in one envelope (Kawasaki, 国保だより178号)."""

    together: Together
    kinds_apart: bool
    most_sheets: int = MOST_SHEETS


def envelope_rule(office: Office) -> EnvelopeRule:
    """The pack's rule: `envelope`, `separate_envelopes`, `envelope_most_sheets`.

    Without a setting everybody has an envelope of their own, and kinds stay apart. Raises
    KofuError `envelope-unknown`.
    """
    name = office.text("envelope") or Together.PERSON.value
    try:
        together = Together(name)
    except ValueError:
        names = "、".join(one.value for one in Together)
        raise KofuError("envelope-unknown", name=name, names=names) from None
    most = office.value("envelope_most_sheets")
    return EnvelopeRule(
        together,
        office.text("separate_envelopes") != "no",
        most if isinstance(most, int) else MOST_SHEETS,
    )
