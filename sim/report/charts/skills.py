"""Skills: how much of each was in use, month by month."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt

from sim import measures
from sim.measures.skills import FREE_DAYS
from sim.report.charts.axes import day_axis, rows_of
from sim.report.theme import INK, USE

if TYPE_CHECKING:
    from sim.trace import Outcome

FULL, SHORT = "●", "○"
"""Stand in a month in which nobody was left, or too few for who waited: colour is not the only sign."""


def skills_chart(outcome: Outcome, *, end: float) -> alt.LayerChart | alt.FacetChart | None:
    """Return a tile per skill and month, darker the more of its people were in use."""
    rows = [_tile(each) for each in measures.skill_months(outcome) if each.since < end]
    if not rows:
        return None
    skills = list(dict.fromkeys(str(row["skill"]) for row in rows))
    base = alt.Chart().encode(
        y=alt.Y("skill:N", sort=skills, title=None, axis=alt.Axis(grid=False, labelLimit=140)),
        tooltip=[
            "skill:N",
            alt.Tooltip("since:Q", title="from day", format=".0f"),
            alt.Tooltip("use:Q", title="in use", format=".0%"),
            alt.Tooltip("held:Q", title="person-days held", format=",.0f"),
            alt.Tooltip("there:Q", title="person-days there", format=",.0f"),
            alt.Tooltip("unmet:Q", title="person-days unmet", format=",.0f"),
        ],
    )
    colour = alt.Color(
        "use:Q",
        scale=alt.Scale(domain=[0, 1], range=list(USE)),
        legend=alt.Legend(format=".0%", gradientLength=160),
    )
    tiles = base.mark_rect(cornerRadius=1).encode(x=day_axis("since", end=end), x2="until:Q", color=colour)
    marks = (
        base.transform_filter("datum.mark != ''")
        .mark_text(fontSize=10)
        .encode(
            x=day_axis("middle", end=end),
            text="mark:N",
            color=alt.condition("datum.use > 0.6", alt.value("white"), alt.value(INK)),
        )
    )
    return alt.layer(tiles, marks, data=rows_of(rows)).properties(width="container", height=24 * len(skills))


def _tile(month: measures.SkillMonth) -> dict[str, Any]:
    use = month.utilisation
    return {
        "skill": month.skill.replace("_", " "),
        "since": month.since,
        "middle": (month.since + month.until) / 2.0,
        "until": month.until,
        "use": None if math.isnan(use) else use,
        "held": month.held,
        "there": month.there,
        "unmet": month.unmet,
        "mark": FULL if month.saturated else SHORT if month.unmet > FREE_DAYS else "",
    }
