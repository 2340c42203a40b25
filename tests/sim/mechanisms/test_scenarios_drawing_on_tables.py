"""A scenario draws on tables: rows become mechanisms, its own win, what cannot be read is told."""

import pytest

import sim
from sim.errors import BadInput
from sim.scenario.patches import patch_from_set

SCENARIO = """\
format: 1
title: One programme and a table
start: 2005-10-01
horizon: 3 y
evidence: judgement
funds: {crf: {opening: 20 M USD}}
mechanisms_from: [TABLES]
mechanisms: {held: {sector: security, ceiling: 1 M USD}}
doctrine: {programmes: {courts: {sector: justice, amount: 4 M USD, notification: 0 d, hold: {chance: 0}}}}
crises: {alpha: {country: Alpha, region: west-africa}}
"""
TABLE = """\
name,sector,region,ceiling,lead_low,lead_mode,lead_high,expires
quick,justice,west-africa,5 M USD,7 d,7 d,7 d,never
held,justice,west-africa,50 M USD,1 d,1 d,1 d,never
gone,justice,west-africa,50 M USD,2 d,2 d,2 d,2004-01-01
elsewhere,economy,balkans,50 M USD,3 d,3 d,3 d,never
"""


@pytest.fixture
def written(tmp_path):
    def write(tables="t.csv", table=TABLE):
        (tmp_path / "t.csv").write_text(table, "utf-8")
        path = tmp_path / "s.yaml"
        path.write_text(SCENARIO.replace("TABLES", tables), "utf-8")
        return path

    return write


def obligated(model):
    return sim.milestones(sim.simulate(model))["first_dollar_obligated"]


def test_rows_become_mechanisms_that_programmes_use_and_the_scenarios_own_win(written):
    model = sim.load(written())
    assert list(model.scenario.mechanisms) == ["held", "quick", "gone", "elsewhere"]
    assert model.scenario.mechanisms["held"].ceiling == 1_000_000
    assert obligated(model) == 7.0
    assert model.warnings
    assert all("held" in each.message for each in model.warnings)


def test_a_patch_may_change_a_row(written):
    model = sim.load(written(), patches=[patch_from_set("mechanisms.quick.award=9 d")])
    assert obligated(model) == 9.0


def test_the_table_that_ships_needs_no_file(written):
    assert len(sim.load(written("shipped")).scenario.mechanisms) == 67


def test_rows_carry_their_evidence_into_the_plan(written):
    model = sim.load(written("shipped"))
    (award,) = [each for each in model.plan.draws if each.key.endswith("award/jus_jurists_global")]
    assert (award.evidence, award.source) == ("memory", "FACTS 1.3")


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ("shiped", "s.yaml:7:19: mechanisms_from.0: 'shiped' is not there"),
        ("../t.csv", "'../t.csv' is not in the scenario's folder"),
        ("shipped, shipped", "stands in two tables"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(written, tables, expected):
    path = written(tables)
    with pytest.raises(BadInput) as caught:
        sim.load(path)
    assert expected in str(caught.value)


def test_a_fault_of_a_row_is_told_in_the_table(written):
    path = written(table=TABLE.replace("50 M USD", "-1 USD"))
    with pytest.raises(BadInput) as caught:
        sim.load(path)
    assert [str(each.place).rsplit("/", 1)[1] for each in caught.value.findings] == [
        "t.csv:3:26", "t.csv:4:26", "t.csv:5:27"
    ]  # fmt: skip


def test_without_the_key_nothing_changes():
    assert "mechanisms_from" not in sim.load("quick-start").document.data
