"""Patches in time: what they cannot change is refused where it is written, instead of doing nothing."""

import pytest

import sim
from sim.errors import BadInput
from sim.scenario.patches import Patch


def later(path, factor=0.5):
    return sim.load("quick-start", patches=[Patch(scale={path: factor}, start="D+1", name="mine")])


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("crises.alpha.force.cost", "reckoned over the whole run: what people cost"),
        ("crises.alpha.force.police_cost", "reckoned over the whole run: what people cost"),
        ("handover.civilian_cost", "reckoned over the whole run: what people cost"),
        ("pools.active_corps.cost", "reckoned over the whole run: what people cost"),
        ("doctrine.steps.decide.due", "reckoned over the whole run: what is owed by when"),
        ("horizon", "reckoned over the whole run: the horizon"),
        ("crises.alpha.force.troops", "settled at D+0: the troops at the start"),
        ("correlate.0.rho", "settled at D+0: what rises and falls together"),
        ("funds.conflict_response_fund.opening", "settled at D+0: the opening of a fund"),
    ],
)
def test_what_a_patch_in_time_cannot_change_is_refused_at_its_path(path, why):
    with pytest.raises(BadInput) as refused:
        later(path)
    assert f"mine: {path}: a patch with a time" in str(refused.value)
    assert why in str(refused.value)


def test_the_chance_of_a_continuing_resolution_is_settled_at_the_start():
    name = "three-operations"
    funds = sim.load(name).document.data["funds"]
    fund = next(each for each, declared in funds.items() if "continuing_resolution" in declared)
    path = f"funds.{fund}.continuing_resolution.chance"
    with pytest.raises(BadInput, match=r"settled at D\+0: a continuing resolution"):
        sim.load(name, patches=[Patch(set={path: 0.01}, start="D+1")])


def test_without_a_time_the_same_patches_are_laid():
    for path in ("crises.alpha.force.cost", "crises.alpha.force.troops", "correlate.0.rho"):
        sim.load("quick-start", patches=[Patch(scale={path: 0.5})])


def test_a_factor_on_what_only_some_have_written_is_doubted(findings):
    text = """\
    format: 1
    title: T
    start: 2005-10-01
    horizon: 1 y
    evidence: judgement
    pools: {p: {size: 9}}
    steps:
      a: {needs: {p: 1}, duration: 5 d, not_before: D+1}
      b: {needs: {p: 1}, not_before: D+1}
    variants: {slow: {why: w, scale: {steps.*.duration: 2}}}
    """
    told = [each.render() for each in findings(text.replace("\n    ", "\n").strip() + "\n")]
    assert any("1 of 2 do not write 'duration', and keep its usual value unscaled" in each for each in told)
