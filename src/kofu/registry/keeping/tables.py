"""Tables of what may not be deleted yet, and of what was."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from kofu.registry.expressions import this_transaction
from kofu.registry.people.tables import Person


class LegalHold(models.Model):
    """Nothing of this person is deleted while there is a hold without an end."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    reason = models.TextField()
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "legal_hold"


class HoldEnd(models.Model):
    """The end of a hold."""

    hold = models.OneToOneField(LegalHold, on_delete=models.PROTECT, primary_key=True)
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "legal_hold_end"


class DeletionCertificate(models.Model):
    """What was deleted, by which rule, how many rows of which table; no person's number."""

    retention_class = models.TextField()
    before_day = models.DateField()
    counts = models.JSONField()
    digest = models.TextField()
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())
    xact = models.BigIntegerField(db_default=this_transaction())

    class Meta:
        db_table = "deletion_certificate"
