"""What must happen before what: every start and finish of an operation, and circles among them.

Teams and programmes are chains of phases here, as the domain lays them; provinces are not told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.checking.case import MOST_NAMES
from sim.scenario.checking.graph import Ranking, cycles, ranked
from sim.scenario.checking.naming import GRANT_PHASES, Names

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema import Scenario
    from sim.scenario.schema.resources import After

Moment = tuple[str, str]
"""A step, or `team.phase`, and 'start' or 'finish'."""


@dataclass
class Order:
    """Moment → the moments that must come before it. `links`: where an arrow is written."""

    names: Names
    before: dict[Moment, list[Moment]] = field(default_factory=dict)
    links: dict[tuple[Moment, Moment], KeyPath] = field(default_factory=dict)

    def step(self, name: str) -> None:
        """Put a step there: it starts before it finishes."""
        self.before.setdefault((name, "start"), [])
        self.before.setdefault((name, "finish"), []).append((name, "start"))

    def chain(self, owner: str, phases: tuple[str, ...]) -> None:
        """Put phases there, one after the other."""
        every = [f"{owner}.{phase}" for phase in phases]
        for name in every:
            self.step(name)
        for earlier, later in pairwise(every):
            self.before[(later, "start")].append((earlier, "finish"))

    def link(self, name: str, after: tuple[After, ...], path: KeyPath) -> None:
        """Put the arrows there that a step declares."""
        for index, each in enumerate(after):
            earlier = self.names.meaning(each.step)
            if earlier is not None:
                tail, _, head = each.link.partition("-")
                arrow = ((name, head), (earlier, tail))
                self.before[arrow[0]].append(arrow[1])
                self.links[arrow] = (*path, "after", index, "step")

    @cached_property
    def ranking(self) -> Ranking[Moment]:
        """What comes before what; only where there are no circles."""
        return ranked(self.before)


def order_of(scenario: Scenario, names: Names) -> Order:
    """Return the order that a scenario's links declare, for one operation or the bare plan."""
    order = Order(names)
    for name in names.steps:
        order.step(name)
    for owner, phases in names.phases.items():
        main = tuple(each for each in phases if each not in GRANT_PHASES)
        order.chain(owner, main)
        order.chain(owner, tuple(each for each in phases if each in GRANT_PHASES))
    for name, after, path in _declared(scenario, names):
        order.link(name, after, path)
    return order


def _declared(scenario: Scenario, names: Names) -> Iterator[tuple[str, tuple[After, ...], KeyPath]]:
    """Yield what declares links: the step that waits, its links, and the path of its owner."""
    doctrine = scenario.doctrine
    top: KeyPath = ("steps",) if scenario.steps else ("doctrine", "steps")
    for name, step in (scenario.steps or doctrine.steps).items():
        yield name, step.after, (*top, name)
    if scenario.steps:
        return
    for name, team in doctrine.teams.items():
        yield f"{name}.call", team.after, ("doctrine", "teams", name)
    for name, programme in doctrine.programmes.items():
        path: KeyPath = ("doctrine", "programmes", name)
        yield f"{name}.request", programme.after, path
        if "grant" in names.phases[name]:
            yield f"{name}.grant", programme.after, path


def check_circles(case: Case, order: Order) -> Iterator[Finding]:
    """Yield the circles of steps that wait for each other, each with the line of one of its links."""
    for circle in cycles(order.before):
        shown = _shown(order.names, circle[::-1])
        arrows = set(zip(circle, [*circle[1:], circle[0]], strict=True))
        path = next(path for arrow, path in order.links.items() if arrow in arrows)
        more = ["…"] if len(shown) > MOST_NAMES else []
        message = f"these steps wait for each other: {' → '.join([*shown[:MOST_NAMES], *more, shown[0]])}"
        yield case.finding(path, message, allowed="no link back to an earlier step")


def check_keeping(case: Case, order: Order) -> Iterator[Finding]:
    """Yield what is kept until a step that is over before the keeping begins."""
    scenario = case.scenario
    top: KeyPath = ("steps",) if scenario.steps else ("doctrine", "steps")
    for name, step in (scenario.steps or scenario.doctrine.steps).items():
        last = order.names.meaning(step.keeps_until) if step.keeps_until else None
        if last is not None and order.ranking.comes_before((last, "finish"), (name, "start")):
            message = f"{quote(step.keeps_until)} is over before {quote(name)} starts: nothing would be kept"
            yield case.finding((*top, name, "keeps_until"), message, allowed="a later step")


def _shown(names: Names, circle: list[Moment]) -> list[str]:
    """Return the steps of a circle, each once, beginning with the one declared first."""
    shown = list(dict.fromkeys(_owner(names, name) for name, _ in circle))
    ranks = {name: rank for rank, name in enumerate([*names.steps, *names.phases])}
    first = shown.index(min(shown, key=lambda name: ranks[name]))
    return shown[first:] + shown[:first]


def _owner(names: Names, name: str) -> str:
    """Return the team or programme that a phase belongs to; a step is its own."""
    head = name.partition(".")[0]
    return head if head in names.phases and name not in names.steps else name
