"""The documents of a person with all that was done to them, and what they hold on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kofu.mail.after.states import Action as Then
from kofu.mail.tracking.numbers import display
from kofu.registry.issued.returning import after_return
from kofu.registry.issued.states import ENDED, State, Step
from kofu.registry.issued.tables import Action, Document, Origin
from kofu.registry.people.held import WITH_PERSON
from kofu.registry.post.tables import NumberedPiece


@dataclass(frozen=True, slots=True)
class Done:
    """One thing done to a document, on a day, by somebody."""

    step: Step
    after: State
    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and its actions (at least one), the first one first."""

    number: int
    kind: str
    variant: str
    form: str
    delivery: str
    valid_from: date | None
    valid_until: date | None
    issued_on: date
    origin: Origin
    run: int | None
    replaces: int | None
    done: tuple[Done, ...]
    tracking: str
    """問い合わせ番号 of its envelope, as the post writes it; empty where it bears none."""

    @property
    def state(self) -> State:
        return self.done[-1].after

    @property
    def since(self) -> date:
        return self.done[-1].on

    @property
    def then(self) -> Then | None:
        """What to do with it now that it came back; None for any other."""
        if self.state is not State.RETURNED:
            return None
        back = [one.reason for one in self.done if one.step is Step.COME_BACK]
        return after_return(back, self.since, self.delivery)

    @property
    def is_certificate(self) -> bool:
        return self.kind == "certificate"

    def state_on(self, day: date) -> State | None:
        """Where it stood on a day, by the days of its actions; None before the first."""
        return next((one.after for one in reversed(self.done) if one.on <= day), None)

    @property
    def last_day(self) -> date | None:
        """The last day on which a certificate proves anything; None: no expiry."""
        ended = [one.on - timedelta(1) for one in self.done if one.after in ENDED]
        days = [*ended, *([self.valid_until] if self.valid_until else [])]
        return min(days, default=None)

    def is_live(self, day: date) -> bool:
        """Whether the day lies within its validity, wherever it is."""
        last = self.last_day
        return (
            self.valid_from is not None and self.valid_from <= day and (last is None or day <= last)
        )


def papers_of(number: int, known: datetime | None = None) -> tuple[Paper, ...]:
    """Everything that was issued to a person by a moment (None: ever), the newest first."""
    return papers_of_many([number], known).get(number, ())


def papers_of_many(
    numbers: Collection[int], known: datetime | None = None
) -> dict[int, tuple[Paper, ...]]:
    """The same of several people; whoever was issued nothing is not in it."""
    documents = list(Document.objects.filter(person__in=numbers).order_by("-id"))
    done: dict[int, list[Done]] = defaultdict(list)
    actions = Action.objects.filter(document__in=[one.pk for one in documents])
    if known is not None:
        actions = actions.filter(at__lte=known)
    for one in actions.order_by("document_id", "seq"):
        told = Done(Step(one.step), State(one.after), one.on_day, one.by, one.reason)
        done[one.document_id].append(told)
    numbers_of = _tracking(documents)
    found: dict[int, list[Paper]] = defaultdict(list)
    for each in documents:
        if done[each.pk]:
            number = numbers_of.get((each.run_id, each.envelope), "")
            found[each.person_id].append(_paper(each, done[each.pk], number))
    return {number: tuple(papers) for number, papers in found.items()}


def _tracking(documents: Iterable[Document]) -> dict[tuple[int | None, int | None], str]:
    """By run and envelope."""
    posted = [one for one in documents if one.run_id and one.envelope is not None]
    pieces = NumberedPiece.objects.filter(
        run__in={one.run_id for one in posted}, envelope__in={one.envelope for one in posted}
    )
    return {(one.run_id, one.envelope): display(f"{one.tracking:011d}") for one in pieces if posted}


def _paper(one: Document, done: Sequence[Done], tracking: str) -> Paper:
    return Paper(
        number=one.pk,
        kind=one.kind,
        variant=one.variant,
        form=one.form,
        delivery=one.delivery,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        issued_on=one.issued_on,
        origin=Origin(one.origin),
        run=one.run_id,
        replaces=one.replaces_id,
        done=tuple(done),
        tracking=tracking,
    )


def certificate_until(papers: Iterable[Paper], day: date, imported: date | None) -> date | None:
    """Until when somebody holds a certificate on a day, in hand or on the way.

    As `people.held` tells the sweeps: the register knows better than an imported column.
    """
    left = [one for one in papers if one.state_on(day) in (*WITH_PERSON, *ENDED)]
    return issued_until(left, day, imported)


def issued_until(papers: Iterable[Paper], day: date, imported: date | None) -> date | None:
    """Until when a certificate for a day was issued, wherever it is now: what a decision asks."""
    counted = [
        one
        for one in papers
        if one.is_certificate
        and one.valid_from is not None
        and one.valid_from <= day
        and (one.valid_until is None or day <= one.valid_until)
    ]
    if not counted:
        return imported
    lasts = [one.last_day or date.max for one in counted]
    return max((last for last in lasts if last >= day), default=None)


def notice_sent_on(papers: Iterable[Paper], day: date, imported: date | None) -> date | None:
    """When a notice was last sent by a day; what came back was not."""
    days = [
        max(done.on for done in one.done if done.after in WITH_PERSON and done.on <= day)
        for one in papers
        if one.kind == "notice" and one.state_on(day) in WITH_PERSON
    ]
    return max(days, default=imported)


def shown_until(papers: Iterable[Paper], day: date) -> date | None:
    """有効期限 of what somebody can show on a day: their certificate, else their notice.

    None: they hold neither, or one without an expiry.
    """
    for one in sorted(papers, key=lambda paper: not paper.is_certificate):
        if one.state_on(day) in WITH_PERSON and one.is_live(day):
            return one.last_day
    return None
