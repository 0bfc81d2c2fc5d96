"""What to do with a document that came back, by the table of the mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kofu.base.errors import KofuError
from kofu.mail.after.states import Action, Life, Reason, State, what_next
from kofu.policy.model import Delivery


def after_return(reasons: Sequence[str], since: date, delivery: str) -> Action | None:
    """`reasons`: of each time it came back, the last one last, on `since`. None where the table
    does not say it, or nothing came back.
    """
    try:
        life = Life(State.RETURNED, since, Reason(reasons[-1]), len(reasons))
        return what_next(life, Delivery(delivery))
    except (KofuError, ValueError, IndexError):
        return None
