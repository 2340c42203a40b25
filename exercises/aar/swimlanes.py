"""The timeline as a chart: a lane for each cell, what reached it above, what it answered below.

Sent and answered are told apart by shape, place and fill, so that the chart reads without colour. Made
here, offline; where it stands in the paper is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert

from exercises.aar.formats.plain import shown
from exercises.aar.paper import Picture
from sim.report.charts.axes import rows_of
from sim.report.theme import INK, MUTED, NAVY, ORANGE, PURPLE, RED, TEAL, themed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exercises.aar.gathering import Gathered
    from exercises.evaluation import Event

DAY_S = 86_400.0
MINUTE_S = 60.0
LANE_PIXELS = 46
CHART_PIXELS = 900
SCALE = 2.0
"""Pixels of the picture per pixel of the chart."""
PAPER = "#ffffff"
SENT, ANSWERED, DECIDED, RECALLED = "sent to the cell", "answered by it", "decided by it", "recalled"
KINDS = {
    SENT: ("triangle-down", ORANGE, "upper"),
    ANSWERED: ("circle", NAVY, "lower"),
    DECIDED: ("diamond", TEAL, "lower"),
    RECALLED: ("cross", RED, "upper"),
}
"""What is marked → shape, colour, and half of the lane."""
OF_EVENT = {"sent": SENT, "answered": ANSWERED, "decision": DECIDED, "recalled": RECALLED}
PAUSE, AHEAD, MOVE, EMERGENCY, END = "pause", "set ahead", "move", "NO DUFF", "ENDEX"
RULES = {
    PAUSE: (MUTED, [2, 3]),
    AHEAD: (PURPLE, [8, 3]),
    MOVE: (INK, [1, 0]),
    EMERGENCY: (RED, [6, 2, 1, 2]),
    END: (INK, [10, 4]),
}
"""What is ruled → colour and dashes."""
RULE_OF = {
    "pause": PAUSE, "set ahead": AHEAD, "move": MOVE, "emergency": EMERGENCY, "ENDEX": END,
}  # fmt: skip
LABEL_PIXELS, LETTER_PIXELS, LONGEST_LABEL = 12, 6.2, 30
"""Pixels between two lines of labels, and of a letter; letters of the longest label."""
MOST_LEVELS = 6
"""Lines of labels above the lanes; what finds no room there has its line without a label."""
CLOCK_LABEL = "'+' + format(floor(datum.value / 60), '02d') + ':' + format(datum.value % 60, '02d')"
"""Minutes since STARTEX on the axis: +02:30."""
TICKS = (5, 10, 15, 30, 60, 120, 240)
"""Minutes between two labels of the axis."""
MOST_TICKS = 14


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the exercise: its number from 1, and what happened in it."""

    number: int
    events: tuple[Event, ...]


def swimlanes(gathered: Gathered) -> list[Picture]:
    """Return one chart for each day of the exercise on which something was sent, answered or decided."""
    days = [each for each in _days(gathered) if any(event.kind in OF_EVENT for event in each.events)]
    return [_picture(gathered, each, several=len(days) > 1) for each in days]


def _days(gathered: Gathered) -> Iterator[_Day]:
    startex = gathered.setting.startex
    midnight = startex.hour * 3600 + startex.minute * 60 + startex.second
    found: dict[int, list[Event]] = {}
    for event in gathered.evaluation.timeline:
        found.setdefault(int((event.at_s + midnight) // DAY_S) + 1, []).append(event)
    for number, events in sorted(found.items()):
        yield _Day(number, tuple(events))


def _picture(gathered: Gathered, day: _Day, *, several: bool) -> Picture:
    marks = list(_marks(gathered, day.events))
    drawn = {**themed(_chart(gathered, day, marks, titled=several)), "background": PAPER}
    counts = {kind: sum(each["what"] == kind for each in marks) for kind in KINDS}
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    of_day = f" on day {day.number}" if several else ""
    return Picture(
        name=f"timeline-{day.number}" if several else "timeline",
        png=vl_convert.vegalite_to_png(drawn, scale=SCALE),
        svg=vl_convert.vegalite_to_svg(drawn),
        alt=f"Timeline{of_day}: a lane for each cell along the exercise clock. {told}.",
    )


def _chart(
    gathered: Gathered, day: _Day, marks: Sequence[dict[str, Any]], *, titled: bool
) -> alt.TopLevelMixin:
    lanes = _lanes(gathered, marks)
    rules = list(_rules(day.events))
    minutes = [each["minute"] for each in (*marks, *rules)]
    span = (min(minutes), max(*minutes, min(minutes) + 1.0))
    title = {"title": f"Day {day.number} of the exercise"} if titled else {}
    layers = [*_ruled(rules, span), _marked(marks, lanes, span)]
    return alt.layer(*layers).properties(width=CHART_PIXELS, height=LANE_PIXELS * len(lanes), **title)


def _marked(marks: Sequence[dict[str, Any]], lanes: Sequence[str], span: tuple[float, float]) -> alt.Chart:
    used = [kind for kind in KINDS if any(each["what"] == kind for each in marks)]
    shapes, colours = ([KINDS[kind][place] for kind in used] for place in (0, 1))
    legend = alt.Legend(orient="bottom")
    lane = alt.Y(
        "lane:N", scale=alt.Scale(domain=list(lanes)), axis=alt.Axis(grid=True, title=None, bandPosition=0)
    )
    chart: alt.Chart = (
        alt.Chart(rows_of(marks))
        .mark_point(filled=True, size=64, opacity=0.9, stroke=PAPER, strokeWidth=0.6)
        .encode(
            x=_axis(span),
            y=lane,
            yOffset=alt.YOffset("half:N", scale=alt.Scale(domain=["upper", "lower"])),
            shape=alt.Shape("what:N", scale=alt.Scale(domain=used, range=shapes), legend=legend),
            color=alt.Color("what:N", scale=alt.Scale(domain=used, range=colours), legend=legend),
        )
    )
    return chart


def _axis(span: tuple[float, float]) -> alt.X:
    step = next((each for each in TICKS if (span[1] - span[0]) / each <= MOST_TICKS), TICKS[-1])
    ticks = [step * place for place in range(int(span[0] // step), int(span[1] // step) + 1)]
    axis = alt.Axis(values=ticks, labelExpr=CLOCK_LABEL, title="hours and minutes since STARTEX")
    return alt.X("minute:Q", axis=axis, scale=alt.Scale(domain=list(span), nice=False, padding=8))


def _ruled(rules: Sequence[dict[str, Any]], span: tuple[float, float]) -> Iterator[alt.Chart]:
    """Yield a line for each mark of the clock, and its label above the lanes where there is room."""
    for kind, (colour, dash) in RULES.items():
        mine = [each for each in rules if each["rule"] == kind]
        if mine:
            line = alt.Chart(rows_of(mine)).mark_rule(color=colour, strokeDash=dash, strokeWidth=1.3)
            yield line.encode(x=_axis(span))
    for level, row in _placed(rules, span):
        label = alt.Chart(rows_of([row])).mark_text(
            align="left", dx=2, fontSize=10, color=INK, y=-6 - LABEL_PIXELS * level
        )
        yield label.encode(x=_axis(span), text="label:N")


def _placed(
    rules: Sequence[dict[str, Any]], span: tuple[float, float]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each label with the first line above the lanes where it stands on no other, if there is one."""
    ends: list[float] = []
    for row in sorted(rules, key=lambda each: float(each["minute"])):
        left = (row["minute"] - span[0]) / (span[1] - span[0]) * CHART_PIXELS
        free = [level for level, end in enumerate(ends) if end <= left]
        level = free[0] if free else len(ends)
        if level < MOST_LEVELS:
            ends[level : level + 1] = [left + LETTER_PIXELS * (len(row["label"]) + 1)]
            yield level, row


def _marks(gathered: Gathered, events: Sequence[Event]) -> Iterator[dict[str, Any]]:
    for event in events:
        kind = OF_EVENT.get(event.kind)
        for cell in (event.cells or ("",)) if kind else ():
            yield {
                "minute": event.at_s / MINUTE_S,
                "lane": _lane(gathered, cell),
                "half": KINDS[str(kind)][2],
                "what": kind,
            }


def _lane(gathered: Gathered, cell: str) -> str:
    """Return a cell's title, with its name where another cell has the same title."""
    title, titles = gathered.cell(cell), [each.title for each in gathered.script.cells.values()]
    return shown(title if titles.count(title) <= 1 else f"{title} ({cell})")


def _lanes(gathered: Gathered, marks: Sequence[dict[str, Any]]) -> list[str]:
    """Return the lanes: all cells of the script, and control where rows went to nobody."""
    cells = [_lane(gathered, each) for each in gathered.script.cells]
    return [*cells, *dict.fromkeys(each["lane"] for each in marks if each["lane"] not in cells)]


def _rules(events: Sequence[Event]) -> Iterator[dict[str, Any]]:
    for event in events:
        rule = RULE_OF.get(event.kind)
        if rule is not None:
            label = shorten(f"move {event.text}", LONGEST_LABEL, placeholder=" …") if rule == MOVE else rule
            yield {"minute": event.at_s / MINUTE_S, "rule": rule, "label": label}
