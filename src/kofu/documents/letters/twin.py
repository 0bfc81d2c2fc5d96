"""The HTML twin of a page: one file without scripts, for screen readers and large screens.

It holds every value of the page and no other. Headings, a table with row headers and one language
mark are all a screen reader needs; nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from kofu.documents.letters.reading import Item, Reading
from kofu.documents.values.person import ASTERISKS, ONE_ASTERISK

_STYLE = (
    "body{margin:0 auto;max-width:44rem;padding:1.5rem;font:1.25rem/1.8 sans-serif;"
    "color:#1b1b1f;background:#fff}"
    "h1{font-size:1.8rem;line-height:1.4}h2{font-size:1.4rem;margin-top:2.2rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #6b6d75;padding:.5rem .8rem;text-align:left;vertical-align:top}"
    "th{width:38%;background:#f0f0ee;font-weight:600}"
    "p{margin:.6rem 0}.sample{border:2px solid #b3261e;color:#8f1f18;padding:.4rem .8rem}"
)
_NOT_WRITTEN = "（記載の希望がないため、記載していません）"


def to_html(reading: Reading) -> bytes:
    """The twin as one UTF-8 file."""
    return ("\n".join(_lines(reading)) + "\n").encode()


def _lines(reading: Reading) -> Iterator[str]:
    title = escape(reading.title)
    yield '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="robots" content="noindex">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    if reading.sample:
        yield '<p class="sample">見本です。実際には使えません。</p>'
    yield f"<h1>{title}</h1>"
    yield f"<p>{escape(reading.what)}</p>"
    if reading.items:
        yield f"<h2>書かれている内容</h2>\n{_table(reading.items, title)}"
    for section in reading.sections:
        yield f"<h2>{escape(section.label)}</h2>"
        yield f'<div data-key="{section.key}">'
        yield "\n".join(f"<p>{escape(line)}</p>" for line in section.value.split("\n"))
        yield "</div>"
    yield "<h2>していただきたいこと</h2>\n<ul>"
    yield "\n".join(f"<li>{escape(one)}</li>" for one in reading.do)
    yield "</ul>"
    if reading.to:
        yield f"<h2>宛先</h2>\n{_table(reading.to, '宛先')}"
    yield "<h2>お問い合わせ先</h2>"
    yield f"<p>{escape(reading.insurer)}　{escape(reading.office)}</p>"
    yield f"<p>{escape(reading.address)}</p>"
    yield f'<p>電話 <a href="tel:{escape(reading.phone)}">{escape(reading.phone)}</a></p>'
    yield "</main>\n</body>\n</html>"


def _table(items: Iterable[Item], caption: str) -> str:
    rows = "\n".join(
        f'<tr><th scope="row">{escape(one.label)}</th>'
        f'<td><span data-key="{one.key}">{escape(one.value)}</span>{_note(one.value)}</td></tr>'
        for one in items
    )
    return f'<table aria-label="{caption}">\n{rows}\n</table>'


def _note(value: str) -> str:
    return _NOT_WRITTEN if value in (ASTERISKS, ONE_ASTERISK) else ""
