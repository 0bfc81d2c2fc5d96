"""Any accepted roster to typed Parquet or to CSV, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from kofu.base.errors import KofuError, Place
from kofu.base.whole_files import whole_file
from kofu.roster.collect import Collector
from kofu.roster.opening import RosterSource, columns
from kofu.roster.raw import Report
from kofu.roster.reading import Reader
from kofu.roster.schema import arrow_schema
from kofu.roster.sinks import CsvSink, Encoding, ParquetSink, Sink


def convert(source: RosterSource, target: Path, encoding: Encoding = Encoding.UTF8) -> int:
    """Write the contract columns of `source` to `target` (.parquet or .csv).

    Returns the number of people. Raises KofuError `convert-format-unknown`, or `convert-refused`
    at the first cell that cannot be read or that has no form in `encoding`, with the number of
    such cells; nothing is written then.
    """
    found = Collector()
    reader = Reader(source, found.report)
    total = 0
    with whole_file(target) as draft:
        with _sink(draft, target, encoding, source, found.report) as sink:
            for raw in reader.raw_batches(tuple(source.theirs.values())):
                batch = reader.typed(raw)
                total += batch.num_rows
                sink.write(raw.rows, batch)
        reader.report_my_numbers()
        _refuse_if_any(found)
    return total


def _sink(
    draft: Path, target: Path, encoding: Encoding, source: RosterSource, report: Report
) -> Sink:
    schema = arrow_schema(columns(source))
    match target.suffix.lower():
        case ".parquet":
            return ParquetSink(draft, schema)
        case ".csv":
            return CsvSink(draft, schema, encoding, source, report)
        case _:
            raise KofuError("convert-format-unknown", Place(str(target)))


def _refuse_if_any(found: Collector) -> None:
    findings = found.by_row()
    if findings:
        first = findings[0]
        raise KofuError(
            "convert-refused", first.place, count=sum(found.counts.values()), first=first.code
        )
