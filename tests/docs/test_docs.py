"""README and docs say what the commands do: blocks that begin with `$ kofu` are run and compared.

A block of the language `console` holds commands and what they print; `…` stands for what is left
out, and `# exit 1` behind a command for its exit code. Tables between `<!-- generated: NAME -->`
and `<!-- end -->` are made from the packs and the catalogue of messages.

    .venv/bin/python tests/docs/test_docs.py       writes what is printed and generated today
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
import yaml
from form_pictures import FOLDER, MOST_BYTES, SHOWN, Shown
from letter_pictures import DRAWN, Drawn

from kofu.base.messages import Language, catalogue
from kofu.decide.decision import SCHEMA
from kofu.documents.forms.samples import PAGES as PAGES_OF_FORMS
from kofu.documents.readback.damage import Code
from kofu.documents.readback.sound import Flaw
from kofu.documents.run.record import PAGES_SCHEMA, Record
from kofu.documents.values.office import COLOURS
from kofu.faces.cli.main import run
from kofu.faces.cli.talk import speak
from kofu.policy.facts import FACTS
from kofu.policy.lines import read_lined
from kofu.policy.load import load, shipped
from kofu.policy.model import Pack, Parameter, Sure
from kofu.registry.access.roles import RIGHTS, Right, Role
from kofu.registry.log.events import WORDS as EVENT_WORDS
from kofu.registry.log.events import Event

JA, EN = Language.JA, Language.EN
ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
LEFT_ALONE = {"docs/reference/roster.md", "docs/reference/synthesize.md"}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OWN = [page for page in PAGES if page.relative_to(ROOT).as_posix() not in LEFT_ALONE]
PARTS = {
    "base": "Files written 出力するファイル",
    "decide": "Deciding and explaining 判定と説明",
    "documents": "Pages: printing and reading back 印刷と読み返し",
    "faces": "Commands コマンド",
    "mail": "Mail 郵便",
    "reports": "Reports and what-if 統計と試算",
    "nation": "Databases, clusters, insurers データベース・クラスター・保険者の表",
    "registry": "Register, log, keeping 登録簿・操作記録・保存",
    "policy": "Packs, cases and proofs 規定集・事例・証明",
    "roster": "Rosters, mappings, marginals 名簿・対応表・集計表",
}
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"(<!-- generated: ([a-z]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SURE = {
    Sure.CONFIRMED: "confirmed 確認",
    Sure.REPORTED: "reported 伝聞",
    Sure.ASSUMED: "assumed 仮定",
}


# Commands shown in the documents.


def steps(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines that stand below it."""
    command, shown = "", []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line.removeprefix("$ "), []
        else:
            shown.append(line)
    yield command, shown


def printed(command: str) -> tuple[int, list[str]]:
    """The exit code of a command, and what it prints: standard output, then standard error."""
    speak(Language.JA)
    words = shlex.split(command, comments=True)
    if words[0] == "cut":
        fields = int(words[2].removeprefix("-f1-"))
        rows = Path(words[3]).read_text("utf-8").splitlines()
        return 0, [",".join(row.split(",")[:fields]) for row in rows]
    if words[0] == "ls":
        return 0, sorted(one.name for one in Path(words[1]).iterdir() if one.name[0] != ".")
    assert words[0] == "kofu", command
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(words[1:])
    speak(Language.JA)
    return code, [line.rstrip() for line in (out.getvalue() + err.getvalue()).splitlines()]


def expected_code(command: str) -> int:
    found = re.search(r"# exit (\d)$", command)
    return int(found[1]) if found else 0


def matches(command: str, shown: list[str], got: list[str]) -> bool:
    """`…` stands for anything; the rows of a file of decisions may come in any order."""
    if command.startswith("cut "):
        return sorted(shown) == sorted(got)
    pattern = re.escape("\n".join(shown)).replace("…", ".*")
    return re.fullmatch(pattern, "\n".join(got), re.DOTALL) is not None


@contextlib.contextmanager
def beside_examples() -> Iterator[None]:
    """A folder of its own with the example files, as a newcomer would stand in it."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for example in EXAMPLES.iterdir():
            shutil.copy(example, folder)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


@pytest.mark.parametrize("page", OWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_print_what_is_shown(page: Path) -> None:
    with beside_examples():
        for block in CONSOLE.findall(page.read_text("utf-8")):
            for command, shown in steps(block):
                code, got = printed(command)
                assert code == expected_code(command), (command, got)
                if shown:
                    assert matches(command, shown, got), (command, got)


def test_example_files_are_shown_as_they_are() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    japanese = (ROOT / "README.ja.md").read_text("utf-8")
    roster = (EXAMPLES / "meibo.csv").read_bytes().decode("cp932").replace("\r\n", "\n")
    mapping = (EXAMPLES / "taiou.yaml").read_text("utf-8")
    pack = (EXAMPLES / "aoba-kokuho.yaml").read_text("utf-8")
    assert f"```csv\n{roster}```" in readme and f"```csv\n{roster}```" in japanese
    assert f"```yaml\n{mapping}```" in readme and f"```yaml\n{mapping}```" in japanese
    assert f"```yaml\n{pack}```" in (ROOT / "docs/how-to/write-a-pack.md").read_text("utf-8")


# Links.


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists() or name.endswith("benchmarks/README.md"), f"{page.name}: {link}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{page.name}: {link}"


def test_no_page_names_a_machine() -> None:
    for path in (ROOT / "docs").rglob("*"):
        if path.suffix in (".md", ".svg", ".yaml"):
            text = path.read_text("utf-8")
            assert not re.search(r"(/home/|/root/|/tm[p]/|@font-face|url\(http)", text), path


def test_every_column_is_described() -> None:
    page = (ROOT / "docs/reference/decisions.md").read_text("utf-8")
    for name in SCHEMA.names:
        assert f"| `{name}` |" in page


def test_everything_in_the_folder_of_a_run_is_described() -> None:
    page = (ROOT / "docs/reference/pages.md").read_text("utf-8")
    named = {*PAGES_SCHEMA.names, *(field.name for field in fields(Record))}
    assert not {name for name in named if f"| `{name}` |" not in page}
    assert not {code.value for code in (*Code, *Flaw) if f"`{code.value}`" not in page}


@pytest.mark.parametrize("shown", SHOWN, ids=lambda one: one.file)
def test_pictures_of_forms_are_there_and_small(shown: Shown) -> None:
    """`tests/docs/form_pictures.py` draws them; they are looked at, not compared."""
    assert (FOLDER / shown.file).stat().st_size < MOST_BYTES


@pytest.mark.parametrize("drawn", DRAWN, ids=lambda one: one.file)
def test_pictures_of_letters_are_there_and_small(drawn: Drawn) -> None:
    """`tests/docs/letter_pictures.py` draws them."""
    assert (FOLDER / drawn.file).stat().st_size < MOST_BYTES


def test_every_form_has_a_picture() -> None:
    assert {one.sample.split("_")[0] for one in SHOWN} == set(PAGES_OF_FORMS)


def test_every_domain_word_is_in_the_glossary() -> None:
    page = (ROOT / "docs/glossary.md").read_text("utf-8")
    bands = {band.name for name in shipped() for band in load(name).pack.bands}
    missing = {word for word in {*FACTS, *bands, *SCHEMA.names} if f"`{word}`" not in page}
    assert not missing


# Tables made from packs and messages.


@cache
def packs() -> dict[str, Pack]:
    """Every shipped pack, and what is written in each file for itself."""
    folder = ROOT / "src/kofu/policy/packs"
    files = sorted(folder.glob("*.yaml"))
    lined = {path.stem: read_lined(path.read_text("utf-8"), path.name) for path in files}
    return {name: Pack.model_validate(own.data) for name, own in lined.items()}


def cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ").strip()


def row(*cells: object) -> str:
    return "| " + " | ".join(cell(one) for one in cells) + " |"


def table(head: str, rows: list[str]) -> str:
    names = head.split(";")
    return "\n".join([row(*names), "|" + "---|" * len(names), *rows]) + "\n"


def reasons_table() -> str:
    rows = [
        row(f"`{code}`", words, f"`{name}`")
        for name, pack in packs().items()
        for code, words in pack.reasons.items()
    ]
    return table("code;Japanese words 説明の言葉;declared in", rows)


def caps_table() -> str:
    rows = [
        row(f"`{cap.id}`", cap.label, cap.kind.value, f"`{cap.fact}`", f"`{name}`", cap.cite.words)
        for name, pack in packs().items()
        for cap in pack.caps
    ]
    return table("cap;Japanese 説明;kind;fact;declared in;source in short 要旨", rows)


def errors_table() -> str:
    texts = []
    for part, title in PARTS.items():
        path = ROOT / "src/kofu" / part / "messages.yaml"
        codes = yaml.safe_load(path.read_text("utf-8"))
        rows = [row(f"`{code}`", words["ja"], words["en"]) for code, words in codes.items()]
        texts.append(f"### {title}\n\n" + table("code;日本語;English", rows))
    return "\n" + "\n".join(texts)


def packs_table() -> str:
    rows = []
    for name, pack in packs().items():
        covers = load(name).pack.covers
        days = f"{covers.first} – {covers.last or ''}" if covers and not pack.abstract else ""
        use = "part 部品" if pack.abstract else "insurer 保険者"
        rows.append(row(f"`{name}`", pack.title, use, ", ".join(pack.extends), days))
    return table("pack;title 名称;use;extends;days covered 対象の日", rows)


def norms_table() -> str:
    rows = [
        row(
            f"`{name}`",
            norm.title,
            norm.issuer,
            norm.dated,
            norm.published,
            SURE[norm.sure] + ("、provisional 暫定" if norm.provisional else ""),
        )
        for name, pack in packs().items()
        for norm in pack.norms
    ]
    return table("pack;title 名称;issuer 発出者;dated 日付;known from;sure", rows)


def parameters_table() -> str:
    return settings_table("parameter", lambda pack: pack.parameters)


def office_table() -> str:
    return settings_table("setting", lambda pack: pack.office)


def settings_table(what: str, of: Callable[[Pack], tuple[Parameter, ...]]) -> str:
    rows = []
    for name, pack in packs().items():
        for one in of(pack):
            values = "; ".join(
                f"{value.first}: {setting(value.value)} ({SURE[value.sure]})"
                for value in one.values
            )
            rows.append(row(f"`{one.id}`", f"`{name}`", one.label, values, one.warning or ""))
    return table(f"{what};pack;meaning 意味;from: value;warning 注意", rows)


def forms_table() -> str:
    words = catalogue()
    rows = [
        row(f"`{name}`", words[f"form-{name}"][JA], words[f"form-{name}"][EN], pages)
        for name, pages in PAGES_OF_FORMS.items()
    ]
    return table("form;様式;English;pages", rows)


def colours_table() -> str:
    rows = [row(f"`{name}`", tint, strong) for name, (tint, strong) in COLOURS.items()]
    return table("colour;ground 地;strong 帯・文字", rows)


def gallery() -> str:
    """Two pictures in a row, each with its words and the command that draws it."""
    rows = []
    for start in range(0, len(SHOWN), 2):
        pair = SHOWN[start : start + 2]
        rows.append(row(*(f"![{one.sample}](../images/{one.file})" for one in pair)))
        rows.append(row(*(f"{caption(one)}<br>`{one.sample}`" for one in pair)))
    return table(" ; ", rows)


def caption(one: Shown) -> str:
    form = catalogue()[f"form-{one.sample.split('_')[0]}"][JA]
    return f"{form.split('（')[0]}: {one.words}"


def setting(value: object) -> str:
    if value is None:
        return "none"
    return ", ".join(map(str, value)) or "(nobody)" if isinstance(value, tuple) else str(value)


def bands_table() -> str:
    rows = [
        row(
            f"`{band.name}`",
            f"`{name}`",
            band.label,
            "; ".join(f"`{value.name}` {value.label}" for value in band.values),
        )
        for name, pack in packs().items()
        for band in pack.bands
    ]
    return table("band;pack;Japanese;values, the first that holds 値（先に当てはまるもの）", rows)


def events_table() -> str:
    rows = [row(f"`{event.value}`", *EVENT_WORDS[event]) for event in Event]
    return table("event;日本語;what happened", rows)


def retention_table() -> str:
    path = ROOT / "src/kofu/registry/keeping/retention.yaml"
    rows = [
        row(f"`{name}`", one["ja"], one["years"], one["from"], one["counted"], one["source"])
        for name, one in yaml.safe_load(path.read_text("utf-8")).items()
    ]
    return table("class;区分;years;from;起算の日;根拠", rows)


def rights_table() -> str:
    words = catalogue()
    roles = [f"`{role.value}` {words[f'role-{role.value}'][JA]}" for role in Role]
    rows = [
        row(
            f"`{right.value}`",
            words[f"right-{right.value}"][JA],
            words[f"right-{right.value}"][EN],
            *("○" if right in RIGHTS[role] else "" for role in Role),
        )
        for right in Right
    ]
    return table(";".join(("right", "日本語", "English", *roles)), rows)


def calls_table() -> str:
    """From the document that the API gives of itself (tests/faces/api/test_api_document.py)."""
    words = catalogue()
    paths = json.loads((ROOT / "docs/reference/openapi.json").read_text("utf-8"))["paths"]
    rows = []
    for path, methods in paths.items():
        for method, one in methods.items():
            japanese, english = one["summary"].split(" / ")
            rights = "; ".join(
                f"`{right}` {words[f'right-{right}'][JA]}" for right in one.get("x-rights", ())
            )
            call = f"`{method.upper()} {path}`"
            rows.append(row(call, japanese, english, rights or "no log-in", one["description"]))
    return table("call;日本語;English;right, any of them;説明", rows)


TABLES: Mapping[str, Callable[[], str]] = {
    "reasons": reasons_table,
    "caps": caps_table,
    "errors": errors_table,
    "packs": packs_table,
    "norms": norms_table,
    "parameters": parameters_table,
    "office": office_table,
    "forms": forms_table,
    "colours": colours_table,
    "gallery": gallery,
    "bands": bands_table,
    "events": events_table,
    "retention": retention_table,
    "rights": rights_table,
    "calls": calls_table,
}


@pytest.mark.parametrize("page", OWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_tables_are_those_of_today(page: Path) -> None:
    for _, name, content, _ in GENERATED.findall(page.read_text("utf-8")):
        assert content == TABLES[name](), f"{page.name}: run python tests/docs/test_docs.py"


def test_every_table_is_shown_once() -> None:
    names = [found[1] for page in OWN for found in GENERATED.findall(page.read_text("utf-8"))]
    assert sorted(names) == sorted(TABLES)
    text = (ROOT / "docs/reference/errors.md").read_text("utf-8")
    assert all(f"| `{code}` |" in text for code in catalogue())


def as_of_today(text: str) -> str:
    """The page with its tables and its blocks, but those with `…`, as they are now."""

    def filled(found: re.Match[str]) -> str:
        lines: list[str] = []
        for command, shown in steps(found[1]):
            got = printed(command)[1]
            lines += [f"$ {command}", *(shown if any("…" in line for line in shown) else got)]
        return "```console\n" + "\n".join(lines) + "\n```"

    text = GENERATED.sub(lambda found: found[1] + TABLES[found[2]]() + found[4], text)
    return CONSOLE.sub(filled, text)


if __name__ == "__main__":
    for own in OWN:
        with beside_examples():
            written = as_of_today(own.read_text("utf-8"))
        own.write_text(written, "utf-8")
        sys.stdout.write(f"{own.relative_to(ROOT)}\n")
