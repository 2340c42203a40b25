"""Money: where each fund's dollars stood day by day, and what the operations came to cost."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import altair as alt

from sim import measures
from sim.measures.cost import CORPS, COST_KINDS, READINESS
from sim.report.charts.axes import cell_width, day_axis, dollar_axis, rows_of, thinned
from sim.report.theme import ACCOUNTS, colour_scale, operation_colours
from sim.report.words import ACCOUNT_WORDS, operation_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.plan import Account
    from sim.trace import Outcome

MOST_COLUMNS = 3
GAP = 66
"""Pixels between plots side by side: room for an axis of dollars."""
COST_MOMENTS = 60
"""Points of a cost curve; between them it is drawn straight."""

Held = dict["Account", int]
Curves = list[tuple[float, Held]]
Curve = list[tuple[float, float]]


def funds_chart(outcome: Outcome, *, end: float) -> alt.FacetChart | None:
    """Return where each fund's dollars stood, day by day: a stack of its accounts."""
    series = _by_moment(outcome, end)
    rows = [row for fund in series for row in _layers(fund, thinned(series[fund]))]
    used = {str(row["account"]) for row in rows}
    if not used:
        return None
    columns = min(MOST_COLUMNS, len(series))
    chart = (
        alt.Chart(rows_of(rows))
        .mark_area(interpolate="step-after", opacity=0.92)
        .encode(
            x=day_axis(end=end),
            y=dollar_axis("bottom", title="US dollars"),
            y2="top:Q",
            color=alt.Color("account:N", scale=colour_scale(ACCOUNTS, used)),
            tooltip=["fund:N", "account:N"],
        )
        .properties(width=cell_width(columns), height=210)
    )
    faceted: alt.FacetChart = chart.facet(
        alt.Facet("fund:N", sort=list(series), title=None), columns=columns, bounds="flush", spacing=GAP
    ).resolve_scale(y="independent")
    return faceted


def _layers(fund: str, series: Curves) -> Iterator[dict[str, Any]]:
    """Yield each account's layer of the stack, from what lies below it to its top.

    Computed here and not by the chart, which would fill in zeros at the moments of other funds.
    """
    names = [(account, word) for account, word in _stack() if any(held[account] for _, held in series)]
    drawn: dict[str, tuple[int, int]] = {}
    for time, held in series:
        bottom = 0
        for account, word in names:
            layer = (bottom, bottom + held[account])
            if drawn.get(word) != layer or time == series[-1][0]:
                drawn[word] = layer
                yield {"fund": fund, "time": time, "account": word, "bottom": layer[0], "top": layer[1]}
            bottom = layer[1]


def _stack() -> list[tuple[Account, str]]:
    """Return the accounts from the bottom of a stack to its top, with their words."""
    by_word = {word: account for account, word in ACCOUNT_WORDS.items()}
    return [(by_word[word], word) for word in ACCOUNTS]


def _by_moment(outcome: Outcome, end: float) -> dict[str, Curves]:
    """Return each fund's balances per moment, carried on to the end."""
    found: dict[str, Curves] = {}
    for row in measures.fund_balances(outcome):
        series = found.setdefault(row.fund, [])
        if not series or series[-1][0] != row.time:
            series.append((row.time, {}))
        series[-1][1][row.account] = row.dollars
    for series in found.values():
        series.append((max(end, series[-1][0]), series[-1][1]))
    return found


def cost_chart(outcome: Outcome, *, end: float) -> alt.FacetChart | None:
    """Return cumulated cost, one plot per kind with its own scale, stacked by operation."""
    curves: dict[tuple[str, str], Curve] = {}
    for row in measures.cost_series(outcome):
        curves.setdefault((row.operation, row.kind), []).append((row.time, row.dollars))
    costly = {key: curve for key, curve in curves.items() if curve[-1][1] > 0.0}
    kinds = [kind for kind in (*COST_KINDS, READINESS) if any(kind == each for _, each in costly)]
    if not kinds:
        return None
    rows = [
        {"time": time, "operation": operation, "kind": kind, "dollars": round(value_at(curve, time, kind))}
        for (operation, kind), curve in costly.items()
        for time in (end * step / COST_MOMENTS for step in range(COST_MOMENTS + 1))
    ]
    return _cost_areas(rows, kinds, operation_colours([*operation_names(outcome.plan), CORPS]), end=end)


def _cost_areas(
    rows: list[dict[str, Any]], kinds: list[str], colours: dict[str, str], *, end: float
) -> alt.FacetChart:
    used = {str(row["operation"]) for row in rows}
    chart = (
        alt.Chart(rows_of(rows))
        .mark_area(opacity=0.88)
        .encode(
            x=day_axis(end=end, count=4),
            y=dollar_axis(title="US dollars, cumulated", stack="zero", scale=alt.Scale(nice=False)),
            color=alt.Color("operation:N", scale=colour_scale(colours, used)),
            tooltip=[
                "operation:N",
                "kind:N",
                alt.Tooltip("dollars:Q", format=","),
                alt.Tooltip("time:Q", title="day"),
            ],
        )
        .properties(width=cell_width(len(kinds)), height=170)
    )
    faceted: alt.FacetChart = chart.facet(
        alt.Facet("kind:N", sort=kinds, title=None), columns=len(kinds), bounds="flush", spacing=GAP
    ).resolve_scale(y="independent")
    return faceted


def value_at(curve: Sequence[tuple[float, float]], time: float, kind: str) -> float:
    """Return a cumulated cost at a day: programmes jump, people's cost runs straight between points.

    >>> value_at([(0.0, 0.0), (10.0, 50.0)], 5.0, "force")
    25.0
    >>> value_at([(0.0, 0.0), (10.0, 50.0)], 5.0, "programmes")
    0.0
    """
    place = bisect_right(curve, time, key=lambda point: point[0])
    if place == 0:
        return 0.0
    since, before = curve[place - 1]
    if kind == "programmes" or place == len(curve):
        return before
    until, after = curve[place]
    return before + (after - before) * (time - since) / (until - since)
