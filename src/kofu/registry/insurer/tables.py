"""The table of the register's pack."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Insurer(models.Model):
    """The pack of this register from a moment on; the last row holds. A name or a file's path."""

    pack = models.TextField()
    kind = models.TextField()
    by = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "insurer"
