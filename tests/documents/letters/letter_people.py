"""An invented town's counter, and people of the forms' samples."""

from __future__ import annotations

from functools import cache

from kofu.documents.forms.form import Form
from kofu.documents.forms.samples import ABOUT, PEOPLE
from kofu.documents.letters.reading import Reading, reading_of
from kofu.documents.run.work import form_of
from kofu.documents.values.face import Kindred
from kofu.documents.values.office import Office, office_on
from kofu.policy.load import folder_of, load

ISSUED = "2025-08-01"
KINDREDS = (
    Kindred("notice"),
    Kindred("notice", elderly=True, special=True),
    Kindred("card"),
    Kindred("carrier", elderly=True),
    Kindred("postcard-carrier"),
    Kindred("certificate-a4", special=True),
    Kindred("joining-letter"),
    Kindred("number-tail-letter"),
    Kindred("special-care-notice"),
    Kindred("refusal"),
    Kindred("reason-letter"),
)


@cache
def office() -> Office:
    from datetime import date

    return office_on(load("kawasaki-kokuho"), date.fromisoformat(ISSUED))


@cache
def form(kindred: Kindred) -> Form:
    return form_of(office(), kindred, folder_of("kawasaki-kokuho"))


def values(kindred: Kindred, who: str = "plain") -> dict[str, str]:
    about = {} if who == "empty" else ABOUT.get(kindred.template, {})
    given = {**PEOPLE[who], **about}
    return {**{key: given.get(key, "") for key in form(kindred).keys}, **given}


def reading(kindred: Kindred, who: str = "plain") -> Reading:
    keys = {field.key for field in form(kindred).texts}
    return reading_of(kindred, keys, values(kindred, who), office())
