"""Tables of the post: numbers lent and taken, which piece bears which, and what the post told."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from kofu.registry.issued.tables import Document
from kofu.registry.runs.tables import Run


class TrackingLent(models.Model):
    """A range of tracking numbers that the post office lent: their first ten digits."""

    product = models.TextField()
    numbers = BigIntegerRangeField()
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "tracking_lent"
        constraints = [
            models.UniqueConstraint(fields=["product", "numbers"], name="tracking_lent_once")
        ]


class TrackingTaken(models.Model):
    """Numbers that a run took for a day of acceptance, in the order in which it uses them.

    `during`: the days on which nobody else may take them. Given back, that is deleted, only where
    the run was over before any page bore them; the database sees to both.
    """

    lent = models.ForeignKey(TrackingLent, on_delete=models.PROTECT, db_index=False)
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, to_field="identity", db_column="run_identity"
    )
    day = models.DateField()
    numbers = BigIntegerRangeField()
    during = DateRangeField()

    class Meta:
        db_table = "tracking_taken"
        constraints = [
            ExclusionConstraint(
                name="tracking_taken_once",
                expressions=[
                    ("numbers", RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            )
        ]


class NumberedPiece(models.Model):
    """An envelope of a run that bears a tracking number, all 11 digits, for a day of acceptance."""

    pk = models.CompositePrimaryKey("run_id", "envelope")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    envelope = models.IntegerField()
    tracking = models.BigIntegerField()
    day = models.DateField()

    class Meta:
        db_table = "numbered_piece"
        constraints = [
            models.UniqueConstraint(fields=["tracking", "day"], name="numbered_piece_once_a_day")
        ]


class PostIntake(models.Model):
    """A file of results of the post, taken in once.

    `sha256`: of the file, and of the run whose envelopes it names, where that was told.
    """

    sha256 = models.TextField(unique=True)
    rows = models.IntegerField()
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "post_intake"


class PostResult(models.Model):
    """What the post told of one document: a row of a file, or a number scanned (no intake).

    `seq` is the action it became, none where `code` says why it became none; `state` is where the
    document stood before. `next`: what to do with a piece that came back.
    """

    intake = models.ForeignKey(PostIntake, on_delete=models.PROTECT, null=True)
    row = models.IntegerField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_index=False)
    seq = models.SmallIntegerField(null=True)
    event = models.TextField()
    day = models.DateField()
    reason = models.TextField(default="")
    state = models.TextField()
    code = models.TextField(default="")
    next = models.TextField(default="")

    class Meta:
        db_table = "post_result"
        indexes = [models.Index(fields=["document", "seq"], name="post_result_action")]
