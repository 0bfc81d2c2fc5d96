"""Kinds of words, fields and ways of matching; their words are in `registry/messages.yaml`."""

from __future__ import annotations

from enum import StrEnum


class WordKind(StrEnum):
    """What a typed word may be; the log knows of a search no more than these."""

    NUMBER = "number"
    BIRTH = "birth"
    POSTAL = "postal"
    TEXT = "text"


class Field(StrEnum):
    """Where a word was found; in the order in which a match is told."""

    PERSON_ID = "person_id"
    NUMBER = "number"
    NAME = "name"
    NAME_KANA = "name_kana"
    ALIAS = "alias"
    BIRTH_DATE = "birth_date"
    POSTAL_CODE = "postal_code"
    HOUSEHOLD_HEAD = "household_head"
    ADDRESS = "address"


class Match(StrEnum):
    """How a word was found, the best first."""

    WHOLE = "whole"
    BEGINNING = "beginning"
    INSIDE = "inside"
