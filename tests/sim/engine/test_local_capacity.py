"""Local capacity by whole small scenarios: what each phase does for it, and what it holds up later."""

from typing import Any

import pytest

import sim
from sim.trace import Outcome


def scenario(*, phase: str = "initial_response", local: float = 0.5, **more: Any) -> dict[str, Any]:
    """Return one province and one programme of two years, without troops or civilians."""
    programme = {
        "sector": "governance",
        "amount": "20 M USD",
        "phase": phase,
        "mechanism": "none",
        "competition": "0 d",
        "mobilise": "0 d",
        "notification": "0 d",
        "hold": {"chance": 0},
        "tranches": [0.5, 0.5],
    }
    return {
        "format": 1,
        "title": "Capacity",
        "start": "2005-10-01",
        "horizon": "6 y",
        "evidence": "judgement",
        "funds": {"crf": {"opening": "20 M USD"}},
        "doctrine": {"programmes": {"councils": programme}},
        "crises": {
            "alpha": {
                "country": "Alpha",
                "provinces": {"north": {"population": "1 M", "security": 0.6, **more}},
            }
        },
        "handover": {"growth": {"local": local, "spoiling": 0, "pace": 1, "capacity_building": 1.0}},
    }


def run(**asked: Any) -> Outcome:
    return sim.simulate(sim.load_mapping(scenario(**asked), name="capacity"))


def level(outcome: Outcome, day: float) -> float:
    """Return local capacity at the last review up to a day."""
    return [row.capacity for row in outcome.capacity if row.time <= day][-1]


def last(outcome: Outcome, sector: int) -> float:
    return outcome.conditions[-1].conditions[sector]


def test_only_transformation_builds_capacity():
    levels = {phase: level(run(phase=phase), 720) for phase in ("initial_response", "transformation")}
    assert levels["initial_response"] == 0.0
    assert levels["transformation"] > 0.5


def test_sustainability_keeps_what_was_there_and_builds_nothing():
    kept = level(run(phase="sustainability", local_capacity=0.5), 720)
    lost = level(run(phase="initial_response", local_capacity=0.5), 720)
    assert 0.5 > kept > lost
    assert level(run(phase="sustainability"), 720) == 0.0


def test_capacity_holds_up_conditions_after_the_programme_has_ended():
    """The programme ends in the third year; without local capacity governance decays from there on."""
    with_it, without = run(phase="transformation"), run(phase="transformation", local=0.0)
    assert last(with_it, 1) > 0.55
    assert last(without, 1) < 0.45


def test_security_answers_to_it_too():
    assert last(run(phase="transformation"), 0) > last(run(phase="transformation", local=0.0), 0) + 0.2


def test_where_it_changes_nothing_it_leaves_no_rows():
    assert run(phase="transformation", local=0.0).capacity == ()


def test_each_phase_of_a_programme_pulls_its_sector_alike_where_capacity_is_off():
    phases = ("initial_response", "transformation", "sustainability")
    found = [run(phase=each, local=0.0).conditions for each in phases]
    assert found[0] == found[1] == found[2]


def test_capacity_at_the_onset_is_where_it_begins():
    first = run(local_capacity=0.3).capacity[0]
    assert (first.time, first.capacity) == (0.0, pytest.approx(0.3))


def test_from_a_day_on_the_locals_may_be_engaged():
    """Ownership enters by a patch with a time: only from then on capacity grows faster."""
    document = scenario(phase="transformation")
    document["crises"]["alpha"]["stakeholders"] = {"elders": {"kind": "elders", "engaged": False}}
    plain = sim.simulate(sim.load_mapping(document, name="capacity"))
    change = {"set": {"crises.alpha.stakeholders.elders.engaged": True}, "from": "D+200"}
    patched = sim.simulate(sim.load_mapping({**document, "patches": [change]}, name="capacity"))
    assert level(patched, 180) == level(plain, 180)
    assert level(patched, 400) > level(plain, 400) + 0.01
