"""A fit in words and tables: what was observed, the families beside each other, how to read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sim.report.tables import Cell, Column, Table

if TYPE_CHECKING:
    from sim.calibrating import Fit, Fitted
    from sim.calibrating.goodness import Goodness

READING = (
    "k: numbers fitted. AICc: less is better; a difference below 2 decides nothing. p: the share of samples "
    "of the fitted law itself, each fitted anew, that lie as far from their fit as the observations do; "
    "below 0.05 the law does not go with them. A fit is derived from observations; that the step will go "
    "as they did is a judgement."
)
THREE = ("low", "mode", "high")
DRAWN = (0.1, 0.5, 0.8, 0.9)
FAMILIES = ("family", "numbers", "k", "AICc", "A²", "p of A²", "D", "p of D")


def title(fit: Fit, path: str = "") -> str:
    """Return what was fitted."""
    return f"{path or 'A duration'} from {fit.observed.n} observations"


def facts(fit: Fit) -> list[str]:
    """Return what was observed."""
    seen = fit.observed
    ended = seen.ended
    cut = [f"{seen.cut} not ended"] if seen.cut else []
    spread = f"{ended[0]:.4g} to {ended[-1]:.4g} d" if len(ended) else "none ended"
    median = [f"median {ended[(len(ended) - 1) // 2]:.4g} d"] if len(ended) else []
    return [seen.name, f"{seen.n} durations", *cut, spread, *median]


def sentence(fit: Fit) -> str:
    """Return what was chosen, as a scenario writes it."""
    if fit.chosen is None:
        return f"The {fit.observed.n} observed values themselves are taken."
    return f"{fit.chosen.name} is taken: {law_words(fit.chosen)}."


def law_words(found: Fitted) -> str:
    """Return a law as a scenario writes it, on one line."""
    return json.dumps(found.written, ensure_ascii=False).replace('"', "")


def number_words(found: Fitted) -> str:
    """Return the numbers of a law: `p10 6.1 d, p90 24.9 d`."""
    numbers = found.written[found.name]
    named = numbers.items() if isinstance(numbers, dict) else zip(THREE, numbers, strict=True)
    return ", ".join(f"{name} {number}" for name, number in named)


def families(fit: Fit) -> Table:
    """Return the families that were tried, best first."""
    columns = tuple(Column(each, numeric=place > 1) for place, each in enumerate(FAMILIES))
    rows = tuple(_row(fit, found, tested) for found, tested in zip(fit.table, fit.tested, strict=True))
    return Table(columns, rows)


def _row(fit: Fit, found: Fitted, tested: Goodness | None) -> tuple[Cell, ...]:
    numbers = ("–",) * 4
    doubtful = False
    if tested is not None:
        doubtful = tested.ad_share < 0.05  # noqa: PLR2004  as READING has it
        numbers = (
            f"{tested.anderson_darling:.3f}",
            f"{tested.ad_share:.3f}",
            f"{tested.kolmogorov_smirnov:.3f}",
            f"{tested.ks_share:.3f}",
        )
    tone = "good" if found is fit.chosen else ""
    cells = (found.name, number_words(found), str(found.parameters), f"{found.aicc:.1f}")
    return (
        *(Cell(each, tone if place == 0 else "") for place, each in enumerate(cells)),
        *(Cell(each, "warn" if doubtful and place < 2 else "") for place, each in enumerate(numbers)),  # noqa: PLR2004  A² and its p
    )


def quantiles(fit: Fit) -> Table:
    """Return some quantiles, observed and of the chosen law."""
    if fit.chosen is None or fit.observed.cut:
        return Table((), ())
    seen = fit.observed.ended
    columns = (Column("share"), Column("observed", numeric=True), Column("law", numeric=True))
    rows = tuple(
        (
            Cell(f"P{100 * p:g}"),
            Cell(f"{seen[max(1, -int(-p * len(seen) // 1)) - 1]:.1f} d"),
            Cell(f"{fit.chosen.law.at(p):.1f} d"),
        )
        for p in DRAWN
    )
    return Table(columns, rows)
