"""`kofu people find`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from kofu.base.eras import in_era
from kofu.faces.cli.operator import By, operator, terminal
from kofu.faces.cli.options import AsJson
from kofu.faces.cli.register import refusals_noted
from kofu.faces.cli.talk import language, line, show_json, show_table, words
from kofu.registry.access.roles import Right
from kofu.registry.log.events import Event
from kofu.registry.start import ready

if TYPE_CHECKING:
    from kofu.registry.search.found import FoundPerson

_COLUMNS = ("person", "name", "born", "address", "why")


def find(
    *typed: str,
    municipality: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    by: By = None,
    as_json: AsJson = False,
) -> int:
    """番号・氏名・生年月日・住所などから人を探します / Find people by what is typed.

    Parameters
    ----------
    typed
        探す言葉。いくつか並べると、すべてに当てはまる人を探します。番号、氏名（漢字・カナ・途中まで・異体字）、
        通称、世帯主、生年月日（和暦・西暦・一部だけ）、郵便番号、住所。
    municipality
        この市区町村コードの人だけから探します。くり返せます。
    by
        操作する人。省くと、この端末のアカウント。
    as_json
        結果をJSONで表示します。
    """
    ready()
    from kofu.registry.access.require import codes_seen_by
    from kofu.registry.search.find import find as look

    who = operator(by, Right.PERSON_READ)
    only = _narrower(codes_seen_by(who), frozenset(municipality))
    with refusals_noted(Event.PERSON_SEARCHED, who):
        found = look(" ".join(typed), by=who, municipalities=only, terminal=terminal())
    today = date.today()
    if as_json:
        people = [{**asdict(one), "lost": one.lost(today)} for one in found.people]
        show_json({"people": people, "more": found.more})
        return 0
    rows = [_row(one, today) for one in found.people]
    if rows:
        show_table("", tuple(words(f"found-{name}") for name in _COLUMNS), rows)
    line(words("found-more" if found.more else "found-count", people=len(rows)))
    return 0


def _narrower(seen: frozenset[str] | None, named: frozenset[str]) -> frozenset[str] | None:
    """Those named, as far as they may be seen."""
    if not named:
        return seen
    return named if seen is None else named & seen


def _row(one: FoundPerson, today: date) -> tuple[str, ...]:
    why = [reason.words(language()) for reason in one.reasons]
    if one.lost_on and one.lost(today):
        why.insert(0, words("found-lost", on=in_era(one.lost_on)))
    names = "\n".join(filter(None, (one.name, one.name_kana, one.alias)))
    born = in_era(one.birth_date) if one.birth_date else ""
    return one.person_id, names, born, one.address or "", "\n".join(why)
