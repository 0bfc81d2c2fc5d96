"""The page as plain files for a site of one's own: no server, nothing fetched, nothing stored.

One page for each language, with the steps and its words as data, which a script sets as the server
does; beside it the same steps for browsers without scripts. `selfcheck.json` is for other programs.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from kofu.asking.data import as_data, numbered
from kofu.asking.plan import Plan
from kofu.base.whole_folders import whole_folder
from kofu.faces.selfcheck.languages import Tongue
from kofu.faces.selfcheck.pages import as_of
from kofu.faces.selfcheck.saying import japanese
from kofu.faces.selfcheck.spoken import spoken
from kofu.faces.selfcheck.templates import page
from kofu.faces.selfcheck.unscripted import sections

DATA = "selfcheck.json"
STYLE = "selfcheck.css"
SCRIPT = "alone.js"
POLICY = "; ".join(
    (
        "default-src 'none'",
        # `file:` for who opens the page from the disk: not every browser counts that as 'self'.
        "script-src 'self' file:",
        "style-src 'self' file:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    )
)


def export(plan: Plan, tongues: tuple[Tongue, ...], folder: Path) -> list[Path]:
    """Write the files; `index.html` is in the first language. Raises KofuError as whole folders."""
    pages = {one.code: f"{one.code}.html" for one in tongues} | {tongues[0].code: "index.html"}
    steps = {one.code: f"steps-{one.code}.html" for one in tongues}
    texts = {DATA: _json(as_data(plan)) + "\n", STYLE: _static(STYLE), SCRIPT: _static(SCRIPT)}
    for tongue in tongues:
        here, unscripted = pages[tongue.code], steps[tongue.code]
        texts[here] = _page(
            tongue,
            plan,
            "alone",
            [(one, pages[one.code]) for one in tongues],
            home="#",
            policy=POLICY,
            script=SCRIPT,
            unscripted=unscripted,
            data=_data(tongue, plan),
        )
        texts[unscripted] = _page(
            tongue,
            plan,
            "steps",
            [(one, steps[one.code]) for one in tongues],
            home="#s0",
            sections=[*sections(tongue, plan)],
        )
    with whole_folder(folder, DATA) as draft:
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8")
    written = [folder / name for name in texts]
    # Unlike all other outputs this one is for everybody.
    folder.chmod(0o755)
    for path in written:
        path.chmod(0o644)
    return written


def _page(
    tongue: Tongue, plan: Plan, name: str, links: list[tuple[Tongue, str]], **values: object
) -> str:
    return page(
        name,
        tongue,
        style=STYLE,
        languages=links,
        insurer=japanese(tongue, plan.law.book.pack.title),
        as_of=as_of(tongue, plan.law),
        **values,
    )


def _data(tongue: Tongue, plan: Plan) -> SafeString:
    """The steps and their words, as they stand in the page."""
    found = numbered(plan)
    data = {
        "first": found.first,
        "questions": found.questions,
        "steps": found.steps,
        "words": spoken(tongue, plan, found),
    }
    # A `<` in a text could end the element that the data stand in.
    return mark_safe(_json(data).replace("<", "\\u003c"))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _static(name: str) -> str:
    return (files("kofu.faces.selfcheck") / "static" / "selfcheck" / name).read_text("utf-8")
