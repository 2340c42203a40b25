"""Ranking plays the same futures with and without a mechanism, and chooses one upon the other."""

import pytest

from sim.errors import BadInput
from sim.mechanisms.candidates import Candidate
from sim.mechanisms.playing import Days
from sim.mechanisms.ranking import Question, estimate, rank, ranked

SCENARIO = """\
format: 1
title: Two programmes, nothing in place
start: 2005-10-01
horizon: 3 y
evidence: judgement
funds: {crf: {opening: 20 M USD}}
mechanisms:
  ours: {sector: justice, ceiling: 4 M USD, award: 100 d, prepositioned: false, competition: 300 d,
         keeping_cost: 1 M USD}
doctrine:
  programmes:
    courts: {sector: justice, amount: 4 M USD, notification: 0 d, hold: {chance: 0}, competition: 300 d}
    police: {sector: security, amount: 4 M USD, notification: 0 d, hold: {chance: 0}, competition: 300 d}
crises: {alpha: {country: Alpha, region: west-africa}}
"""
TABLE = """\
name,sector,region,ceiling,lead_low,lead_mode,lead_high,keeping_cost,expires
courts_a,justice,any,4 M USD,100 d,100 d,100 d,1 M USD,never
courts_b,justice,any,4 M USD,110 d,110 d,110 d,1 M USD,never
police_a,security,any,4 M USD,200 d,200 d,200 d,2 M USD,never
too_far,security,balkans,4 M USD,1 d,1 d,1 d,1 M USD,never
expired,justice,any,4 M USD,1 d,1 d,1 d,1 M USD,2001-01-01
useless,governance,any,4 M USD,1 d,1 d,1 d,1 M USD,never
"""


@pytest.fixture
def asked(tmp_path):
    (tmp_path / "t.csv").write_text(TABLE, "utf-8")
    (tmp_path / "s.yaml").write_text(SCENARIO, "utf-8")

    def ask(**words):
        question = Question(str(tmp_path / "s.yaml"), **{"futures": 3, "workers": 1, **words})
        return rank(question, tmp_path / "t.csv")

    return ask


def said(rows):
    return [(each.candidate.name, each.obligation.mean, each.per_million.mean) for each in rows]


def test_each_alone_saves_its_days_over_all_programmes_per_million_dollars(asked):
    found = asked(top=4)
    assert found.considered == 5
    assert said(found.alone) == [
        ("courts_a", 100.0, 100.0), ("ours", 100.0, 100.0), ("courts_b", 95.0, 95.0), ("police_a", 50.0, 25.0)
    ]  # fmt: skip


def test_the_greedy_order_counts_only_what_those_before_leave(asked):
    assert said(asked(top=3).chosen) == [("courts_a", 100.0, 100.0), ("police_a", 50.0, 25.0)]


def test_the_greedy_order_finds_what_the_closer_look_left_out(asked):
    assert [each.candidate.name for each in asked(top=2).chosen] == ["courts_a", "police_a"]


def test_first_dollars_are_told_apart_from_obligations(asked):
    assert [each.first_dollar.mean for each in asked(top=4).alone] == [200.0, 200.0, 190.0, 100.0]


def test_what_is_in_place_is_worth_the_days_lost_without_it(asked, tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(SCENARIO.replace("prepositioned: false", "prepositioned: true"), "utf-8")
    found = asked(own=True)
    assert (said(found.alone), found.chosen) == ([("ours", 100.0, 100.0)], ())


def test_two_processes_find_what_one_finds(asked):
    assert asked(top=2, workers=2) == asked(top=2)


def test_progress_rises_to_one(asked, tmp_path):
    heard = []
    question = Question(str(tmp_path / "s.yaml"), futures=2, top=1, workers=1)
    rank(question, tmp_path / "t.csv", told=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_the_interval_is_that_of_the_paired_differences():
    found = estimate([1.0, 2.0, 3.0])
    assert (found.mean, found.low, found.high) == pytest.approx((2.0, -0.484, 4.484), abs=1e-3)


def test_days_saved_are_divided_by_what_keeping_costs():
    candidate = Candidate("a", "any", "any", 1, 500_000, ())
    found = ranked(candidate, [Days(10.0, 20.0)] * 2, [Days(9.0, 17.0)] * 2)
    assert (found.obligation.mean, found.first_dollar.mean, found.per_million.mean) == (3.0, 1.0, 6.0)


def test_a_scenario_without_programmes_is_refused(tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text("format: 1\ntitle: t\nstart: 2006-01-05\nhorizon: 1 y\nsteps: {a: {duration: 1 d}}\n")
    with pytest.raises(BadInput, match="no operation has a programme"):
        rank(Question(str(path), workers=1))
