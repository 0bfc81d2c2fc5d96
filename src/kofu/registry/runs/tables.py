"""Tables of runs: what was planned, what was done, chunk by chunk; who was pulled or stopped."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kofu.registry.people.tables import Person


class Run(models.Model):
    """A run as it was planned; never changed. `fingerprint` is a hash of all that decides pages.

    Made again from the same things it is the same run (`identity`), whoever asks.
    """

    kind = models.TextField()
    pack = models.TextField()
    on_day = models.DateField()
    known = models.DateField()
    issued = models.DateField()
    as_of = models.DateField()
    facts_at = models.DateTimeField()
    identity = models.TextField(unique=True)
    fingerprint = models.JSONField()
    folder = models.TextField()
    per_chunk = models.IntegerField()
    chunks = models.IntegerField()
    planned_by = models.TextField()
    planned_at = models.DateTimeField(db_default=Now())
    counts = models.JSONField()
    tracking = models.JSONField(default=dict)

    class Meta:
        db_table = "run"
        constraints = [
            models.UniqueConstraint(fields=["id", "planned_by"], name="run_and_planner"),
        ]


class RunAllowed(models.Model):
    """The table of `states.RUN_ALLOWED`, as the database sees it."""

    pk = models.CompositePrimaryKey("before", "step", "after")
    before = models.TextField()
    step = models.TextField()
    after = models.TextField()

    class Meta:
        db_table = "run_allowed"


class RunAction(models.Model):
    """The `seq`-th thing done to a run. Who approves is not who planned: the database refuses."""

    pk = models.CompositePrimaryKey("run_id", "seq")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    seq = models.SmallIntegerField()
    before = models.TextField()
    step = models.TextField()
    after = models.TextField()
    at = models.DateTimeField(db_default=Now())
    by = models.TextField()
    planned_by = models.TextField()
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "run_action"
        constraints = [
            models.CheckConstraint(
                condition=Q(before="new", seq=1) | (~Q(before="new") & Q(seq__gt=1)),
                name="run_action_first_is_new",
            ),
            models.CheckConstraint(
                condition=~Q(step="approve") | ~Q(by=F("planned_by")), name="run_two_people"
            ),
        ]


class RunSlot(models.Model):
    """One run of a kind for a day: taken by approval, given back when a run is over."""

    pk = models.CompositePrimaryKey("kind", "on_day")
    kind = models.TextField()
    on_day = models.DateField()
    run = models.OneToOneField(Run, on_delete=models.PROTECT)

    class Meta:
        db_table = "run_slot"


class RunPerson(models.Model):
    """Everyone a run looked at, and what was to become of them.

    `outcome`: `due`, `withheld`, `nothing`, `review`; `code` says why not; `chunk` of those due.
    """

    pk = models.CompositePrimaryKey("run_id", "person_id")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    outcome = models.TextField()
    code = models.TextField(default="")
    chunk = models.IntegerField(null=True)
    event = models.TextField(default="")
    document = models.TextField()
    delivery = models.TextField(default="")
    valid_until = models.DateField(null=True)
    rule = models.TextField(default="")
    receipt = models.TextField()
    facts_hash = models.TextField()
    class_key = models.BigIntegerField()

    class Meta:
        db_table = "run_person"
        indexes = [
            models.Index(
                fields=["run", "chunk"], condition=Q(chunk__isnull=False), name="run_person_chunk"
            ),
            models.Index(
                fields=["run", "outcome", "person"],
                condition=Q(outcome__in=["withheld", "review"]),
                name="run_person_aside",
            ),
        ]


class Pull(models.Model):
    """引抜: somebody taken out of a run after it was planned, until its release."""

    pk = models.CompositePrimaryKey("run_id", "person_id")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    reason = models.TextField()
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "pull"


class ChunkDone(models.Model):
    """A chunk whose files stand and whose documents are in the register: one transaction."""

    pk = models.CompositePrimaryKey("run_id", "number")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    number = models.IntegerField()
    printed = models.IntegerField()
    stopped = models.IntegerField()
    pulled = models.IntegerField()
    pages = models.IntegerField()
    files = models.JSONField()
    unbarred = models.JSONField(default=dict)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "chunk_done"


class StoppedPerson(models.Model):
    """Somebody whose document could not be printed as it should be, and why."""

    pk = models.CompositePrimaryKey("run_id", "person_id")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    form = models.TextField()
    code = models.TextField()
    field = models.TextField()
    unit = models.TextField(default="")

    class Meta:
        db_table = "stopped_person"
