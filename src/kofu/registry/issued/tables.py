"""Tables of documents, of what was done to them, and of who holds a live certificate when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kofu.registry.people.tables import Person
from kofu.registry.runs.tables import Run


class Origin(models.TextChoices):
    """Where a document came from."""

    RUN = "run", "一括"
    COUNTER = "counter", "窓口"
    INHERITED = "inherited", "登録簿ができる前"


class Document(models.Model):
    """A document as it was decided; never changed. What became of it is in its actions.

    `envelope` counts from 1 over its run.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.TextField()
    variant = models.TextField(default="")
    basis = models.TextField(default="")
    rule = models.TextField(default="")
    cap = models.TextField(default="")
    form = models.TextField(default="")
    delivery = models.TextField(default="")
    provisional = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    issued_on = models.DateField()
    law_on = models.DateField()
    law_known = models.DateField()
    pack = models.TextField()
    pack_hash = models.TextField()
    facts_hash = models.TextField()
    class_key = models.BigIntegerField()
    receipt = models.TextField()
    origin = models.TextField(choices=Origin)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, db_index=False)
    chunk = models.IntegerField(null=True)
    envelope = models.IntegerField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False)

    class Meta:
        db_table = "document"
        indexes = [models.Index(fields=["run", "envelope"], name="document_envelope")]
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="document_once_a_run"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__lte=F("valid_until")),
                name="document_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(kind="certificate") | Q(valid_from__isnull=False),
                name="document_certificate_begins",
            ),
            models.CheckConstraint(
                condition=Q(origin="run", run__isnull=False)
                | (~Q(origin="run") & Q(run__isnull=True)),
                name="document_run_named",
            ),
        ]


class Allowed(models.Model):
    """The table of `states.ALLOWED`, as the database sees it."""

    pk = models.CompositePrimaryKey("before", "step", "after")
    before = models.TextField()
    step = models.TextField()
    after = models.TextField()

    class Meta:
        db_table = "allowed"


class Action(models.Model):
    """The `seq`-th thing done to a document, on a day, by somebody.

    `before` is the state the last action led to: the database holds the chain (foreign keys on
    the last action, and on `allowed`), so a fold never meets a gap, a fork or a forbidden step.
    """

    pk = models.CompositePrimaryKey("document_id", "seq")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_index=False)
    seq = models.SmallIntegerField()
    before = models.TextField()
    step = models.TextField()
    after = models.TextField()
    on_day = models.DateField()
    at = models.DateTimeField(db_default=Now())
    by = models.TextField()
    reason = models.TextField(default="")

    class Meta:
        db_table = "action"
        constraints = [
            models.CheckConstraint(
                condition=Q(before="new", seq=1) | (~Q(before="new") & Q(seq__gt=1)),
                name="action_first_is_new",
            ),
        ]


class LiveCertificate(models.Model):
    """The days on which a certificate is live. Two of one person never share a day.

    Made and shortened by the database itself, from documents and actions.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False)
    during = DateRangeField()

    class Meta:
        db_table = "live_certificate"
        constraints = [
            ExclusionConstraint(
                name="one_live_certificate",
                expressions=[("person", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            )
        ]
