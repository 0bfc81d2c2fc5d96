"""What the lists on paper show of the insurer's office."""

from __future__ import annotations

from collections.abc import Mapping

from kofu.documents.values.office import Office


def list_face(office: Office) -> Mapping[str, object]:
    """The sender; neither a colour of the year nor a seal belongs on a list."""
    return {
        "kind": office.kind.value,
        "insurer_name": office.text("insurer_name"),
        "office": office.text("office_name"),
        "office_postal_code": office.text("office_postal_code"),
        "office_address": office.text("office_address"),
        "office_phone": office.text("office_phone"),
        "sample": office.sample,
    }
