"""Tables of the log. Entries are only added; a batch seals them for good."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kofu.registry.expressions import this_transaction
from kofu.registry.log.events import Event


class Entry(models.Model):
    """One audited event. `subject` is the digest of whom it concerns; the name of that person is
    kept apart (`EntrySubject`), so that it can be deleted and the chain still be verified.
    """

    at = models.DateTimeField(db_default=Now())
    event = models.TextField()
    outcome = models.TextField()
    by = models.TextField()
    terminal = models.TextField(default="")
    subject = models.TextField(default="")
    object = models.TextField(default="")
    reason = models.TextField(default="")
    detail = models.JSONField(default=dict)
    xact = models.BigIntegerField(db_default=this_transaction())

    class Meta:
        db_table = "log_entry"
        indexes = [
            models.Index(fields=["xact", "id"], name="log_entry_in_order"),
            models.Index(fields=["event", "-id"], name="log_entry_event"),
            models.Index(fields=["by", "-id"], name="log_entry_by"),
            BrinIndex(fields=["at"], name="log_entry_at"),
            models.Index(
                fields=["terminal", "at"],
                condition=Q(event=Event.TOKEN_REFUSED.value),
                name="log_token_refused",
            ),
        ]


class EntrySubject(models.Model):
    """Whom an entry concerns: 宛名番号 and the salt of its digest."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True)
    person_id = models.TextField(db_index=True)
    salt = models.TextField()

    class Meta:
        db_table = "log_subject"


class Batch(models.Model):
    """Entries sealed together: those of transactions up to `below` (not with it) that no earlier
    batch has, in the order of transaction and id; `head` hashes them and the head before.
    """

    number = models.IntegerField(primary_key=True)
    entries = models.IntegerField()
    below = models.BigIntegerField()
    previous = models.TextField()
    head = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "log_batch"
