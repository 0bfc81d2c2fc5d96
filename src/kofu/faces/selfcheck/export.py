"""The page as plain files for a site of one's own: no server, no script, nothing fetched.

Every step is a section of one file for each language, and an answer is a link to another section.
The steps also lie beside it as data (`selfcheck.json`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kofu.asking.data import as_data
from kofu.asking.plan import Ask, Plan
from kofu.base.whole_folders import whole_folder
from kofu.faces.selfcheck.languages import Tongue
from kofu.faces.selfcheck.pages import EVENT, Asking, asking, told
from kofu.faces.selfcheck.saying import japanese
from kofu.faces.selfcheck.telling import RENEWAL, Telling
from kofu.faces.selfcheck.templates import page

DATA = "selfcheck.json"
STYLE = "selfcheck.css"


@dataclass(frozen=True, slots=True)
class Section:
    """One step on the page: `name` is the anchor that links lead to."""

    name: str
    asked: Asking | None = None
    told: Telling | None = None


def export(plan: Plan, tongues: tuple[Tongue, ...], folder: Path) -> list[Path]:
    """Write the files; `index.html` is in the first language. Raises KofuError as whole folders."""
    names = {one.code: f"{one.code}.html" for one in tongues} | {tongues[0].code: "index.html"}
    with whole_folder(folder, DATA) as draft:
        for tongue in tongues:
            links = [(one, names[one.code]) for one in tongues]
            html = _page(tongue, plan, links)
            (draft / names[tongue.code]).write_text(html, encoding="utf-8")
        style = files("kofu.faces.selfcheck") / "static" / "selfcheck" / STYLE
        (draft / STYLE).write_text(style.read_text(encoding="utf-8"), encoding="utf-8")
        data = json.dumps(as_data(plan), ensure_ascii=False, separators=(",", ":"))
        (draft / DATA).write_text(data + "\n", encoding="utf-8")
    written = [folder / name for name in (*names.values(), STYLE, DATA)]
    # Unlike all other outputs this one is for everybody.
    folder.chmod(0o755)
    for path in written:
        path.chmod(0o644)
    return written


def _page(tongue: Tongue, plan: Plan, links: list[tuple[Tongue, str]]) -> str:
    law = plan.law
    return page(
        "export",
        tongue,
        style=STYLE,
        home="#s0",
        languages=links,
        insurer=japanese(tongue, law.book.pack.title),
        as_of=tongue.say("as-of", on=tongue.of_day(law.on), known=tongue.of_day(law.known)),
        sections=[*_sections(tongue, plan)],
    )


def _sections(tongue: Tongue, plan: Plan) -> Iterator[Section]:
    """Every step with the occasion on which it is met, since the answer speaks of it."""
    waiting = [(0, "")]
    seen = {*waiting}
    for number, event in waiting:
        step = plan.steps[number]
        if not isinstance(step, Ask):
            yield Section(_name(number, event), told=told(tongue, plan, step, event))
            continue
        chosen: dict[str, str] = {}
        for way in step.ways:
            # The answer only tells a renewal from everything else.
            asked_now = step.question.name == EVENT
            after = (RENEWAL if way.key == RENEWAL else "") if asked_now else event
            chosen[way.key] = _name(way.to, after)
            if (way.to, after) not in seen:
                seen.add((way.to, after))
                waiting.append((way.to, after))
        asked = asking(tongue, plan, step, _anchors(chosen))
        yield Section(_name(number, event), asked=asked)


def _name(number: int, event: str) -> str:
    return f"s{number}-{event}" if event else f"s{number}"


def _anchors(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: f"#{names[key]}"
