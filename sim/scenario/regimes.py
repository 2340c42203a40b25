"""Patches in time: the plans that hold from a day on, each combination of patches laid once.

A regime is the same network with other numbers. Which patches there are, and from when, is said by
whoever asks: a scenario that is loaded, or an exercise that goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sim import quantities
from sim.errors import BadInput
from sim.plan import Draw, Step
from sim.recent import Recent
from sim.scenario.checking.shape import shape_of
from sim.scenario.compiling import compile_scenario
from sim.scenario.evidence import evidence_of
from sim.scenario.patches import apply
from sim.scenario.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from sim.errors import Place
    from sim.plan import Plan
    from sim.scenario.patches import Patch, Verb
    from sim.scenario.reading import Document
    from sim.scenario.schema import Scenario


Each = TypeVar("Each", Step, Draw)
DAY_ONE = 0.0
APART = ("levers", "variants", "patches")
"""What a document no longer holds under patches in time: its changes are laid on, others not asked for."""
MOST_KEPT = 200
"""Combinations of patches whose plans are kept."""


@dataclass(frozen=True)
class Span:
    """A patch and the days between which it acts; `end`: infinity for good."""

    patch: Patch
    begin: float
    end: float = float("inf")


def span_of(patch: Patch, start: date) -> Span:
    """Return when a patch acts, as it says itself. `start`: the date of D+0."""
    begin = DAY_ONE if patch.start is None else quantities.moment(patch.start, start)
    end = float("inf") if patch.until is None else quantities.moment(patch.until, start)
    return Span(patch, begin, end)


def bare(document: Document) -> Document:
    """Return a document without the changes that it only declares."""
    return replace(document, data={key: each for key, each in document.data.items() if key not in APART})


@dataclass
class Regimes:
    """The plans of one document under combinations of patches, told apart by the patch objects.

    `plan`: of the document as it is. Plans that were made before are not made again.
    """

    document: Document
    plan: Plan
    kept: Recent[tuple[tuple[Patch, ...], Plan]] = field(default_factory=lambda: Recent(MOST_KEPT))
    checked: dict[frozenset[int], tuple[Patch, ...]] = field(default_factory=dict)
    """Combinations of which all rules were asked."""

    def __post_init__(self) -> None:
        self.document = bare(self.document)

    def of(self, spans: Sequence[Span]) -> tuple[tuple[float, Plan], ...]:
        """Return, for each day on which something changes, the plan as it holds from then on.

        Patches that act together are laid on in the order given.
        Raises: `BadInput` where what they leave is no scenario, or not the same network.
        """
        days = sorted({day for each in spans for day in (each.begin, each.end) if day <= self.plan.horizon})
        return tuple(
            (day, self.under([each.patch for each in spans if each.begin <= day < each.end])) for day in days
        )

    def under(self, patches: Sequence[Patch]) -> Plan:
        """Return the plan under some patches."""
        if not patches:
            return self.plan
        key = tuple(id(each) for each in patches)
        return self.kept.get(key, lambda: (tuple(patches), self._made(patches)))[1]

    def holds(self, patches: Sequence[Patch]) -> bool:
        """Whether the plan under some patches is what it is when made in full: here it always is."""
        return self.under(patches) is not None

    def _made(self, patches: Sequence[Patch]) -> Plan:
        document = apply(self.document, patches)
        scenario = self._checked(document, patches)
        other = compile_scenario(scenario, partial(evidence_of, document))
        same_network(self.plan, other, patches=patches, document=self.document)
        return fitted(other, self.plan)

    def _checked(self, document: Document, patches: Sequence[Patch]) -> Scenario:
        """Return the scenario; patches that were found right together are right without some of them."""
        together = frozenset(id(each) for each in patches)
        known = any(together <= each for each in self.checked)
        scenario, findings = shape_of(document) if known else understand(document)
        if scenario is None or any(each.severity == "error" for each in findings):
            raise BadInput(findings)
        if not known:
            self.checked[together] = tuple(patches)
        return scenario


def fitted(other: Plan, plan: Plan) -> Plan:
    """Return a regime with as many rounds of everything as the plan: their places must agree.

    What is as in the plan is the plan's own, so that many regimes take little room and are told apart fast.
    """
    steps = tuple(_alike(mine, each) for mine, each in zip(other.steps, plan.steps, strict=True))
    draws = tuple(_alike(mine, each) for mine, each in zip(other.draws, plan.draws, strict=True))
    return replace(other, steps=steps, draws=draws)


def _alike(mine: Each, plans: Each) -> Each:
    """Return a step or draw with the rounds of the plan's: the plan's own where nothing else differs."""
    fit = mine if mine.rounds == plans.rounds else replace(mine, rounds=plans.rounds)
    return plans if fit == plans else fit


def same_network(plan: Plan, other: Plan, *, patches: Iterable[Patch], document: Document) -> None:
    """Raise if a patch in time changes what exists, or what was settled before it could act."""
    patch = next(iter(patches), None)
    place = document.place(()) if patch is None else _place_of(patch)
    if _skeleton(plan) != _skeleton(other):
        message = "a patch with a time may change numbers, not steps, links, teams or places"
        allowed = "durations, chances, amounts, sizes, ceilings, thresholds"
        raise BadInput([place.finding(message, allowed=allowed)])
    late = [what for what, part in SETTLED.items() if part(plan) != part(other)]
    if late:
        message = f"a patch with a time comes too late for what is settled at D+0: {', '.join(late)}"
        raise BadInput([place.finding(message, allowed="shocks: deposit, withdraw, shift; or no time")])
    whole = [what for what, part in RECKONED.items() if part(plan) != part(other)]
    if whole:
        message = (
            f"a patch with a time does nothing to what is reckoned over the whole run: {', '.join(whole)}"
        )
        raise BadInput([place.finding(message, allowed="the same patch without a time")])


def _place_of(patch: Patch) -> Place:
    """Return where a patch is written or, where it changes one value only, where that is."""
    targets: list[tuple[Verb, str]] = [("set", each) for each in patch.set]
    targets += [("scale", each) for each in patch.scale]
    return patch.key_place_of(*targets[0]) if len(targets) == 1 else patch.whole_place


Part: TypeAlias = "Callable[[Plan], object]"
SETTLED: Mapping[str, Part] = {
    "the opening of a fund": lambda plan: [(each.opening, each.apportioned) for each in plan.funds],
    "the expiry of a fund": lambda plan: [each.expires for each in plan.funds],
    "a continuing resolution": lambda plan: [
        each for each in plan.draws if ".continuing_resolution." in each.path
    ],
    "an onset": lambda plan: [each.begins for each in plan.theatres],
    "the first conditions of a province": lambda plan: [
        [province.conditions for province in each.provinces] for each in plan.theatres
    ],
    "the troops at the start": lambda plan: [each.force.troops for each in plan.theatres],
    "what rises and falls together": lambda plan: plan.correlations,
}
"""What is looked at once, before any patch in time can act."""
RECKONED: Mapping[str, Part] = {
    "the horizon": lambda plan: plan.horizon,
    "what people cost": lambda plan: (
        [replace(each.force, troops=0) for each in plan.theatres],
        [each.year_cost for each in plan.pools],
    ),
    "what is owed by when": lambda plan: plan.duties,
    "targets": lambda plan: plan.targets,
}
"""What no engine looks at: it is read off a whole run by the numbers of the plan as it stands."""


def _skeleton(plan: Plan) -> object:
    return (
        [
            (each.id, each.mandatory, [(link.step, link.kind, link.back) for link in each.links])
            for each in plan.steps
        ],
        [each.key for each in plan.draws],
        [each.id for each in plan.pools],
        [each.id for each in plan.funds],
        [each.id for each in plan.milestones],
        [len(each.provinces) for each in plan.theatres],
    )
