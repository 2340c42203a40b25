"""What a batch keeps: the same bytes whichever engine played it."""

import pytest

import sim
from sim.batch.engines import Engine
from sim.batch.executors import Serial
from sim.batch.measuring import Measuring, Row
from sim.batch.parts import to_parquet
from sim.batch.playing import Job, play_piece
from sim.batch.rows import Compiled, compared
from sim.batch.run import run_batch
from sim.errors import EnginesDiffer

SHIPPED = [
    ("quick-start", 20),
    ("three-operations", 4),
    ("watch-list", 2),
    ("timor-leste-policing-2009", 2),
    ("kosovo-police-1999", 4),
    ("east-timor-interfet-2000", 10),
]


@pytest.mark.parametrize(("name", "n"), SHIPPED)
def test_parts_of_both_engines_are_byte_equal(name, n):
    """Milestones, costs, the days of every chain and the steps on it."""
    model = sim.load(name)
    simpy, compiled = (
        to_parquet(run_batch(model, n=n, executor=Serial(), chunk=n, engine=engine))
        for engine in (Engine.SIMPY, Engine.COMPILED)
    )
    assert simpy == compiled


def test_both_engines_beside_each_other_give_what_one_gives():
    model = sim.load("east-timor-interfet-2000")
    one, both = (
        run_batch(model, n=5, executor=Serial(), chunk=5, engine=engine)
        for engine in (Engine.SIMPY, Engine.BOTH)
    )
    assert to_parquet(one) == to_parquet(both)


def test_where_they_differ_the_run_and_the_number_are_named():
    measuring = Measuring(sim.load("east-timor-interfet-2000").plan)
    width = len(measuring.names)
    chains = tuple(() for _ in measuring.looked_into)
    row = Row(7, (1.0,) * width, chains)
    other = Row(7, (1.0, 2.0) + (1.0,) * (width - 2), chains)
    with pytest.raises(EnginesDiffer, match=rf"replication 7: {measuring.names[1]} is 1.0 on SimPy and 2.0"):
        compared(measuring, row, other)


def test_a_difference_of_chains_is_one_too():
    measuring = Measuring(sim.load("east-timor-interfet-2000").plan)
    values = (1.0,) * len(measuring.names)
    empty = tuple(() for _ in measuring.looked_into)
    with pytest.raises(EnginesDiffer, match="critical chain of"):
        compared(measuring, Row(0, values, empty), Row(0, values, ((3,), *empty[1:])))


def test_a_run_in_which_something_ran_over_is_played_on_simpy(monkeypatch):
    """Whatever the compiled engine gives up, the row is that of the other one."""
    job = Job(Measuring(sim.load("east-timor-interfet-2000").plan), 1, Engine.COMPILED)
    monkeypatch.setattr(Compiled, "rows", lambda *_: iter([None, None]))
    expected = play_piece(Job(job.measuring, 1), range(2))
    assert play_piece(job, range(2)) == expected


def test_chains_kept_by_name_are_byte_equal_too():
    """They are read off whole outcomes: `scrs drivers` asks for them."""
    measuring = Measuring(sim.load("quick-start").plan, by_name=("military_exit",))
    one, other = (play_piece(Job(measuring, 3, each), range(6)) for each in (Engine.SIMPY, Engine.COMPILED))
    assert repr(other) == repr(one)
    assert any(each > 0.0 for each in one[0].values[-len(measuring.targets) :])


def test_runs_over_which_the_compiled_engine_breaks_off_are_played_on_simpy(monkeypatch, caplog):
    def break_off(*_):
        message = "out of paper"
        raise RuntimeError(message)

    job = Job(Measuring(sim.load("east-timor-interfet-2000").plan), 1, Engine.COMPILED)
    monkeypatch.setattr(Compiled, "rows", break_off)
    assert repr(play_piece(job, range(2))) == repr(play_piece(Job(job.measuring, 1), range(2)))
    assert "out of paper" in caplog.text
