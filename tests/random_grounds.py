"""Random ground for Hypothesis: provinces, gates, teams that come and go, partners, blows, the time after.

One theatre over a chart of teams; whether anything is ever handed over is not asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from building import Chart
from hypothesis import strategies as st

from sim.distributions import Chance, Pert, Uniform
from sim.plan import (
    NONE,
    Aftermath,
    Drawdown,
    Force,
    Gate,
    Growth,
    LinkKind,
    Need,
    Partner,
    PartnerKind,
    Plan,
    Province,
    Shock,
    ShockKind,
    Theatre,
    Threshold,
)

SHARES = st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.8])
RATES = st.sampled_from([0.0, 0.3, 1.5])
YEAR_COST = st.sampled_from([0.0, 70_000.0])
PASSES = st.sampled_from([Chance(0.6), Uniform(0.0, 1.0)])
PARTNERS = st.integers(0, 3).map(range)
TURNS = 6


@st.composite
def grounds(draw: st.DrawFn) -> Plan:
    """Draw a chart with one theatre, and freeze it; now and then with other numbers from a day on."""
    chart = Chart(horizon=draw(st.sampled_from([200.0, 700.0, 2_500.0])))
    chart.pool("corps", draw(st.integers(2, 12)), rest=30.0, year_cost=draw(YEAR_COST))
    sectors = draw(st.integers(1, 3))
    provinces = [_province(draw, chart, place, sectors) for place in range(draw(st.integers(1, 3)))]
    neighbours = draw(st.booleans())
    around = [tuple(p for p in range(len(provinces)) if p != place) for place in range(len(provinces))]
    provinces = [
        replace(each, neighbours=around[place] if neighbours else ()) for place, each in enumerate(provinces)
    ]
    chart.step("exit", signal=True, mandatory=False)
    theatre = _theatre(draw, chart, sectors, tuple(provinces))
    for place, each in enumerate(provinces):
        _team(draw, chart, place, each)
    chart.theatres.append(theatre)
    _blows(draw, chart, len(provinces), sectors)
    chart.milestone("military_exit", "exit")
    chart.milestone("all_over", *(f"handover{place}" for place in range(len(provinces))))
    plan = chart.plan()
    if draw(st.integers(0, 2)) > 0:
        return plan
    later = replace(theatre, gate=replace(theatre.gate, at_least=draw(SHARES)), ownership=draw(SHARES))
    return replace(plan, regimes=((draw(st.sampled_from([45.0, 150.0])), replace(plan, theatres=(later,))),))


def _province(draw: st.DrawFn, chart: Chart, place: int, sectors: int) -> Province:
    name = f"handover{place}"
    capacity = draw(st.booleans())
    setback = draw(st.booleans())
    return Province(
        id=name,
        population=draw(st.sampled_from([90_000, 400_000])),
        conditions=tuple(draw(SHARES) for _ in range(sectors)),
        pace=tuple(chart.draw(f"{name}/{each}/pace", Uniform(0.5, 2.0)) for each in range(sectors)),
        neighbours=(),
        assessed=chart.draw(
            f"{name}/assessed", draw(st.sampled_from([Chance(0.6), Uniform(0.0, 1.0)])), rounds=TURNS
        ),
        retry=chart.draw(f"{name}/retry", Uniform(20.0, 70.0), rounds=TURNS),
        veto=chart.draw(f"{name}/veto", Chance(0.3), rounds=TURNS),
        handover=chart.step(name, signal=True, mandatory=False),
        civilians=chart.driver(f"{name}/civilians"),
        programmes=tuple(chart.driver(f"{name}/{each}/money") for each in range(sectors)),
        capacity=draw(SHARES),
        transforming=chart.driver(f"{name}/transforming") if capacity else NONE,
        sustaining=chart.driver(f"{name}/sustaining") if capacity else NONE,
        setback=chart.draw(f"{name}/setback", Chance(0.2), rounds=TURNS) if setback else NONE,
        setback_loss=chart.draw(f"{name}/loss", Uniform(0.1, 0.4), rounds=TURNS) if setback else NONE,
    )


def _theatre(draw: st.DrawFn, chart: Chart, sectors: int, provinces: tuple[Province, ...]) -> Theatre:
    strengths = [draw(RATES) for _ in range(5)]
    growth = Growth(
        *strengths, force_ratio=10.0, team_ratio=20.0, programme_ratio=10.0, capital_share=0.3,
        local=draw(RATES), capacity_building=draw(RATES), capacity_decay=draw(RATES), sustaining=0.5,
        ownership=draw(SHARES),
    )  # fmt: skip
    gate = Gate(
        needed=draw(st.integers(1, sectors)),
        at_least=draw(SHARES),
        reviews=draw(st.integers(1, 2)),
        neighbours=draw(st.integers(0, 1)),
        rollback_below=draw(SHARES),
        rollback_reviews=draw(st.integers(1, 2)),
        deadline=draw(st.sampled_from([float("inf"), 300.0])),
        civilian_lead=draw(SHARES),
        passes=0.5,
        margin=draw(st.sampled_from([0.0, 0.2])),
    )
    share = chart.draw("drawdown/share", Uniform(0.2, 0.7), rounds=TURNS)
    force = Force(draw(st.sampled_from([0, 40, 1_000])), 1e6, 0.47, 570_000.0, 150_000.0)
    return Theatre(
        operation=0,
        begins=draw(st.sampled_from([0.0, 10.0])),
        sectors=tuple(f"sector {each}" for each in range(sectors)),
        provinces=provinces,
        review_every=draw(st.sampled_from([15.0, 30.0])),
        growth=growth,
        gate=gate,
        drawdown=Drawdown(draw(st.sampled_from([30.0, 90.0])), share, draw(SHARES), draw(SHARES)),
        force=force,
        capital=chart.driver("capital"),
        exit=len(chart.steps) - 1,
        ownership=draw(SHARES),
        aftermath=_aftermath(draw, chart) if draw(st.booleans()) else None,
        partners=tuple(
            _partner(draw, chart, each, len(provinces)) for each in range(draw(st.integers(0, 3)))
        ),
    )


def _aftermath(draw: st.DrawFn, chart: Chart) -> Aftermath:
    return Aftermath(
        in_ten_years=draw(st.sampled_from([0.5, 0.999])),
        shape=draw(st.sampled_from([0.5, 1.0])),
        early_exit_level=0.6,
        early_exit=1.0,
        local_capacity=0.5,
        ownership=0.3,
        women=draw(SHARES),
        women_multiplier=chart.draw("women", Uniform(0.6, 1.0)),
        blow=draw(SHARES),
        returns=draw(SHARES),
        return_after=chart.draw("return", Pert(5.0, 20.0, 60.0), rounds=2),
        chance=chart.draw("relapse", Uniform(0.0, 1.0), rounds=2),
        relapse=chart.step("relapse", signal=True, mandatory=False),
    )


def _partner(draw: st.DrawFn, chart: Chart, name: str, provinces: int) -> Partner:
    return Partner(
        id=name,
        kind=draw(st.sampled_from(PartnerKind)),
        pledges=((0.0, draw(st.integers(10, 900))), (120.0, 1_000)),
        shape=draw(st.sampled_from([0.7, 1.0, 2.0])),
        lag=chart.draw(f"{name}/lag", Uniform(5.0, 60.0)),
        scale=chart.draw(f"{name}/scale", Uniform(30.0, 200.0)),
        ceiling=chart.draw(f"{name}/ceiling", Uniform(0.3, 1.0)),
        weights=tuple(1.0 / provinces for _ in range(provinces)),
        sector=0,
        replaces=draw(st.booleans()),
    )


def _team(draw: st.DrawFn, chart: Chart, place: int, province: Province) -> None:
    """Draw a team that is relieved until the province is handed over, and a programme that it delivers."""
    heads = draw(st.integers(1, 4))
    safe = (
        Threshold(0, draw(st.sampled_from([NONE, place])), 0, draw(SHARES)) if draw(st.booleans()) else None
    )
    falls = Threshold(0, place, 0, draw(st.sampled_from([0.1, 0.3])))
    leaves = draw(st.booleans())
    more: dict[str, Any] = {"leaves": falls, "returns": falls} if leaves else {}
    name = f"team{place}"
    chart.step(
        name,
        Uniform(30.0, 90.0),
        needs=[Need((0,), heads)],
        rounds=4,
        drives=((province.civilians, heads),),
        unless=province.handover,
        condition=safe if draw(st.booleans()) else None,
        presence=draw(st.sampled_from([1.0, 0.8])),
        **more,
    )
    chart.link(name, (name, LinkKind.START_START, draw(st.sampled_from([25.0, 60.0])), 1))
    money = draw(st.sampled_from([province.programmes[-1], province.transforming]))
    if money != NONE:
        chart.step(f"deliver{place}", 200.0, after=[name], drives=((money, 3_000_000),))


def _blows(draw: st.DrawFn, chart: Chart, provinces: int, sectors: int) -> None:
    for _ in range(draw(st.integers(0, 2))):
        where = draw(st.sampled_from([NONE, provinces - 1]))
        sector = draw(st.sampled_from([NONE, sectors - 1]))
        day, change = draw(st.sampled_from([50.0, 120.0])), draw(st.sampled_from([-0.4, 0.3]))
        chart.shocks.append(Shock(day, ShockKind.SHIFT, 0, change, where, sector))
