"""A run that raises: every verb that plays many futures keeps it, counts it, lists it and ends with 4."""

import json
from dataclasses import dataclass, field

import numpy as np
import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from sim.comparing import compare, sides_of
from sim.comparing.pairing import compared
from sim.comparing.playing import Played, Setting
from sim.engine import world
from sim.errors import AllBroke

SCENARIO = """\
format: 1
title: A road and a bridge
start: 2026-01-05
horizon: 1 y
evidence: judgement
pools:
  crew: {size: 2, kind: people}
doctrine:
  steps:
    road: {needs: {crew: 1}, duration: {uniform: [20 d, 40 d]}}
    bridge: {needs: {crew: 1}, duration: {uniform: [10 d, 30 d]}}
crises:
  alpha: {country: Alpha}
milestones: {open: {all: [road, bridge]}}
targets: [{milestone: alpha.open, by: D+300, confidence: 0.5}]
variants:
  graders: {set: {doctrine.steps.road.duration: {uniform: [15 d, 35 d]}}}
levers:
  pontoons: {title: Pontoons, without: {scale: {doctrine.steps.bridge.duration: 3}}}
  graders: {title: Graders, without: {scale: {doctrine.steps.road.duration: 3}}}
"""
WATCHED = """\
format: 1
title: States that are flagged on the first day
start: 2005-10-01
horizon: 3 y
evidence: judgement
pools:
  planners: {size: 2, kind: people}
doctrine:
  steps: {analysis: {duration: 40 d}}
watch_list:
  templates:
    state: {country: State}
  arrivals:
    surely: {like: state, severity: 1.0, every: 3 mo, at_most: 1}
    hardly: {like: state, severity: 1.0, every: 80 y, at_most: 1}
  skill: {onsets: 1}
  refreshed: 0 d
  warning: 50 y
  preplanning:
    needs: {planners: 2}
    duration: 1 d
    valid: 3 y
    eases: {doctrine.steps.analysis: 0.5}
"""
PAID = """\
format: 1
title: One programme, nothing in place
start: 2005-10-01
horizon: 3 y
evidence: judgement
funds: {crf: {opening: 20 M USD}}
doctrine: {programmes: {courts: {sector: justice, amount: 4 M USD}}}
crises: {alpha: {country: Alpha, region: west-africa}}
"""
TEXTS = {
    "road": SCENARIO,
    "other": SCENARIO.replace("[10 d, 30 d]", "[10 d, 20 d]"),
    "states": WATCHED,
    "paid": PAID,
}
BROKEN = 3


@dataclass
class Breaking:
    """Plays all runs but one future of some plans, which it cannot stand. `only`: hashes of the plans.

    The points of a design have no seed: of those it breaks one, by the order in which they come.
    """

    whole: object
    only: set[str] = field(default_factory=set)
    points: int = -1

    def __call__(self, ready, drawn, *, seed, replication, until=None):
        self.points += not seed
        if (replication if seed else self.points) == BROKEN and (
            not self.only or ready.plan.hash in self.only
        ):
            message = "out of paper"
            raise RuntimeError(message)
        return self.whole(ready, drawn, seed=seed, replication=replication, until=until)


@pytest.fixture
def breaking(monkeypatch):
    """Break one future of every plan that is played here."""
    found = Breaking(world.play)
    monkeypatch.setattr(world, "play", found)
    return found


@pytest.fixture
def file(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path / "road.yaml"


VERBS = {
    "batch": "batch ROAD -n 8",
    "evenly": "batch ROAD -n 64 --sampling lhs --quiet",
    "compare": "compare ROAD base graders -n 8 --quiet",
    "diff": "diff ROAD OTHER --explain mean(open) -n 8 --quiet",
    "drivers": "drivers ROAD --of P80(open) -n 60 --quiet",
    "morris": "drivers ROAD --of P80(open) -n 60 --method morris --quiet",
    "sobol": "drivers ROAD --of P80(open) -n 60 --method sobol --quiet",
    "sampling": "drivers ROAD --of P80(open) -n 60 --sampling sobol --quiet",
    "size": "size ROAD --operations 1 -n 20 --over pools.crew.size --quiet",
    "tools": "tools ROAD -n 8 --quiet",
    "worth": "worth ROAD -n 8 --quiet",
    "preplan": "preplan STATES --choose 1 --by analysis -n 8 --quiet",
    "mechanisms": "mechanisms --rank PAID -n 8 --top 1",
    "validate": "validate --scenario east-timor-interfet-2000 -n 20 --quiet",
    "concurrency": "concurrency --load 0.5 --slots 2 -n 50",
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_run_that_raises_is_kept_and_counted_and_listed(verb, file, breaking):
    """The command ends with 4, prints all that it found, and says which run broke off and why."""
    places = {each.upper(): str(file.with_stem(each)) for each in TEXTS}
    words = [places.get(each, each) for each in VERBS[verb].split(" ")]
    here = [] if verb == "concurrency" else ["--workers", "1"]
    ended = CliRunner().invoke(app, [*words, *here, "--json"])
    assert ended.exit_code == 4, ended.output
    told = json.loads(ended.stdout)
    told = told["explained"] if verb == "diff" else told
    assert told["failed"] >= 1
    assert {each["why"] for each in told["failures"]} == {"RuntimeError: out of paper"}
    assert BROKEN in {each["replication"] for each in told["failures"]}
    assert "out of paper" in ended.stderr


@pytest.mark.parametrize("verb", ["plan", "report"])
def test_documents_are_written_all_the_same(verb, file, tmp_path, breaking):
    out = tmp_path / "study"
    if verb == "report":
        CliRunner().invoke(app, ["batch", str(file), "-n", "8", "--workers", "1", "--out", str(out)])
        words = ["report", str(out), "--workers", "1"]
    else:
        words = ["plan", str(file), "-n", "8", "--workers", "1", "--out", str(out)]
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == 4, ended.output
    assert list(out.glob("*.html"))


def test_a_future_that_one_side_broke_leaves_both(file, breaking):
    """What is left is what would have been found without that future on either side."""
    sides = sides_of(file, ["base", "graders"])
    breaking.only = {sides.plans[1].hash}
    found = compare(sides, n=30, seed=7)
    assert [(each.what, each.replication) for each in found.broken] == [("graders", BROKEN)]
    assert found.n == 29
    breaking.only = {"no plan"}
    whole = compare(sides, n=30, seed=7)
    left = {side: np.delete(each, BROKEN, axis=1) for side, each in enumerate(whole.numbers)}
    setting = Setting(sides.plans, whole.measures, 7, sides.horizon, sides.names)
    assert repr(found.differences) == repr(compared(sides, Played(left, ()), setting=setting).differences)


def test_a_choice_goes_on_with_the_futures_that_are_left(file, breaking):
    words = ["compare", str(file), "base", "graders", "-n", "40", "--workers", "1", "--json", "--quiet"]
    ended = CliRunner().invoke(app, [*words, "--best", "mean(open)", "--indifference", "2 d"])
    assert ended.exit_code == 4, ended.output
    assert json.loads(ended.stdout)["best"]["best"] == "graders"


def test_where_all_futures_broke_off_nothing_is_told_but_why(file, monkeypatch):
    def break_off(*_, **__):
        message = "out of ink"
        raise RuntimeError(message)

    sides = sides_of(file, ["base", "graders"])
    monkeypatch.setattr(world, "play", break_off)
    with pytest.raises(AllBroke, match="out of ink"):
        compare(sides, n=5, seed=7)
    ended = CliRunner().invoke(app, ["compare", str(file), "base", "graders", "-n", "5", "--workers", "1"])
    assert ended.exit_code == AllBroke.exit_code == 4
    assert "report it" in ended.stderr
