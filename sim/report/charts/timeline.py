"""The timeline: what every team, programme and step did and waited for, one lane each.

Rotations of a team share its lane; work is a filled bar, waiting a hollow one in the same colour.
Handovers and the exit are diamonds in a lane of their own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt

from sim.measures.naming import cause_phrase, lane_id, operation_id, step_label, target_name
from sim.measures.steps import INSTANT, ONSET, wait_span
from sim.report.charts.axes import DAY_LABEL
from sim.report.theme import PHASES, colour_scale
from sim.report.words import date_text
from sim.trace import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.trace import Outcome, StepRow

PLANNING = "decide and plan"
SIGNAL = "handover and exit"
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
LONG_PHASES = ("team on the ground", "disbursing")
"""Drawn at full height; what happens meanwhile in the same lane is drawn over it, lower."""
MOST_LANES = 60
LANE_HEIGHT = 21
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
    return [bar for row in outcome.steps for bar in _bars(outcome, row)]


def _bars(outcome: Outcome, row: StepRow) -> Iterator[Bar]:
    step = outcome.plan.steps[row.step]
    if step.kind == ONSET or row.state in {State.SKIPPED, State.CANCELLED}:
        return
    phase = PHASE_OF.get(step.kind, PLANNING)
    since, until = wait_span(row, outcome.plan.horizon)
    if until - since > INSTANT:
        yield _bar(outcome, row, phase, span=(since, until), waiting=True)
    finish = outcome.plan.horizon if math.isnan(row.finish) else row.finish
    if not math.isnan(row.start) and (finish - row.start > INSTANT or phase == SIGNAL):
        yield _bar(outcome, row, phase, span=(row.start, finish), waiting=False)


def _bar(outcome: Outcome, row: StepRow, phase: str, *, span: tuple[float, float], waiting: bool) -> Bar:
    plan = outcome.plan
    name = target_name(plan, row.cause, row.target, step=row.step)
    note = cause_phrase(row.cause, name) if waiting else ""
    return Bar(
        operation=operation_id(plan, row.step),
        lane="handover, exit" if phase == SIGNAL else lane_id(plan, row.step),
        phase=phase,
        what=step_label(plan, row.step, row.turn),
        waiting=waiting,
        since=span[0],
        until=span[1],
        note=f"waits {note}" if waiting else "",
    )


def lanes_of(rows: list[Bar]) -> list[str]:
    """Return the lanes to draw, in declared order: all, or those busiest with work and waiting."""
    busy: dict[str, float] = {}
    for row in rows:
        busy[row.lane] = busy.get(row.lane, 0.0) + row.until - row.since
    kept = set(sorted(busy, key=lambda lane: -busy[lane])[:MOST_LANES])
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
    base = alt.Chart(alt.InlineData(shown)).encode(
        y=alt.Y("lane:N", sort=lanes, title=None, axis=alt.Axis(labelLimit=190, grid=True)),
        x=_days("since", until),
        color=_phase_colour({row["phase"] for row in shown}),
        tooltip=["what:N", "phase:N", "note:N", "from:N", "to:N", "days:Q"],
    )
    layers = [*_work(base), _waiting(base), _signals(base)]
    size = LANE_HEIGHT * len(lanes)
    return alt.LayerChart(layer=layers, width="container", height=size).add_params(until)


def _days(field: str, until: alt.Parameter) -> alt.X:
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef(until.name), nice=False, zero=True)
    axis = alt.Axis(labelExpr=DAY_LABEL, orient="top", tickCount=10)
    return alt.X(f"{field}:Q", scale=scale, title=None, axis=axis)


def _phase_colour(used: set[str]) -> alt.Color:
    return alt.Color("phase:N", scale=colour_scale(PHASES, used), legend=alt.Legend(columns=5))


def _work(base: alt.Chart) -> list[alt.Chart]:
    """Return the filled bars: long phases at full height below, the rest over them."""
    work = base.transform_filter(f"!datum.waiting && datum.phase !== '{SIGNAL}'").encode(x2="until:Q")
    long = " || ".join(f"datum.phase === '{each}'" for each in LONG_PHASES)
    return [
        work.transform_filter(long).mark_bar(height=15, opacity=0.75, clip=True),
        work.transform_filter(f"!({long})")
        .mark_bar(height=9, clip=True, strokeWidth=0.7)
        .encode(stroke=EDGE),
    ]


def _waiting(base: alt.Chart) -> alt.Chart:
    waiting = base.transform_filter("datum.waiting").encode(x2="until:Q", stroke=EDGE)
    marked: alt.Chart = waiting.mark_bar(
        height=7, fillOpacity=0.2, strokeWidth=1.1, strokeDash=[3, 2], clip=True
    )
    return marked


def _signals(base: alt.Chart) -> alt.Chart:
    signals = base.transform_filter(f"datum.phase === '{SIGNAL}'")
    marked: alt.Chart = signals.mark_point(shape="diamond", size=90, filled=True, opacity=1, clip=True)
    return marked


def _record(outcome: Outcome, row: Bar) -> dict[str, Any]:
    start = outcome.plan.start
    return {
        "lane": row.lane,
        "phase": row.phase,
        "colour": PHASES[row.phase],
        "what": row.what,
        "waiting": row.waiting,
        "note": row.note or "works",
        "since": round(row.since, 2),
        "until": round(row.until, 2),
        "from": f"D+{row.since:.1f}, {date_text(row.since, start)}",
        "to": f"D+{row.until:.1f}, {date_text(row.until, start)}",
        "days": round(row.until - row.since, 1),
    }
