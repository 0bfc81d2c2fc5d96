"""A batch of people with their class keys becomes a batch of decisions, in the same order."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kofu.decide.answers import NO_DAY, Answers, Numbers, coded
from kofu.decide.decision import SCHEMA

KEY = "class_key"
CODED_SCHEMA = pa.schema(
    [
        pa.field(one.name, pa.dictionary(pa.int32(), pa.string()))
        if pa.types.is_string(one.type) and one.name != "person_id"
        else pa.field(one.name, pa.list_(pa.dictionary(pa.int32(), pa.string())))
        if pa.types.is_list(one.type)
        else one
        for one in SCHEMA
    ]
)
"""The contract's columns with words as codes: Parquet stores both the same, this one faster."""


def day_column(cap: str) -> str:
    """The column of a batch that holds the last day one cap allows each person, if within reach."""
    return "day_" + cap.replace("-", "_")


def assemble(answers: Answers, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The decisions on the people of a batch (`person_id`, `class_key`, days of caps).

    Raises KofuError where the rules are not sound for a class that occurs.
    """
    keys = batch.column(KEY)
    numbers = answers.numbers(keys)
    until, cap = _earliest(answers, numbers, batch)
    issued = np.asarray(answers.issued)[numbers]
    since = np.full(len(numbers), answers.today, np.int32)
    found = {
        "person_id": batch.column("person_id"),
        **{name: words.take(numbers) for name, words in answers.columns.items()},
        "valid_from": pa.array(since, mask=~issued).view(pa.date32()),
        "valid_until": pa.array(until, mask=until == NO_DAY).view(pa.date32()),
        "provisional": pa.array(np.asarray(answers.provisional)[numbers]),
        "cap": coded(cap, answers.caps.words),
        "reasons": answers.reasons_by_class().take(pa.array(numbers)),
        KEY: keys,
    }
    arrays = [found[name] for name in CODED_SCHEMA.names]
    return pa.RecordBatch.from_arrays(arrays, schema=CODED_SCHEMA)


def _earliest(answers: Answers, numbers: Numbers, batch: pa.RecordBatch) -> tuple[Numbers, Numbers]:
    """The last day of each person and what set it, as `policy.term.until` says it.

    A cap touches few people: only those who have a day for it are looked at.
    """
    until = np.asarray(answers.until, np.int32)[numbers]
    limit = np.asarray(answers.limit, np.int32)[numbers]
    cap = np.asarray(answers.caps.codes, np.int32)[numbers]
    for name, applies in answers.applies.items():
        if day_column(name) not in batch.schema.names:
            continue
        days = batch.column(day_column(name))
        people = np.flatnonzero(days.is_valid().to_numpy(zero_copy_only=False))
        people = people[np.asarray(applies)[numbers[people]]]
        if not len(people):
            continue
        day = days.take(pa.array(people)).cast(pa.int32()).to_numpy()
        open_ended = until[people] == NO_DAY
        earlier = (day < limit[people]) | (open_ended & (day == limit[people]))
        people, day = people[earlier], day[earlier]
        until[people] = limit[people] = day
        cap[people] = answers.caps.code_of[name]
    return until, cap
