"""The ground: who led where, how conditions moved towards the gate, who was there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt

from sim import measures
from sim.measures.ground import KINDS
from sim.report.charts.axes import cell_width, day_axis, rows_of, thinned
from sim.report.theme import AUTHORITIES, SECTORS, SLATE, colour_scale, operation_colours
from sim.report.words import AUTHORITY_WORDS, operation_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.trace import Outcome

MOST_COLUMNS = 3
MOST_REVIEWS = 60
"""Reviews of one province that are drawn."""
MARKS = {"passed": "triangle-up", "failed": "cross", "vetoed": "square", "handed over": "diamond"}
LETTER_DAYS = 0.025
"""Share of the time axis below which a span has no room for its letter."""


def authority_chart(outcome: Outcome, *, end: float) -> alt.FacetChart | None:
    """Return who led, a lane per sector of each province, with the leader's initial in each span."""
    spans = measures.authority_spans(outcome)
    if not spans:
        return None
    rows = [
        {
            "place": f"{span.operation} · {span.province}",
            "sector": span.sector,
            "authority": AUTHORITY_WORDS[span.authority],
            "letter": _letter(span, end),
            "since": span.since,
            "until": span.until,
            "why": span.why,
        }
        for span in spans
    ]
    base = alt.Chart().encode(
        x=day_axis("since", end=end, count=10),
        y=alt.Y("sector:N", sort=None, title=None, axis=alt.Axis(grid=False, labelLimit=110)),
        tooltip=["place:N", "sector:N", "authority:N", "since:Q", "until:Q", "why:N"],
    )
    colour = alt.Color("authority:N", scale=colour_scale(AUTHORITIES))
    tiles = base.mark_bar(height=alt.RelativeBandSize(0.86), cornerRadius=1).encode(
        color=colour, x2="until:Q"
    )
    letters = base.mark_text(align="left", dx=4, fontSize=9, color="white", fontWeight=600).encode(
        text="letter:N"
    )
    layered = alt.layer(tiles, letters, data=rows_of(rows)).properties(
        width=cell_width(1, labels=100), height={"step": 14}
    )
    header = alt.Header(labelAnchor="start", labelOrient="top", labelPadding=3)
    facet: alt.FacetChart = layered.facet(
        row=alt.Row("place:N", sort=_places(rows), title=None, header=header), spacing=10
    )
    return facet


def _places(rows: list[dict[str, Any]]) -> list[str]:
    """Return the provinces in declared order."""
    return list(dict.fromkeys(str(row["place"]) for row in rows))


def _letter(span: measures.Lead, end: float) -> str:
    wide = span.until - span.since > LETTER_DAYS * end
    return AUTHORITY_WORDS[span.authority][0].upper() if wide else ""


def conditions_chart(outcome: Outcome, *, end: float) -> alt.FacetChart | None:
    """Return conditions per province and sector against the gate, with assessments and handover."""
    rows = list(_condition_rows(outcome))
    if not rows:
        return None
    rows += [*_gates(outcome), *_events(outcome)]
    columns = min(MOST_COLUMNS, len({row["place"] for row in rows}))
    sectors = list(dict.fromkeys(str(row["sector"]) for row in rows if "sector" in row))
    colours = {name: SECTORS[place % len(SECTORS)] for place, name in enumerate(sectors)}
    layered = alt.layer(*_condition_layers(colours, end), data=rows_of(rows)).properties(
        width=cell_width(columns, labels=34), height=150
    )
    facet: alt.FacetChart = layered.facet(
        alt.Facet("place:N", sort=_places(rows), title=None), columns=columns
    )
    separate: alt.FacetChart = facet.resolve_axis(x="independent")
    return separate


def _condition_layers(colours: dict[str, str], end: float) -> list[alt.Chart]:
    level = alt.Y(
        "level:Q", scale=alt.Scale(domain=[0, 1]), title=None, axis=alt.Axis(tickCount=5, format=".1f")
    )
    base = alt.Chart().encode(x=day_axis(end=end, count=4), y=level)
    gate = alt.Chart().transform_filter("isValid(datum.gate)").mark_rule(strokeDash=[4, 3], color=SLATE)
    lines = base.transform_filter("isValid(datum.sector)").mark_line(strokeWidth=1.6)
    events = base.transform_filter("isValid(datum.event)").mark_point(
        size=55, filled=True, color=SLATE, opacity=1
    )
    names = list(MARKS)
    shape = alt.Shape("event:N", scale=alt.Scale(domain=names, range=[MARKS[name] for name in names]))
    return [
        gate.encode(y="gate:Q"),
        lines.encode(
            color=alt.Color("sector:N", scale=colour_scale(colours)),
            strokeDash=alt.StrokeDash("sector:N", sort=list(colours), legend=None),
            tooltip=[
                "place:N",
                "sector:N",
                alt.Tooltip("level:Q", format=".2f"),
                alt.Tooltip("time:Q", title="day"),
            ],
        ),
        events.encode(
            shape=shape, tooltip=["place:N", "event:N", alt.Tooltip("time:Q", title="day", format=".0f")]
        ),
    ]


def _condition_rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    series: dict[tuple[str, str], list[measures.Condition]] = {}
    for row in measures.condition_series(outcome):
        series.setdefault((f"{row.operation} · {row.province}", row.sector), []).append(row)
    for (place, sector), rows in series.items():
        for row in thinned(rows, most=MOST_REVIEWS):
            yield {"place": place, "sector": sector, "time": row.time, "level": row.condition}


def _gates(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for theatre in outcome.plan.theatres:
        operation = outcome.plan.operations[theatre.operation].id
        for province in theatre.provinces:
            place = f"{operation} · {province.id}"
            yield {"place": place, "gate": theatre.gate.at_least}


def _events(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for row in measures.assessment_list(outcome):
        place = f"{row.operation} · {row.province}"
        yield {"place": place, "event": row.result, "time": row.time, "level": 0.04}
    for each in measures.handovers(outcome):
        if not math.isnan(each.day):
            place = f"{each.operation} · {each.province}"
            yield {"place": place, "event": "handed over", "time": each.day, "level": 0.14}


def strength_chart(outcome: Outcome, *, end: float) -> alt.VConcatChart | alt.HConcatChart | None:
    """Return troops, police and civilians over time: a row of plots per kind, one per operation."""
    rows = measures.strength_series(outcome)
    kinds = [kind for kind in KINDS if any(row.kind == kind and row.people for row in rows)]
    if not kinds:
        return None
    colours = operation_colours(operation_names(outcome.plan))
    plots = [_strength_plot(rows, kind, colours, end=end, columns=len(kinds)) for kind in kinds]
    chart: alt.HConcatChart = alt.hconcat(*plots, spacing=26)
    return chart


def _strength_plot(
    rows: list[measures.Strength], kind: str, colours: dict[str, str], *, end: float, columns: int
) -> alt.FacetChart:
    """Return one kind's step lines, operation below operation on the same scale."""
    series: dict[str, list[measures.Strength]] = {}
    for row in rows:
        if row.kind == kind:
            series.setdefault(row.operation, []).append(row)
    points = [
        {"operation": name, "time": time, "people": people}
        for name, each in series.items()
        for time, people in [*((row.time, row.people) for row in thinned(each)), (end, each[-1].people)]
    ]
    base = alt.Chart(rows_of(points)).encode(
        x=day_axis(end=end, count=4),
        y=alt.Y("people:Q", title=kind, axis=alt.Axis(tickCount=3, format=",d")),
        color=alt.Color("operation:N", scale=colour_scale(colours), legend=None),
        tooltip=[
            "operation:N",
            alt.Tooltip("people:Q", title=kind, format=","),
            alt.Tooltip("time:Q", title="day"),
        ],
    )
    area = base.mark_area(interpolate="step-after", opacity=0.18)
    line = base.mark_line(interpolate="step-after", strokeWidth=1.8)
    width = cell_width(columns, labels=84)
    facet: alt.FacetChart = (
        alt.layer(area, line)
        .properties(width=width, height=92)
        .facet(
            row=alt.Row("operation:N", sort=list(series), title=None, header=alt.Header(labelOrient="top")),
            spacing=8,
        )
    )
    return facet
