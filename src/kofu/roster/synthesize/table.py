"""A slice as an Arrow table: numbers back to days, words and unknowns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from kofu.policy.facts import FactType
from kofu.roster.synthesize.columns import FACTS_ONLY, FULL, PRINTED, TYPES
from kofu.roster.synthesize.encoding import UNKNOWN, Codes, Vocabulary, days, encoded, is_word
from kofu.roster.synthesize.invent import invented, person_ids, stated_sexes
from kofu.roster.synthesize.schema import Columns, Marginals
from kofu.roster.synthesize.slices import Slice

_ARROW: Mapping[FactType, pa.DataType] = {
    FactType.DATE: pa.date32(),
    FactType.BOOL: pa.bool_(),
    FactType.INT: pa.int32(),
}


def column_names(marginals: Marginals) -> tuple[str, ...]:
    """The columns of the roster these marginals make."""
    return FULL if marginals.columns is Columns.FULL else FACTS_ONLY


def schema_of(marginals: Marginals) -> pa.Schema:
    """The Arrow schema: words that repeat are dictionaries, the rest as in the contract."""
    return pa.schema([(name, _type_of(name)) for name in column_names(marginals)])


def plain(schema: pa.Schema) -> pa.Schema:
    """The same with every dictionary a plain string, for writers that know none."""
    return pa.schema(
        [(at.name, pa.string() if pa.types.is_dictionary(at.type) else at.type) for at in schema]
    )


def table_of(made: Slice, vocabulary: Vocabulary) -> pa.Table:
    """The slice with every column of the schema, its columns in order."""
    marginals = made.plan.marginals
    full = marginals.columns is Columns.FULL
    ready = invented(made) if full else {"person_id": person_ids(made.placed.person)}
    made.columns["status_on"] = np.full(made.length, days(marginals.status_on), dtype=np.int32)
    if full:
        made.columns["sex"] = stated_sexes(made)
    arrays = {
        name: ready[name] if name in ready else _array(name, made, vocabulary)
        for name in column_names(marginals)
    }
    return pa.table(arrays, schema=schema_of(marginals))


def _type_of(column: str) -> pa.DataType:
    if column in PRINTED and column not in ("municipality_code", "status_on"):
        return pa.string()
    return _ARROW.get(TYPES[column], pa.dictionary(pa.int32(), pa.string()))


def _array(column: str, made: Slice, vocabulary: Vocabulary) -> pa.Array:
    if column in made.columns:
        return _from_codes(column, made.columns[column], vocabulary)
    default = made.plan.marginals.defaults.get(column)
    if default is None:
        return pa.nulls(made.length, _type_of(column))
    same = np.full(made.length, encoded(column, default, vocabulary), dtype=np.int32)
    return _from_codes(column, same, vocabulary)


def _from_codes(column: str, codes: Codes, vocabulary: Vocabulary) -> pa.Array:
    unknown = codes == UNKNOWN
    if is_word(column):
        words = pa.array(list(vocabulary[column]), pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=unknown), words)
    kind = _type_of(column)
    if kind == pa.bool_():
        return pa.array(codes == 1, mask=unknown)
    return pa.array(codes, mask=unknown).cast(kind)
