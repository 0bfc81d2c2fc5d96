"""The table of what was asked for at the counter."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kofu.registry.issued.tables import Document
from kofu.registry.people.tables import Person


class Application(models.Model):
    """What was asked for, by whom, and the answer; never changed.

    A decision is derived again from the facts known at `facts_at`, `said` (what the application
    itself says, in the roster's columns) and `event`, by the pack of `pack_hash`.
    `wrote`: the facts of the register that it changed, column by column. `earlier`: the
    application that this one withdraws. `call_key`: the key of the program that sent it, once.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    kind = models.TextField()
    received_on = models.DateField()
    decided_on = models.DateField()
    channel = models.TextField()
    applicant = models.TextField()
    evidence = ArrayField(models.TextField(), default=list)
    result = models.TextField()
    reason = models.TextField(default="")
    event = models.TextField(default="")
    known = models.DateField()
    said = models.JSONField(default=dict)
    wrote = models.JSONField(default=dict)
    facts_at = models.DateTimeField()
    pack_hash = models.TextField(default="")
    rule = models.TextField(default="")
    receipt = models.TextField(default="")
    fee = models.IntegerField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True)
    earlier = models.OneToOneField("self", on_delete=models.PROTECT, null=True)
    call_key = models.UUIDField(null=True)
    call_digest = models.TextField(default="")
    by = models.TextField()
    terminal = models.TextField(default="")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "application"
        indexes = [models.Index(fields=["kind", "decided_on"], name="application_kind_day")]
        constraints = [
            models.UniqueConstraint(fields=["by", "call_key"], name="application_once_a_call"),
            models.CheckConstraint(
                condition=Q(received_on__lte=models.F("decided_on")),
                name="application_received_before_decided",
            ),
            models.CheckConstraint(
                condition=Q(result="withdrawn", earlier__isnull=False)
                | (~Q(result="withdrawn") & Q(earlier__isnull=True)),
                name="application_withdraws_one",
            ),
        ]
