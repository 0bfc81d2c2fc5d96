"""Whoever changes the exported log is found: every byte, every line, every order."""

from __future__ import annotations

import ast
import hashlib
import itertools
import json
import random
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.registry.conftest import Register

from kofu.registry.log import verifier
from kofu.registry.log.chain import seal
from kofu.registry.log.events import Event
from kofu.registry.log.export import export
from kofu.registry.log.verifier import examine
from kofu.registry.log.write import note

Lines = list[bytes]


@pytest.fixture
def exported(register: Register, tmp_path: Path) -> Path:
    """Three batches of a few entries, with people."""
    for number in range(3):
        note(Event.PERSON_READ, by="sato", person_id=f"00{number}", reason='"問合せ"\\')
        note(Event.RUN_PRINTED, by="sato", object=f"run:{number}", detail={"due": 3, "b": [1]})
        if number < 2:
            seal()
    export(tmp_path / "log.jsonl", by="sato", terminal="PC-04", people=True)
    return tmp_path / "log.jsonl"


def codes(lines: Lines, *heads: str) -> set[str]:
    return {one.code for one in examine(lines, heads).findings}


def of(lines: Lines, kind: str) -> list[int]:
    return [place for place, one in enumerate(lines) if one.startswith(f'{{"{kind}"'.encode())]


def closed_again(lines: Lines) -> Lines:
    """The closing line made anew, as somebody would who knows the form but not the chain."""
    body = [one for one in lines if not one.startswith(b'{"closing"')]
    batches = of(body, "batch")
    last = json.loads(body[batches[-1]])["batch"]["head"] if batches else "0" * 64
    fields = {"entries": len(of(body, "entry")), "batches": len(batches), "head": last}
    fields["file"] = hashlib.sha256(b"".join(body)).hexdigest()
    check = hashlib.sha256(_line({"closing": fields})).hexdigest()
    return [*body, _line({"closing": {**fields, "check": check}})]


def _line(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def test_what_nobody_touched_agrees(exported: Path) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    log = examine(lines)
    assert log.findings == []
    assert (log.entries, log.batches, log.people) == (7, 3, 3)
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    assert closed_again(lines) == lines


def test_every_byte_matters(exported: Path) -> None:
    whole = exported.read_bytes()
    chance = random.Random(8)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        assert codes(bytes(changed).splitlines(keepends=True)), place


def test_every_cut_is_found(exported: Path) -> None:
    whole = exported.read_bytes()
    for end in range(len(whole)):
        assert codes(whole[:end].splitlines(keepends=True)), end


Change = Callable[[Lines], Iterator[Lines]]


def removed(lines: Lines) -> Iterator[Lines]:
    for place in (*of(lines, "entry"), *of(lines, "batch")):
        yield lines[:place] + lines[place + 1 :]


def doubled(lines: Lines) -> Iterator[Lines]:
    for place in (*of(lines, "entry"), *of(lines, "batch"), *of(lines, "person")):
        yield lines[: place + 1] + lines[place:]


def swapped(lines: Lines) -> Iterator[Lines]:
    places = [*of(lines, "entry"), *of(lines, "batch")]
    for one in places:
        for other in places:
            if one < other:
                changed = list(lines)
                changed[one], changed[other] = lines[other], lines[one]
                yield changed


def invented(lines: Lines) -> Iterator[Lines]:
    for place in of(lines, "entry"):
        fields = json.loads(lines[place])["entry"]
        yield [*lines[: place + 1], _line({"entry": {**fields, "id": 99}}), *lines[place + 1 :]]


def rewritten(lines: Lines) -> Iterator[Lines]:
    """Each field of each entry, in the right form."""
    for place in of(lines, "entry"):
        fields = json.loads(lines[place])["entry"]
        for name, value in fields.items():
            other = {int: 77, dict: {"due": 4}}.get(type(value), "x")
            if name in ("at", "subject"):
                other = "2026-01-01T00:00:00.000000Z" if name == "at" else "a" * 64
            yield [*lines[:place], _line({"entry": {**fields, name: other}}), *lines[place + 1 :]]


def a_batch_less(lines: Lines) -> Iterator[Lines]:
    """The first or the middle batch with all its entries."""
    edges = [0, *of(lines, "batch")]
    for start, end in itertools.pairwise(edges[:3]):
        yield lines[: start + 1] + lines[end + 1 :]


def other_people(lines: Lines) -> Iterator[Lines]:
    for place in of(lines, "person"):
        fields = json.loads(lines[place])["person"]
        for name, value in (("person_id", "009"), ("entry", 99), ("salt", "00")):
            changed = _line({"person": {**fields, name: value}})
            yield [*lines[:place], changed, *lines[place + 1 :]]


@pytest.mark.parametrize(
    "change",
    [removed, doubled, swapped, invented, rewritten, a_batch_less, other_people],
    ids=lambda change: change.__name__,
)
def test_a_changed_chain_is_found_though_the_file_was_closed_again(
    exported: Path, change: Change
) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    tried = 0
    for changed in change(lines):
        tried += 1
        assert codes(closed_again(changed)), changed
    assert tried >= 2


def test_a_cut_tail_is_found_by_the_head_that_somebody_wrote_down(exported: Path) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    head = json.loads(lines[-1])["closing"]["head"]
    first, second, _ = of(lines, "batch")
    shorter = closed_again(lines[: second + 1])
    assert codes(shorter) == set()
    assert codes(shorter, head) == {"head-unknown"}
    older = json.loads(lines[first])["batch"]["head"]
    assert codes(lines, head, older) == set()
    assert codes(lines, "a" * 64) == {"head-unknown"}


def test_a_chain_made_anew_from_changed_entries_lacks_the_old_head(exported: Path) -> None:
    """Whoever recomputes everything is found only by a head kept elsewhere."""
    lines = exported.read_bytes().splitlines(keepends=True)
    head = json.loads(lines[-1])["closing"]["head"]
    forged, waiting, previous = [], hashlib.sha256(), "0" * 64
    for one in lines:
        [(kind, fields)] = json.loads(one).items()
        if kind == "entry":
            one = _line({"entry": {**fields, "by": "nobody"}})
            waiting.update(one)
        if kind == "batch":
            fields.pop("head")
            fields |= {"previous": previous, "lines": waiting.hexdigest()}
            previous = hashlib.sha256(_line({"batch": fields})).hexdigest()
            one, waiting = _line({"batch": {**fields, "head": previous}}), hashlib.sha256()
        forged.append(one)
    assert codes(closed_again(forged)) == set()
    assert codes(closed_again(forged), head) == {"head-unknown"}


def test_an_export_without_people_agrees_and_names_nobody(
    register: Register, tmp_path: Path
) -> None:
    note(Event.PERSON_READ, by="sato", person_id="0012345")
    export(tmp_path / "log.jsonl", by="sato")
    whole = (tmp_path / "log.jsonl").read_bytes()
    assert b"0012345" not in whole
    log = examine(whole.splitlines(keepends=True))
    assert (log.findings, log.entries, log.people) == ([], 2, 0)


def test_the_verifier_is_one_file_of_the_standard_library(exported: Path, tmp_path: Path) -> None:
    source = Path(verifier.__file__)
    named = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert named <= sys.stdlib_module_names
    alone = tmp_path / "elsewhere" / "verifier.py"
    alone.parent.mkdir()
    alone.write_bytes(source.read_bytes())

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-I", "-S", str(alone), *map(str, words)]
        return subprocess.run(call, capture_output=True, text=True, check=False)

    assert run(exported).returncode == 0
    assert run(exported, "--head", "b" * 64).returncode == 1
    assert run(tmp_path / "none").returncode == 2
    exported.write_bytes(exported.read_bytes().replace(b"sato", b"sata", 1))
    wrong = run(exported, "--lang", "en")
    assert wrong.returncode == 1
    assert "batch-lines: line 5 (batch 1)" in wrong.stdout
