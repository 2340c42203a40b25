"""Playing history: the same answers whoever plays them, and scenarios that say where they come from."""

import os

import pytest

import sim
from sim.errors import BadInput
from sim.history.playing import Task, check_places, play, tasks, verdicts
from sim.history.reading import read_history, shipped_folder

HISTORY = read_history(shipped_folder())
KOSOVO = "kosovo-police-1999"


def kosovo(first: int, count: int) -> Task:
    return Task(KOSOVO, HISTORY.of_scenario(KOSOVO), 7, first, count)


def rows(played) -> list[tuple[float, ...]]:
    return [row for each in played for row in each.answers]


def test_portions_do_not_change_the_answers():
    whole = play([kosovo(0, 6)], workers=1)
    parts = play([kosovo(0, 2), kosovo(2, 4)], workers=1)
    assert rows(whole) == rows(parts)
    assert len(set(rows(whole))) == 6


def test_other_processes_give_the_same_answers():
    parts = [kosovo(first, 2) for first in (0, 2, 4)]
    alone, together = play(parts, workers=1), play(parts, workers=2)
    assert rows(alone) == rows(together)
    assert os.getpid() not in {each.process for each in together}


def test_every_portion_done_is_told():
    told = []
    play([kosovo(0, 1), kosovo(1, 1)], workers=1, told=lambda done, whole: told.append((done, whole)))
    assert told == [(1, 2), (2, 2)]


def test_all_futures_are_played_once():
    todo = tasks(HISTORY, [KOSOVO], replications=120, seed=1)
    assert [(each.first, each.count) for each in todo] == [(0, 50), (50, 50), (100, 20)]


@pytest.mark.parametrize("name", HISTORY.scenarios)
def test_a_scenario_of_history_warns_of_nothing_and_labels_every_draw(name):
    model = sim.load(name)
    assert model.warnings == ()
    assert [each.path for each in model.plan.draws if not each.evidence] == []


@pytest.mark.parametrize("name", HISTORY.scenarios)
def test_every_scenario_answers_all_that_is_asked_of_it(name):
    check_places(HISTORY, [name])
    todo = [Task(name, HISTORY.of_scenario(name), 1, 0, 3)]
    found = verdicts(HISTORY, todo, play(todo, workers=1))
    assert [each.test for each in found] == list(HISTORY.of_scenario(name))
    assert all(each.judgement.answered for each in found)


def test_a_place_that_the_scenario_does_not_have_is_named(tmp_path):
    head = "case,unit,event,date,value,label,source\n"
    (tmp_path / "events.csv").write_text(head + "k,Pristina,handover,2000-02-01,,F,1\n", "utf-8")
    test = f"scenario,case,asks,of,calibrated,note\n{KOSOVO},k,days_to,Pristina,no,\n"
    (tmp_path / "tests.csv").write_text(test, "utf-8")
    with pytest.raises(BadInput, match=r"tests\.csv:2:30: of: 'pristina' is no milestone or province"):
        check_places(read_history(tmp_path), [KOSOVO])


def test_police_of_timor_leste_stay_while_districts_pass():
    """Authority and strength are two variables: 13 districts move, nobody leaves."""
    outcome = sim.simulate(sim.load("timor-leste-policing-2009"), seed=1)
    passed = {each.province for each in outcome.authority if each.why == "gate met"}
    assert len(passed) == 13
    assert {each.police for each in outcome.strength} == {0, 1_560}


def test_sectors_of_east_timor_pass_safest_first_and_border_last():
    found = sim.milestones(sim.simulate(sim.load("east-timor-interfet-2000"), seed=3))
    order = ["sector_east", "sector_central", "oecussi", "sector_west", "interfet"]
    days = [found[f"east_timor.{each}"] for each in order]
    assert days == sorted(days)
