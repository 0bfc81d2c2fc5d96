"""The pack of this register, settled once; runs and the command line may name others.

It is recorded, not taken from the last run or the environment: two clerks at two terminals must
never decide by two packs.
"""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from kofu.base.errors import KofuError
from kofu.policy.law import refuse_abstract
from kofu.policy.load import is_pack_file, load
from kofu.registry.insurer.tables import Insurer
from kofu.registry.log.events import Event
from kofu.registry.log.write import note
from kofu.registry.people.tables import Person


def insurer_pack() -> str:
    """The pack of this register, as `load` takes it. Raises KofuError `insurer-not-settled`."""
    last = Insurer.objects.order_by("-id").first()
    if last is None:
        raise KofuError("insurer-not-settled")
    return last.pack


def settle_insurer(pack: str, *, by: str, terminal: str = "") -> bool:
    """Say whose register this is; False where it was so before.

    Another pack of the same kind may follow (a file of one's own); a register with people of
    another kind of insurance is somebody else's. Raises KofuError `insurer-of-another-kind`, and
    what `load` finds wrong.
    """
    book = load(pack)
    refuse_abstract(book)
    name = str(Path(pack).resolve()) if is_pack_file(pack) else pack
    last = Insurer.objects.order_by("-id").first()
    if last and last.pack == name:
        return False
    if last and last.kind != book.pack.kind and Person.objects.exists():
        raise KofuError("insurer-of-another-kind", pack=last.pack)
    with transaction.atomic():
        made = Insurer.objects.create(pack=name, kind=book.pack.kind.value, by=by)
        note(Event.INSURER_SETTLED, by=by, terminal=terminal, object=f"insurer:{made.pk}")
    return True
