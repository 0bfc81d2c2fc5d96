"""What the provisional rule cost, from the documents of the register and from decisions alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from tests.registry.conftest import Register
from tests.registry.runs.conftest import AS_OF, loaded, planned
from tests.registry.runs.test_runs import done

from kofu.decide.engine import decide_file
from kofu.faces.cli.main import run as command
from kofu.mail.estimate.estimate import Asked, estimate
from kofu.policy.law import law_on
from kofu.policy.load import load
from kofu.roster.source import open_source

__all__ = ["Register", "loaded", "planned"]

ON = date(2025, 8, 1)
"""With the provisional rule of 2025 in force: everybody of 75 and over gets a certificate."""

_WITH_OLD_CARDS = """copy (from (select * replace (date '2025-07-31' as old_card_until,
    null::date as certificate_until, null::date as notice_sent_on) from read_parquet('{}')))
    to '{}'"""

_CAUSED = "provisional and document = 'certificate'"


@pytest.fixture(scope="session")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People whose insurance cards ended the day before, and who hold nothing else yet."""
    folder = tmp_path_factory.mktemp("people")
    command(["roster", "synthesize", "tokyo", "--people", "150", "-o", str(folder / "a.parquet")])
    duckdb.execute(_WITH_OLD_CARDS.format(folder / "a.parquet", folder / "tokyo.parquet"))
    return folder / "tokyo.parquet"


def test_the_register_claims_what_the_decisions_claim(
    planned: Callable[..., Any], roster: Path, tmp_path: Path, register: Register
) -> None:
    from kofu.reports.register.claim import claim

    run = done(planned(on=ON))
    told = claim(run.issued)
    decided, issued = tmp_path / "decided.parquet", tmp_path / "issued.parquet"
    decide_file(open_source(roster), law_on(load("tokyo-kouki"), ON, AS_OF), decided, "renewal")
    with psycopg.connect(register.app) as app:
        printed = app.execute("select person_id from person where id in"
                              " (select person_id from document)").fetchall()  # fmt: skip
    whom = ", ".join(f"'{one}'" for (one,) in printed)
    duckdb.execute(f"copy (from '{decided}' where person_id in ({whom})) to '{issued}'")
    (people,) = duckdb.execute(f"select count(*) from '{issued}' where {_CAUSED}").fetchone() or (
        0,
    )
    cost = estimate(Asked(issued, posted=run.issued)).cost
    assert told is not None and told.postage is not None
    assert told.documents == people > 0
    assert (told.postage.posted, told.postage.instead) == (cost.provisional, cost.instead)


def test_the_day_before_nothing_is_claimed(planned: Callable[..., Any]) -> None:
    from datetime import timedelta

    from kofu.reports.register.claim import claim

    run = done(planned(on=ON))
    assert claim(run.issued - timedelta(1)) is None


def test_without_the_rule_nothing_is_claimed(planned: Callable[..., Any]) -> None:
    from kofu.reports.register.claim import claim

    run = done(planned(on=date(2026, 8, 1)))
    assert claim(run.issued) is None
