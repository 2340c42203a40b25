"""The tables of a sizing, once for the page and the terminal: sizes, targets, curve, what binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.sizing.words import amount, at_once, chance_with_interval, target_text, verdict
from sim.report.tables import Cell, Column, Table
from sim.report.words import days_text, dollars_text
from sim.sizing import budget_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.batch.sizing import Tried
    from sim.sizing import Sized, Sizing
    from sim.sizing.blame import Bound
    from sim.sizing.capacities import Capacity

NOTHING = Cell("–", "muted")


def summary(sizing: Sizing) -> Table:
    """Return one row per number of operations: the sizes, what they cost, the weakest target."""
    columns = (
        Column("at once"),
        *(Column(each.name.replace("_", " "), numeric=True) for each in sizing.capacities),
        Column("a year", numeric=True),
        Column("once", numeric=True),
        Column("weakest target met in", numeric=True),
        Column("verdict"),
    )
    return Table(columns, (_declared(sizing), *(_row(sizing, each) for each in sizing.sized)))


def _declared(sizing: Sizing) -> tuple[Cell, ...]:
    sizes = (Cell(_size(each.declared, each.unit), "muted") for each in sizing.capacities)
    return (Cell("declared", "muted"), *sizes, *[NOTHING] * 4)


def _size(number: int, unit: str) -> str:
    return dollars_text(number) if unit == "USD" else f"{number:,}"


def _row(sizing: Sizing, sized: Sized) -> tuple[Cell, ...]:
    text, tone = verdict(sized)
    point = sized.found.point
    if point is None or sized.fresh is None:
        return (Cell(at_once(sized)), *[NOTHING] * (len(sizing.capacities) + 3), Cell(text, tone))
    budget = budget_of(sizing, sized)
    sizes = (
        Cell(_size(each.value(steps), each.unit))
        for each, steps in zip(sizing.capacities, point, strict=True)
    )
    return (
        Cell(at_once(sized)),
        *sizes,
        Cell(dollars_text(budget.yearly)),
        Cell(dollars_text(budget.once)),
        Cell(chance_with_interval(sized.weakest(sized.fresh)), "" if sized.holds else "warn"),
        Cell(text, tone),
    )


def targets(sized: Sized) -> Table:
    """Return each target with the share of fresh futures that met it; of those set aside, at the largest."""
    columns = (Column("target"), Column("met in", numeric=True), Column("futures", numeric=True), Column(""))
    seen = sized.fresh or sized.at_found
    rows = []
    for place, each in enumerate(sized.criteria):
        aside = place in sized.aside
        word = Cell("no size is enough", "bad") if aside else Cell("")
        share = Cell(chance_with_interval(seen.share(place)))
        name = Cell(target_text(each.name, each.by, each.confidence))
        rows.append((name, share, Cell(f"{seen.n}"), word))
    every = Cell(chance_with_interval(seen.share(len(seen.met) - 1)))
    rows.append((Cell("all of them in the same future", "muted"), every, Cell(f"{seen.n}"), Cell("")))
    return Table(columns, tuple(rows))


def curve(sizing: Sizing, sized: Sized) -> Table:
    """Return confidence against the size of each capacity, the others as found."""
    columns = (
        Column("capacity"),
        Column("size", numeric=True),
        Column("weakest target met in", numeric=True),
        Column("all in one future", numeric=True),
    )
    lanes = enumerate(zip(sizing.capacities, sized.curves, strict=False))
    rows = (_on_curve(sized, capacity, each, at=at) for at, (capacity, lane) in lanes for each in lane)
    return Table(columns, tuple(rows))


def _on_curve(sized: Sized, capacity: Capacity, tried: Tried, *, at: int) -> tuple[Cell, ...]:
    here = tried.point == sized.found.point
    name = capacity.name.replace("_", " ") + (" ←" if here else "")
    size = Cell(amount(capacity, tried.point[at]))
    if tried.note:
        return (Cell(name), size, Cell("cannot be run", "warn", tried.note), NOTHING)
    weakest = Cell(chance_with_interval(sized.weakest(tried)))
    return (Cell(name), size, weakest, Cell(chance_with_interval(tried.share(-1))))


def binding(sized: Sized) -> Table:
    """Return, for each target that no size meets, what it is held up by at the largest size tried."""
    columns = (
        Column("target"),
        Column("missed in", numeric=True),
        Column("what its days are made of"),
        Column("what steps waited for, days in all"),
    )
    return Table(columns, tuple(_bound(each) for each in sized.binds))


def _bound(bound: Bound) -> tuple[Cell, ...]:
    missed = f"{bound.missed} of {bound.n}"
    waits = "; ".join(f"{each.label} {days_text(each.days)}" for each in bound.waits) or "nothing"
    target = Cell(f"{bound.target} by D+{bound.by:.0f}")
    return (target, Cell(missed), Cell("; ".join(_causes(bound))), Cell(waits))


def _causes(bound: Bound) -> Iterator[str]:
    yield from (f"{each.label} {days_text(each.days)}" for each in bound.longest)
    if bound.unreached:
        yield f"not reached at all in {bound.unreached}"
    yield from (f"{reason} ({times})" for reason, times in bound.reasons)
