"""Names by which FHIR tells one set of codes from another (JP Core, repository of 2025-09-26)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kofu.policy.model import Kind

_CORE = "http://jpfhir.jp/fhir/core"
_EXTENSIONS = f"{_CORE}/Extension/StructureDefinition"
_CODES = f"{_CORE}/mhlw/CodeSystem"

PROFILE = f"{_CORE}/StructureDefinition/JP_Coverage"
SYMBOL = f"{_EXTENSIONS}/JP_Coverage_InsuredPersonSymbol"
NUMBER = f"{_EXTENSIONS}/JP_Coverage_InsuredPersonNumber"
BRANCH = f"{_EXTENSIONS}/JP_Coverage_InsuredPersonSubNumber"
INSURER_NUMBER = f"{_CORE}/mhlw/IdSystem/InsurerNumber"
CATEGORY = f"{_CODES}/InsuranceMajorCategory"
MEMBERSHIP = f"{_CODES}/InsuredPersonCategory"

REPRESENTATION = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
COPAY = "http://terminology.hl7.org/CodeSystem/coverage-copay-type"
UNITS = "http://unitsofmeasure.org"
REASONS = "http://terminology.hl7.org/CodeSystem/v3-ActReason"


class MemberIdSystem(StrEnum):
    """Whose name the identifier of the insured person (被保険者個人識別子) has.

    The sources disagree, so whoever receives the file says which: the current repository of JP
    Core fixes the first, other published drafts use the second.
    """

    MEMBER = "member"
    SUBSCRIBER = "subscriber"

    @property
    def url(self) -> str:
        return _MEMBER_IDS[self]


_MEMBER_IDS: Mapping[MemberIdSystem, str] = {
    MemberIdSystem.MEMBER: "http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID",
    MemberIdSystem.SUBSCRIBER: f"{_CORE}/Idsystem/JP_Insurance_SubscriberID",
}

CATEGORIES: Mapping[Kind, tuple[str, str]] = {
    Kind.KENPO: ("1", "医保"),
    Kind.KOKUHO: ("2", "国保"),
    Kind.KOUKI: ("7", "後期高齢者"),
}
"""保険種別 (別表11)."""

MEMBERSHIPS: Mapping[str, tuple[str, str]] = {
    "insured": ("1", "被保険者"),
    "dependant": ("2", "被扶養者"),
}
"""被保険者区分."""
