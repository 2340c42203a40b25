"""The tables of a run as a reader sees them: words, units, tones."""

from dataclasses import replace

from building import Chart

from sim.plan import Target
from sim.report import tables
from sim.trace import EvacuationRow


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_dates_not_reached_say_beyond_which_day(bare):
    assert texts(tables.dates_table(bare)) == [["laid", "D+42"], ["thanked", "> D+100"]]
    laid, thanked = (row[1] for row in tables.dates_table(bare).rows)
    assert (laid.note, laid.tone) == ("16 Feb 2026", "")
    assert (thanked.note, thanked.tone) == ("not reached", "warn")


def test_targets_say_by_how_much(bare):
    promised = replace(bare, plan=replace(bare.plan, targets=(Target(0, 40.0, 0.8), Target(1, 90.0, 0.5))))
    rows = tables.targets_table(promised).rows
    assert [(row[3].text, row[3].note) for row in rows] == [("missed", "2 d late"), ("missed", "")]


def test_the_ledger_is_in_dollars_and_says_when_a_fund_ran_dry(bare):
    (row,) = tables.ledger_table(bare).rows
    assert [cell.text for cell in row] == ["reserve", "50", "50", "–", "–", "–", "–", "D+0"]


def test_a_pool_that_ran_out_is_marked(bare):
    (row,) = tables.pools_table(bare).rows
    assert [cell.text for cell in row] == ["crew", "1", "1", "none", "0.42", "42 %"]


def test_ceilings_of_mechanisms_are_no_pools():
    chart = Chart()
    chart.pool("mechanism:police", 5, kind="mechanism", consumed=True)
    assert not tables.pools_table(chart.run())


def test_a_bare_plan_has_no_table_of_the_ground(bare):
    assert not tables.handover_table(bare)
    assert not tables.people_table(bare)


def test_who_was_evacuated_is_shown_only_where_somebody_was(operation):
    titles = [column.title for column in tables.people_table(operation).columns]
    tour = next(i for i, each in enumerate(operation.plan.steps) if each.kind == "tour")
    row = EvacuationRow(time=120.0, step=tour, turn=0, people=4, planned=200.0)
    after = tables.people_table(replace(operation, evacuations=(row, row)))
    assert [column.title for column in after.columns] == [*titles, "evacuated"]
    assert (after.rows[0][-1].text, after.rows[0][-1].note) == ("8", "640 person-days lost")


def test_evidence_is_counted_by_label(operation):
    table = tables.evidence_table(operation.plan)
    counted = sum(int(row[2].text.replace(",", "")) for row in table.rows)
    assert counted == len(operation.plan.draws)
    assert {row[0].text for row in table.rows} <= {"source", "memory", "derived", "judgement"}


def test_costs_of_several_operations_are_summed(operation):
    assert [column.title for column in tables.cost_table(operation).columns][-1] == "together"
    whose = [row[0].text for row in tables.cost_table(operation).rows]
    assert whose == ["alpha", "corps", "all operations"]
