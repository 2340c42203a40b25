"""Who plays where nobody says: whoever is done first, with what there is on this machine."""

import json
import logging

import pytest

import sim
from sim.batch import Serial, deciding, request
from sim.batch.deciding import COMPILING, FEWEST, LOADING, engine_for, pays
from sim.batch.engines import Engine
from sim.batch.measuring import Measuring
from sim.batch.request import Request
from sim.batch.run import run_batch
from sim.batch.storing import Folder
from sim.batch.study import charter_of, play_into
from sim.compiled import warming
from sim.errors import BadInput

PLAN = sim.load("east-timor-interfet-2000").plan


@pytest.fixture
def machine(monkeypatch):
    """Return what was made ready, on a machine of which a test says what is there."""

    def is_there(*, ready, seconds=1.0):
        made = []
        monkeypatch.setattr(deciding, "_is_ready", lambda: ready)
        monkeypatch.setattr(deciding, "_make_ready", lambda: made.append(True))
        monkeypatch.setattr(deciding, "seconds_on_simpy", lambda _: seconds)
        return made

    return is_there


@pytest.mark.parametrize(
    ("runs", "seconds", "ready", "expected"),
    [
        (FEWEST - 1, 1_000.0, True, False),
        (100, 0.99 * LOADING / 100, True, False),
        (100, LOADING / 100, True, True),
        (100, LOADING / 100, False, False),
        (100, 0.99 * COMPILING / 100, False, False),
        (100, COMPILING / 100, False, True),
    ],
)
def test_the_compiled_engine_pays_where_it_saves_more_than_it_costs(machine, runs, seconds, ready, expected):
    """Loading costs seconds, compiling minutes; the latter only where nothing is on the disk."""
    machine(ready=ready)
    assert pays(PLAN, runs, seconds=lambda _: seconds) is expected


def test_nothing_is_loaded_for_work_that_is_soon_done(monkeypatch):
    monkeypatch.setattr(deciding, "_is_ready", lambda: pytest.fail("looked for compiled code"))
    assert engine_for(Engine.AUTO, (PLAN,), runs=25) is Engine.SIMPY


def test_it_is_made_ready_before_the_work_is_shared(machine):
    made = machine(ready=True)
    assert engine_for(Engine.AUTO, (PLAN,), runs=1_000) is Engine.COMPILED
    assert made == [True]


@pytest.mark.parametrize("asked", [Engine.SIMPY, Engine.COMPILED, Engine.BOTH])
def test_who_was_asked_for_plays_however_short_the_work(machine, asked):
    made = machine(ready=False, seconds=0.0)
    assert engine_for(asked, (PLAN,), runs=1) is asked
    assert bool(made) is (asked is not Engine.SIMPY)


def test_what_any_of_the_plans_has_and_the_engine_does_not_cover_is_told_once(machine, monkeypatch, caplog):
    made = machine(ready=True)
    monkeypatch.setattr(deciding, "uncovered", lambda _: ["a patch in time"])
    with caplog.at_level(logging.WARNING):
        assert engine_for(Engine.AUTO, (PLAN, PLAN), runs=1_000) is Engine.SIMPY
    assert caplog.messages == ["Played on SimPy: the compiled engine does not cover a patch in time."]
    assert made == []


def test_an_engine_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(BadInput, match="there is no engine 'simpi'") as raised:
        sim.load("east-timor-interfet-2000").monte_carlo(n=2, workers=1, engine="simpi")
    assert "auto, simpy, compiled, both" in str(raised.value)
    assert "Did you mean 'simpy'?" in str(raised.value)


def test_a_run_is_timed_on_simpy():
    assert 0.0 < deciding.seconds_on_simpy(PLAN) < 1.0


def test_whoever_plays_at_once_does_not_wait_for_the_compiler(monkeypatch, tmp_path):
    """Where nothing is on the disk, or no folder can be read or written, that is SimPy."""
    monkeypatch.setattr(warming, "_mark", lambda: tmp_path / "nowhere" / "engine.ready")
    monkeypatch.setattr(warming, "warm", lambda *_: pytest.fail("compiled something"))
    assert deciding.ready_engine() is Engine.SIMPY


def test_a_study_that_one_engine_began_another_finishes_to_the_same_bytes(tmp_path, machine, monkeypatch):
    """Neither the manifest, nor the parts, nor the summary says who played."""
    machine(ready=True)
    monkeypatch.setattr(request, "PART", 20)
    model = sim.load("east-timor-interfet-2000")
    begun = run_batch(model, n=20, workers=1, engine="simpy")
    found = []
    for engine in ("simpy", "compiled"):
        charter = charter_of(model, Request(1, 30), {})
        Folder(tmp_path / engine, charter, Measuring(model.plan)).keep(range(20), begun)
        play_into(
            Folder(tmp_path / engine, charter, Measuring(model.plan)), model, executor=Serial(), engine=engine
        )
        found.append({each.name: each.read_bytes() for each in (tmp_path / engine).rglob("*.*")})
    assert found[0] == found[1]
    assert len(json.loads(found[0]["manifest.json"])["parts"]) == 2
