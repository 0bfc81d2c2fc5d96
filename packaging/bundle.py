"""One folder for a machine without internet: every wheel, an installer, hashes, a list of parts.

    python packaging/bundle.py build/bundle

To be run where packages can be fetched, on the system and with the Python that the other machine
has. The folder is tried before it is handed out: installed elsewhere with the network taken away
(where this machine lets us), and the command run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LOCK = ROOT / "requirements" / "base.txt"
HANDED = ("install.sh", "README.ja.txt")
"""Files that go into the folder as they are."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--untried", action="store_true", help="leave the trial out")
    asked = parser.parse_args()
    made = bundle(asked.folder)
    if not asked.untried:
        trial(asked.folder)
    print(f"{asked.folder}: {made} wheels")


def bundle(folder: Path) -> int:
    """Make the folder anew; the number of wheels in it."""
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _pip("wheel", "--require-hashes", "-r", str(LOCK), "-w", str(wheels))
    _pip("wheel", "--no-deps", "--no-build-isolation", str(ROOT), "-w", str(wheels))
    # The other machine's Python may come without pip.
    _pip("download", "--no-deps", "pip", "-d", str(wheels))
    for name in HANDED:
        shutil.copy(HERE / name, folder / name)
    (folder / "install.sh").chmod(0o755)
    found = sorted(wheels.glob("*.whl"))
    locked = "".join(f"{_named(one)} --hash=sha256:{_hash(one)}\n" for one in found)
    (folder / "requirements.txt").write_text(locked, encoding="utf-8")
    parts = json.dumps(list(_parts(found)), ensure_ascii=False, indent=1)
    (folder / "parts.json").write_text(parts + "\n", encoding="utf-8")
    sums = "".join(f"{_hash(one)}  {one.relative_to(folder)}\n" for one in _files(folder))
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
    return len(found)


def trial(folder: Path) -> None:
    """Install it elsewhere and run the command, without network where this machine lets us."""
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "kofu"
        clean = {"PATH": os.environ["PATH"], "HOME": place, "PIP_CONFIG_FILE": os.devnull}
        cut_off = ["unshare", "-rn"] if _can_cut_off() else []
        script = f'"{folder.resolve()}/install.sh" "{target}" && "{target}/bin/kofu" policy list'
        subprocess.run([*cut_off, "sh", "-c", script], check=True, env=clean, cwd=place)
    print("installed and run " + ("with" if not cut_off else "without") + " a network")


def _can_cut_off() -> bool:
    call = ["unshare", "-rn", "true"]
    return (
        bool(shutil.which("unshare")) and not subprocess.run(call, capture_output=True).returncode
    )


def _pip(*words: str) -> None:
    call = [sys.executable, "-m", "pip", words[0], "--quiet", "--disable-pip-version-check"]
    subprocess.run([*call, *words[1:]], check=True)


def _named(wheel: Path) -> str:
    """`name==version` of a wheel, from its file name."""
    name, version = wheel.name.split("-")[:2]
    return f"{name.replace('_', '-')}=={version}"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (one for one in sorted(folder.rglob("*")) if one.is_file())


def _parts(wheels: list[Path]) -> Iterator[dict[str, str]]:
    """What is in it (SBOM): each part with version and hash, and what it was made on."""
    yield {"made-on": platform.platform(), "python": platform.python_version()}
    for one in wheels:
        name, version = _named(one).split("==")
        yield {"name": name, "version": version, "sha256": _hash(one), "file": one.name}


if __name__ == "__main__":
    main()
