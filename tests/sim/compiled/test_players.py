"""What verbs read of a run is the same to the byte whoever plays it, in parts and at points of a design."""

import numpy as np
import pytest

import sim
from sim.batch.engines import Engine
from sim.batch.players import WHOLE, Brief, OnBoth, OnCompiled, OnSimpy, player_of
from sim.compiled.playing import Machine
from sim.draws import Sampler
from sim.errors import EnginesDiffer

PLAN = sim.load("quick-start").plan
FUTURES = range(25)


def pair(kinds=WHOLE):
    return OnSimpy(PLAN), OnCompiled(PLAN, kinds)


def points(count):
    return np.random.default_rng(3).random((count, Sampler(PLAN).width))


def test_numbers_of_a_run_are_byte_equal():
    one, other = (repr(list(each.briefs(7, FUTURES))) for each in pair())
    assert one == other


def test_numbers_at_points_of_a_design_are_byte_equal():
    at = points(12)
    one, other = (repr(list(each.briefs_at(at.copy()))) for each in pair())
    assert one == other


@pytest.mark.parametrize("kinds", [("steps",), ("strength", "exits"), ("evacuations", "levels")])
def test_only_the_rows_that_are_asked_for_are_told(kinds):
    simpy, compiled = pair(kinds)
    for one, other in zip(simpy.outcomes(7, range(6)), compiled.outcomes(7, range(6)), strict=True):
        assert repr(other.milestones) == repr(one.milestones)
        for each in WHOLE:
            expected = getattr(one, each) if each in kinds else ()
            assert repr(getattr(other, each)) == repr(expected)


def test_rows_at_points_of_a_design_are_the_same():
    at = points(4)
    one, other = (list(each.outcomes_at(at.copy())) for each in pair(("steps", "postings")))
    assert [repr(each.steps) for each in one] == [repr(each.steps) for each in other]
    assert [each.postings for each in one] == [each.postings for each in other]


@pytest.fixture
def _giving_up(monkeypatch):
    """Let the compiled engine give up every third run."""
    play = Machine.play

    def breaking(self, drawn, asked, *, wanted):
        found = play(self, drawn, asked, wanted=wanted)
        found.faults[::3] = 2
        found.values[::3] = -1.0
        return found

    monkeypatch.setattr(Machine, "play", breaking)


@pytest.mark.usefixtures("_giving_up")
def test_a_run_that_the_compiled_engine_gives_up_is_played_on_simpy():
    simpy, compiled = pair(("steps",))
    at = points(4)
    assert repr(list(compiled.briefs(7, FUTURES))) == repr(list(simpy.briefs(7, FUTURES)))
    assert repr(list(compiled.briefs_at(at.copy()))) == repr(list(simpy.briefs_at(at.copy())))
    for which in ("outcomes", "outcomes_at"):
        asked = (7, range(4)) if which == "outcomes" else (at.copy(),)
        one, other = (list(getattr(each, which)(*asked)) for each in (simpy, compiled))
        assert [repr(each.steps) for each in one] == [repr(each.steps) for each in other]


def test_both_tell_what_simpy_tells():
    both = OnBoth(PLAN, ("steps", "holdings"))
    assert repr(list(both.briefs(7, range(3)))) == repr(list(OnSimpy(PLAN).briefs(7, range(3))))
    assert repr(list(both.outcomes(7, range(2)))) == repr(list(OnSimpy(PLAN).outcomes(7, range(2))))


def test_where_both_differ_the_run_and_what_differs_are_named(monkeypatch):
    def wrong(*_, **__):
        return iter([Brief((-1.0,) * len(PLAN.milestones), (0.0,) * 5)])

    monkeypatch.setattr(OnCompiled, "briefs", wrong)
    with pytest.raises(EnginesDiffer, match=rf"replication 4: {PLAN.milestones[0].id} is .* and -1.0"):
        list(OnBoth(PLAN).briefs(7, [4]))
    monkeypatch.setattr(OnCompiled, "outcomes", lambda *_: OnSimpy(PLAN).outcomes(8, [4]))
    with pytest.raises(EnginesDiffer, match="replication 4: a row of steps"):
        list(OnBoth(PLAN, ("steps",)).outcomes(7, [4]))


def test_few_runs_are_played_on_simpy_which_is_ready_sooner():
    assert isinstance(player_of(PLAN, Engine.COMPILED, runs=2), OnSimpy)
    assert isinstance(player_of(PLAN, Engine.COMPILED, runs=200), OnCompiled)
    assert isinstance(player_of(PLAN, Engine.BOTH, runs=2), OnBoth)
