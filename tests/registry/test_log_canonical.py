"""The writer's and the verifier's canonical form, each written by itself, are the same bytes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kofu.registry.log.canonical import line
from kofu.registry.log.verifier import canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(TEXT, VALUES))
def test_both_write_the_same(fields: dict[str, object]) -> None:
    assert line("entry", fields) == (canonical({"entry": fields}) + "\n").encode()


def test_the_form_of_the_document() -> None:
    fields = {"b": 'あ"\\/\u2028', "a": [True, None, -1], "c": "\x00\x1f\x7f\t\n\r\b\f"}
    assert line("entry", fields).decode() == (
        '{"entry":{"a":[true,null,-1],"b":"あ\\"\\\\/\u2028",'
        '"c":"\\u0000\\u001f\x7f\\t\\n\\r\\b\\f"}}\n'
    )
