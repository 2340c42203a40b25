"""Schedules of other programs: what becomes of each fact, and what is told where it cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.errors import BadInput
from sim.scenario.importing import import_schedule

if TYPE_CHECKING:
    from pathlib import Path

    from sim.scenario.importing import Imported

PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
  <Title>Field hospital</Title><StartDate>2026-01-05T08:00:00</StartDate>
  <MinutesPerDay>480</MinutesPerDay><CalendarUID>1</CalendarUID>
  <Calendars><Calendar><UID>1</UID>
    <WeekDays>
      <WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
      <WeekDay><DayType>7</DayType><DayWorking>0</DayWorking></WeekDay>
    </WeekDays>
    <Exceptions><Exception><DayWorking>0</DayWorking><TimePeriod>
      <FromDate>2026-01-08T00:00:00</FromDate><ToDate>2026-01-08T23:59:00</ToDate>
    </TimePeriod></Exception></Exceptions>
  </Calendar></Calendars>
  <Tasks>
    <Task><UID>0</UID><ID>0</ID><Name>All</Name><Summary>1</Summary><OutlineLevel>0</OutlineLevel></Task>
    <Task><UID>1</UID><ID>1</ID><Name>Prepare</Name><Summary>1</Summary><OutlineLevel>1</OutlineLevel></Task>
    <Task><UID>2</UID><ID>2</ID><Name>Survey</Name><OutlineLevel>2</OutlineLevel>
      <Duration>PT40H0M0S</Duration></Task>
    <Task><UID>3</UID><ID>3</ID><Name>Buy tents</Name><OutlineLevel>2</OutlineLevel>
      <Duration>PT16H0M0S</Duration></Task>
    <Task><UID>4</UID><ID>4</ID><Name>Ship</Name><OutlineLevel>1</OutlineLevel><Duration>PT72H0M0S</Duration>
      <DurationFormat>8</DurationFormat>
      <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag></PredecessorLink></Task>
    <Task><UID>5</UID><ID>5</ID><Name>Open</Name><OutlineLevel>1</OutlineLevel><Duration>PT0H0M0S</Duration>
      <PredecessorLink><PredecessorUID>4</PredecessorUID><Type>1</Type></PredecessorLink></Task>
  </Tasks>
</Project>"""

PRIMAVERA = """<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V22/API/BusinessObjects">
  <Calendar><ObjectId>9</ObjectId><HoursPerDay>8</HoursPerDay></Calendar>
  <Project><Name>Road</Name><PlannedStartDate>2026-01-05T08:00:00</PlannedStartDate>
    <Activity><ObjectId>1</ObjectId><Id>A1</Id><Name>Clear</Name><Type>Task Dependent</Type>
      <CalendarObjectId>9</CalendarObjectId><PlannedDuration>24</PlannedDuration></Activity>
    <Activity><ObjectId>2</ObjectId><Id>A2</Id><Name>Pave</Name><Type>Task Dependent</Type>
      <CalendarObjectId>9</CalendarObjectId><PlannedDuration>16</PlannedDuration></Activity>
    <Activity><ObjectId>3</ObjectId><Id>A3</Id><Name>Manage</Name><Type>Level of Effort</Type></Activity>
    <Relationship><PredecessorActivityObjectId>1</PredecessorActivityObjectId>
      <SuccessorActivityObjectId>2</SuccessorActivityObjectId>
      <Type>Start to Start</Type><Lag>0</Lag></Relationship>
  </Project>
</APIBusinessObjects>"""


def taken(folder: Path, name: str, text: str) -> Imported:
    """Return what a file of that name and text becomes."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return import_schedule(file)


def days_of(folder: Path, found: Imported) -> dict[str, float]:
    """Play an imported schedule and return the days of its milestones."""
    plan = folder / "plan.yaml"
    plan.write_text(found.text, encoding="utf-8")
    return {
        name: day for name, day in sim.milestones(sim.simulate(sim.load(plan))).items() if day is not None
    }


def test_a_project_is_played_in_its_working_week(tmp_path: Path) -> None:
    """Five working days with a holiday end on Monday's evening; three elapsed days follow."""
    found = taken(tmp_path, "hospital.xml", PROJECT)
    assert found.steps == 4
    # Mon 5, Tue 6, Wed 7, (Thu 8 off), Fri 9, Mon 12 January: eight days after the start; then 72 hours.
    assert days_of(tmp_path, found) == {"open": pytest.approx(11.0), "finish": pytest.approx(11.0)}


def test_a_link_to_a_summary_waits_for_all_in_it(tmp_path: Path) -> None:
    """`Ship` waits for `Prepare`: for both of its tasks."""
    found = taken(tmp_path, "hospital.xml", PROJECT)
    assert "after: [survey, buy_tents]" in found.text


def test_a_primavera_export_keeps_steps_and_links(tmp_path: Path) -> None:
    """Paving may begin when clearing does; the level of effort is named as left out."""
    found = taken(tmp_path, "road.xml", PRIMAVERA)
    assert days_of(tmp_path, found) == {"finish": pytest.approx(2.0)}
    assert any("levels of effort" in each for each in found.doubts)


def test_a_table_is_read_with_schedulers_links(tmp_path: Path) -> None:
    """`1SS+2 d` and `2FF` mean what they mean to a scheduler."""
    rows = ("id,name,duration,predecessors,needs", "1,Brief,10 days,,", "2,Print,3 d,1SS+2 d,crew: 2")
    table = "\n".join((*rows, '3,Send,1 d,"1, 2FF",crew', ""))
    found = taken(tmp_path, "steps.csv", table)
    assert days_of(tmp_path, found) == {"finish": pytest.approx(11.0)}
    assert "{step: brief, link: start-start, lag: 2 d}" in found.text
    assert "crew: {size: 2}" in found.text


def test_a_name_that_ends_in_letters_of_a_link_is_a_name(tmp_path: Path) -> None:
    """`pass` is no start-start link to `pa`."""
    found = taken(tmp_path, "steps.csv", "step,duration,after\npass,1 d,\nnext,1 d,pass\n")
    assert "after: [pass]" in found.text


def test_three_points_become_a_spread(tmp_path: Path) -> None:
    """Low, likely and high stand in the plan as PERT."""
    found = taken(tmp_path, "steps.csv", "step;low;likely;high\nbuild;2 d;3 d;9 d\n")
    assert "pert: [2 d, 3 d, 9 d]" in found.text


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    """A lead and a column that nobody knows are named."""
    found = taken(tmp_path, "steps.csv", "step,duration,after,colour\na,1 d,,red\nb,1 d,a FS-1 d,\n")
    assert any("lead of 1 d" in each for each in found.doubts)
    assert any("colour" in each for each in found.doubts)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("steps.csv", "step,duration,after\na,ten,\nb,1 d,nobody\n", ["'ten'", "'nobody'"]),
        ("steps.csv", "step,duration\na,1 d\na,2 d\n", ["'a' stands there 2 times"]),
        ("steps.csv", "colour,length\nred,1 d\n", ["which step a row is"]),
        ("steps.csv", "step,duratoin\na,1 d\n", ["how long a step takes", "'duration'"]),
        ("steps.csv", "step,low,high\na,9 d,1 d\n", ["low ≤ likely ≤ high"]),
        ("steps.csv", "", ["has no row"]),
        ("steps.csv", "step,duration\n", ["has no step"]),
        ("plan.xml", "<Project><Tasks><Task></Project>", ["is no XML"]),
        ("plan.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><Project/>", ["declares a document type"]),
        ("plan.xml", "<Sheet/>", ["<Sheet>", "<Project>"]),
        ("plan.xml", PROJECT.replace("PT40H0M0S", "soon"), ["Task 2 (Survey)", "'soon'"]),
        ("plan.mpp", "binary", [".csv or .xml"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, name: str, text: str, said: list[str]) -> None:
    """All faults of a file at once, each with what is allowed."""
    with pytest.raises(BadInput) as error:
        taken(tmp_path, name, text)
    for each in said:
        assert each in str(error.value)


LINES = st.lists(st.sampled_from([*PROJECT.splitlines(), "<x>", "\0"]), max_size=12).map("\n".join)


@settings(deadline=None, max_examples=150)
@given(
    content=st.binary(max_size=300) | (st.text(max_size=200) | LINES).map(str.encode),
    suffix=st.sampled_from([".csv", ".xml"]),
)
def test_any_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    """No content makes anything but a scenario or a located error."""
    file = tmp_path_factory.mktemp("any") / f"any{suffix}"
    file.write_bytes(content)
    try:
        assert import_schedule(file).steps > 0
    except BadInput as error:
        assert error.findings  # noqa: PT017  either is good
