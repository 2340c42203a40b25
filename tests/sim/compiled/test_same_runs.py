"""The same futures on both engines: scenarios that ship, their levers and variants, blows and patches."""

import pytest
from comparing_engines import difference

import sim
from sim.scenario.patches import patch_from_set

HISTORY = ["timor-leste-policing-2009", "kosovo-police-1999", "east-timor-interfet-2000"]
QUICK = sim.load("quick-start").scenario


@pytest.mark.parametrize("name", ["quick-start", "three-operations", "watch-list", *HISTORY])
def test_shipped_scenarios_run_alike(name):
    assert difference(sim.load(name).plan, range(3), seed=1) == ""


@pytest.mark.parametrize("lever", list(QUICK.levers))
def test_every_lever_of_quick_start_runs_alike(lever):
    assert difference(sim.load("quick-start", without=(lever,)).plan, range(2), seed=2) == ""


@pytest.mark.parametrize("variant", list(QUICK.variants))
def test_every_variant_of_quick_start_runs_alike(variant):
    assert difference(sim.load("quick-start", variant=variant).plan, range(2), seed=3) == ""


def test_a_relapse_and_troops_that_come_back_run_alike():
    """A blow to security on every exit, so that provinces are taken back and teams are called again."""
    changes = [patch_from_set("handover.aftermath.relapse_in_ten_years=0.9")]
    plan = sim.load("quick-start", patches=changes).plan
    assert difference(plan, range(8), seed=4) == ""
