"""The table by which people are found: their names, address and numbers, folded."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kofu.registry.people.tables import Person


class PersonSearch(models.Model):
    """One row a person, derived from `person_now` in the same transaction.

    `kana` keeps its spaces, by which surnames stand before longer ones; what is unknown is empty.
    The index on `grams` is made in `sql/search.sql`.
    """

    # Derived row by row from those that refer to people: checking it again takes seconds.
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, primary_key=True, db_constraint=False
    )
    name = models.TextField()
    kana = models.TextField()
    alias = models.TextField()
    head = models.TextField()
    address = models.TextField()
    postal_code = models.TextField()
    municipality_code = models.TextField()
    birth_date = models.DateField(null=True)
    numbers = ArrayField(models.TextField())
    grams = ArrayField(models.IntegerField())

    class Meta:
        db_table = "person_search"
        indexes = [
            models.Index(fields=["birth_date"], name="person_search_birth"),
            models.Index(fields=["municipality_code"], name="person_search_municipality"),
        ]
