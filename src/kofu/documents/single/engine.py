"""The single engine: one document as tagged PDF (PDF/A-2a and PDF/UA-1) for the counter."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kofu.documents.fonts.chain import Chain
from kofu.documents.forms.form import Form
from kofu.documents.setting.field import Field
from kofu.documents.setting.layout import Line


def draw(form: Form, values: Mapping[str, str]) -> bytes:
    """The document of one person as PDF. Raises StoppedError; the same input, the same bytes."""
    lines = {
        field.id: [_line(field, line, form.chains[field.chain]) for line in found]
        for field, found in form.lay_out(values)
    }
    inputs = {**form.inputs, "lines": json.dumps(lines, ensure_ascii=False)}
    made = form.compiler.compile(
        format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def _line(field: Field, line: Line, chain: Chain) -> dict[str, object]:
    """What `lib.typ` draws; places are relative to the box."""
    return {
        "x": line.x - field.x,
        "y": line.y - field.y,
        "size": line.size,
        "squeeze": line.squeeze,
        "runs": [
            {"font": chain.fonts[run.font].family, "x": run.x, "text": run.text}
            for run in line.runs
        ],
    }
