"""The tables of what drives a date, once for the page, the terminal and text to paste."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.drivers.asking import BASE
from sim.report.drivers.words import CAUSES, cause_words, dated, days, percent, share, span
from sim.report.tables import Cell, Column, Table

if TYPE_CHECKING:
    from sim.drivers.finding import Drivers, Mover, Part

MOST = 15
"""Rows of a table; the files hold all."""


def _columns(first: str, *numbers: str) -> tuple[Column, ...]:
    return (Column(first), *(Column(each, numeric=True) for each in numbers))


def dates(drivers: Drivers) -> Table:
    """Return the percentile asked for and the one it is held against."""
    wanted = ((drivers.question.p, drivers.date), (BASE, drivers.base))
    rows = [
        (
            Cell(f"P{100 * p:g} of {drivers.question.milestone}"),
            Cell(dated(found.value, drivers)),
            Cell(f"{dated(found.low, drivers)} to {dated(found.high, drivers)}"),
        )
        for p, found in wanted
    ]
    if drivers.mean is not None:
        mean = drivers.mean
        head = Cell("mean", note=mean.method)
        rows.append((head, Cell(dated(mean.value, drivers)), Cell(span(mean))))
    return Table(_columns("date", "day", "95 %"), tuple(rows))


def parts(drivers: Drivers, *, by_name: bool) -> Table:
    """Return the days of the percentile by cause, or by the names behind the causes."""
    p = f"P{100 * drivers.question.p:g}"
    columns = _columns("part" if by_name else "cause", f"days of {p}", "95 %", f"{p} − P50", "95 %")
    found = [each for each in (drivers.names if by_name else drivers.causes) if _shows(each)]
    return Table(columns, tuple(_part(each) for each in found[:MOST]))


def _shows(part: Part) -> bool:
    """Whether a part is more than 0.0 days on either side."""
    return any(days(abs(each.value)) != days(0.0) for each in (part.days, part.since))


def _part(part: Part) -> tuple[Cell, ...]:
    tone = "" if part.since.clear else "muted"
    return (
        Cell(cause_words(part.cause, part.name), note=CAUSES[part.cause] if part.name else ""),
        Cell(days(part.days.value)),
        Cell(span(part.days)),
        Cell(days(part.since.value, signed=True), tone),
        Cell(span(part.since), tone),
    )


def steps(drivers: Drivers) -> Table:
    """Return the steps that are critical most often."""
    rows = ((Cell(each.label), Cell(share(each.share))) for each in drivers.steps[:MOST])
    return Table(_columns("step", "critical in"), tuple(rows))


def waits(drivers: Drivers) -> Table:
    """Return what the chain waits for, most days first."""
    rows = (
        (
            Cell(cause_words(each.cause, each.name), note=CAUSES[each.cause]),
            Cell(share(each.share)),
            Cell(days(each.days.value)),
            Cell(span(each.days)),
        )
        for each in drivers.waits[:MOST]
    )
    return Table(_columns("pool, fund, calendar, gate", "waited for in", "mean days", "95 %"), tuple(rows))


def movers(drivers: Drivers) -> Table:
    """Return the quantities with which the percentile swings most."""
    columns = _columns("quantity", "low → high", "swing, d", "rank correlation", "variance share")
    return Table(columns, tuple(_mover(each, drivers) for each in drivers.movers[:MOST]))


def _mover(mover: Mover, drivers: Drivers) -> tuple[Cell, ...]:
    swing, rho = mover.swing, mover.rho
    return (
        Cell(mover.quantity.label, note=mover.quantity.evidence),
        Cell(f"{days(swing.low.value)} → {days(swing.high.value)}"),
        Cell(
            days(swing.difference.value, signed=True),
            "" if swing.size > drivers.noise.swing else "muted",
            span(swing.difference),
        ),
        Cell(_signed(rho.value), note=f"{_signed(rho.low)} to {_signed(rho.high)}"),
        Cell(percent(mover.share)),
    )


def _signed(rho: float) -> str:
    return "–" if math.isnan(rho) else f"{rho:+.2f}".replace("-", "−")


def explaining(drivers: Drivers) -> Table:
    """Return the five quantities that explain most of the variance, and their labels."""
    known = [(each.share.value, each) for each in drivers.movers if each.share is not None]
    top = [each for _, each in sorted(known, key=lambda pair: -pair[0])[:5]]
    rows = (
        (
            Cell(each.quantity.label, note=each.quantity.path),
            Cell(percent(each.share)),
            Cell(each.quantity.evidence, "warn" if each.quantity.evidence == "judgement" else ""),
            Cell(each.quantity.source or "–"),
        )
        for each in top
    )
    columns = (
        Column("quantity"),
        Column("variance share", numeric=True),
        Column("rests on"),
        Column("source"),
    )
    return Table(columns, tuple(rows))


def labels(drivers: Drivers) -> Table:
    """Return the share of the variance by evidence label."""
    rows = [
        (Cell(each.evidence), Cell(str(each.quantities)), Cell(percent(each.share)))
        for each in drivers.labels
    ]
    total = sum(each.quantities for each in drivers.labels)
    rows.append((Cell("all, one by one"), Cell(str(total)), Cell(percent(drivers.explained))))
    return Table(_columns("rests on", "quantities", "variance share"), tuple(rows))


def noise(drivers: Drivers) -> str:
    """Return what quantities without any effect would show."""
    floor = drivers.noise
    if math.isinf(floor.swing):
        return "Noise floor: not known; for swings there are too few runs."
    return (
        f"Noise floor: of 100 quantities without any effect 95 swing by at most {days(floor.swing)} d, have "
        f"a rank correlation of at most {floor.rho:.2f} and a share of at most {100 * floor.share:.1f} %. "
        f"If none of the {len(drivers.movers)} quantities had any, about {0.05 * len(drivers.movers):.0f} "
        "would still lie above it."
    )


def effects(drivers: Drivers) -> Table:
    """Return the effects of Morris' design."""
    found = () if drivers.design is None else drivers.design.effects
    rows = (
        (
            Cell(each.group.label, note=", ".join(each.group.evidence)),
            Cell(days(each.effect.value)),
            Cell(span(each.effect)),
        )
        for each in found[:MOST]
    )
    return Table(_columns("quantity", "effect μ*, d", "95 %"), tuple(rows))


def indices(drivers: Drivers) -> Table:
    """Return the shares of Sobol's design."""
    found = () if drivers.design is None else drivers.design.indices
    rows = (
        (
            Cell(each.group.label, note=", ".join(each.group.evidence)),
            Cell(percent(each.first)),
            Cell(percent(each.total)),
        )
        for each in found[:MOST]
    )
    return Table(_columns("quantity", "first", "total"), tuple(rows))


def sections(drivers: Drivers) -> list[tuple[str, Table]]:
    """Return every table that has something to show, with its heading, in order of reading."""
    p = f"P{100 * drivers.question.p:g}"
    found = [
        (f"What the {p} date is made of", parts(drivers, by_name=False)),
        ("The same by name", parts(drivers, by_name=True)),
        ("Who and what the critical chain waits for", waits(drivers)),
        ("Steps on the critical chain", steps(drivers)),
        (f"Which quantities move the {p} date", movers(drivers)),
        ("The five quantities that explain most", explaining(drivers)),
        ("Variance by evidence label", labels(drivers)),
        ("Effects (Morris)", effects(drivers)),
        ("Shares of the variance (Sobol)", indices(drivers)),
    ]
    return [each for each in found if each[1]]
