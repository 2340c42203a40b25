"""Forecasts of an exercise whose simulation is almost certain: known answers, and what is assumed."""

import pytest

from exercises.console.session import EXCON
from exercises.errors import Refused
from exercises.forecasting import forecast
from exercises.forecasting.firing import Asked
from exercises.living import Effect, truth
from exercises.living.conditions import comparison_of
from exercises.play.commands import Answer, Release, Skip
from exercises.script.schema import Condition
from sim.forecasting.curves import curve_of, number_of

HOUR = 3600.0
DECIDED = 2.1 * HOUR
"""D+21 at ten days an hour."""


def rows(found):
    return {each.uid: each for each in found.forecast.rows}


def shares(found):
    return {each.uid: each.when.reached.value for each in found.forecast.rows}


def test_what_is_certain_comes_in_every_future_at_its_second(play):
    game = play(0.5 * HOUR)
    found = rows(forecast(game.stage, game.entries, second=0.5 * HOUR, futures=30))
    assert found["decided"].when.reached.value == 1.0
    assert found["decided"].when.p50 == pytest.approx(DECIDED, abs=0.01)
    assert found["echo"].when.p90 == pytest.approx(DECIDED + 600.0, abs=0.01)
    assert found["undecided"].when.p10 == 1.5 * HOUR
    assert found["decided"].rests == "step.alpha.decide not reached"


def test_what_the_clock_brings_acts_on_the_simulation_of_every_future(play):
    game = play(0.5 * HOUR)
    found = rows(forecast(game.stage, game.entries, second=0.5 * HOUR, futures=30))
    assert found["rich"].when.p50 == pytest.approx(HOUR, abs=0.01)
    assert found["richer"].when.reached.value == 0.0
    assert found["poor"].when.reached.value == 0.0


def test_a_forecast_of_what_is_certain_is_what_comes_to_pass(play):
    """The exercise is played on by itself: rows go out at the very seconds that were forecast."""
    game = play(0.5 * HOUR)
    found = rows(forecast(game.stage, game.entries, second=0.5 * HOUR, futures=30))
    game.pass_until(4 * HOUR)
    runs = game.director.state.runs
    sent = {uid: runs[uid, game.director.state.rows[uid].to[0]].stamps.get("sent") for uid in found}
    came = {uid: None if each is None else each.exercise for uid, each in sent.items() if uid != "team"}
    assert came == {
        uid: pytest.approx(each.when.p50, abs=0.01) if each.when.p50 else None
        for uid, each in found.items()
        if uid != "team"
    }


def test_what_has_come_is_no_longer_waited_for(play):
    game = play(2.5 * HOUR)
    found = forecast(game.stage, game.entries, second=2.5 * HOUR, futures=30)
    assert set(rows(found)) == {"richer", "team"}
    decided = next(each for each in found.forecast.milestones if each.name == "alpha.first_team_in_country")
    assert decided.reached is None


def test_nobody_answers_unless_that_is_taken_for_granted(play):
    game = play(0.5 * HOUR)
    plain = forecast(game.stage, game.entries, second=0.5 * HOUR, futures=30)
    answered = forecast(
        game.stage,
        game.entries,
        second=0.5 * HOUR,
        futures=30,
        commands=[(EXCON, Answer(row="ask", cell="embassy", option="yes"))],
    )
    assert "options that nobody has chosen stay so: ask" in plain.forecast.assumed
    assert not any("ask" in each for each in answered.forecast.assumed)
    assert (shares(plain)["richer"], shares(answered)["richer"]) == (0.0, 1.0)
    assert rows(answered)["richer"].when.p50 == pytest.approx(0.5 * HOUR, abs=1.0)


def test_a_row_that_is_left_out_takes_what_follows_it_along(play):
    game = play(0.5 * HOUR)
    found = forecast(
        game.stage, game.entries, second=0.5 * HOUR, futures=30, commands=[(EXCON, Skip(row="decided"))]
    )
    assert "echo" not in shares(found)


def test_a_row_with_a_latest_moment_does_not_come_after_it(play):
    game = play(0.5 * HOUR)
    lost = [(EXCON, Release(row="by_hand"))]
    early = forecast(game.stage, game.entries, second=0.5 * HOUR, futures=30, commands=lost)
    assert shares(early)["poor"] == 1.0
    assert "effects of rows that wait for the simulation are left out" not in " ".join(early.forecast.assumed)


def test_load_counts_what_the_clock_brings_and_what_futures_bring(play):
    game = play(600.0)
    found = forecast(game.stage, game.entries, second=600.0, futures=30).forecast
    load = {(each.controller, each.begins): each.mean for each in found.load}
    assert load["Ann", 2 * HOUR] == 1.0
    assert load["control", HOUR] == 2.0, "the gift and who is rich by it"
    assert sum(load.values()) == pytest.approx(
        sum(each.when.reached.value for each in found.rows) + 1.0, abs=1e-9
    )


def test_before_startex_all_is_still_to_come(play, loaded):
    game = play(0.0)
    found = forecast(game.stage, (), second=0.0, futures=30)
    assert rows(found)["decided"].when.p50 == pytest.approx(DECIDED, abs=0.01)


def test_the_same_question_has_the_same_answer(play):
    game = play(0.5 * HOUR)
    one, other = (forecast(game.stage, game.entries, second=0.5 * HOUR, futures=40) for _ in range(2))
    assert (one.answers.due == other.answers.due).all()
    assert (one.answers.reached == other.answers.reached).all()


def test_nothing_is_written_and_nothing_moves_by_asking(play):
    game = play(0.5 * HOUR)
    digest, head = game.director.state.digest(), len(game.entries)
    forecast(game.stage, game.entries, second=0.5 * HOUR, futures=30, commands=[(EXCON, Skip(row="decided"))])
    assert (game.director.state.digest(), len(game.entries)) == (digest, head)


def test_a_command_that_makes_no_sense_is_refused_as_in_play(play):
    game = play(0.5 * HOUR)
    with pytest.raises(Refused, match="cannot be sent: it is sent"):
        forecast(game.stage, game.entries, second=0.5 * HOUR, commands=[(EXCON, Release(row="open"))])


@pytest.mark.parametrize(
    "condition",
    [
        {"measure": "fund.purse.free", "below": "59 M USD"},
        {"measure": "fund.purse.free", "below": "59 M USD", "for": "30 d"},
        {"measure": "fund.purse.free", "at_least": "1 USD"},
        {"measure": "step.alpha.decide", "reached": True},
        {"measure": "step.alpha.decide", "reached": False},
        {"measure": "condition.alpha.north.security", "above": 0.4},
        {"measure": "authority.alpha.north.security", "is": "military"},
        {"measure": "pool.corps.held", "above": 0, "for": "500 d"},
        {"measure": "strength.alpha.civilians", "at_least": 12},
        {"measure": "exit.alpha", "reached": True},
    ],
)
def test_a_condition_turns_in_a_future_when_it_turns_in_play(play, condition):
    """The fast way over curves and the way of the living simulation agree."""
    living = play(0.0).stage.living
    outcome = living.outcome(
        [Effect(30.0, withdraw={"purse": 3_000_000}), Effect(90.0, deposit={"purse": 9_000_000})]
    )
    declared = Condition.model_validate(condition)
    asked = comparison_of(declared)
    fast = Asked(0, asked.operator, number_of(asked.value), asked.lasts)
    curve = curve_of(outcome, asked.measure)
    assert fast.turns(curve, outcome.plan.horizon) == truth(declared, outcome).changes
