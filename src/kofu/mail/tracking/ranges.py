"""A range of tracking numbers lent by the post office, and who takes which of them.

Pure: the state goes in and comes out. Whoever keeps it (a database) must let one `take` finish
before the next begins on the same range. No number is given twice for one day of acceptance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kofu.base.errors import KofuError
from kofu.mail.tracking.numbers import MAIL_BODY, complete, parse


@dataclass(frozen=True, slots=True)
class Lent:
    """From `first` to `last`, both included: the first ten digits of each number, as integers."""

    first: int
    last: int
    product: str

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last < 10**MAIL_BODY:
            raise KofuError("tracking-range-wrong", first=self.first, last=self.last)

    @property
    def size(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Use:
    """`first` to `last`, both included and never across the end of the range, used for a day."""

    day: date
    first: int
    last: int

    def numbers(self) -> Iterator[str]:
        """The 11 digits of each, in order."""
        return (complete(body) for body in range(self.first, self.last + 1))


@dataclass(frozen=True, slots=True)
class State:
    """Where the next search begins, and what was used when."""

    following: int
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken, in the order in which it is to be used, and the state after it."""

    uses: tuple[Use, ...]
    state: State

    def numbers(self) -> tuple[str, ...]:
        """The 11 digits of each number taken."""
        return tuple(number for use in self.uses for number in use.numbers())


def lent(first: str, last: str, product: str) -> Lent:
    """A range by its first and last number with their check digits, as the post office writes it.

    Raises KofuError (`tracking-range-wrong`, and those of `numbers.parse`).
    """
    return Lent(int(parse(first)[:-1]), int(parse(last)[:-1]), product)


def left(range_: Lent, state: State, day: date, rest: int = 1) -> int:
    """How many numbers of the range may still be given for `day`."""
    return sum(last - first + 1 for first, last in _free(range_, state, day, rest))


def take(range_: Lent, state: State, count: int, day: date, rest: int = 1) -> Taken:
    """The next `count` numbers that may be given for `day`, going round at the end of the range.

    A number may be given again when its use lies at least `rest` days away: 1 is the least that
    keeps (number, day) unique; a longer rest keeps the pages on which mail is followed apart.
    Raises KofuError (`tracking-range-exhausted`); then nothing is taken.
    """
    if count < 0:
        raise KofuError("tracking-count-wrong", count=count)
    uses: list[Use] = []
    wanted = count
    for first, last in _free(range_, state, day, rest):
        if not wanted:
            break
        end = min(last, first + wanted - 1)
        uses.append(Use(day, first, end))
        wanted -= end - first + 1
    if wanted:
        raise KofuError("tracking-range-exhausted", wanted=count, left=count - wanted, day=day)
    return Taken(tuple(uses), _after(range_, state, uses))


def forget(state: State, before: date) -> State:
    """The state without the uses of days before `before`, which no rest reaches any more."""
    return State(state.following, tuple(use for use in state.uses if use.day >= before))


def _free(range_: Lent, state: State, day: date, rest: int) -> Iterator[tuple[int, int]]:
    """Runs that may be given, beginning where the last search ended, once round the range."""
    near = max(rest, 1)
    taken = sorted((use.first, use.last) for use in state.uses if abs((day - use.day).days) < near)
    for begin, end in ((state.following, range_.last), (range_.first, state.following - 1)):
        for first, last in taken:
            if last < begin or first > end:
                continue
            if first > begin:
                yield begin, first - 1
            begin = last + 1
        if begin <= end:
            yield begin, end


def _after(range_: Lent, state: State, uses: list[Use]) -> State:
    if not uses:
        return state
    following = uses[-1].last + 1
    kept = list(state.uses)
    for use in uses:
        if kept and kept[-1].day == use.day and kept[-1].last + 1 == use.first:
            use = Use(use.day, kept.pop().first, use.last)
        kept.append(use)
    return State(following if following <= range_.last else range_.first, tuple(kept))
