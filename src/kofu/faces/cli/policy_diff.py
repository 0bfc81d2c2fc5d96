"""`kofu policy diff`: whom two packs, or two states of knowledge, treat differently."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kofu.decide.engine import refuse_unknown_event
from kofu.decide.pairs import count_pairs
from kofu.decide.rule_words import outcome
from kofu.faces.cli.options import (
    AsJson,
    Known,
    MappingFile,
    OtherDay,
    today_unless,
)
from kofu.faces.cli.talk import line, show_json, words
from kofu.policy.compare import Difference, differences, last_common_day
from kofu.policy.law import law_on
from kofu.policy.load import load
from kofu.roster.source import open_source


def diff(
    pack: str,
    other: str,
    *,
    on: OtherDay = None,
    known: Known = None,
    other_on: OtherDay = None,
    other_known: OtherDay = None,
    roster: Path | None = None,
    event: str | None = None,
    mapping: MappingFile = None,
    as_json: AsJson = False,
) -> int:
    """二つの規定集（または二つの時点）で結論の違う人を示す / Whose outcome differs between packs.

    Parameters
    ----------
    pack
        規定集の名前またはYAMLファイル。
    other
        比べる規定集。
    on
        規定を適用する日。省くと、両方が対象とする日のうち今日に最も近い日。
    known
        この日までの公表による。省くと今日。
    other_on
        比べる規定集を適用する日。省くと on と同じ。
    other_known
        比べる規定集の時点。省くと known と同じ。
    roster
        名簿を渡すと、違いごとの人数を数えます。
    event
        名簿の全員のきっかけ。
    mapping
        名簿の列の対応。
    as_json
        結果をJSONで表示します。
    """
    one, two = load(pack), load(other)
    day = on or last_common_day(one, two, date.today())
    first = law_on(one, day, today_unless(known))
    second = law_on(two, other_on or day, other_known or today_unless(known))
    found = differences(first, second)
    if event is not None:
        refuse_unknown_event(event)
    counts = count_pairs(open_source(roster, mapping), first, second, event) if roster else None
    if as_json:
        show_json([_difference_record(one, counts) for one in found])
        return 0
    if not found:
        line(words("no-difference"))
    if counts is not None:
        found = [each for each in found if counts.get((each.first.id, each.second.id))]
    for number, each in enumerate(found, start=1):
        people = ""
        if counts is not None:
            people = f"　{counts[each.first.id, each.second.id]:,}人"
        before, after = outcome(each.first), outcome(each.second)
        line(f"{number}. {before}（{each.first.id}） → {after}（{each.second.id}）{people}")
        for group in each.people:
            line(f"   ・{group}")
    return 0


def _difference_record(
    each: Difference, counts: dict[tuple[str, str], int] | None
) -> dict[str, object]:
    found: dict[str, object] = {
        "first": {"rule": each.first.id, **each.first.then.model_dump()},
        "second": {"rule": each.second.id, **each.second.then.model_dump()},
        "people": list(each.people),
    }
    if counts is not None:
        found["count"] = counts.get((each.first.id, each.second.id), 0)
    return found
