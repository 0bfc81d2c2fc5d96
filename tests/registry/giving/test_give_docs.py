"""`docs/reference/export.md` names every table and column that leaves the register.

.venv/bin/python tests/registry/giving/test_give_docs.py      writes what is given out today
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "export.md"
PART = re.compile(r"(<!-- tables -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def described() -> str:
    """A heading and a table of columns for each table."""
    from kofu.registry.giving.columns import Column, tables

    def line(one: Column) -> str:
        means = one.label or (f"→ `{one.refers}`" if one.refers else "")
        return f"| `{one.name}` | {one.told}{'?' if one.nullable else ''} | {means} |"

    parts = []
    for table in tables():
        key = ", ".join(f"`{name}`" for name in table.key)
        lines = [line(one) for one in table.columns]
        head = f"### {table.name}\n\n{table.says} Key: {key}.\n\n"
        parts.append(head + "\n".join(("| column | type | |", "|---|---|---|", *lines)) + "\n")
    return "\n" + "\n".join(parts) + "\n"


def left_out() -> str:
    from kofu.registry.giving.which import LEFT_OUT

    reasons: dict[str, list[str]] = {}
    for table, why in LEFT_OUT.items():
        reasons.setdefault(why, []).append(f"`{table}`")
    return "".join(f"| {', '.join(tables)} | {why} |\n" for why, tables in reasons.items())


def test_the_page_names_every_table_and_column(register: object) -> None:
    page = PAGE.read_text("utf-8")
    found = PART.search(page)
    assert found and found[2] == described(), "run python tests/registry/giving/test_give_docs.py"
    assert left_out() in page


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "kofu.registry.settings"
    django.setup()
    text = PART.sub(lambda found: found[1] + described() + found[3], PAGE.read_text("utf-8"))
    PAGE.write_text(text, "utf-8")
    sys.stdout.write(left_out())
