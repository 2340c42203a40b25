"""The budget sheet: line by line what to ask for, at which rate, and where the rate comes from.

What a capacity must be is `study`; how the sheet looks is `sim.report.budget`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.adding import added
from sim.mechanisms.rows import usual_keeping_cost
from sim.scenario.evidence import evidence_of
from sim.sizing.capacities import A_DOLLAR, Rate, rate_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.sizing.capacities import Capacity
    from sim.sizing.operations import Base
    from sim.sizing.study import Sized, Sizing

SIZED, DECLARED = "sized", "as declared"


@dataclass(frozen=True)
class Line:
    """One thing to ask for.

    `basis`: sized, or as declared. `declared`: what the scenario has. `quantity`: what to ask for.
    """

    item: str
    basis: str
    quantity: int
    declared: int
    unit: str
    rate: Rate

    @property
    def yearly(self) -> float:
        """Dollars a year."""
        return self.quantity * self.rate.dollars if self.rate.yearly else 0.0

    @property
    def once(self) -> float:
        """Dollars once."""
        return 0.0 if self.rate.yearly else self.quantity * self.rate.dollars


@dataclass(frozen=True)
class Budget:
    """What some operations at once take: sized capacities first, then what stays as declared."""

    sized: Sized
    lines: tuple[Line, ...]

    @property
    def yearly(self) -> float:
        """Dollars a year, all lines."""
        return added(each.yearly for each in self.lines)

    @property
    def once(self) -> float:
        """Dollars once, all lines."""
        return added(each.once for each in self.lines)


def budget_of(sizing: Sizing, sized: Sized) -> Budget:
    """Return the sheet for some operations at once; without a size that is enough it has no lines."""
    point = sized.found.point
    if point is None:
        return Budget(sized, ())
    asked = (_sized(each, steps) for each, steps in zip(sizing.capacities, point, strict=True))
    paths = {each.path for each in sizing.capacities}
    return Budget(sized, (*asked, *_pools(sizing.base, paths), *_funds(sizing.base, paths),
                          *_mechanisms(sizing.base)))  # fmt: skip


def _sized(capacity: Capacity, steps: int) -> Line:
    quantity = capacity.value(steps)
    return Line(capacity.name, SIZED, quantity, capacity.declared, capacity.unit, capacity.rate)


def _pools(base: Base, sized: set[str]) -> Iterator[Line]:
    for name, pool in base.scenario.pools.items():
        if f"pools.{name}.size" not in sized:
            rate = rate_of(base.document, name, pool)
            yield Line(name, DECLARED, pool.size, pool.size, unit_of(pool.kind), rate)


def _funds(base: Base, sized: set[str]) -> Iterator[Line]:
    for name, fund in base.scenario.funds.items():
        if f"funds.{name}.opening" not in sized:
            rate = Rate(1.0, yearly=False, label="", source=A_DOLLAR)
            yield Line(name, DECLARED, fund.opening, fund.opening, "USD", rate)


def _mechanisms(base: Base) -> Iterator[Line]:
    """Yield what keeping each mechanism in place costs; those that are not in place cost nothing yet."""
    for name, mechanism in base.scenario.mechanisms.items():
        if not mechanism.prepositioned:
            continue
        own = mechanism.keeping_cost
        label, source = evidence_of(base.document, ("mechanisms", name, "keeping_cost"))
        dollars = usual_keeping_cost(mechanism.ceiling) if own is None else own
        default = ("judgement", f"default; set mechanisms.{name}.keeping_cost")
        label, source = default if own is None else (label or "judgement", source)
        yield Line(f"{name} (keeping)", DECLARED, 1, 1, "mechanism", Rate(dollars, yearly=True, label=label,
                                                                         source=source))  # fmt: skip
