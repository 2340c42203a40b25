"""The tables of the corps: how hard each skill was used, and who can provide it.

What is counted is `sim.measures.skills`; how a table looks is `tables`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim import measures
from sim.domain.readiness import MONTH
from sim.report.tables import Cell, Column, Table
from sim.report.words import count_text, share_text

if TYPE_CHECKING:
    from sim.trace import Outcome

PROVIDERS = {
    "state": "State Department",
    "agency": "other agencies",
    "private": "private sector",
    "ngo": "NGOs",
    "partner": "partners",
    "military": "military",
    "": "not said",
}


def skills_table(outcome: Outcome) -> Table:
    """Return per skill: heads, use, the fullest month, months with nobody or too few left, what was unmet."""
    titles = ("at D+0", "in use", "fullest month", "months at 100 %", "months short", "unmet person-days")
    columns = (Column("skill"), *(Column(title, numeric=True) for title in titles))
    return Table(columns, tuple(_skill_row(each) for each in measures.skill_use(outcome)))


def _skill_row(use: measures.SkillUse) -> tuple[Cell, ...]:
    fullest = _share(use.peak)
    if not math.isnan(use.peak):
        fullest = fullest._replace(note=f"from D+{use.peak_month * MONTH:.0f}")
    return (
        Cell(skill_words(use.skill)),
        Cell(count_text(use.heads)),
        _share(use.utilisation),
        fullest,
        Cell(share_text(use.saturated), "warn" if use.saturated else ""),
        Cell(share_text(use.short), "warn" if use.short else ""),
        Cell(count_text(round(use.unmet)), "warn") if use.unmet else Cell("–", "muted"),
    )


def _share(share: float) -> Cell:
    return Cell("–", "muted") if math.isnan(share) else Cell(share_text(share))


def skill_words(skill: str) -> str:
    """Return a skill as it is said: `public diplomacy`."""
    return skill.replace("_", " ")


def providers_table(outcome: Outcome) -> Table:
    """Return heads by provider and skill: who can provide what at D+0."""
    found = measures.provisions(outcome)
    skills = list(dict.fromkeys(each.skill for each in found))
    heads = {(each.provider, each.agency, each.skill): each.heads for each in found}
    rows = []
    for provider, agency in dict.fromkeys((each.provider, each.agency) for each in found):
        counts = [heads.get((provider, agency, skill), 0) for skill in skills]
        cells = (Cell(count_text(each)) if each else Cell("–", "muted") for each in counts)
        rows.append((Cell(PROVIDERS[provider], note=agency), *cells, Cell(count_text(sum(counts)))))
    columns = [Column(skill_words(each), numeric=True) for each in skills]
    return Table((Column("provider"), *columns, Column("together", numeric=True)), tuple(rows))
