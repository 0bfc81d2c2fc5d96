"""A person's insurance as FHIR: every element from a fact, and nothing where there is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from fhir.resources.R4B.coverage import Coverage

from kofu.documents.run.sources import READ
from kofu.documents.values.office import Office, office_on
from kofu.exchange.coverage import coverage
from kofu.exchange.systems import MemberIdSystem
from kofu.policy.load import load

ON = date(2026, 8, 1)
MEMBER = MemberIdSystem.MEMBER
SOMEBODY: Mapping[str, object] = {
    **dict.fromkeys(READ),
    "person_id": "1001",
    "valid_until": date(2027, 7, 31),
    "symbol": "架空",
    "number": "31400007",
    "branch": "2",
    "name": "架空　花子",
    "name_kana": "カクウ　ハナコ",
    "birth_date": date(1961, 5, 2),
    "sex": "female",
    "address": "架空県架空市中央1丁目",
    "acquired_on": date(2010, 4, 1),
    "membership": "dependant",
    "copay_percent": 30,
    "copay_from": date(2025, 8, 1),
}
EXT = "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Coverage_InsuredPerson"


def office(pack: str = "kawasaki-kokuho") -> Office:
    return office_on(load(pack), ON)


def told(pack: str = "kawasaki-kokuho", **changed: object) -> dict[str, Any]:
    """The coverage of somebody with some facts changed; it must be a sound FHIR resource."""
    found = coverage({**SOMEBODY, **changed}, office(pack), ON, MEMBER)
    Coverage.model_validate_json(json.dumps(found))
    return found


def test_everything_that_is_known_is_told() -> None:
    found = told()
    person, insurer = found.pop("contained")
    assert found == {
        "resourceType": "Coverage",
        "meta": {
            "profile": ["http://jpfhir.jp/fhir/core/StructureDefinition/JP_Coverage"],
            "security": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}],
        },
        "extension": [
            {"url": f"{EXT}Symbol", "valueString": "架空"},
            {"url": f"{EXT}Number", "valueString": "３１４００００７"},
            {"url": f"{EXT}SubNumber", "valueString": "02"},
        ],
        "identifier": [
            {
                "system": "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID",
                "value": "00140004:架空:３１４００００７:02",
            }
        ],
        "status": "active",
        "type": {"coding": [{"system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/InsuranceMajorCategory", "code": "2", "display": "国保"}]},
        "beneficiary": {"reference": "#patient"},
        "dependent": "02",
        "relationship": {"coding": [{"system": "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/InsuredPersonCategory", "code": "2", "display": "被扶養者"}]},
        "period": {"start": "2010-04-01", "end": "2027-07-31"},
        "payor": [{"reference": "#insurer"}],
        "costToBeneficiary": [
            {
                "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/coverage-copay-type", "code": "copaypct", "display": "Copay Percentage"}]},
                "valueQuantity": {"value": 30, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"},
            }
        ],
    }  # fmt: skip
    assert (person["birthDate"], person["gender"]) == ("1961-05-02", "female")
    assert [one["text"] for one in person["name"]] == ["架空　花子", "カクウ　ハナコ"]
    assert insurer["identifier"] == [
        {"system": "http://jpfhir.jp/fhir/core/mhlw/IdSystem/InsurerNumber", "value": "00140004"}
    ]
    assert "架空市中央" not in json.dumps(found, ensure_ascii=False)


def test_whoever_is_known_by_nothing_has_a_sound_coverage_with_nothing_invented() -> None:
    found = told(**dict.fromkeys((*READ, "valid_until")))
    assert sorted(found) == [
        *("beneficiary", "contained", "meta", "payor", "resourceType", "status", "type")
    ]
    person = {"resourceType": "Patient", "id": "patient"}
    assert found["contained"][0] == {
        **person,
        "identifier": [{"type": {"text": "宛名番号"}, "value": "1001"}],
    }


@pytest.mark.parametrize(
    ("pack", "code"), [("kenpo", "1"), ("kawasaki-kokuho", "2"), ("tokyo-kouki", "7")]
)
def test_each_kind_of_insurance_has_its_category(pack: str, code: str) -> None:
    assert told(pack)["type"]["coding"][0]["code"] == code


PERIODS = [
    ("no document", {"valid_until": None}, {"start": "2010-04-01"}),
    ("lost before the document ends", {"lost_on": date(2026, 11, 1)}, {"start": "2010-04-01", "end": "2026-10-31"}),
    ("lost after the document ends", {"lost_on": date(2028, 1, 1)}, {"start": "2010-04-01", "end": "2027-07-31"}),
    ("since when is not known", {"acquired_on": None}, {"end": "2027-07-31"}),
    ("lost before it began", {"lost_on": date(2010, 3, 1)}, None),
]  # fmt: skip


@pytest.mark.parametrize(("case", "changed", "period"), PERIODS, ids=[one[0] for one in PERIODS])
def test_the_period(case: str, changed: dict[str, object], period: object) -> None:
    assert told(**changed).get("period") == period


@pytest.mark.parametrize(
    ("lost", "status"),
    [(None, "active"), (date(2026, 8, 2), "active"), (date(2026, 8, 1), "cancelled")],
)
def test_who_is_lost_on_the_day_has_a_cancelled_coverage(lost: date | None, status: str) -> None:
    assert told(lost_on=lost)["status"] == status


COPAYS = [
    ("from the day itself", {"copay_from": ON}, True),
    ("since an unknown day", {"copay_from": None}, True),
    ("only from tomorrow", {"copay_from": date(2026, 8, 2)}, False),
    ("not known", {"copay_percent": None}, False),
    ("特別療養費: the whole is paid", {"special_care_from": ON}, False),
    ("特別療養費 to come", {"special_care_from": date(2026, 9, 1)}, True),
]


@pytest.mark.parametrize(("case", "changed", "shown"), COPAYS, ids=[one[0] for one in COPAYS])
def test_the_share_of_cost(case: str, changed: dict[str, object], shown: bool) -> None:
    assert ("costToBeneficiary" in told(**changed)) is shown


def test_the_receiver_says_whose_name_the_identifier_has() -> None:
    found = coverage(SOMEBODY, office(), ON, MemberIdSystem.SUBSCRIBER)
    [one] = found["identifier"]
    assert one["system"] == "http://jpfhir.jp/fhir/core/Idsystem/JP_Insurance_SubscriberID"


def test_an_unstated_sex_and_a_branch_that_is_none_are_not_made_into_codes() -> None:
    found = told(sex="unstated", branch="A7")
    assert "gender" not in found["contained"][0]
    assert "dependent" not in found and "identifier" not in found
    assert {"url": f"{EXT}SubNumber", "valueString": "A7"} in found["extension"]
