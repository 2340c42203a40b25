"""What may come and what is seen coming: crises at random, flags, false alarms, and what is learned.

How likely a flag is and what a plan made in time is worth is said in draws and `Ease`; who lays
them is `sim.domain.watchlist` and `sim.domain.lessons`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.plan.words import NONE


@dataclass(frozen=True, slots=True)
class Ease:
    """What makes a step shorter: its days are multiplied once any of some steps has finished."""

    steps: tuple[int, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class Arrival:
    """A crisis whose onset the watch list knows about: at random, or on a fixed day.

    `onset`, `flagged`, `preplanned`: signal steps. `day`: its fixed onset where `gap` is NONE; else
    the onset lies one round (`turn`) of the draw `gap` after that of the arrival `after` (NONE: D+0).
    `seen`: draw, whether it was flagged at all; `lead`: draw, days before the onset at which it was;
    `place`: draw, at which part of the day of an issue its turn comes.
    `preplan`, `prevention`: steps of pre-planning and of a prevention team. A prevention that is
    finished by the onset averts it if the draw `luck`, uniform on 0 to 1, is below the draw `lowers`.
    NONE: there is no such thing.
    """

    operation: int
    onset: int
    day: float = 0.0
    gap: int = NONE
    turn: int = 0
    after: int = NONE
    flagged: int = NONE
    seen: int = NONE
    lead: int = NONE
    place: int = NONE
    preplan: int = NONE
    preplanned: int = NONE
    prevention: int = NONE
    lowers: int = NONE
    luck: int = NONE


@dataclass(frozen=True, slots=True)
class Alarms:
    """States that are flagged and bring no operation: one stream, a signal step per flag.

    `gap`: draw, per round the days since the flag before. `elsewhere`: draw, per round whether a
    crisis did come that nobody here answers (else the alarm was false). `place`: draw, per round at which
    part of the day of an issue its turn comes.
    """

    flagged: tuple[int, ...]
    gap: int
    elsewhere: int
    place: int


@dataclass(frozen=True, slots=True)
class Watch:
    """The watch list: what comes, what is flagged in vain, and its rules.

    `refreshed`: days between two issues of the list; a flag waits for the next one (0: no wait).
    `valid`: days for which a plan made in advance is of use. `planner_year`: dollars per person-year.
    """

    arrivals: tuple[Arrival, ...]
    alarms: Alarms | None = None
    refreshed: float = 0.0
    valid: float = float("inf")
    planner_year: float = 0.0
