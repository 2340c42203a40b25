"""Random small wall charts for Hypothesis: pools, money, calendars, links, rework, blows.

Every chart can be declared; whether it can finish is not asked. Steps link back only, so there is
no cycle of links; people may be kept until a step that directly follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from building import Chart, weekdays
from hypothesis import strategies as st

from sim.distributions import Chance, Constant, Pert, Uniform
from sim.plan import Account, LinkKind, Plan, Posting, Replenishment, Shock, ShockKind, When

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = st.integers(0, 9).map(float)
POLICIES = st.sampled_from(["fifo", "priority", "smallest_first"])


@st.composite
def charts(draw: st.DrawFn, *, most_steps: int = 8) -> Chart:
    """Draw a chart."""
    chart = Chart(horizon=draw(st.sampled_from([20.0, 60.0, 120.0])))
    chart.operation("beta", priority=1.0)
    _resources(draw, chart)
    for place in range(draw(st.integers(1, most_steps))):
        _step(draw, chart, f"s{place}")
    _keep(draw, chart)
    _blows(draw, chart)
    for place in range(len(chart.steps)):
        chart.milestone(f"m{place}", chart.steps[place].id, any_of=draw(st.booleans()))
    return chart


def _resources(draw: st.DrawFn, chart: Chart) -> None:
    for place in range(draw(st.integers(0, 3))):
        more: dict[str, Any] = {}
        if draw(st.booleans()):
            more["rest"] = draw(DAYS)
        if draw(st.booleans()):
            more["attrition"] = draw(st.sampled_from([0.1, 0.5]))
        if place and draw(st.booleans()):
            more["becomes"] = "p0"
        chart.pool(f"p{place}", draw(st.integers(1, 6)), draw(POLICIES), may_pass=draw(st.booleans()), **more)
    for place in range(draw(st.integers(0, 2))):
        _fund(draw, chart, place)
    chart.calendar("week", days=weekdays())
    chart.calendar("forum", occasions=[1.5 + 6.3 * turn for turn in range(40)])


def _fund(draw: st.DrawFn, chart: Chart, place: int) -> None:
    more: dict[str, Any] = {"may_pass": draw(st.booleans())}
    if draw(st.booleans()):
        more["expires"] = draw(st.sampled_from([5.0, 15.0]))
    if draw(st.booleans()):
        lag = chart.draw(f"f{place}/lag", draw(DAYS), rounds=3)
        more["replenishment"] = Replenishment(below=30, target=80, checked=3.0, lag=lag)
    policy = draw(st.sampled_from(["fifo", "priority", "smallest_first", "ring_fenced"]))
    if policy == "ring_fenced":
        more["shares"] = (0.5, 0.3)
    opening = draw(st.integers(0, 200))
    apportioned = draw(st.booleans())
    chart.fund(f"f{place}", opening, policy, apportioned=apportioned, **more)
    if not apportioned:
        money = Posting(place, Account.APPROPRIATED, Account.APPORTIONED, (opening,), When.FINISH)
        chart.step(f"apportion{place}", draw(DAYS), posts=[money])


def _step(draw: st.DrawFn, chart: Chart, name: str) -> None:
    more: dict[str, Any] = {"priority": draw(st.sampled_from([0.0, 1.0, 5.0]))}
    if draw(st.integers(0, 4)) == 0:
        more["again"] = Chance(0.5)
        more["rounds"] = draw(st.integers(2, 3))
    if draw(st.integers(0, 4)) == 0:
        more["chance"] = 0.5
    if draw(st.integers(0, 4)) == 0:
        field, place = draw(st.sampled_from([("working", 0), ("opens", 1)]))
        more[field] = place
    if draw(st.integers(0, 5)) == 0:
        more["not_before"] = draw(DAYS)
    if draw(st.integers(0, 5)) == 0:
        more["give_up_after"] = draw(DAYS)
    links = st.lists(_links(chart), max_size=2, unique_by=lambda link: link[0])
    pools = [each.id for each in chart.pools]
    funds = [each.id for each in chart.funds]
    chart.step(
        name,
        draw(st.one_of(DAYS, st.just(Uniform(0.5, 6.0)), st.just(Pert(1.0, 2.0, 9.0)))),
        after=draw(links) if chart.steps else [],
        needs=dict(draw(st.lists(_asks(pools), max_size=2))) if pools else {},
        pays=dict(draw(st.lists(_asks(funds, 80), max_size=1))) if funds else {},
        operation=draw(st.integers(0, 1)),
        mandatory=draw(st.integers(0, 3)) > 0,
        **more,
    )


def _links(chart: Chart) -> st.SearchStrategy[tuple[str, LinkKind, float]]:
    names = st.sampled_from([each.id for each in chart.steps])
    kinds = st.one_of(st.just(LinkKind.FINISH_START), st.sampled_from(LinkKind))
    return st.tuples(names, kinds, st.sampled_from([0.0, 0.0, 2.5]))


def _asks(names: list[str], most: int = 7) -> st.SearchStrategy[tuple[str, int]]:
    return st.tuples(st.sampled_from(names), st.integers(1, most))


def _keep(draw: st.DrawFn, chart: Chart) -> None:
    for later in chart.steps:
        for link in later.links:
            earlier = chart.steps[link.step]
            if link.kind is LinkKind.FINISH_START and earlier.needs and draw(st.integers(0, 3)) == 0:
                chart.keep(earlier.id, later.id)


def _blows(draw: st.DrawFn, chart: Chart) -> None:
    for _ in range(draw(st.integers(0, 2))):
        if bool(chart.pools) and draw(st.booleans()):
            place = draw(st.integers(0, len(chart.pools) - 1))
            kind = draw(st.sampled_from([ShockKind.LOSE, ShockKind.GAIN]))
            chart.shocks.append(Shock(draw(DAYS), kind, place, draw(st.integers(1, 8))))
        if bool(chart.funds) and draw(st.booleans()):
            place = draw(st.integers(0, len(chart.funds) - 1))
            kind = draw(st.sampled_from([ShockKind.WITHDRAW, ShockKind.DEPOSIT]))
            chart.shocks.append(Shock(draw(DAYS), kind, place, draw(st.integers(1, 99))))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a chart and freeze it; now and then with other numbers from a day on."""
    plan = draw(charts()).plan()
    if draw(st.integers(0, 2)) > 0:
        return plan
    return replace(plan, regimes=((draw(DAYS), _other_numbers(draw, plan)),))


def _other_numbers(draw: st.DrawFn, plan: Plan) -> Plan:
    """Change durations, asks and amounts, and let pools shrink: what exists stays as it is."""
    return replace(
        plan,
        draws=tuple(
            replace(each, law=Constant(draw(DAYS))) if each.key.endswith("/duration") else each
            for each in plan.draws
        ),
        pools=tuple(replace(each, size=draw(st.integers(0, each.size))) for each in plan.pools),
        steps=tuple(
            replace(
                each,
                needs=tuple(replace(need, amount=draw(st.integers(1, 7))) for need in each.needs),
                postings=tuple(_other_amount(draw, each.postings)),
            )
            for each in plan.steps
        ),
    )


def _other_amount(draw: st.DrawFn, postings: tuple[Posting, ...]) -> Iterator[Posting]:
    amount = (draw(st.integers(1, 80)),)
    for each in postings:
        yield each if each.source is Account.APPROPRIATED else replace(each, amounts=amount)
