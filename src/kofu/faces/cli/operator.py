"""Who stands at the terminal: what the log writes down of a command."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from kofu.registry.access.roles import Right
from kofu.registry.log.station import machine, machine_account

By = Annotated[str | None, Parameter(name="--by")]
"""Who does it; the account of this machine unless given."""


def named(given: str | None) -> str:
    """The name that was given, or the account of this machine."""
    return given or machine_account()


def operator(given: str | None, right: Right, person: str | None = None) -> str:
    """The name that stands in the log, after `ready()`. Where the register has accounts it is one
    of them, with the right for what is done and, if it concerns a person, that person in its
    scope. Raises KofuError `by-unknown`, `right-missing`, `person-not-registered`.
    """
    from kofu.registry.access.require import vouched

    return vouched(named(given), right, person)


def terminal() -> str:
    """Account of the operating system and machine: they stand in the log whatever `--by` says."""
    return machine()
