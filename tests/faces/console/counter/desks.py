"""People at the counter's pages, what a browser posts, and what the register holds afterwards."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.registry.conftest import Register
from tests.registry.counter.conftest import whole
from tests.registry.people.files import written

TODAY = datetime.now(ZoneInfo("Asia/Tokyo")).date()
"""The console's day, wherever the machine is."""
CITY = "kawasaki-kokuho"
TAMA, ASAO = "14135", "14137"
_EVERYBODY = {"birth_date": "1980-05-05", "symbol": "川1", "household_head": "浜田　一郎"}
PEOPLE = (
    {"name": "浜田　千秋", "name_kana": "ハマダ　チアキ", "municipality_code": TAMA},
    {
        "person_id": "1002",
        "name": "小野寺　澄江",
        "name_kana": "オノデラ　スミエ",
        "household_id": "9002",
        "municipality_code": ASAO,
        "has_card": "no",
        "registered": "",
    },
    {
        "person_id": "1003",
        "name": "三輪　桂子",
        "household_id": "9003",
        "municipality_code": TAMA,
        "delivery_hold": "yes",
        "address": "川崎市多摩区登戸7番7号",
    },
    {
        "person_id": "1004",
        "name": "市川　保",
        "household_id": "9004",
        "municipality_code": TAMA,
        "certificate_until": "2099-07-31",
    },
)


def opened(register: Register, folder: Path) -> dict[str, int]:
    """A counter of a city; the register's number by 宛名番号."""
    from kofu.registry.insurer.settle import settle_insurer
    from kofu.registry.people.load import load_roster
    from kofu.registry.people.tables import Person

    rows = [whole({**_EVERYBODY, "municipality_code": "", **one}) for one in PEOPLE]
    load_roster(written(folder, rows), None, TODAY.replace(day=1), "loader")
    settle_insurer(CITY, by="tests")
    return dict(Person.objects.values_list("person_id", "pk"))


def day(name: str, when: date = TODAY) -> dict[str, str]:
    """A day as three boxes and the western calendar."""
    return {
        f"{name}_era": "西暦",
        f"{name}_year": str(when.year),
        f"{name}_month": str(when.month),
        f"{name}_day": str(when.day),
    }


def came(**typed: object) -> dict[str, object]:
    """Somebody who came in person and showed a document with a photo."""
    return {
        **day("received_on"),
        "channel": "counter",
        "applicant": "self",
        "evidence": ["photo-id"],
        "by_post": "counter",
        **typed,
    }


def token(page: str) -> str:
    """What stands, signed, in the page that shows what would follow."""
    [found] = re.findall(r'name="token" value="([^"]+)"', page)
    return unescape(found)


def confirmation(page: str) -> dict[str, object]:
    """The form of that page with every warning confirmed."""
    seen = re.findall(r'name="seen" value="(\d+)"', page)
    return {"token": token(page), "seen": seen, "do": "yes"}


def shown(client: Any, address: str, typed: dict[str, object]) -> str:
    """The page after the first step."""
    answer = client.post(address, typed)
    page = str(answer.content.decode())
    assert answer.status_code == 200, page
    assert 'name="token"' in page, re.findall(r'class="(?:problems|error).*', page)
    return page


def dealt_with(client: Any, address: str, typed: dict[str, object]) -> str:
    """Both steps; the address of the third."""
    answer = client.post(address, confirmation(shown(client, address, typed)))
    assert answer.status_code == 302, re.findall(r'class="(?:problems|error)[^<]*<[^<]*', answer.content.decode())  # fmt: skip
    return str(answer["Location"])
