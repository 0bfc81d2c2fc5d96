"""The strands of the loads are those of the tables."""

from __future__ import annotations

from django.apps import apps
from tests.registry.conftest import Register

from kofu.registry.people.strands import KEPT, STRANDS
from kofu.roster.columns import COLUMNS


def test_strands_are_the_tables(register: Register) -> None:
    known = {"person", "valid_from", "known_at", "load", "withdrawn", "pk"}
    for strand in STRANDS:
        model = apps.get_model("registry", f"{strand.name}fact")
        assert model._meta.db_table == strand.table
        assert {field.name for field in model._meta.fields} - known == set(strand.columns)


def test_every_column_is_in_one_strand() -> None:
    columns = [name for strand in STRANDS for name in strand.columns]
    kept = set(COLUMNS) - {"person_id", "event"}
    assert sorted(columns) == sorted(KEPT) == sorted(kept)
