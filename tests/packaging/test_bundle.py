"""What a machine without internet is given: a wheel with everything in it, and a careful installer."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
SOURCE = ROOT / "src" / "kofu"
LEFT_OUT = {".pyc", ".md"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in kofu's own wheel, made from a copy of the sources."""
    place = tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, place / name)
    shutil.copytree(SOURCE, place / "src" / "kofu", ignore=shutil.ignore_patterns("__pycache__"))
    (place / "requirements").mkdir()
    shutil.copy(ROOT / "requirements" / "base.in", place / "requirements" / "base.in")
    call = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*call, str(place), "-w", str(place)], check=True, capture_output=True)
    with zipfile.ZipFile(next(place.glob("kofu-*.whl"))) as archive:
        return set(archive.namelist())


def test_every_file_of_the_program_is_in_the_wheel(wheel: set[str]) -> None:
    there = {
        str(path.relative_to(SOURCE.parent))
        for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix not in LEFT_OUT and "__pycache__" not in path.parts
    }
    assert sorted(there - wheel) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle with one file in it, and its sums."""
    shutil.copy(PACKAGING / "install.sh", tmp_path / "install.sh")
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    lines = []
    for name in ("install.sh", "requirements.txt"):
        digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        lines.append(f"{digest}  {name}\n")
    (tmp_path / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def test_a_changed_file_is_found_before_anything_is_installed(folder: Path) -> None:
    (folder / "requirements.txt").write_text("something-else==1\n", encoding="utf-8")
    target = folder / "target"
    done = subprocess.run(
        ["sh", str(folder / "install.sh"), str(target)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "書き換えられています" in done.stderr
    assert not target.exists()
