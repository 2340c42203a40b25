"""A whole file at once: all its faults in order, the examples of the design, large files, every key."""

import textwrap
from pathlib import Path
from time import perf_counter

import pytest

from sim.scenario.checking.declared import keys_of, part_at
from sim.scenario.checking.naming import STANDARD, Names, milestones_of
from sim.scenario.compiling import compile_scenario
from sim.scenario.evidence import evidence_of
from sim.scenario.loading import shipped
from sim.scenario.reading import read_file, read_text
from sim.scenario.understanding import understand

EVERY_KEY = Path(__file__).with_name("every_key.yaml")

QUICK_START = """\
format: 1
title: Quick start in one crisis
start: 2005-10-01
horizon: 3 y
calendars:
  washington: {week: [mon, tue, wed, thu, fri], holidays: us_federal}
  forum: {every: 1 w, weekday: tue}
pools:
  planning_staff: {size: 70, queue: priority}
  design_teams:   {size: 2, kind: team}
  active_corps:   {size: 100, kind: people, rest: 90 d, becomes: standby_corps}
  standby_corps:
    {size: 500, kind: people, yields: {pert: [0.10, 0.18, 0.40]}, recall: {pert: [20 d, 30 d, 60 d]}}
funds:
  conflict_response_fund: {opening: 100 M USD, expires: never, queue: priority, quick_start_ceiling: 5 M USD}
mechanisms:
  police_training:
    {sector: justice, region: any, ceiling: 40 M USD, award: {pert: [10 d, 35 d, 90 d]}, prepositioned: true}
doctrine:
  steps:
    decide:
      needs: {planning_staff: 4}
      calendar: forum
      duration: {pert: [3 d, 21 d, 120 d]}
      evidence: judgement
    design:
      after: [decide]
      needs: {design_teams: 1}
      duration: {pert: [9 d, 19 d, 44 d]}
      evidence: judgement
    notify: {after: [design], duration: 15 d, evidence: source, source: 22 USC 2394-1}
    revise: {after: [design], chance: 0.3, duration: {uniform: [5 d, 15 d]}}
  teams:
    advance: {size: 12, from: [active_corps, retainer], place: capital, after: [decide], tour: 180 d}
    field:
      size: 8
      from: [standby_corps, retainer]
      place: each_province
      embedded: true
      after: [advance.operational]
  programmes:
    justice: {sector: justice, amount: 15 M USD, mechanism: any, after: [design, notify]}
crises:
  alpha:
    country: Alpha
    onset: D+0
    severity: 0.7
    provinces:
      north: {population: 400 k, security: 0.35}
      south: {population: 900 k, security: 0.55}
    force: {troops: 8000, cost: 1 M USD / person y}
handover:
  review: {every: 30 d}
  gate:
    indicators: 3 of 5
    at_least: 0.6
    for: 3 reviews
    retry_after: {pert: [90 d, 240 d, 540 d]}
    rollback_below: 0.4
levers:
  quick_start_funding: {without: {set: {funds.conflict_response_fund.quick_start_ceiling: 0 USD}}}
variants:
  larger_corps: {why: "What if Active is 250?", set: {pools.active_corps.size: 250}}
targets:
  - {milestone: first_team_in_country, by: D+14, confidence: 0.9}
risks:
  airport_closed: {chance: 0.15, scale: {doctrine.teams.*.travel: {triangular: [1.0, 1.3, 2.0]}}}
correlate:
  - {steps: [design, notify], rho: 0.4}
"""
"""The example of the design: its pools lack the retainer."""

BARE_PLAN = """\
format: 1
title: Three steps, one crew
start: 2026-01-05
horizon: 1 y
pools: {crew: {size: 2, queue: fifo}}
steps:
  a: {duration: 2 w}
  b: {duration: {triangular: [2 w, 3 w, 5 w]}, needs: {crew: 1}}
  c: {after: [a], duration: 2 w}
milestones: {done: {all: [b, c]}}
"""

FAULTY = """\
format: 1
title: Many faults
start: 2005-10-01
horizon: 3 y
evidence: judgement
pools:
  crew: {size: 2, quue: fifo}
  crane: {size: one}
steps:
  a: {duration: 15 days, needs: {crew: 1}}
  b: {durration: 2 d, after: [a]}
  c:
    after: [{step: b, link: start-strat}]
    duration: {pert: [1 d, 5 d, 3 d]}
"""


def errors(found):
    return [each.render().partition("\n")[0] for each in found if each.severity == "error"]


def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_lines(findings):
    assert errors(findings(FAULTY)) == [
        "plan.yaml:7:19: pools.crew.quue: 'quue' is not a key of a pool",
        "plan.yaml:8:17: pools.crane.size: 'one' is not a whole number",
        "plan.yaml:10:17: steps.a.duration: '15 days' has an unknown unit",
        "plan.yaml:11:7: steps.b.durration: 'durration' is not a key of a step",
        "plan.yaml:13:29: steps.c.after.0.link: 'start-strat' is not a kind of link",
        "plan.yaml:14:22: steps.c.duration.pert: mode is above high",
    ]


def test_faults_of_meaning_come_with_the_doubts_once_the_shape_is_right(findings):
    text = FAULTY.replace("quue", "queue").replace("one}", "1}").replace("15 days", "15 d")
    text = text.replace("durration", "duration").replace("strat", "start").replace("5 d, 3 d", "3 d, 5 d")
    text = text.replace("[a]", "[c]").replace("crew: 1", "crew: 3")
    assert [each.render().partition("\n")[0] for each in findings(text)] == [
        "plan.yaml:10:37: steps.a.needs.crew: 3 are asked for, but 'crew' has 2",
        "plan.yaml:11:30: steps.b.after.0: these steps wait for each other: b → c → b",
        "plan.yaml:8:3: warning: pools.crane: the pool 'crane' is never used",
    ]


def test_a_pool_that_is_not_declared_comes_with_how_it_would_be(findings):
    (found, _) = (each for each in findings(QUICK_START) if each.severity == "error")
    assert found.allowed.endswith("or declare it under pools: 'retainer: {size: 20, kind: people}'")


def test_the_design_example_as_printed_lacks_one_pool(findings):
    assert errors(findings(QUICK_START)) == [
        "plan.yaml:34:46: doctrine.teams.advance.from.1: there is no pool 'retainer'",
        "plan.yaml:37:29: doctrine.teams.field.from.1: there is no pool 'retainer'",
    ]


@pytest.mark.parametrize(
    "text", [QUICK_START.replace("pools:\n", "pools:\n  retainer: {size: 60}\n"), BARE_PLAN]
)
def test_the_design_examples_are_right(findings, text):
    assert errors(findings(text)) == []


def test_a_shape_that_is_wrong_gives_no_scenario():
    scenario, found = understand(read_text(FAULTY, "plan.yaml"))
    assert scenario is None
    assert found


@pytest.mark.parametrize("path", [EVERY_KEY, *shipped().values()], ids=lambda path: path.stem)
def test_good_files_have_no_error(path):
    scenario, found = understand(read_file(path, {}))
    assert scenario is not None
    assert errors(found) == []


def test_the_file_with_every_key_has_every_key():
    """Without this, the property over its mutations would skip what a new key can get wrong."""
    scenario, _ = understand(read_file(EVERY_KEY, {}))
    assert scenario is not None
    text = EVERY_KEY.read_text("utf-8")
    paths = [
        (),
        ("calendars", "x"),
        ("pools", "x"),
        ("funds", "x"),
        ("funds", "x", "replenish"),
        ("funds", "x", "continuing_resolution"),
        ("mechanisms", "x"),
        ("doctrine", "steps", "x"),
        ("doctrine", "steps", "x", "repeat"),
        ("doctrine", "teams", "x"),
        ("doctrine", "programmes", "x"),
        ("crises", "x"),
        ("crises", "x", "provinces", "x"),
        ("crises", "x", "force"),
        ("crises", "x", "stakeholders", "x"),
        ("crises", "x", "partners", "x"),
        ("crises", "x", "partners", "x", "arrival"),
        ("handover",),
        ("handover", "gate"),
        ("handover", "growth"),
        ("handover", "growth", "setbacks"),
        ("handover", "drawdown"),
        ("handover", "aftermath"),
        ("handover", "aftermath", "womens_inclusion"),
        ("watch_list",),
        ("watch_list", "arrivals", "x"),
        ("watch_list", "skill"),
        ("watch_list", "preplanning"),
        ("watch_list", "prevention"),
        ("lessons", "x"),
        ("patches", 0),
        ("shocks", 0),
    ]
    missing = [(path, key) for path in paths for key in keys_of(part_at(path)) if f"{key}:" not in text]
    assert missing == []


@pytest.mark.parametrize("path", [EVERY_KEY, *shipped().values()], ids=lambda path: path.stem)
def test_targets_may_name_just_the_milestones_that_a_run_reports(path):
    document = read_file(path, {})
    scenario, _ = understand(document)
    assert scenario is not None
    plan = compile_scenario(scenario, lambda inner: evidence_of(document, inner))
    assert sorted(milestones_of(Names(scenario))) == sorted({each.id for each in plan.milestones})
    assert STANDARD.keys() & milestones_of(Names(scenario))


def large(steps: int) -> str:
    """Return a chain of steps that share a crew, some of which keep it for a while."""
    head = textwrap.dedent("""\
        format: 1
        title: Large
        start: 2005-10-01
        horizon: 9 y
        evidence: judgement
        pools: {crew: {size: 40}}
        steps:
        """)
    keeping = {index: f", keeps_until: s{index + 2}" for index in range(0, steps - 2, 50)}
    lines = (
        f"  s{i}: {{after: [s{max(0, i - 1)}], needs: {{crew: 1}}, duration: {{uniform: [1 d, 2 d]}}"
        f"{keeping.get(i, '')}}}\n"
        for i in range(1, steps)
    )
    return head + "  s0: {}\n" + "".join(lines)


def test_two_thousand_lines_are_checked_within_a_second():
    document = read_text(large(2000), "plan.yaml")
    since = perf_counter()
    _, found = understand(document)
    assert perf_counter() - since < 5.0, "a second on an idle machine, with slack for a busy one"
    assert errors(found) == []


def test_a_circle_of_thousands_is_named_in_short(findings):
    text = large(2000).replace("s0: {}", "s0: {after: s1999}")
    assert errors(findings(text)) == [
        "plan.yaml:8:15: steps.s0.after: these steps wait for each other: "
        "s0 → s1 → s2 → s3 → s4 → s5 → s6 → s7 → s8 → s9 → s10 → s11 → … → s0"
    ]


def test_thousands_of_misspelt_names_are_all_found(findings):
    text = large(2000).replace("after: [s", "after: [x")
    assert len(errors(findings(text))) == 1999
