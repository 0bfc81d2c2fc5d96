"""The house as design says: data flows one way, files are small, nothing foreign is named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "kofu"
ORDER = (
    "base",
    "policy",
    "roster",
    "decide",
    "asking",
    "documents",
    "mail",
    "exchange",
    "nation",
    "registry",
    "reports",
    "faces",
)
LIBRARY = ("base", "policy", "roster", "decide", "asking", "documents", "mail", "exchange")
FILES = sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Every module a file imports, by full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def part(module: str) -> str | None:
    words = module.split(".")
    return words[1] if words[0] == "kofu" and len(words) > 1 else None


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_on_the_left_imports_anything_on_its_right(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0]
    if own not in ORDER:
        return
    for module in imports(path):
        other = part(module)
        if other is not None:
            assert ORDER.index(other) <= ORDER.index(own), f"{own} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_library_knows_no_web_no_database_server_no_network(path: Path) -> None:
    if path.relative_to(SOURCE).parts[0] in LIBRARY:
        foreign = {module.split(".")[0] for module in imports(path)}
        assert not foreign & {"django", "psycopg", "socket", "urllib", "http", "requests", "httpx"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_is_longer_than_a_reader_can_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_module_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree)
