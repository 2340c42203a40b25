"""The living simulation: what one future of a scenario has become under all effects so far.

Chance is keyed and patches in time are regimes, so the past does not depend on what comes later: the
simulation at a moment is the run under all effects until then, read off up to that moment. There is
no state to keep, and playing again is having lived it. Who plays, and when, is not known here.
"""

from __future__ import annotations

import copy
import fnmatch
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sim.errors import BadInput, Place, nearest
from sim.forecasting.knowing import known_of
from sim.forecasting.noting import live_ready
from sim.forecasting.playing import Kept
from sim.measures.catalogue import Measure, catalogue
from sim.recent import Recent, collector_resting
from sim.scenario.patches import Patch
from sim.scenario.regimes import Regimes, Span
from sim.scenario.striking import Struck, blows
from sim.simulating import Rerun, just_after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exercises.living.effects import Effect
    from sim.errors import Finding
    from sim.forecasting import Known
    from sim.plan import Plan, Shock
    from sim.scenario.loading import Model
    from sim.trace import Outcome

MOST_OUTCOMES = 12
"""Outcomes that are kept; one is some megabytes for a large scenario."""
MOST_PLANS = 20
MOST_NAMES = 12


@dataclass
class Living:
    """One future of a model, under whatever effects there are.

    `seed`, `replication`: which future. Outcomes, and the plans of regimes, are kept while they are asked
    for, so a new effect costs the making of its own regimes and one run.
    """

    model: Model
    seed: int
    replication: int = 0
    _outcomes: Recent[Outcome] = field(default_factory=lambda: Recent(MOST_OUTCOMES), repr=False)
    _patches: dict[tuple[str, int], Patch] = field(default_factory=dict, repr=False)

    regimes: Regimes | None = field(default=None, repr=False)
    """Who makes the plans under patches; None: each combination in full."""
    _plans: Recent[Plan] = field(default_factory=lambda: Recent(MOST_PLANS), repr=False)
    laid: Kept = field(default_factory=Kept, repr=False)
    """Plans that forecasts have laid out."""

    def __post_init__(self) -> None:
        base = replace(self.model.plan, regimes=())
        self._regimes = self.regimes or Regimes(self.model.document, base)
        self._rerun = Rerun(base, self.seed, self.replication)
        self._struck = Struck.of(base)

    def future(self, replication: int) -> Living:
        """Return another future of the same model; both share whatever plans were made."""
        other = copy.copy(self)
        other.replication = replication
        other._outcomes = Recent(MOST_OUTCOMES)
        other._rerun = self._rerun.future(replication)
        return other

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """What can be read off any moment, by name."""
        return measures(self.model)

    def begin(self) -> Outcome:
        """Return the outcome without any effect, so that the first question is answered at once."""
        return self.outcome(())

    def outcome(self, effects: Sequence[Effect], until: float | None = None) -> Outcome:
        """Return what becomes of the future under some effects, in the order in which they happened.

        Parameters: `until`: day up to and including which it is played; later effects and ends of effects
        then cost nothing. None: to the horizon.
        Raises: `BadInput` where an effect names what is not there, or leaves no scenario.
        """
        key = (until, *(each.key for each in effects))
        return self._outcomes.get(key, lambda: self._played(effects, until))

    def accept(self, effect: Effect, so_far: Sequence[Effect] = (), *, until: float | None = None) -> Outcome:
        """Return what becomes of the future under one more effect, or say why it cannot be taken.

        Parameters: `until`: as for `outcome`.
        Raises: `BadInput` with everything that is wrong with it, at the places of its origin.
        """
        findings = list(self._unknown(effect))
        if not 0.0 <= effect.day <= self._rerun.plan.horizon:
            place = Place(effect.origin or "effect", path="day")
            allowed = f"D+0 to D+{self._rerun.plan.horizon:g}"
            findings.append(place.finding(f"D+{effect.day:g} is not in the scenario", allowed=allowed))
        if findings:
            raise BadInput(findings)
        return self.outcome((*so_far, effect), until)

    def holds(self, effects: Sequence[Effect], until: float) -> bool:
        """Whether the plan that holds at a day after some effects is the one made in full: see `Composed`."""
        spans = [*self.model.timed, *self._spans(effects)]
        return self._regimes.holds([each.patch for each in spans if each.begin <= until < each.end])

    def plan(self, effects: Sequence[Effect]) -> Plan:
        """Return the plan of the whole future under some effects, those to come among them.

        Raises: `BadInput` as `outcome`.
        """
        return self._plans.get(tuple(each.key for each in effects), lambda: self._planned(effects))

    def known(self, plan: Plan, day: float) -> Known:
        """Return what is known of the future on a day, under the plan that some effects have made."""
        ready = self._rerun.ready(plan)
        return known_of(live_ready(ready, seed=self.seed, replication=self.replication, until=day))

    def _planned(self, effects: Sequence[Effect]) -> Plan:
        regimes, shocks = self._timed(effects)
        return replace(self._rerun.plan, regimes=regimes, shocks=shocks)

    def _played(self, effects: Sequence[Effect], until: float | None) -> Outcome:
        with collector_resting():
            return self._rerun.play(*self._timed(effects, until), until=until)

    def _timed(
        self, effects: Sequence[Effect], until: float | None = None
    ) -> tuple[tuple[tuple[float, Plan], ...], tuple[Shock, ...]]:
        """Return the regimes and the blows that some effects make, up to a day or the horizon."""
        spans = [*self.model.timed, *self._spans(effects)]
        shocks = [*self.model.plan.shocks, *self._shocks(effects)]
        if until is not None:
            end = until
            spans = [_cut(each, end) for each in spans if each.begin <= end]
            shocks = [each for each in shocks if each.day <= end]
        ordered = tuple(sorted(shocks, key=lambda each: each.day))
        return self._regimes.of(spans), ordered

    def _spans(self, effects: Iterable[Effect]) -> Iterator[Span]:
        times: Counter[str] = Counter()
        for each in effects:
            if each.patches:
                times[each.content] += 1
                end = float("inf") if each.until is None else just_after(each.until)
                yield Span(self._patch(each, times[each.content]), just_after(each.day), end)

    def _patch(self, effect: Effect, time: int) -> Patch:
        """Return the patch of an effect, the same one on whatever day; another where it acts twice."""
        key = (effect.content, time)
        found = self._patches.get(key)
        if found is None:
            found = Patch(set=effect.set, scale=effect.scale, why=effect.why, name=effect.origin or "effect")
            self._patches[key] = found
        return found

    def _shocks(self, effects: Iterable[Effect]) -> Iterator[Shock]:
        for each in effects:
            findings = list(self._unknown(each))
            if findings:
                raise BadInput(findings)
            yield from blows(self._struck, each, just_after(each.day))

    def _unknown(self, effect: Effect) -> Iterator[Finding]:
        """Yield what blows name that is not there."""
        funds = [each.id for each in self._struck.funds]
        pools = [each.id for each in self._struck.pools]
        grounds = [name for name, *_ in self._struck.grounds()]
        for kind, known, what in (
            ("withdraw", funds, "fund"),
            ("deposit", funds, "fund"),
            ("lose", pools, "pool"),
            ("gain", pools, "pool"),
            ("shift", grounds, "condition"),
        ):
            for name in getattr(effect, kind):
                if not _names(name, known, stars=kind == "shift"):
                    place = Place(effect.origin or "effect", path=f"{kind}.{name}")
                    allowed = ", ".join(known[:MOST_NAMES]) or "none is declared"
                    message = f"there is no {what} {name!r}"
                    yield place.finding(message, allowed=allowed, suggestion=nearest(name, known))


def _names(name: str, known: Iterable[str], *, stars: bool) -> bool:
    return any(fnmatch.fnmatchcase(each, name) if stars else each == name for each in known)


def _cut(span: Span, end: float) -> Span:
    """Return a span that ends on no day that is not played."""
    return span if span.end <= end else replace(span, end=float("inf"))


def measures(model: Model) -> dict[str, Measure]:
    """Return what can be read off a model at any moment, by name, in the order of the plan."""
    return catalogue(model.plan)
