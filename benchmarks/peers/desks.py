"""The common model: crises come one after the other, each needs a design team, then a slot of staff.

Two hundred crises; both desks serve first come, first served; a team or a slot is given back when its work is
done. Kept of a run: the day on which the last crisis has left. All times are triangular, in days.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sim.distributions import Triangular
from sim.plan import Draw, Link, Milestone, Need, Operation, Plan, Policy, Pool, Step


class Times(NamedTuple):
    """Days: at least, most likely, at most."""

    low: float
    mode: float
    high: float


CRISES, TEAMS, STAFF = 200, 3, 4
GAP, DESIGN, MANAGE = Times(1.0, 6.0, 20.0), Times(5.0, 20.0, 60.0), Times(10.0, 25.0, 90.0)
HORIZON = 50_000.0


def plan() -> Plan:
    """Return the model for our engines: three steps a crisis."""
    steps: list[Step] = []
    draws: list[Draw] = []
    for turn in range(CRISES):
        comes = (Link(3 * (turn - 1)),) if turn else ()
        asked = (
            ("comes", GAP, comes, ()),
            ("design", DESIGN, None, (0, 1)),
            ("manage", MANAGE, None, (1, 1)),
        )
        for name, times, links, need in asked:
            before = (Link(len(steps) - 1),) if links is None else links
            needs = (Need((need[0],), need[1]),) if need else ()
            draws.append(Draw(f"{name}/{turn}", Triangular(*times)))
            steps.append(
                Step(f"{name} {turn}", 0, links=before, duration=len(draws) - 1, needs=needs, mandatory=True)
            )
    last = tuple(range(2, 3 * CRISES, 3))
    return Plan(
        title="two desks",
        start=date(2000, 1, 3),
        horizon=HORIZON,
        operations=(Operation("all"),),
        steps=tuple(steps),
        pools=(Pool("teams", TEAMS, Policy.FIFO), Pool("staff", STAFF, Policy.FIFO)),
        draws=tuple(draws),
        milestones=(Milestone("done", last),),
    )
