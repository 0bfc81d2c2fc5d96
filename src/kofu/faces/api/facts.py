"""The facts of one person as a program gives them: those that rules read, in the roster's words.

Names and addresses decide nothing, so they are not asked for and not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StrictBool, create_model

from kofu.faces.api.shapes import PLAIN, Day, Said, Whole
from kofu.policy.facts import FACTS, Fact, FactType
from kofu.roster.columns import COLUMNS

_MOST = 999_999_999
"""As in a roster: nine digits."""
_LONGEST = 100

_TYPES: Mapping[FactType, Any] = {
    FactType.TEXT: Annotated[str, Field(pattern=PLAIN, max_length=_LONGEST)],
    FactType.DATE: Day,
    FactType.BOOL: StrictBool,
    FactType.INT: Annotated[Whole, Field(ge=0, le=_MOST)],
}

_ASKED = (*(fact for name, fact in FACTS.items() if name != "event"), COLUMNS["status_on"])


def _field(fact: Fact) -> Any:
    type_ = Literal[fact.codes] if fact.codes else _TYPES[fact.type]
    return (type_ | None, Field(None, description=fact.label))


if TYPE_CHECKING:

    class Facts(Said):
        """A column each; null or absent is unknown, which is not "no"."""
else:
    Facts = create_model(
        "Facts",
        __base__=Said,
        __doc__="名簿の列。省いた列とnullは「不明」で、「いいえ」ではありません。",
        **{fact.name: _field(fact) for fact in _ASKED},
    )
