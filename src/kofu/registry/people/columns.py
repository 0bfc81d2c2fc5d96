"""The strands of a person: columns of the roster that change together.

A strand is the unit of history. A change of address adds a row of `residence` and leaves the
others alone. Every column of the contract stands in exactly one strand, but for `person_id`
(the person) and `event` (why a row is decided, not a fact of the person).
"""

from __future__ import annotations

from typing import Any

from django.db import models


def _text() -> models.TextField[Any, Any]:
    return models.TextField(null=True)


def _day() -> models.DateField[Any, Any]:
    return models.DateField(null=True)


def _yes() -> models.BooleanField[Any, Any]:
    return models.BooleanField(null=True)


def _count() -> models.IntegerField[Any, Any]:
    return models.IntegerField(null=True)


class EnrolmentColumns(models.Model):
    """資格: who is enrolled, since when, as whose family."""

    household_id = _text()
    symbol = _text()
    number = _text()
    branch = _text()
    name = _text()
    name_kana = _text()
    alias = _text()
    household_head = _text()
    birth_date = _day()
    sex = _text()
    acquired_on = _day()
    lost_on = _day()
    membership = _text()
    voluntary_continuation = _yes()
    employer_id = _text()
    residence_until = _day()
    disability_until = _day()
    student = _yes()

    class Meta:
        abstract = True


class ResidenceColumns(models.Model):
    """住所と送付先."""

    postal_code = _text()
    address = _text()
    municipality_code = _text()
    residence_exception = _yes()
    mailing_name = _text()
    mailing_postal_code = _text()
    mailing_address = _text()

    class Meta:
        abstract = True


class BurdenColumns(models.Model):
    """負担割合、限度額適用区分など."""

    copay_percent = _count()
    copay_from = _day()
    limit_class = _text()
    limit_from = _day()
    limit_requested = _yes()
    long_stay_on = _day()
    specified_disease = _text()
    specified_disease_from = _day()
    special_care_from = _day()

    class Meta:
        abstract = True


class CardColumns(models.Model):
    """マイナンバーカード、利用登録、電子証明書、利用回数."""

    status_on = _day()
    has_card = _yes()
    registered = _yes()
    certificate_expires_on = _day()
    card_returned_on = _day()
    card_lost_on = _day()
    deregistration_applied_on = _day()
    deregistered_on = _day()
    info_restricted = _yes()
    my_number_known = _yes()
    uses_12m = _count()
    uses_3m = _count()

    class Meta:
        abstract = True


class RequestColumns(models.Model):
    """申請・届出・送付と読み方の希望."""

    application = _text()
    applied_on = _day()
    requested_at_enrolment = _yes()
    support_needed = _yes()
    wants_registered_mail = _yes()
    delivery_hold = _yes()
    letter_language = _text()
    reading_aid = _text()

    class Meta:
        abstract = True


class HoldingColumns(models.Model):
    """What a person holds as others told us: documents from before the register, or elsewhere."""

    old_card_until = _day()
    certificate_until = _day()
    notice_sent_on = _day()

    class Meta:
        abstract = True
