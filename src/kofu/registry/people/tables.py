"""Tables of people: loads, persons, the history of each strand, and how things stand now."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from kofu.registry.people.columns import (
    BurdenColumns,
    CardColumns,
    EnrolmentColumns,
    HoldingColumns,
    RequestColumns,
    ResidenceColumns,
)
from kofu.registry.people.kinds import EventKind, LoadKind


class Load(models.Model):
    """A file taken in, once. `as_of`: the day on which what it says was true."""

    kind = models.TextField(choices=LoadKind)
    sha256 = models.TextField()
    as_of = models.DateField()
    rows = models.IntegerField()
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())
    counts = models.JSONField(default=dict)

    class Meta:
        db_table = "load"
        constraints = [
            models.UniqueConstraint(fields=["kind", "sha256", "as_of"], name="load_once")
        ]


class Person(models.Model):
    """Somebody the insurer ever knew. `person_id` is 宛名番号."""

    person_id = models.TextField(unique=True)

    class Meta:
        db_table = "person"


class Fact(models.Model):
    """From `valid_from` on, as far as we knew at `known_at`. Rows are only ever added.

    A later `known_at` of the same `valid_from` corrects the earlier; `withdrawn` says that nothing
    changed on that day after all.
    """

    pk = models.CompositePrimaryKey("person_id", "valid_from", "known_at")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False)
    valid_from = models.DateField()
    known_at = models.DateTimeField()
    load = models.ForeignKey(Load, on_delete=models.PROTECT, db_index=False)
    withdrawn = models.BooleanField(db_default=False)

    class Meta:
        abstract = True
        # Rows come in the order of time: a few pages say which blocks hold later ones.
        indexes = [BrinIndex("valid_from", "known_at", name="%(class)s_later", pages_per_range=32)]


class EnrolmentFact(Fact, EnrolmentColumns):
    class Meta(Fact.Meta):
        db_table = "enrolment_fact"


class ResidenceFact(Fact, ResidenceColumns):
    class Meta(Fact.Meta):
        db_table = "residence_fact"


class BurdenFact(Fact, BurdenColumns):
    class Meta(Fact.Meta):
        db_table = "burden_fact"


class CardFact(Fact, CardColumns):
    class Meta(Fact.Meta):
        db_table = "card_fact"


class RequestFact(Fact, RequestColumns):
    class Meta(Fact.Meta):
        db_table = "request_fact"


class HoldingFact(Fact, HoldingColumns):
    class Meta(Fact.Meta):
        db_table = "holding_fact"


STRANDS: tuple[type[Fact], ...] = (
    EnrolmentFact,
    ResidenceFact,
    BurdenFact,
    CardFact,
    RequestFact,
    HoldingFact,
)


class PersonNow(
    EnrolmentColumns, ResidenceColumns, BurdenColumns, CardColumns, RequestColumns, HoldingColumns
):
    """How things stand, as far as we know: the last row of each strand, side by side.

    Derived from the strands, in the same transaction; it can be made again from them. `seen`: the
    load that last told something new.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    seen = models.ForeignKey(Load, on_delete=models.PROTECT, db_index=False)

    class Meta:
        db_table = "person_now"


class PersonEvent(models.Model):
    """Something that may call for a decision; `on_day` is the day from which it holds."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.TextField(choices=EventKind)
    on_day = models.DateField()
    strands = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "person_event"
        indexes = [
            models.Index(
                fields=["person", "-id"],
                condition=models.Q(kind__in=[EventKind.VANISHED, EventKind.BACK]),
                name="person_event_presence",
            )
        ]
