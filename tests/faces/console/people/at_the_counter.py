"""People for the pages about people: some whom everybody may see, one to be careful with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.registry.conftest import Register
from tests.registry.people.files import somebody, written
from tests.registry.people.issuing import issue, sent

TODAY = date.today()
YEAR = timedelta(365)
HACHIOJI, MACHIDA = "13201", "13209"

PEOPLE = (
    somebody(
        name_kana="ハマダ　チアキ",
        number="10000011",
        postal_code="192-0046",
        municipality_code=HACHIOJI,
        household_head="浜田　千秋",
        old_card_until="2025-07-31",
        certificate_expires_on=str(TODAY + timedelta(200)),
        info_restricted="",
    ),
    somebody(
        person_id="1002",
        name="髙橋　邦彦",
        name_kana="タカハシ　クニヒコ",
        number="10000029",
        birth_date="1937-03-04",
        postal_code="194-0013",
        address="町田市原町田二丁目3番4号",
        municipality_code=MACHIDA,
        household_head="髙橋　邦彦",
        has_card="no",
        registered="no",
        certificate_expires_on="",
        old_card_until="2025-07-31",
        info_restricted="",
    ),
    somebody(
        person_id="1003",
        name="小野寺　澄江",
        name_kana="オノデラ　スミエ",
        number="10000037",
        birth_date="1944-11-02",
        postal_code="192-0082",
        address="八王子市東町9番9号",
        municipality_code=HACHIOJI,
        household_head="小野寺　澄江",
        has_card="no",
        registered="no",
        certificate_expires_on="",
        old_card_until="",
        info_restricted="yes",
    ),
)


def taken_in(register: Register, folder: Path) -> dict[str, int]:
    """Everybody loaded, one with certificates; the register's number by 宛名番号."""
    from kofu.registry.insurer.settle import settle_insurer
    from kofu.registry.people.load import load_roster
    from kofu.registry.people.tables import Person

    load_roster(written(folder, PEOPLE), None, date(2026, 6, 13), "tests")
    settle_insurer("tokyo-kouki", by="tests")
    first, last = date(2025, 8, 1), date(2026, 7, 31)
    issue(register, "1002", "certificate", first, last, *sent(date(2025, 7, 20)))
    first, last = date(2026, 8, 1), date(2027, 7, 31)
    issue(register, "1002", "certificate", first, last, *sent(date(2026, 7, 20)))
    return dict(Person.objects.values_list("person_id", "pk"))
