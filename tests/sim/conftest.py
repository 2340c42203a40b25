"""Outcomes told by hand, for what is read off a run: a plan, and the rows that the test needs."""

import math
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from building import Chart

from sim.plan import Drawdown, Force, Gate, Growth, Plan, Province, Theatre
from sim.trace import Outcome


@pytest.fixture
def tell() -> Callable[..., Outcome]:
    """Return an outcome of a plan: rows by kind as given, none of any other kind."""

    def told(plan: Plan, **rows: Any) -> Outcome:
        empty = {each.name: () for each in fields(Outcome)} | {"deadlock": ""}
        nowhere = tuple(math.nan for _ in plan.milestones)
        given = {"plan": plan, "seed": 7, "replication": 0, "milestones": nowhere} | rows
        return Outcome(**empty | given)

    return told


@pytest.fixture
def ground() -> Callable[..., Plan]:
    """Return a plan with one operation, alpha, from D+10 to D+100: two provinces, two sectors."""

    def plan(**force: Any) -> Plan:
        chart = Chart()
        chart.step("alpha.handover.north", signal=True, mandatory=False, kind="signal")
        chart.step("alpha.handover.south", signal=True, mandatory=False, kind="signal")
        chart.step("alpha.military_exit", signal=True, mandatory=False, kind="signal")
        chart.milestone("alpha.military_exit", "alpha.military_exit")
        chart.theatres.append(_theatre(**force))
        drawn = chart.plan()
        return replace(drawn, operations=(replace(drawn.operations[0], id="alpha"),))

    return plan


def _theatre(**force: Any) -> Theatre:
    troops = {
        "troops": 1_000,
        "troop_year": 365_250.0,
        "elasticity": 0.5,
        "civilian_year": 730_500.0,
        "police_year": 36_525.0,
    }
    return Theatre(
        operation=0,
        begins=10.0,
        sectors=("security", "justice"),
        provinces=(_province("north", 0), _province("south", 1)),
        review_every=10.0,
        growth=Growth(*([1.0] * 9)),
        gate=Gate(1, 0.6, 1, 0, 0.3, 1, math.inf, 0.5),
        drawdown=Drawdown(30.0, 0, 0.1, 0.1),
        force=Force(**troops | force),
        capital=0,
        exit=2,
    )


def _province(name: str, handover: int) -> Province:
    return Province(
        id=name,
        population=1_000,
        conditions=(0.4, 0.4),
        pace=(0, 0),
        neighbours=(),
        assessed=0,
        retry=0,
        veto=0,
        handover=handover,
        civilians=0,
        programmes=(0, 0),
    )
