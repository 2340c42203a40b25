"""Effects on the simulation: what they name is there, and they leave its network as it is."""

import pytest

from exercises.script.checking import trying
from sim.scenario.regimes import Regimes


def effect(of_row, text):
    return of_row(f"effects: [{{{text}}}]")


@pytest.mark.parametrize(
    "text",
    [
        "set: {pools.corps.size: 30}",
        "scale: {doctrine.steps.*.duration: 1.5}, lasting: 20 d",
        "withdraw: {purse: 5 M USD}",
        "deposit: {purse: 5 M USD}, why: A donor",
        "lose: {corps: 2}",
        "gain: {corps: 2}",
        "shift: {alpha.*.security: -0.1}",
    ],
)
def test_every_kind_of_effect_is_right(of_row, text):
    assert effect(of_row, text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "set: {pools.corp.size: 30}",
            "9:22: rows.0.effects.0.set.pools.corp.size: 'pools.corp.size' is not there",
        ),
        ("scale: {pools.*.siz: 2}", "9:24: rows.0.effects.0.scale.pools.*.siz: 'pools.*.siz' is not there"),
        ("scale: {pools.corps.size: 0}", "scale.pools.corps.size: '0' is not a factor"),
        ("set: {pools.corps.size: many}", "set.pools.corps.size: 'many' is not a whole number"),
        ("set: {pools.corps.size: 5}", "with this effect the scenario is wrong, at doctrine.teams.advance"),
        ("withdraw: {purs: 1 USD}", "withdraw.purs: there is no fund 'purs'"),
        ("withdraw: {purse: 1}", "withdraw.purse: '1' needs a unit"),
        ("deposit: {purs: 1 USD}", "deposit.purs: there is no fund 'purs'"),
        ("lose: {corp: 1}", "lose.corp: there is no pool 'corp'"),
        ("gain: {corp: 1}", "gain.corp: there is no pool 'corp'"),
        ("shift: {alpha.south.security: 0.1}", "names no condition of the ground"),
        ("why: No reason", "effects.0: this effect changes nothing"),
        ("lose: {corps: 1}, lasting: 3 d", "'lasting' means nothing here"),
    ],
)
def test_a_wrong_effect_is_found(of_row, text, told):
    found = effect(of_row, text)
    assert len(found) == 1
    assert told in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "set: {doctrine.steps.rest: {duration: 3 d}}",
        "set: {doctrine.teams.advance.after: []}",
        "set: {doctrine.steps.decide.repeat: {chance: 0.5, at_most: 3}}",
    ],
)
def test_an_effect_must_not_change_what_exists(of_row, text):
    (found,) = effect(of_row, text)
    assert found.startswith("9:22: rows.0.effects.0.set.doctrine.")
    assert "a patch with a time may change numbers, not steps" in found


def test_effects_of_options_and_decisions_are_looked_at_too(of_row, lines):
    found = of_row("options: {a: {text: A, effects: [{lose: {corp: 1}}]}}")
    assert found == ["9:46: rows.0.options.a.effects.0.lose.corp: there is no pool 'corp'"]
    (found,) = lines("decisions: {d: {title: D, by: embassy, objectives: ask, effects: [{set: {a.b: 1}}]}}")
    assert "decisions.d.effects.0.set.a.b: 'a.b' is not there" in found


def test_one_wrong_effect_among_many_is_found_alone(of_row):
    many = [f"{{set: {{pools.corps.size: {size}}}}}" for size in (30, 5, 50, 60)]
    many += [f"{{scale: {{doctrine.steps.decide.duration: {factor}}}}}" for factor in (1.1, 1.2, 2.5)]
    found = of_row(f"effects: [{', '.join(many)}]")
    assert len(found) == 1
    assert found[0].startswith("9:46: rows.0.effects.1: with this effect the scenario is wrong")


@pytest.mark.parametrize("factors", [(1.2, 1.1, 3.0), (0.9, 0.1, 0.8)])
def test_of_many_factors_on_one_path_the_wrong_one_is_found(of_row, factors):
    """A severity of 0.7 times 3 is above 1; a corps of 40 times 0.1 is smaller than its team."""
    path = "crises.alpha.severity" if max(factors) > 1 else "pools.corps.size"
    many = ", ".join(f"{{scale: {{{path}: {factor}}}}}" for factor in factors)
    (found,) = of_row(f"effects: [{many}]")
    assert f"rows.0.effects.{2 if max(factors) > 1 else 1}" in found


def test_a_plan_is_compiled_once_for_effects_that_cannot_meet(of_row, monkeypatch):
    asked = []

    class Counting(Regimes):
        def under(self, patches):
            asked.append(len(patches))
            return super().under(patches)

    monkeypatch.setattr(trying, "Regimes", Counting)
    sizes = [f"{{scale: {{doctrine.steps.decide.duration: {1 + at / 10}}}}}" for at in range(1, 20)]
    apart = ["{set: {pools.corps.size: 30}}", "{set: {pools.staff.size: 20}}"]
    assert of_row(f"effects: [{', '.join(sizes + apart)}]") == []
    assert asked == [3, 1]
