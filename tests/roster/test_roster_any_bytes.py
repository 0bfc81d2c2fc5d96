"""Whatever bytes a file holds, kofu answers with people, findings or a refusal."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kofu.base.errors import KofuError
from kofu.roster.check import check_file

_CELLS = st.sampled_from(
    ["", "1", "x", '"', '""', "\n", "\r\n", ",", "\0", "髙", "\ue000", "S64.1.8"]
)
_LINES = st.lists(_CELLS, max_size=20).map(lambda cells: "".join(cells).encode())


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=60) | _LINES,
    st.sampled_from([b"", b"person_id,name,birth_date\n", b"PAR1", b"PK\x03\x04"]),
    st.sampled_from([".csv", ".parquet", ".xlsx"]),
)
def test_no_file_makes_the_check_fall_over(content: bytes, head: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"r{suffix}"
        path.write_bytes(head + content)
        try:
            report = check_file(path)
        except KofuError as refused:
            assert refused.finding.words()
            return
        for finding in report.findings:
            assert finding.words()
