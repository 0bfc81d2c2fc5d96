"""Which packs there are, by keys that are safe in an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.register import Register
from tests.registry.runs.conftest import loaded, planned, roster  # noqa: F401

from kofu.base.errors import KofuError
from kofu.policy.load import load, shipped


def test_without_a_run_those_shipped_are_there(register: Register) -> None:
    from kofu.registry.packs.at_hand import at_hand

    assert {one.key for one in at_hand()} == set(shipped())
    assert not any(one.in_use for one in at_hand())


def test_the_pack_of_the_last_run_is_in_use_and_first(planned: Callable[..., Any]) -> None:  # noqa: F811
    from kofu.registry.packs.at_hand import Origin, at_hand, find

    planned()
    first, *others = at_hand()
    assert (first.key, first.origin, first.in_use) == ("tokyo-kouki", Origin.SHIPPED, True)
    assert not any(one.in_use for one in others)
    assert find("tokyo-kouki").in_use


def test_what_decided_earlier_is_found_by_its_hash(register: Register, tmp_path: Path) -> None:
    from kofu.registry.packs.at_hand import Origin, find
    from kofu.registry.runs.packs import keep

    file = tmp_path / "office.yaml"
    file.write_text("pack: office\ntitle: 見本組合\ninsurer: 見本\nkind: kouki\nextends: kouki\n")
    book = load(file)
    keep(book)
    _run_of(book.hash, str(file))
    own = find(book.hash)
    assert (own.origin, own.in_use, len(own.book.pack.cases) > 0) == (Origin.OWN, True, True)
    file.unlink()
    earlier = find(book.hash)
    assert (earlier.origin, earlier.in_use) == (Origin.EARLIER, True)
    assert (earlier.book.hash, earlier.book.pack.cases) == (book.hash, ())


@pytest.mark.parametrize("key", ["common", "../kouki", "/etc/passwd", "kouki.yaml", "a" * 64, ""])
def test_nothing_else_is_opened(register: Register, key: str) -> None:
    from kofu.registry.packs.at_hand import find

    with pytest.raises(KofuError) as refused:
        find(key)
    assert refused.value.finding.code == "pack-unknown"


def _run_of(pack_hash: str, pack: str) -> None:
    from kofu.registry.runs.tables import Run

    Run.objects.create(
        kind="renewal",
        pack=pack,
        on_day="2026-08-01",
        known="2026-06-13",
        issued="2026-08-01",
        as_of="2026-06-13",
        facts_at="2026-06-13T00:00Z",
        identity=pack_hash,
        fingerprint={"pack": pack_hash},
        folder="nowhere",
        per_chunk=10,
        chunks=0,
        planned_by="sato",
        counts={},
    )
