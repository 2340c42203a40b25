"""`--engine`: every verb that plays many futures prints the same whoever plays, and says who if need be."""

import json
import logging

import pytest
from typer.testing import CliRunner

import sim
from dashboards.cli import app
from sim.batch import deciding
from sim.cli.engines import engines_told
from sim.errors import EnginesDiffer
from sim.sizing import cast
from tests.sim.test_broken_runs import TEXTS, VERBS

pytestmark = pytest.mark.timeout(1_200)  # the first to need the compiled engine waits until it is compiled
runner = CliRunner()
TAKING = {each: words for each, words in VERBS.items() if each != "concurrency"}


@pytest.fixture
def files(tmp_path):
    """Return the words that stand for files on a command line."""
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return {name.upper(): str(tmp_path / f"{name}.yaml") for name in TEXTS}


def played(words, engine):
    """Return what a command printed as JSON."""
    ended = runner.invoke(app, [*words, "--workers", "1", "--json", "--engine", engine])
    assert ended.exit_code in {0, 5}, ended.output
    return json.loads(ended.stdout)


@pytest.mark.parametrize("verb", TAKING)
def test_every_verb_prints_the_same_on_every_engine(verb, files):
    """`both` tells what SimPy told, once each run was found to be the same."""
    words = [files.get(each, each) for each in TAKING[verb].split(" ")]
    assert played(words, "compiled") == played(words, "both")


def test_check_says_whether_all_is_covered():
    result = runner.invoke(app, ["check", "east-timor-interfet-2000", "--engine", "compiled"])
    assert result.exit_code == 0
    assert "The compiled engine covers all of it." in result.output


def test_what_is_not_covered_is_named_and_played_on_simpy(monkeypatch, files):
    monkeypatch.setattr(deciding, "uncovered", lambda _: ["fund a: more than 2^53 dollars"])
    words = ["batch", files["ROAD"], "-n", "8", "--json", "--quiet", "--workers", "1"]
    ended = runner.invoke(app, [*words, "--engine", "compiled"])
    assert ended.exit_code == 0
    said = "Played on SimPy: the compiled engine does not cover fund a: more than 2^53 dollars.\n"
    assert ended.stderr.startswith(said)


def test_how_far_the_compiler_is_is_told_now_and_then(capsys):
    """The first word at once, the next after ten seconds, whatever comes between."""
    log = logging.getLogger("sim.batch.deciding")
    with engines_told():
        for second, done in ((0, 1), (3, 40), (11, 90), (12, 95)):
            record = log.makeRecord(log.name, logging.INFO, "", 0, deciding.COMPILED_SO_FAR, (done,), None)
            record.created = 1_000.0 + second
            log.handle(record)
    told = capsys.readouterr().err.splitlines()
    assert [each.rpartition(": ")[2] for each in told] == ["1 functions so far", "90 functions so far"]


def test_engines_that_differ_over_a_size_end_the_command(monkeypatch, files):
    """No run has broken off then: one engine is wrong, so nothing is told."""
    monkeypatch.setattr(cast, "agree", lambda *_: False)
    words = ["size", files["ROAD"], "--operations", "1", "-n", "20", "--over", "pools.crew.size"]
    ended = runner.invoke(app, [*words, "--workers", "1", "--engine", "both", "--quiet"])
    assert ended.exit_code == EnginesDiffer.exit_code
    assert "the engines differ in replication 0: alpha.road" in ended.stderr or "differ in" in ended.stderr


def test_a_model_asks_for_an_engine_too():
    model = sim.load("east-timor-interfet-2000")
    one, other = (model.monte_carlo(n=30, workers=1, engine=each).summary for each in ("simpy", "compiled"))
    assert repr(one) == repr(other)
