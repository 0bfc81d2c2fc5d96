"""What the post adds to pages: the order and the envelopes, and the barcodes in the window."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import numpy as np

from kofu.documents.run.arrangement import TRACKING, UNBARRED, Arrangement, batches
from kofu.documents.run.sources import Sources
from kofu.documents.values.addressee import destination
from kofu.documents.values.office import Office
from kofu.mail.addresses.agree import CODES, check
from kofu.mail.envelopes.plan import Numbers, Pieces, Texts, plan
from kofu.mail.envelopes.rule import envelope_rule
from kofu.mail.tracking.numbers import LETTER_DIGITS, display, examine
from kofu.mail.tracking.nw7 import elements
from kofu.policy.model import Delivery, Kind

_NOT_POSTED = (Delivery.EMPLOYER.value, Delivery.COUNTER.value)


def arrange(sources: Sources, office: Office, issued: date) -> Arrangement:
    """By post, municipality, postcode and envelope, whatever the order of the roster; what an
    employer hands out by employer, wherever its people live.

    Raises KofuError `envelope-unknown`.
    """
    rows = np.flatnonzero(sources.due() & ~sources.held())
    kind = sources.kinds_of_document()[rows]
    made = plan(_pieces(sources, rows, kind, office), envelope_rule(office))
    order = made.order
    return Arrangement(
        rows=rows[order],
        envelope=made.envelope[order],
        place=made.place[order],
        of=made.of[order],
        delivery=made.delivery[order],
        batch=batches(_shared_kind(kind, made.envelope)[order], made.delivery[order]),
        tracking=np.zeros(len(order), dtype=np.int64),
    )


def dress(row: Mapping[str, object]) -> Mapping[str, str]:
    """The bars of the customer barcode, or why there are none; the envelope's tracking number and
    its NW-7, none for what is no such number.
    """
    number = _tracking(str(row.get(TRACKING) or ""))
    if row.get("delivery") in _NOT_POSTED:
        return {"barcode": "", **number}
    return {**_barcode(*destination(row)), **number}


def _tracking(digits: str) -> Mapping[str, str]:
    if len(digits) != LETTER_DIGITS or not examine(digits).valid:
        return {"tracking": "", "tracking_bars": ""}
    return {"tracking": display(digits), "tracking_bars": elements(digits)}


@lru_cache(maxsize=1024)
def _barcode(postal_code: str, address: str) -> Mapping[str, str]:
    """Remembered, because those who live together are printed together."""
    code = check(postal_code, address)
    drawn = code.barcode()
    if drawn is None:
        return {"barcode": "", UNBARRED: CODES[code.agreement]}
    return {"barcode": drawn.bars}


def _pieces(sources: Sources, rows: Numbers, kind: Texts, office: Office) -> Pieces:
    elsewhere = sources.given("mailing_name", rows) | sources.given("mailing_address", rows)
    own = sources.texts("postal_code", rows)
    given = sources.texts("mailing_postal_code", rows)
    postal_code = np.where(sources.given("mailing_address", rows), given, own)
    delivery = sources.delivery()[rows]
    handed = delivery == Delivery.EMPLOYER.value
    return Pieces(
        person=sources.texts("person_id", rows),
        household=_household(sources, rows, office),
        kind=kind,
        delivery=delivery,
        municipality=np.where(handed, "", sources.texts("municipality_code", rows)),
        postal_code=np.where(handed, "", postal_code),
        employer=np.where(handed, sources.texts("employer_id", rows), ""),
        elsewhere=elsewhere,
        sheets=sources.sheets()[rows],
    )


def _household(sources: Sources, rows: Numbers, office: Office) -> Texts:
    """The household's number; in 健保, where there is none, 記号 and 番号 name the family."""
    household = sources.texts("household_id", rows)
    if office.kind is not Kind.KENPO:
        return household
    number = sources.texts("number", rows)
    family = np.char.add(np.char.add(sources.texts("symbol", rows), "-"), number)
    return np.where((household == "") & (number != ""), family, household)


def _shared_kind(kind: Texts, envelope: Numbers) -> Texts:
    """An envelope with certificates and notices is `mixed`, so that it stays in one file."""
    codes, number = np.unique(kind, return_inverse=True)
    least = np.full(int(envelope.max(initial=0)) + 1, len(codes))
    most = np.full(len(least), -1)
    np.minimum.at(least, envelope, number)
    np.maximum.at(most, envelope, number)
    return np.where(least[envelope] == most[envelope], kind, "mixed")
