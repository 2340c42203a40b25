"""The days of a chain by name: what a batch keeps of a milestone that is asked for."""

import pytest

import sim
from sim.batch.measuring import PARTS, Measuring
from sim.batch.results import gathered

ASKED = ("first_team_in_province", "alpha.handover.coast", "military_exit")


@pytest.fixture(scope="module")
def results():
    outcomes = list(sim.replicate(sim.load("quick-start"), seed=3, replications=10))
    measuring = Measuring(outcomes[0].plan, by_name=ASKED)
    return gathered(measuring, seed=3, rows=[measuring.row(each) for each in outcomes])


@pytest.mark.parametrize("milestone", ASKED)
def test_the_days_by_name_are_those_of_their_cause(results, milestone):
    parts = dict(zip(PARTS, results.parts(milestone).T, strict=True))
    parts["gate"] = parts["gate"] + parts["ground"]
    for cause in ("work", "pool", "lift", "fund", "mechanism", "calendar", "security", "gate"):
        names = [name for kind, name in results.measuring.targets if kind == cause]
        named = sum(results.column(f"{milestone}@{cause}/{name}") for name in names)
        assert named == pytest.approx(parts[cause], nan_ok=True), cause


def test_a_province_is_told_apart_from_its_operation(results):
    assert ("gate", "alpha.coast") in results.measuring.targets
    assert ("gate", "alpha") in results.measuring.targets
    assert results.column("alpha.handover.coast@gate/alpha.coast").max() > 100.0


def test_a_batch_that_asks_for_no_names_keeps_what_it_always_kept(results):
    usual = Measuring(results.measuring.plan)
    assert not [each for each in usual.names if "@" in each]
    assert usual.looked_into == results.measuring.looked_into[: len(usual.looked_into)]
