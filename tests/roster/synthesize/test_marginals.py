"""A marginals file that makes no sense is refused with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kofu.base.errors import KofuError
from kofu.roster.synthesize import load_marginals, shipped_names, write

AREA = {"code": "141313", "name": "川崎市川崎区", "weight": 1, "towns": {"駅前本町": "210-0007"}}
GUESS = {"assumed": True, "reason": "for a test"}


def _file(tmp_path: Path, **changes: Any) -> Path:
    """A small right file with some keys changed."""
    content: dict[str, Any] = {
        "name": "small",
        "title": "small",
        "insurer": "kokuho",
        "columns": "facts",
        "seed": 1,
        "status_on": "2025-04-30",
        "sources": {"paper": {"title": "paper", "date": "2025-06-13"}},
        "people": {"count": 10, "source": "paper"},
        "areas": {**GUESS, "places": [AREA]},
        "partitions": [_cards({"name": "yes", "count": 7, "source": "paper"})],
    }
    path = tmp_path / "small.yaml"
    path.write_text(yaml.safe_dump(content | changes, allow_unicode=True), encoding="utf-8")
    return path


def _cards(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": "card", **more, "parts": [*parts, {"name": "rest", "rest": True}]}


def _setting(name: str, value: Any, column: str = "has_card") -> dict[str, Any]:
    return _cards({"name": "yes", "share": 0.5, "set": {column: value}}, **GUESS) | {"name": name}


def test_a_file_of_ones_own_is_written(tmp_path: Path) -> None:
    counts = write(load_marginals(_file(tmp_path)), tmp_path / "roster.csv")
    assert {row.part: row.made for row in counts.rows if row.basis == "published"} == {
        "people": 10,
        "card.yes": 7,
    }


def test_the_example_of_the_reference_works(tmp_path: Path) -> None:
    reference = Path(__file__).parents[3] / "docs" / "reference" / "synthesize.md"
    example = reference.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "my-town.yaml").write_text(example, encoding="utf-8")
    counts = write(load_marginals(tmp_path / "my-town.yaml"), tmp_path / "my-town.csv")
    assert counts.exact
    assert counts.people == 8000


def test_shipped_marginals_cite_what_they_publish_and_reason_what_they_assume() -> None:
    assert shipped_names() == ["japan", "kawasaki", "tokyo"]
    for name in shipped_names():
        for partition in load_marginals(name).partitions:
            for part in partition.parts:
                if part.count is not None:
                    assert part.source, (name, part)
                if part.share is not None:
                    assert partition.assumed, (name, part)
                    assert partition.reason, (name, part)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"people": {"count": 10}}, "marginals-wrong"),
        ({"people": {"count": 10, "source": "nowhere"}}, "marginals-wrong"),
        ({"people": {"count": 10, "assumed": True}}, "marginals-wrong"),
        ({"people": {"count": 10, "source": "paper", **GUESS}}, "marginals-wrong"),
        ({"people": {"count": 0, "source": "paper"}}, "marginals-wrong"),
        ({"unheard_of": 1}, "marginals-wrong"),
        ({"areas": {**GUESS, "places": [AREA | {"code": "141314"}]}}, "marginals-wrong"),
        ({"partitions": [_cards({"name": "yes", "count": 7})]}, "marginals-wrong"),
        ({"partitions": [_cards({"name": "yes", "share": 0.7})]}, "marginals-wrong"),
        ({"partitions": [_cards({"name": "yes", "share": 1, "count": 2})]}, "marginals-wrong"),
        ({"partitions": [_cards(of=["nobody"])]}, "marginals-wrong"),
        ({"partitions": [_cards(only=["nobody"])]}, "marginals-wrong"),
        ({"partitions": [_setting("a", "yes")]}, "marginals-wrong"),
        ({"partitions": [_setting("a", 1, "no_such_column")]}, "marginals-wrong"),
        ({"partitions": [_setting("a", "x", "name")]}, "marginals-wrong"),
        ({"partitions": [_setting("a", "whim", "application")]}, "marginals-wrong"),
        ({"partitions": [_setting("a", {"from": 3, "to": 1}, "uses_3m")]}, "marginals-wrong"),
        ({"partitions": [_setting("a", {"same_as": "name"}, "applied_on")]}, "marginals-wrong"),
        ({"proof": {"certificate_until": "2025-07-31"}}, "marginals-wrong"),
        ({"groups": [{"name": "a", "born_from": "2026-01-01", "born_to": "2026-01-02"}]},
         "marginals-wrong"),
        ({"partitions": [_setting("a", True), _setting("b", False)]}, "marginals-set-twice"),
        ({"partitions": [_cards({"name": "yes", "count": 11, "source": "paper"})]},
         "marginals-too-many"),
        ({"partitions": [{"name": "c", "parts": [{"name": "a", "count": 9, "source": "paper"}]}]},
         "marginals-too-few"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(tmp_path: Path, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(KofuError) as raised:
        write(load_marginals(_file(tmp_path, **changes)), tmp_path / "roster.csv")
    assert raised.value.finding.code == code
    assert not (tmp_path / "roster.csv").exists()


def test_a_head_of_household_must_be_an_adult(tmp_path: Path) -> None:
    alone = {"name": "alone", "weight": 1, "members": ["young"]}
    households = {**GUESS, "kinds": [alone]}
    young = {"name": "young", "born_from": "2007-05-01", "born_to": "2008-01-01"}
    with pytest.raises(KofuError) as raised:
        load_marginals(_file(tmp_path, groups=[young], households=households))
    assert "under 18" in str(raised.value.finding.params["reason"])
    outside = {"kinds": [alone | {"head_outside": True}]}
    load_marginals(_file(tmp_path, groups=[young], households=households | outside))


def test_parts_that_exclude_each_other_may_set_the_same_column(tmp_path: Path) -> None:
    nested = [
        _cards({"name": "yes", "share": 0.5, "set": {"has_card": True}}, **GUESS),
        {
            "name": "later",
            "of": ["card.rest"],
            **GUESS,
            "parts": [{"name": "no", "rest": True, "set": {"has_card": False}}],
        },
    ]
    assert write(load_marginals(_file(tmp_path, partitions=nested)), tmp_path / "r.parquet").exact


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: [", "marginals-not-yaml"),
        ("a: 2025-02-30", "marginals-not-yaml"),
        ("", "marginals-wrong"),
    ],
)
def test_a_file_that_is_no_marginals(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KofuError) as raised:
        load_marginals(path)
    assert raised.value.finding.code == code


def test_a_missing_file_names_what_is_shipped(tmp_path: Path) -> None:
    with pytest.raises(KofuError) as raised:
        load_marginals(tmp_path / "none.yaml")
    assert raised.value.finding.code == "marginals-missing"
    assert "kawasaki" in str(raised.value.finding.params["shipped"])
