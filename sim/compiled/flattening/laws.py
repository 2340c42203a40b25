"""Laws on the sheet: what the event loop needs to draw a quantity by itself, and what must come from outside.

The loop draws what only needs arithmetic and logistic scales, to the last bit as `sim.distributions`
does. What is tied to others, or needs an inverse that the loop does not know, is drawn beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.beta_quantiles import KNOTS, table
from sim.compiled import layout as at
from sim.distributions import Chance, Constant, Discrete, Pert, Triangular, Uniform
from sim.domain.deployment import Tour
from sim.domain.readiness import Asks
from sim.draws import Sampler, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.compiled.flattening.sheet import Sheet
    from sim.compiled.layout import Floats, Ints
    from sim.distributions import Distribution
    from sim.plan import Plan, Risk

FAMILIES = (Constant, Chance, Uniform, Triangular, Pert, Discrete, Tour, Asks)
"""What the loop draws, in the order of `sim.compiled.drawing`."""
OUTSIDE = -1


@dataclass
class Tables:
    """Tables that laws share, one behind the other: each shape of a beta distribution once."""

    places: dict[tuple[float, float], int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many numbers there are in all."""
        return 2 * KNOTS * len(self.places)

    @property
    def numbers(self) -> list[Floats]:
        """The tables in the order of their places."""
        return [np.ravel(table(*shape)) for shape in self.places]

    def place(self, first: float, second: float) -> int:
        """Return where the quantiles of a beta distribution stand among all tables."""
        return self.places.setdefault((first, second), self.size)


def drawn_outside(plan: Plan) -> list[int]:
    """Return which quantities of a plan the loop cannot draw by itself."""
    apart = {each for group in plan.correlations for each in group.draws}
    apart |= {index for index, each in enumerate(plan.draws) if type(each.law) not in FAMILIES}
    left = list(plan.risks)
    while True:
        going = [risk for risk in left if _scales_a_factor(plan, risk) or apart & set(_asked_by(risk))]
        if not going:
            return sorted(apart)
        left = [each for each in left if each not in going]
        for risk in going:
            apart |= {each for _, scaled in risk.scales for each in scaled}.union(_asked_by(risk))


def _asked_by(risk: Risk) -> list[int]:
    return [risk.happens, *(factor for factor, _ in risk.scales)]


def _scales_a_factor(plan: Plan, risk: Risk) -> bool:
    """Whether a risk scales what another risk asks for: then the order in which they come counts."""
    scaled = {each for _, many in risk.scales for each in many}
    return any(not scaled.isdisjoint(_asked_by(other)) for other in plan.risks)


def lay_laws(sheet: Sheet, tables: Tables) -> None:
    """Write the law of every quantity."""
    plan = sheet.plan
    outside = set(drawn_outside(plan))
    risks = _risks_of(plan)
    sheet.write(0, {at.LAWS: sheet.laws, at.LAWS_N: len(plan.draws)})
    for index, each in enumerate(plan.draws):
        columns = {
            at.L_KEY: int(np.uint64(key_of(each.key)).view(np.int64)),
            at.L_FAMILY: OUTSIDE if index in outside else FAMILIES.index(type(each.law)),
            at.L_FROM: sheet.column + sheet.offsets[index],
            at.L_LAST: sheet.column + sheet.offsets[index + 1] - 1,
            at.L_RISKS: _list_of(sheet, risks[index]),
        }
        numbers = {} if index in outside else _numbers(sheet, each.law, tables)
        sheet.write(sheet.draw(index), columns | numbers)


def _numbers(sheet: Sheet, law: Distribution, tables: Tables) -> dict[int, int]:
    """Return what a law is made of: two numbers beside it, and where the others stand."""
    if isinstance(law, Discrete):
        values, steps = law.steps()
        place, count = sheet.floats([*values.tolist(), *steps.tolist()])
        return {at.L_MORE: place, at.L_A: count // 2}
    if isinstance(law, Pert):
        first, second, low, width = law.shapes()
        return {at.L_MORE: tables.place(first, second), at.L_A: bits_of(low), at.L_B: bits_of(width)}
    one, *more = law.parameters()
    other = more[0] if more else 0.0
    place = sheet.floats(more[1:])[0] if more[1:] else 0
    return {at.L_MORE: place, at.L_A: bits_of(one), at.L_B: bits_of(other)}


def _list_of(sheet: Sheet, pairs: Sequence[tuple[int, int]]) -> int:
    """Write the risks that scale a quantity, their number first; return the place, 0 where there are none."""
    if not pairs:
        return 0
    return sheet.ints([len(pairs), *(sheet.col(each) for pair in pairs for each in pair)])[0]


def bits_of(number: float) -> int:
    """Return a float as the whole number that has the same bits."""
    return int(np.float64(number).view(np.int64))


def _risks_of(plan: Plan) -> list[list[tuple[int, int]]]:
    """Return, per quantity, the risks that scale it, in order: what says that it happened, and the factor."""
    found: list[list[tuple[int, int]]] = [[] for _ in plan.draws]
    for risk in plan.risks:
        for factor, scaled in risk.scales:
            for each in scaled:
                found[each].append((risk.happens, factor))
    return found


class Outside:
    """Draws what the loop cannot draw by itself: a plan of its own, since chance is keyed by name."""

    def __init__(self, plans: Sequence[Plan], offsets: Sequence[int]) -> None:
        """Lay out which columns are drawn here. `offsets`: column of each quantity's first round."""
        parts = [_reduced(each) for each in plans]
        self.samplers = [Sampler(plan) for plan, _ in parts]
        columns: list[int] = []
        for turn, (_, members) in enumerate(parts):
            base = turn * offsets[-1]
            columns += [base + each for i in members for each in range(offsets[i], offsets[i + 1])]
        self.columns: Ints = np.array(columns, dtype=np.int64)

    def values(self, seed: int, replications: Sequence[int]) -> Floats:
        """Return the values of some runs, shape (n, `columns`)."""
        found = [each.sample(seed, replications) for each in self.samplers if each.width]
        if not found:
            return np.empty((len(replications), 0))
        return np.ascontiguousarray(np.concatenate(found, axis=1))


def _reduced(plan: Plan) -> tuple[Plan, list[int]]:
    """Return a plan of those quantities alone, and which they are, with what ties and scales them."""
    outside = set(drawn_outside(plan))
    risks = [each for each in plan.risks if _scaled_of(each, outside)]
    members = sorted(outside.union(*(_asked_by(each) for each in risks)))
    place = {index: turn for turn, index in enumerate(members)}
    kept = replace(
        plan,
        draws=tuple(plan.draws[each] for each in members),
        correlations=tuple(
            replace(each, draws=tuple(place[i] for i in each.draws)) for each in plan.correlations
        ),
        risks=tuple(_renamed(each, outside, place) for each in risks),
        regimes=(),
    )
    return kept, members


def _scaled_of(risk: Risk, wanted: set[int]) -> bool:
    return any(not wanted.isdisjoint(scaled) for _, scaled in risk.scales)


def _renamed(risk: Risk, wanted: Iterable[int], place: dict[int, int]) -> Risk:
    """Return a risk that scales, of those wanted, the same under their new places."""
    scales = tuple(
        (place[factor], tuple(place[each] for each in scaled if each in wanted))
        for factor, scaled in risk.scales
    )
    return replace(risk, happens=place[risk.happens], scales=scales)
