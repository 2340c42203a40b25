"""`--engine`: who plays a batch, and what is said where the one that was asked for cannot."""

import json

import pytest
from typer.testing import CliRunner

import sim.cli.engines
from sim.batch.engines import Engine
from sim.cli import app
from sim.cli.engines import engine_for

SCENARIO = "east-timor-interfet-2000"
runner = CliRunner()


def played(*arguments: str) -> dict[str, object]:
    """Return what a batch printed as JSON."""
    command = ["batch", SCENARIO, "-n", "6", "--workers", "1", "--json", *arguments]
    return json.loads(runner.invoke(app, command).stdout)


@pytest.mark.parametrize("engine", ["compiled", "both"])
def test_every_engine_prints_the_same(engine):
    assert played("--engine", engine) == played()


def test_check_says_whether_all_is_covered():
    result = runner.invoke(app, ["check", SCENARIO, "--engine", "compiled"])
    assert result.exit_code == 0
    assert "The compiled engine covers all of it." in result.output


def test_what_is_not_covered_is_named_and_played_on_simpy(monkeypatch, capsys):
    monkeypatch.setattr(sim.cli.engines, "uncovered", lambda _: ["fund a: more than 2^53 dollars"])
    assert engine_for(sim.load(SCENARIO), Engine.COMPILED) is Engine.SIMPY
    assert capsys.readouterr().err == (
        "Played on SimPy: the compiled engine does not cover fund a: more than 2^53 dollars.\n"
    )
