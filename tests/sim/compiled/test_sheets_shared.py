"""What regimes have in common is laid out once: a plan on shared sheets plays as it does on its own."""

from dataclasses import replace

import numpy as np

import sim
from sim.compiled.flattening import Flattened, Sheets
from sim.compiled.playing import Asked, Machine
from sim.plan import Shock, ShockKind
from sim.scenario.patches import patch_from_set

PLAN = sim.load("quick-start").plan
CHANGES = ("doctrine.steps.design.duration=90 d", "pools.planning_staff.size=14")
SLOW, SMALL = (sim.load("quick-start", patches=[patch_from_set(each)]).plan for each in CHANGES)


def played(flat):
    return Machine(flat).measured(3, range(12), Asked.nothing(flat.plan)).values


def test_a_plan_on_sheets_that_others_left_plays_as_on_its_own():
    """One more regime, one taken back, and a blow that makes the first sheet longer."""
    sheets = Sheets()
    blow = Shock(40.0, ShockKind.LOSE, 0, 3.0)
    for regimes, shocks in (
        (((30.0, SLOW),), ()),
        (((30.0, SLOW), (60.0, SMALL)), ()),
        (((60.0, SMALL),), (blow,)),
        (((30.0, SLOW), (60.0, SMALL)), (blow,)),
    ):
        plan = replace(PLAN, regimes=regimes, shocks=shocks)
        assert np.array_equal(played(Flattened.of(plan, sheets)), played(Flattened.of(plan)), equal_nan=True)


def test_a_regime_that_holds_again_is_not_laid_out_again():
    sheets = Sheets()
    Flattened.of(replace(PLAN, regimes=((30.0, SLOW),)), sheets)
    before = dict(sheets.kept.kept)
    Flattened.of(replace(PLAN, regimes=((30.0, SLOW), (60.0, SMALL))), sheets)
    new = [each for key, each in sheets.kept.kept.items() if key not in before]
    assert [each.plan for each in new] == [SMALL]
