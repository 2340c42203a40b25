"""The timeline: what every team, programme and step did and waited for, one lane each.

Rotations of a team share its lane; work is a filled bar, waiting a hollow one in the same colour.
Handovers and the exit are diamonds in a lane of their own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt

from sim.measures.naming import BARE, lane_id, operation_id, step_label
from sim.measures.steps import INSTANT, ONSET, all_waits, wait_span
from sim.report.charts.axes import DAY_LABEL, rows_of
from sim.report.theme import CAUSES, PHASES, colour_scale
from sim.report.words import date_text
from sim.trace import Cause, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.trace import Outcome, StepRow

WORK = "work"
PLANNING = "decide and plan"
SIGNAL = "handover and exit"
SIGNAL_LANE = "handover, exit"
PHASE_OF = {
    **dict.fromkeys(("call", "clearance", "training"), "team gets ready"),
    **dict.fromkeys(("travel", "set_up", "move", "embed"), "team moves in"),
    "tour": "team on the ground",
    "home": "way home",
    **dict.fromkeys(("authority", "request", "notify", "hold"), "authority to spend"),
    **dict.fromkeys(("award", "obligate", "mobilise", "grant"), "means to spend"),
    **dict.fromkeys(("disburse", "spend"), "disbursing"),
    "signal": SIGNAL,
}
CUT_SHORT = "evacuated when security fell"
"""What the timeline says of a tour that ended so; it is outlined in the colour of security."""
LONG_PHASES = ("team on the ground", "disbursing")
"""Drawn at full height; what happens meanwhile in the same lane is drawn over it, lower."""
MOST_LANES = 60
LANE_HEIGHTS = ((30, 21), (MOST_LANES, 15))
"""Pixels of a lane, up to so many lanes."""
LEAD_DAYS = 10.0
"""Days shown before the first bar."""
EDGE = alt.Stroke("colour:N", scale=None)
"""A phase's own colour as outline: keeps short bars visible, and hollow ones tied to their phase."""
BUILD_UP_SHARE = 0.8
"""Share of first starts that the build-up view must show."""


class Bar(NamedTuple):
    """A stretch in a lane: work or waiting of one round of a step."""

    operation: str
    lane: str
    phase: str
    what: str
    waiting: bool
    since: float
    until: float
    note: str


def bars(outcome: Outcome) -> list[Bar]:
    """Return every stretch of the run that has a length, and every handover and exit, in trace order."""
    reasons = {(wait.id, wait.turn): f"waits {wait.reasons}" for wait in all_waits(outcome)}
    return [bar for row in outcome.steps for bar in _bars(outcome, row, reasons)]


def _bars(outcome: Outcome, row: StepRow, reasons: dict[tuple[str, int], str]) -> Iterator[Bar]:
    step = outcome.plan.steps[row.step]
    if step.kind == ONSET or row.state in {State.SKIPPED, State.CANCELLED}:
        return
    waited = reasons.get((step.id, row.turn), "")
    if waited:
        yield _bar(outcome, row, span=wait_span(row, outcome.plan.horizon), waits=waited)
    finish = outcome.plan.horizon if math.isnan(row.finish) else row.finish
    if not math.isnan(row.start) and (finish - row.start > INSTANT or step.signal):
        yield _bar(outcome, row, span=(row.start, finish))


def _bar(outcome: Outcome, row: StepRow, *, span: tuple[float, float], waits: str = "") -> Bar:
    plan = outcome.plan
    operation = operation_id(plan, row.step)
    phase = PHASE_OF.get(plan.steps[row.step].kind, WORK if operation == BARE else PLANNING)
    return Bar(
        operation=operation,
        lane=SIGNAL_LANE if phase == SIGNAL else lane_id(plan, row.step),
        phase=phase,
        what=step_label(plan, row.step, row.turn),
        waiting=bool(waits),
        since=span[0],
        until=span[1],
        note=waits or (CUT_SHORT if row.state is State.EVACUATED else "at work"),
    )


def lanes_of(rows: list[Bar]) -> list[str]:
    """Return the lanes to draw, in declared order: all, or those busiest with work and waiting."""
    busy: dict[str, float] = {}
    for row in rows:
        busy[row.lane] = busy.get(row.lane, 0.0) + row.until - row.since
    order = sorted(busy, key=lambda lane: (lane != SIGNAL_LANE, -busy[lane]))
    kept = set(order[:MOST_LANES])
    return [lane for lane in busy if lane in kept]


def build_up_end(outcome: Outcome, operation: str, *, end: float) -> float:
    """Return the day until which an operation's build-up view shows: most lanes have begun by then."""
    return _most_begun([row for row in bars(outcome) if row.operation == operation], end)


def _most_begun(rows: list[Bar], end: float) -> float:
    firsts: dict[tuple[str, str], float] = {}
    for row in rows:
        if not row.waiting and row.phase != SIGNAL:
            firsts.setdefault((row.lane, row.phase), row.since)
    if not firsts:
        return end
    starts = sorted(firsts.values())
    shown = 1.3 * starts[min(len(starts) - 1, int(BUILD_UP_SHARE * len(starts)))]
    return min(end, max(shown, 30.0))


def timeline_chart(outcome: Outcome, operation: str, *, end: float) -> alt.LayerChart | None:
    """Return the lanes of one operation, or None where it did nothing.

    Its parameter `until` is the last day shown; a page may set it.
    """
    rows = [row for row in bars(outcome) if row.operation == operation]
    if not rows:
        return None
    lanes = lanes_of(rows)
    shown = [_record(outcome, row) for row in rows if row.lane in lanes]
    until = alt.param(name="until", value=round(_most_begun(rows, end), 1))
    first = min(row.since for row in rows)
    height = next(pixels for most, pixels in LANE_HEIGHTS if len(lanes) <= most)
    base = alt.Chart(rows_of(shown)).encode(
        y=alt.Y("lane:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=190, grid=True)),
        x=_days(first, until),
        color=_phase_colour({row["phase"] for row in shown}),
        tooltip=["what:N", "phase:N", alt.Tooltip("note:N", title="state"), "from:N", "to:N", "days:Q"],
    )
    layers = _layers(base, height, {str(row["mark"]) for row in shown})
    return alt.LayerChart(layer=layers, width="container", height=height * len(lanes)).add_params(until)


def _days(first: float, until: alt.Parameter) -> alt.X:
    """Return the axis of days, from a little before the first bar to the last day shown."""
    begin = max(0.0, first - LEAD_DAYS)
    scale = alt.Scale(domainMin=begin, domainMax=alt.ExprRef(until.name), nice=False, zero=False)
    axis = alt.Axis(labelExpr=DAY_LABEL, orient="top", tickCount=10)
    return alt.X("since:Q", scale=scale, title=None, axis=axis)


def _phase_colour(used: set[str]) -> alt.Color:
    return alt.Color("phase:N", scale=colour_scale(PHASES, used), legend=alt.Legend(columns=5))


def _layers(base: alt.Chart, lane: int, used: set[str]) -> list[alt.Chart]:
    """Return the marks that occur, what lies below first: long phases, other work, waits, signals."""
    bar = base.encode(x2="until:Q")
    edged = bar.encode(stroke=EDGE)
    marks = {
        "long": bar.mark_bar(height=0.72 * lane, opacity=0.75, clip=True),
        "cut": edged.mark_bar(height=0.72 * lane, opacity=0.75, clip=True, strokeWidth=2, strokeDash=[6, 2]),
        "short": edged.mark_bar(height=0.43 * lane, clip=True, strokeWidth=0.7),
        "wait": edged.mark_bar(
            height=0.36 * lane, fillOpacity=0.2, strokeWidth=1.1, strokeDash=[3, 2], clip=True
        ),
        "signal": base.mark_point(shape="diamond", size=90, filled=True, opacity=1, clip=True),
    }
    return [
        chart.transform_filter(f"datum.mark === '{name}'") for name, chart in marks.items() if name in used
    ]


def _mark(row: Bar) -> str:
    if row.waiting or row.note == CUT_SHORT:
        return "wait" if row.waiting else "cut"
    return "signal" if row.phase == SIGNAL else "long" if row.phase in LONG_PHASES else "short"


def _record(outcome: Outcome, row: Bar) -> dict[str, Any]:
    start = outcome.plan.start
    return {
        "lane": row.lane,
        "phase": row.phase,
        "colour": CAUSES[Cause.SECURITY] if row.note == CUT_SHORT else PHASES[row.phase],
        "what": row.what,
        "mark": _mark(row),
        "note": row.note,
        "since": round(row.since, 2),
        "until": round(row.until, 2),
        "from": f"D+{row.since:.1f}, {date_text(row.since, start)}",
        "to": f"D+{row.until:.1f}, {date_text(row.until, start)}",
        "days": round(row.until - row.since, 1),
    }
