"""What somebody said at the counter outlasts an empty cell of a file.

The offices' other systems know nothing of a wish made at kofu's counter; their empty cell is no
news of it. A cell that holds something is, and wins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kofu.registry.people.kinds import LoadKind
from kofu.registry.people.strands import STRAND_OF

_TOGETHER = (
    ("mailing_name", "mailing_postal_code", "mailing_address"),
    ("limit_requested",),
    ("application", "applied_on"),
    ("support_needed",),
    ("wants_registered_mail",),
    ("delivery_hold",),
    ("letter_language",),
    ("reading_aid",),
    ("info_restricted",),
    ("card_returned_on",),
    ("deregistration_applied_on", "deregistered_on"),
)
"""What the counter writes; the columns of a line are kept together, where all of them are empty."""

_KEEP = """
UPDATE incoming i SET {kept}
  FROM person p JOIN person_now n ON n.person_id = p.id
 WHERE p.person_id = i.person_id AND {empty}
   AND p.id IN (SELECT e.person_id FROM load l JOIN person_event e ON e.load_id = l.id
                 WHERE l.kind = '{counter}' AND '{strand}' = ANY (e.strands))"""


def keep_what_was_said(columns: Collection[str]) -> Iterator[str]:
    """Statements over `incoming`, for the columns that the file has, before it is judged."""
    for together in _TOGETHER:
        line = [name for name in together if name in columns]
        if line:
            yield _KEEP.format(
                kept=", ".join(f"{name} = n.{name}" for name in line),
                empty=" AND ".join(f"i.{name} IS NULL" for name in line),
                counter=LoadKind.COUNTER.value,
                strand=STRAND_OF[line[0]].name,
            )
