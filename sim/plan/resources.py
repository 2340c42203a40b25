"""What steps draw on: pools, funds, calendars; and what is left to chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.plan.words import NONE, Policy

if TYPE_CHECKING:
    from sim.distributions import Distribution


@dataclass(frozen=True, slots=True)
class Pool:
    """People, teams or slots that are seized and given back; a mechanism's ceiling is consumed.

    `yields`: draw of the share that comes when called. `rest`: draw of days before what was
    given back is free again, in pool `becomes` (NONE: this one). `attrition`: draw of the share
    lost on return. `service`: tours served before a member passes on to `becomes`;
    `rests_there`: whether who passes on belongs to it, and rests by its rule, at once.
    `skill`: what everybody in it can do ('': generalists); `corps`: the first pool of the corps
    it is laid with (NONE: a pool by itself, or the first); `before`: people of that corps in its
    earlier pools, so that shares round over the whole corps. `provider`, `agency`: whose people they
    are; `year_cost`: dollars per head and year that keep them ready.
    """

    id: str
    size: int
    kind: str = "things"
    policy: Policy = Policy.FIFO
    may_pass: bool = False
    yields: int = NONE
    rest: int = NONE
    becomes: int = NONE
    attrition: int = NONE
    consumed: bool = False
    expires: float = float("inf")
    path: str = ""
    service: int = 1
    rests_there: bool = False
    skill: str = ""
    corps: int = NONE
    before: int = 0
    provider: str = ""
    agency: str = ""
    year_cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Intake:
    """Recruitment towards an authorised strength: every month people enter training, then are free.

    `pools`: those of one corps, with the strength each is filled to in `targets`. `per_month`:
    most recruits of all of them together. `training`: draw of days, one round per month.
    """

    pools: tuple[int, ...]
    targets: tuple[int, ...]
    per_month: float
    training: int


@dataclass(frozen=True, slots=True)
class Replenishment:
    """How a fund that runs low asks for more: a supplemental with its real delay."""

    below: int
    target: int
    checked: float
    lag: int


@dataclass(frozen=True, slots=True)
class Fund:
    """Money with a law behind it: whole dollars appropriated at D+0.

    `apportioned`: free to claim at once (else a step apportions it). `shares`: per operation, the
    share of all money ever apportioned that it may claim (ring-fenced).
    """

    id: str
    opening: int
    apportioned: bool = True
    policy: Policy = Policy.FIFO
    may_pass: bool = False
    expires: float = float("inf")
    shares: tuple[float, ...] = ()
    replenishment: Replenishment | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work counts, or when something may start.

    A working calendar has `days`: one truth per day from D+0 (a False day counts nothing). An
    occasion calendar has `occasions`: rising days at which a step may start.
    """

    id: str
    days: tuple[bool, ...] = ()
    occasions: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """One random quantity: its name for chance, its law, and how many rounds of it there are.

    `key` names it for the keyed uniforms and does not change when other things are declared;
    `path` is where the scenario states it, so that risks and reports find it.
    """

    key: str
    law: Distribution
    rounds: int = 1
    path: str = ""
    operation: int = NONE
    evidence: str = "judgement"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may happen to an operation: a chance, and factors on what it scales."""

    id: str
    happens: int
    scales: tuple[tuple[int, tuple[int, ...]], ...]
    """(draw of the factor, draws that it multiplies)."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """Draws that rise and fall together (Gaussian copula with one rho)."""

    draws: tuple[int, ...]
    rho: float
