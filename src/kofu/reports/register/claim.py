"""The claim for the provisional rule's extra cost, from the documents of the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import connections

from kofu.base.errors import KofuError
from kofu.documents.values.office import office_on
from kofu.mail.estimate.estimate import WAYS
from kofu.mail.estimate.kinds import Mailed, decided
from kofu.mail.manifest.paper import around, bought
from kofu.mail.postage.cost import Sum
from kofu.mail.postage.price import price
from kofu.policy.law import Law, law_on
from kofu.policy.load import load
from kofu.registry.refusals import in_our_words
from kofu.reports.claim import Claim, Postage

_CAUSED = """
SELECT d.pack, d.pack_hash, d.law_on, d.law_known, d.issued_on, d.kind AS document, d.basis,
       nullif(d.form, '') AS form, nullif(d.delivery, '') AS delivery, d.class_key, d.receipt,
       true AS provisional, count(*) AS people
  FROM document d LEFT JOIN (
        SELECT DISTINCT document_id FROM action WHERE step = 'cancel' AND on_day <= %(day)s
       ) off ON off.document_id = d.id
 WHERE d.provisional AND d.kind = 'certificate' AND d.issued_on <= %(day)s
   AND d.origin <> 'inherited' AND off.document_id IS NULL
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"""
_Row = Mapping[str, object]


def claim(day: date) -> Claim | None:
    """None where no provisional rule caused anything. Everybody has an envelope of their own."""
    with in_our_words(), connections["default"].cursor() as cursor:
        cursor.execute(_CAUSED, {"day": day})
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if not rows:
        return None
    documents = sum(int(str(row["people"])) for row in rows)
    groups: dict[tuple[object, ...], list[_Row]] = defaultdict(list)
    for row in rows:
        key = tuple(row[name] for name in ("pack", "pack_hash", "law_on", "law_known", "issued_on"))
        groups[key].append(row)
    posted, instead = Sum(), Sum()
    try:
        for key, found in groups.items():
            own, other = _postage(*_law(key), found)
            posted, instead = posted + own, instead + other
    except KofuError as error:
        return Claim(documents, day, None, error.finding)
    return Claim(documents, day, Postage(posted, instead))


def _law(key: Sequence[object]) -> tuple[Law, date]:
    """Raises KofuError `claim-pack-changed` where the pack is no longer what decided."""
    pack, digest, on, known, issued = key
    assert isinstance(on, date) and isinstance(known, date) and isinstance(issued, date)
    book = load(str(pack))
    if book.hash != digest:
        raise KofuError("claim-pack-changed", pack=pack)
    return law_on(book, on, known), issued


def _postage(law: Law, issued: date, rows: Sequence[_Row]) -> tuple[Sum, Sum]:
    people = {str(row["receipt"]): int(str(row["people"])) for row in rows}
    envelope = around(office_on(law.book, issued))
    ways = decided(law, rows)
    own = _sum(((one.mailed, people[one.receipt]) for one in ways), envelope, issued)
    other = _sum(((one.otherwise, people[one.receipt]) for one in ways), envelope, issued)
    return own, other


def _sum(mail: Iterable[tuple[Mailed | None, int]], envelope: int, day: date) -> Sum:
    found = Sum()
    for one, people in mail:
        if one:
            whole = one.thousandths if one.postcard else one.thousandths + envelope
            made = bought(WAYS[one.rank].value, one.postcard, whole, day)
            assert made.product is not None
            found += Sum(people, people * price(made.product, made.grams, day).yen)
    return found
