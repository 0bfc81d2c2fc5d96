"""Tables of people: loads, persons, the history of each strand, and how things stand now."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
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


class LoadKind(models.TextChoices):
    """What a file or a hand told us."""

    ROSTER = "roster", "名簿（全員）"
    STATUS_LIST = "status-list", "職権交付対象者リスト"
    CORRECTION = "correction", "訂正"
    COUNTER = "counter", "窓口"


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


class EnrolmentFact(Fact, EnrolmentColumns):
    class Meta:
        db_table = "enrolment_fact"


class ResidenceFact(Fact, ResidenceColumns):
    class Meta:
        db_table = "residence_fact"


class BurdenFact(Fact, BurdenColumns):
    class Meta:
        db_table = "burden_fact"


class CardFact(Fact, CardColumns):
    class Meta:
        db_table = "card_fact"


class RequestFact(Fact, RequestColumns):
    class Meta:
        db_table = "request_fact"


class HoldingFact(Fact, HoldingColumns):
    class Meta:
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

    Derived from the strands, in the same transaction; it can be made again from them.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    seen = models.ForeignKey(Load, on_delete=models.PROTECT, db_index=False)

    class Meta:
        db_table = "person_now"


class EventKind(models.TextChoices):
    """What a load brought to light about a person."""

    JOINED = "joined", "加入"
    LEFT = "left", "喪失"
    CHANGED = "changed", "記載事項の変更"
    CARD_GAINED = "card-gained", "マイナ保険証が使えるようになった"
    CARD_LOST = "card-lost", "マイナ保険証が使えなくなった"
    VANISHED = "vanished", "喪失日がないまま名簿から消えた"
    BACK = "back", "名簿に戻った"


class PersonEvent(models.Model):
    """Something that may call for a decision; `on_day` is the day from which it holds."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.TextField(choices=EventKind)
    on_day = models.DateField()
    strands = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "person_event"
