"""`kofu roster synthesize`: a roster of invented people from published counts."""

from __future__ import annotations

import json as json_words
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from kofu.roster.synthesize import Counts, load_marginals, write
from kofu.roster.synthesize.write import Progress as Told

DONE, NOT_AS_ASKED = 0, 1

_UNITS = {"people": "人", "households": "世帯"}
_BASES = {"published": "公表値", "scaled": "公表値に比例", "assumed": "仮定", "rest": "残り"}


def synthesize(
    marginals: str,
    *,
    output: Annotated[Path, Parameter(name=["-o", "--output"])],
    people: int | None = None,
    seed: int | None = None,
    json: Annotated[bool, Parameter(name="--json", negative="")] = False,
) -> int:
    """集計表から架空の人物の名簿を作ります。公表された人数と一致します。

    Parameters
    ----------
    marginals
        集計表のYAMLファイル、または同梱の名前（kawasaki, tokyo, japan）。
    output
        名簿の出力先（.csv または .parquet）。
    people
        総人数をこの数にして、各区分を比例させます。
    seed
        乱数の種。同じ種からは同じ名簿ができます。
    json
        結果をJSONで表示します。
    """
    wanted = load_marginals(marginals)
    with _bar() as progress:
        counts = write(wanted, output, people, seed, progress=progress)
    if json:
        words = json_words.dumps(asdict(counts) | {"exact": counts.exact}, ensure_ascii=False)
        sys.stdout.write(words + "\n")
    else:
        _show(counts, output)
    return DONE if counts.exact else NOT_AS_ASKED


@contextmanager
def _bar() -> Iterator[Told | None]:
    """A progress bar on standard error, on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _show(counts: Counts, output: Path) -> None:
    table = Table("区分", "単位", "指定", "作成", "一致", "根拠", title=f"{counts.name}: {output}")
    for row in counts.rows:
        table.add_row(
            row.part,
            _UNITS[row.unit],
            f"{row.asked:,}",
            f"{row.made:,}",
            "○" if row.asked == row.made else "×",
            _BASES[row.basis],
        )
    console = Console()
    console.print(table)
    for source in dict.fromkeys(row.source for row in counts.rows if row.source):
        console.print(f"公表値の出典: {source}")
