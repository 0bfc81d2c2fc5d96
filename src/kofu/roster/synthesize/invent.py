"""The columns no count speaks of: numbers, names, sexes and addresses of invented people."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kofu.roster.synthesize.addresses import addresses
from kofu.roster.synthesize.encoding import SEXES, UNKNOWN, Codes
from kofu.roster.synthesize.names import OUTSIDE_HEAD, called, called_abroad, given_abroad
from kofu.roster.synthesize.schema import Insurer, Mark
from kofu.roster.synthesize.sense import ADULT, years_before
from kofu.roster.synthesize.shuffle import Ints, draw, shuffle
from kofu.roster.synthesize.slices import Slice

Bools = npt.NDArray[np.bool_]

ELDER_BORN_BEFORE = date(1965, 1, 1)
_FEMALE = SEXES.index("female")
_FIRST_PERSON, _PERSON_STEP = 1_000_000_007, 7
_FIRST_HOUSEHOLD, _HOUSEHOLD_STEP = 5_000_000_003, 3


def person_ids(person: Ints) -> pa.Array:
    """宛名番号: ten digits, each person's own."""
    return pa.array(_FIRST_PERSON + person * _PERSON_STEP).cast(pa.string())


def invented(made: Slice) -> dict[str, pa.Array]:
    """Every column this module invents, by name, with nulls where nothing is to be said."""
    placed, plan = made.placed, made.plan
    sex, elder = _sexes(made), _elders(made, placed.group)
    names = called(plan.seed, placed.household, placed.member, _as_int(sex == _FEMALE), elder)
    abroad = called_abroad(plan.seed, placed.household, placed.member)
    foreign = pa.array(_mark(made, Mark.FOREIGN))
    where = addresses(plan.seed, plan.areas, made.area, placed.household)
    mailing = _mark(made, Mark.MAILING)
    elsewhere = placed.household + plan.households
    other_area = draw(elsewhere, len(plan.areas), plan.seed, "mailing area")
    mail = addresses(plan.seed, plan.areas, other_area, elsewhere)
    guardian = called(
        plan.seed, elsewhere, np.zeros_like(sex), placed.household % 2, np.ones_like(sex)
    )
    return {
        "person_id": person_ids(placed.person),
        "household_id": pa.array(_FIRST_HOUSEHOLD + placed.household * _HOUSEHOLD_STEP).cast(
            pa.string()
        ),
        **_numbers(made),
        "name": pc.if_else(foreign, abroad.name, names.name),
        "name_kana": pc.if_else(foreign, abroad.kana, names.kana),
        "alias": _only(_mark(made, Mark.ALIAS), names.name),
        "household_head": _heads(made),
        "postal_code": where.postal_code,
        "address": where.address,
        "mailing_name": _only(mailing, guardian.name),
        "mailing_postal_code": _only(mailing, mail.postal_code),
        "mailing_address": _only(mailing, mail.address),
    }


def _numbers(made: Slice) -> dict[str, pa.Array]:
    """記号・番号・枝番: 国保 numbers a household and its members, 後期 numbers a person."""
    plan, placed = made.plan, made.placed
    form = plan.marginals.numbering
    by_person = plan.marginals.insurer is Insurer.KOUKI
    owner, owners = (
        (placed.person, plan.people) if by_person else (placed.household, plan.households)
    )
    digits = max(form.digits, len(str(owners)))
    number = shuffle(owners, plan.seed, "number")(owner) + 1
    branch = pa.array(placed.member + 1).cast(pa.string())
    return {
        "symbol": pa.array([form.symbol or None], pa.string()).take(_zeros(made)),
        "number": pc.utf8_lpad(pa.array(number).cast(pa.string()), digits, "0"),
        "branch": _only(np.full(made.length, form.branches), pc.utf8_lpad(branch, 2, padding="0")),
    }


def stated_sexes(made: Slice) -> Codes:
    """What the roster says: the invented sex where no partition says another (unstated)."""
    sex = _sexes(made).astype(np.int32)
    set_by_parts = made.columns.get("sex")
    if set_by_parts is None:
        return sex
    return np.where(set_by_parts == UNKNOWN, sex, set_by_parts).astype(np.int32)


def _sexes(made: Slice) -> Ints:
    """The head's by chance; the other one for a second adult; by chance for everyone else.

    Foreign nationals are what their given name says, whose lists alternate.
    """
    placed, seed = made.placed, made.plan.seed
    first = draw(placed.household, 2, seed, "sex of the head")
    own = draw(placed.person, 2, seed, "sex")
    spouse = (placed.member == 1) & _grown(made)
    by_name = given_abroad(seed, placed.household, placed.member) % 2
    at_home = np.where(placed.member == 0, first, np.where(spouse, 1 - first, own))
    return np.where(_mark(made, Mark.FOREIGN), by_name, at_home)


def _heads(made: Slice) -> pa.Array:
    """世帯主氏名: the first member, or someone of the same surname who is not enrolled."""
    placed = made.placed
    if made.plan.marginals.insurer is Insurer.KOUKI:
        return pa.nulls(made.length, pa.string())
    who = np.where(placed.head_outside, OUTSIDE_HEAD, 0)
    sex = draw(placed.household, 2, made.plan.seed, "sex of the head")
    generation = np.where(placed.head_outside, 1, _elders(made, placed.head_group))
    heads = called(made.plan.seed, placed.household, who, _as_int(sex == _FEMALE), generation)
    foreign = _mark(made, Mark.FOREIGN)
    return pc.if_else(
        pa.array(foreign), called_abroad(made.plan.seed, placed.household, who).name, heads.name
    )


def _as_int(flags: Bools) -> Ints:
    return flags.astype(np.int64)


def _elders(made: Slice, group: Ints) -> Ints:
    """1 for groups all born before 1965, who bear the names of that time."""
    groups = made.plan.marginals.groups
    elder = [int(each.born_to < ELDER_BORN_BEFORE) for each in groups]
    return np.array([*elder, 0], dtype=np.int64)[group]


def _grown(made: Slice) -> Bools:
    """Whether everyone of the person's group is an adult on the status day."""
    marginals = made.plan.marginals
    adult_if_born_by = years_before(marginals.status_on, ADULT)
    grown = [group.born_to <= adult_if_born_by for group in marginals.groups]
    return np.array([*grown, False], dtype=bool)[made.placed.group]


def _mark(made: Slice, mark: Mark) -> Bools:
    return made.marks.get(mark, np.zeros(made.length, dtype=bool))


def _only(flags: Bools, values: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(flags), values, pa.scalar(None, pa.string()))


def _zeros(made: Slice) -> pa.Array:
    return pa.array(np.zeros(made.length, dtype=np.int64))
