"""The contingency plan on paper: its sections, its dates, and that all in it is declared or reckoned."""

from io import BytesIO

import docx
import numpy as np
import pytest

import sim
from sim.batch.moments import moments
from sim.batch.run import run_batch
from sim.report.contingency import paper, reckoned
from sim.report.contingency.gathering import Gathered

SECTIONS = [
    "Summary",
    "Situation",
    "Mission and end state",
    "Phases and essential tasks",
    "Resources and mechanisms",
    "Synchronization matrix",
    "Decision points",
    "Handover criteria",
    "Risks",
    "Assumptions",
    "What is owed by whom",
]


def gathered(model, n=12):
    return Gathered(
        model, run_batch(model, n=n, seed=1, workers=1), moments(model.plan, seed=1, futures=range(n))
    )


@pytest.fixture(scope="module")
def quick_start():
    return gathered(sim.load("quick-start"))


def rows(section, title):
    return [
        [cell.text for cell in row] for name, table in section.tables if name == title for row in table.rows
    ]


def test_the_document_has_every_section_of_the_template_in_order(quick_start):
    assert [each.title for each in paper.sections(quick_start)] == SECTIONS


def test_the_docx_opens_with_its_headings_and_full_tables(quick_start):
    document = docx.Document(BytesIO(paper.to_docx(quick_start)))
    heads = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert heads == [SECTIONS[0], *(f"{place}. {name}" for place, name in enumerate(SECTIONS[1:], start=1))]
    text = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"Alpha", "coast", "highlands", "courts", "USAID", "relief partners"} <= set(text)


def test_essential_tasks_stand_in_their_phase_with_who_leads(quick_start):
    section = next(each for each in paper.sections(quick_start) if each.title == SECTIONS[3])
    task = "train judges and police, vetting"
    wanted = ["justice", task, "Justice", "15.0 M USD", "conflict_response_fund", "any"]
    assert wanted in rows(section, "Transformation")


def test_a_line_of_the_matrix_is_done_no_sooner_than_it_begins(quick_start):
    for line in quick_start.lines:
        needed = ~np.isnan(line.begins) & ~np.isnan(line.done)
        assert (line.begins[needed] <= line.done[needed]).all(), line.name


def test_steps_that_wait_for_a_forum_are_decision_points(quick_start):
    found = rows(reckoned.decisions(quick_start), "Forums")
    assert [row[:3] for row in found] == [
        ["alpha · decide", "forum", "NSC deputies"],
        ["alpha · approve_plan", "forum", "NSC deputies"],
    ]


def test_everything_that_is_owed_has_a_line(quick_start):
    (_, table), *_ = reckoned.owed(quick_start).tables
    assert len(table.rows) == len(quick_start.plan.duties)


def test_a_constant_plan_has_its_dates_to_the_day():
    model = sim.load_mapping(
        {
            "format": 1,
            "title": "Three steps",
            "start": "2026-01-05",
            "horizon": "40 d",
            "steps": {
                "first": {"duration": "4 d"},
                "second": {"after": ["first"], "duration": "6 d"},
                "never": {"after": ["second"], "duration": "90 d"},
            },
        },
        name="three-steps",
    )
    (_, dates), (_, marks) = reckoned.synchronisation(gathered(model)).tables
    assert [[cell.text for cell in row] for row in dates.rows] == [
        ["first", "nobody named", "", "D+0", "D+0", "D+4", "D+4"],
        ["second", "nobody named", "", "D+4", "D+4", "D+10", "D+10"],
        ["never", "nobody named", "", "D+10", "D+10", "> D+40", "> D+40"],
    ]
    assert [cell.text for cell in marks.rows[0][1:]] == ["■"] * 5 + [""] * 7


def test_a_bare_plan_is_written_without_the_sections_it_has_nothing_for():
    model = sim.load_mapping(
        {
            "format": 1,
            "title": "One step",
            "start": "2026-01-05",
            "horizon": "40 d",
            "steps": {"work": {"duration": "4 d"}},
        },
        name="one-step",
    )
    document = gathered(model, n=3)
    assert [each.title for each in paper.sections(document)] == [
        "Summary",
        "Mission and end state",
        "Synchronization matrix",
    ]
    assert "Contingency plan: One step" in paper.to_html(document)
