"""Values that the database itself supplies."""

from __future__ import annotations

from django.db import models
from django.db.models import Func
from django.db.models.functions import Cast


def this_transaction() -> Cast:
    """The number of the transaction a row was written in; it never wraps."""
    number = Func(function="pg_current_xact_id", output_field=models.TextField())
    return Cast(Cast(number, models.TextField()), models.BigIntegerField())
