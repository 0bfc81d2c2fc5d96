"""`decide` as others see it: columns, order, files that are whole, rosters that are refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import small

from kofu.base.errors import KofuError, RefusedError
from kofu.decide.decision import SCHEMA
from kofu.decide.engine import Engine, decide_file
from kofu.policy.law import law_on
from kofu.policy.load import Book, load
from kofu.roster.source import open_source
from kofu.roster.synthesize import load_marginals, write

CONTRACT = (
    "person_id", "document", "variant", "basis", "rule", "valid_from", "valid_until",
    "provisional", "cap", "form", "delivery", "reasons", "class_key", "receipt",
)  # fmt: skip
ROSTER = """person_id,birth_date,has_card,registered,certificate_expires_on,acquired_on
a1,1980-05-05,1,1,2028-05-05,2010-04-01
a2,1980-05-05,0,0,,2010-04-01
a3,1955-09-01,1,0,,2010-04-01
a4,,1,1,2028-05-05,2010-04-01
"""


def decided(
    book: Book,
    roster: Path,
    out: Path,
    engine: Engine = Engine.DUCKDB,
    event: str | None = "renewal",
) -> Path:
    law = law_on(book, date(2025, 8, 1), date(2025, 8, 1))
    decide_file(open_source(roster), law, out, event, engine)
    return out


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


def test_the_columns_are_the_contract_s(
    pack: Callable[[str], Book], roster: Path, tmp_path: Path
) -> None:
    out = decided(pack("kawasaki-kokuho"), roster, tmp_path / "out.parquet")
    assert tuple(pq.read_schema(out).names) == CONTRACT == tuple(SCHEMA.names)
    assert [str(field.type) for field in pq.read_schema(out)] == [
        str(field.type) for field in SCHEMA
    ]


def test_four_people_of_kawasaki(pack: Callable[[str], Book], roster: Path, tmp_path: Path) -> None:
    out = decided(pack("kawasaki-kokuho"), roster, tmp_path / "out.parquet")
    rows = duckdb.execute(
        "select person_id, document, basis, valid_until, cap, form, delivery from read_parquet($f)",
        {"f": str(out)},
    ).fetchall()
    assert rows == [
        ("a1", "notice", "ex_officio", None, None, "a4", "ordinary"),
        ("a2", "certificate", "ex_officio", date(2026, 7, 31), "cycle", "card-paper", "recorded"),
        # Born on the 1st: 70 at the end of August, so the document ends with that month.
        ("a3", "certificate", "ex_officio", date(2025, 8, 31), "age-70", "card-paper", "recorded"),
        ("a4", "review", None, None, None, None, None),
    ]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_both_engines_write_the_same_file_content(
    pack: Callable[[str], Book], roster: Path, tmp_path: Path, suffix: str
) -> None:
    one = decided(pack("kawasaki-kokuho"), roster, tmp_path / f"one{suffix}")
    two = decided(pack("kawasaki-kokuho"), roster, tmp_path / f"two{suffix}", Engine.PYTHON)
    if suffix == ".csv":
        assert one.read_bytes() == two.read_bytes()
        assert one.read_text().splitlines()[0] == ",".join(CONTRACT)
    else:
        first, second = pq.read_table(one), pq.read_table(two)
        assert [first[name].to_pylist() for name in CONTRACT] == [
            second[name].to_pylist() for name in CONTRACT
        ]


def test_the_output_keeps_the_order_of_a_large_roster(
    pack: Callable[[str], Book], tmp_path: Path
) -> None:
    """More people than one row group holds, so that threads could shuffle them."""
    roster = tmp_path / "kawasaki.parquet"
    write(load_marginals("kawasaki"), roster)
    out = decided(pack("kawasaki-kokuho"), roster, tmp_path / "out.parquet")
    given_ids = pq.read_table(roster, columns=["person_id"])["person_id"].to_pylist()
    assert len(given_ids) == 225_159
    assert pq.read_table(out, columns=["person_id"])["person_id"].to_pylist() == given_ids


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.permutations([0, 1, 2, 3]))
def test_a_permutation_of_the_people_permutes_the_decisions(
    pack: Callable[[str], Book], tmp_path: Path, order: list[int]
) -> None:
    header, *people = ROSTER.splitlines()
    plain, shuffled = tmp_path / "plain.csv", tmp_path / "shuffled.csv"
    plain.write_text(ROSTER, encoding="utf-8")
    shuffled.write_text("\n".join([header, *(people[n] for n in order)]) + "\n", encoding="utf-8")
    one = decided(pack("kawasaki-kokuho"), plain, tmp_path / "one.csv").read_text().splitlines()
    two = decided(pack("kawasaki-kokuho"), shuffled, tmp_path / "two.csv").read_text().splitlines()
    assert two[1:] == [one[1:][n] for n in order]


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("person_id,birth_date\nx,1980-01-01\nx,1980-01-01\n", "people-twice"),
        ("person_id,birth_date\n,1980-01-01\n", "person-nameless"),
        ("person_id,birth_date\n", "roster-without-people"),
        ("person_id,birth_date\nx,1980-02-30\n", "roster-refused"),
        ("person_id,has_card\nx,perhaps\n", "roster-refused"),
        ("name\nx\n", "column-missing"),
    ],
)
def test_a_roster_that_cannot_be_decided_writes_nothing(
    pack: Callable[[str], Book], tmp_path: Path, engine: Engine, content: str, code: str
) -> None:
    path, out = tmp_path / "r.csv", tmp_path / "out.parquet"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KofuError) as refused:
        decided(pack("kawasaki-kokuho"), path, out, engine)
    assert refused.value.finding.code == code
    assert [one.name for one in tmp_path.iterdir()] == ["r.csv"]


def test_every_unreadable_cell_is_named_at_once(
    pack: Callable[[str], Book], tmp_path: Path
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "person_id,birth_date,has_card\nx,昭和65年1月1日,1\ny,1980-01-01,maybe\n", encoding="utf-8"
    )
    with pytest.raises(RefusedError) as refused:
        decided(pack("kawasaki-kokuho"), path, tmp_path / "out.csv")
    places = [(one.place.row, one.place.column) for one in refused.value.findings]
    assert places == [(2, "birth_date"), (3, "has_card")]


@pytest.mark.parametrize("event", ["renewals", "", "更新"])
def test_an_event_that_does_not_exist(
    pack: Callable[[str], Book], roster: Path, tmp_path: Path, event: str
) -> None:
    with pytest.raises(KofuError) as refused:
        decided(pack("kawasaki-kokuho"), roster, tmp_path / "out.csv", event=event)
    assert refused.value.finding.code == "event-unknown"


def test_the_receipt_is_one_for_a_class_and_another_for_another_pack(
    pack: Callable[[str], Book], roster: Path, tmp_path: Path
) -> None:
    statement = "select person_id, class_key, receipt from read_parquet($f)"
    kawasaki = duckdb.execute(
        statement, {"f": str(decided(pack("kawasaki-kokuho"), roster, tmp_path / "k.parquet"))}
    ).fetchall()
    shibuya = duckdb.execute(
        statement, {"f": str(decided(pack("shibuya-kokuho"), roster, tmp_path / "s.parquet"))}
    ).fetchall()
    assert len({receipt for _, _, receipt in kawasaki}) == len({key for _, key, _ in kawasaki})
    assert not {receipt for _, _, receipt in kawasaki} & {receipt for _, _, receipt in shibuya}


def test_a_typed_file_with_a_code_that_nobody_declared(
    pack: Callable[[str], Book], tmp_path: Path
) -> None:
    """Such a file is scanned as it is: what reading would have refused is refused here."""
    roster = tmp_path / "typed.parquet"
    pq.write_table(pa.table({"person_id": ["x"], "application": ["because"]}), roster)
    with pytest.raises(KofuError) as refused:
        decided(pack("kawasaki-kokuho"), roster, tmp_path / "out.csv")
    assert (refused.value.finding.code, refused.value.finding.place.column) == (
        "codes-strange",
        "application",
    )


def test_the_roster_itself_is_not_overwritten(pack: Callable[[str], Book], roster: Path) -> None:
    with pytest.raises(KofuError) as refused:
        decided(pack("kawasaki-kokuho"), roster, roster)
    assert refused.value.finding.code == "output-is-input"
    assert roster.read_text(encoding="utf-8") == ROSTER


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize(
    ("when", "code"), [("when: {}", "rules-overlap"), ('when: {card: "no"}', "rules-gap")]
)
def test_unsound_rules_stop_the_whole_and_write_nothing(
    tmp_path: Path, engine: Engine, when: str, code: str
) -> None:
    book = load(small(tmp_path, ('when: {card: ["no", unknown]}', when)))
    roster = tmp_path / "r.csv"
    roster.write_text("person_id,has_card\na,1\nb,\n", encoding="utf-8")
    law = law_on(book, date(2025, 6, 1), date(2025, 6, 1))
    with pytest.raises(KofuError) as refused:
        decide_file(open_source(roster), law, tmp_path / "out.parquet", None, engine)
    assert refused.value.finding.code == code
    assert sorted(one.name for one in tmp_path.iterdir()) == ["r.csv", "small.yaml"]


def test_both_engines_agree_even_where_a_pack_lets_a_cap_lie_in_the_past(tmp_path: Path) -> None:
    """Such a pack is not proven; the two must still say the same of it."""
    book = load(
        small(tmp_path, ("when: {residence: ended}", 'when: {residence: ended, card: "no"}'))
    )
    roster = tmp_path / "r.csv"
    roster.write_text("person_id,has_card,residence_until\na,1,2020-01-31\n", encoding="utf-8")
    law = law_on(book, date(2025, 6, 1), date(2025, 6, 1))
    out = [tmp_path / f"{engine}.csv" for engine in Engine]
    for engine, path in zip(Engine, out, strict=True):
        decide_file(open_source(roster), law, path, None, engine)
    assert out[0].read_text() == out[1].read_text()
    assert "2020-01-31" in out[0].read_text()
