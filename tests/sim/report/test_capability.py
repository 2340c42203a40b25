"""The corps on the page and in the terminal: skills, providers, and nothing where there are none."""

import io

from building import Chart
from rich.console import Console

from sim.plan import Pool
from sim.report import capability, html, terminal
from sim.report.charts import skills_chart
from sim.report.tables import cost_table


def run_of_a_corps(**more):
    chart = Chart(horizon=60.875)
    chart.pools += [
        Pool("corps", 3, "people", provider="state", **more),
        Pool(
            "corps.public_diplomacy", 2, "people", skill="public_diplomacy", corps=0, provider="state", **more
        ),
        Pool("firm", 6, "people", provider="private", agency="A firm"),
    ]
    chart.step("first", 45, needs={"corps.public_diplomacy": 2})
    chart.step("second", 5, needs={"corps.public_diplomacy": 1})
    return chart.run()


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_a_skill_is_told_with_its_fullest_month_and_what_it_lacked():
    assert texts(capability.skills_table(run_of_a_corps())) == [
        ["generalist", "3", "0 %", "0 %", "0 %", "0 %", "–"],
        ["public diplomacy", "2", "78 %", "100 %", "50 %", "100 %", "45"],
    ]


def test_the_inventory_says_who_can_provide_what():
    table = capability.providers_table(run_of_a_corps())
    assert [column.title for column in table.columns] == [
        "provider",
        "generalist",
        "public diplomacy",
        "together",
    ]
    assert texts(table) == [["State Department", "3", "2", "5"], ["private sector", "6", "–", "6"]]
    assert table.rows[1][0].note == "A firm"


def test_the_page_has_a_chapter_on_readiness_with_its_tiles():
    page = html.render(run_of_a_corps())
    assert '<section id="readiness">' in page
    assert "Share of each skill in use, by month" in page


def test_the_terminal_has_a_short_table():
    console = Console(file=io.StringIO(), width=100)
    terminal.render(run_of_a_corps(), console)
    text = console.file.getvalue()
    assert "Skills, whole run" in text
    assert "public diplomacy" in text


def test_a_month_is_marked_where_nobody_or_too_few_were_left():
    chart = skills_chart(run_of_a_corps(), end=60.875)
    (tiles,) = chart.to_dict()["datasets"].values()
    assert [each["mark"] for each in tiles] == ["", "", "●", "○"]


def test_readiness_is_a_column_of_cost_only_where_it_costs():
    assert not cost_table(run_of_a_corps())
    table = cost_table(run_of_a_corps(year_cost=300_000.0))
    assert [column.title for column in table.columns][-2:] == ["readiness", "together"]
    assert texts(table) == [["corps", "–", "–", "–", "–", "250 k", "250 k"]]


def test_a_run_without_skills_says_nothing_of_readiness():
    chart = Chart()
    chart.pool("crew", 4)
    outcome = chart.run()
    assert 'id="readiness"' not in html.render(outcome)
    assert skills_chart(outcome, end=100.0) is None
