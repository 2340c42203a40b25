"""Who owed what by when, whether it came, and what held it up."""

import math

import pytest

import sim
from sim.domain.accountability import break_even_days, expected_relapse_cost
from sim.measures import accounts

SCENARIO = """\
format: 1
title: Two things owed
start: 2026-01-05
horizon: 100 d
evidence: judgement
pools: {crew: {size: 1}}
steps:
  survey: {duration: 20 d, needs: {crew: 1}, owner: engineers, due: 25 d}
  report: {duration: 10 d, needs: {crew: 1}, owner: analysts, due: 15 d}
  archive: {after: report, duration: 80 d, owner: clerks, due: 50 d}
  party: {duration: 1 d, owner: everybody, due: 200 d}
"""


@pytest.fixture
def called(tmp_path):
    """Return the accounts of a scenario text, by what was owed."""

    def accounts_of(text):
        path = tmp_path / "owed.yaml"
        path.write_text(text)
        return {each.what: each for each in accounts(sim.simulate(sim.load(path)))}

    return accounts_of


def test_what_came_in_time_is_kept_and_nothing_held_it_up(called):
    survey = called(SCENARIO)["survey"]
    assert (survey.owner, survey.due, survey.came, survey.kept) == ("engineers", 25.0, 20.0, True)
    assert (survey.late_days, survey.held_up_by) == (-5.0, "")


def test_what_came_late_names_who_held_what_it_needed(called):
    report = called(SCENARIO)["report"]
    assert (report.due, report.came, report.late_days) == (15.0, 30.0, 15.0)
    assert report.held_up_by == "survey, 20 d"


def test_what_never_came_has_no_day_and_is_not_kept(called):
    archive = called(SCENARIO)["archive"]
    assert math.isnan(archive.came)
    assert not archive.kept


def test_what_is_due_after_the_horizon_is_not_called_to_account(called):
    assert "party" not in called(SCENARIO)


def test_a_day_counts_from_the_onset_and_a_payment_from_its_first_tranche(called):
    found = called("""\
format: 1
title: A crisis
start: 2026-01-05
horizon: 2 y
evidence: judgement
pools: {corps: {size: 10, kind: people}}
funds: {crf: {opening: 10 M USD}}
doctrine:
  teams:
    advance:
      {size: 5, from: corps, owner: S/CRS, due: 3 d, clearance: 1 d, training: 1 d, travel: 1 d, set_up: 1 d}
  programmes:
    courts:
      sector: justice
      amount: 1 M USD
      hold: {chance: 0}
      competition: 10 d
      mobilise: 5 d
      owner: USAID
      due: 40 d
crises: {alpha: {country: Alpha, onset: D+10}}
""")
    team, money = found.values()
    assert (team.owner, team.due, team.came) == ("S/CRS", 13.0, 14.0)
    assert (money.owner, money.due, money.came) == ("USAID", 50.0, 40.0)


def test_what_chance_made_unnecessary_is_not_owed(called):
    assert called(SCENARIO.replace("duration: 20 d,", "duration: 20 d, chance: 0,")).keys() == {
        "report",
        "archive",
    }


@pytest.mark.parametrize(
    ("cost", "troop_year", "days"),
    [
        (75.2e6, 1e6, 2.7),
        (248.6e6, 1e6, 9.1),
        (248.6e6, 0.2e6, 45.4),
        (248.6e6, 45e3, 201.8),
        (323.3e6, 1e6, 11.8),
    ],
)
def test_break_even_is_that_of_the_published_table(cost, troop_year, days):
    """FACTS part 2, 10,000 troops, days to one place."""
    assert break_even_days(cost, 10_000, troop_year=troop_year) == pytest.approx(days, abs=0.06)


def test_a_force_whose_cost_hardly_answers_to_heads_takes_longer_to_pay_back():
    whole = break_even_days(75.2e6, 10_000, troop_year=1e6)
    assert break_even_days(75.2e6, 10_000, troop_year=1e6, elasticity=0.47) == pytest.approx(whole / 0.47)
    assert break_even_days(75.2e6, 0, troop_year=1e6) == math.inf


def test_more_relapse_eats_the_saving():
    """5 % more relapse of a 10 bn USD operation wipes out 500 M USD (FACTS part 2)."""
    assert expected_relapse_cost(0.05, 10e9) == pytest.approx(500e6)
