"""Columns of lists that were really used, each looked at and written down by hand; those of other tools."""

from __future__ import annotations

import pytest

from exercises.msel import Asked, read_msel
from exercises.msel.reading.headings import columns_of, normalised
from sim.errors import BadInput
from tests.making_lists import FILES, line, workbook

ARMY = [
    ("MSEL NUMBER", "number"), ("DATE", "delivery_date"), ("Time", "delivery_time"), ("STATUS", "status"),
    ("INJECT DTG", "delivery"), ("SUBJECT", "title"), ("INJECT MODE", "channel"),
    ("SEND FROM (Simulated)", "from_"), ("INJECTED BY", "controller"), ("SEND TO", "to"),
    ("STORYLINE/THREAD", "storyline"), ("ESF", "capabilities"), ("DESCRIPTION", "description"),
    ("EXPECTED ACTION", "expected_actions"), ("NOTES/REMARKS", "notes"),
    ("IMPLEMENTER (Actual Narrative)", "body"), ("BACKGROUND INFORMATION", "background"),
    ("Inject Author", "author"),
]  # fmt: skip
STADIUM = [
    ("EVENT #", "number"), ("EVENT TIME", "delivery_time"), ("EVENT TYPE", "category"), ("SUBJECT", "title"),
    ("INJECT MODE", "channel"), ("SEND FROM (SIMULATED)", "from_"),
    ("INJECTED BY (RESPONSIBLE CONTROLLER)", "controller"), ("SEND TO (RECIPIENT PLAYERS)", "to"),
    ("EVENT DESCRIPTION", "description"), ("EXPECTED OUTCOMES", "expected_actions"),
    ("QUESTIONS/ COMMENTS", ""), ("IMPLEMENTER/ NARRATIVE", "body"), ("Notes", "notes"),
]  # fmt: skip
OBJECTIVE = "Objective Supported (UJTL/METL/CFETP)"
JOINT_START = [
    ("Event #", "number"), ("Date", "delivery_date"), ("Time (0600-1800)", "delivery_time"),
    ("Sent To:", "to"), ("Sent From:", "from_"), ("Event Summary", "description"),
    ("Expected Reaction to Inject", "expected_actions"), ("Inject Method", "channel"),
    ("Inject Implementer", "controller"),
]  # fmt: skip
JOINT_END = [
    ("Unit 1 Affected", "units"), ("Unit 2 Affected", "units"), ("Unit 3 Affected", "units"),
    (f"1st {OBJECTIVE}", "objectives"), (f"2nd {OBJECTIVE}", "objectives"), ("Inject POC", "author"),
    ("Secondary Location/Venue Affected", "locations"),
]  # fmt: skip
FOURTH = [
    *JOINT_START, ("Unit/Organization", "units"), (f"1st {OBJECTIVE}", "objectives"), *JOINT_END,
]  # fmt: skip
LATER = [
    *JOINT_START, (f"1st {OBJECTIVE}", "objectives"), ("Impacted Event Location/ Venue", "locations"),
    *JOINT_END,
]  # fmt: skip
WINTER = [
    ("MSEL #", "number"), ("Day", "day"), ("TITLE", "title"), ("SEND TO", "to"), ("SENT FROM", "from_"),
    ("CONTROLLER", "controller"), ("METHOD", "channel"), ("TYPE", "category"),
    ("DESCRIPTION/SCRIPT", "description"), ("EXPECTED ACTION", "expected_actions"),
    ("Comments/Notes", "notes"),
]  # fmt: skip
MAIN_SHEETS = {
    ("shape_army_hurricane_18col.xlsx", "Sheet1"): ARMY,
    ("shape_hseep_fse_two_iterations.xlsx", "Iteration #1"): STADIUM,
    ("shape_joint_daily_sheets_mixed_times.xlsx", "4MAR-A"): FOURTH,
    ("shape_joint_daily_sheets_mixed_times.xlsx", "05MAR-A"): LATER,
    ("shape_joint_daily_sheets_mixed_times.xlsx", "06MAR-A"): LATER,
    ("shape_joint_daily_sheets_mixed_times.xlsx", "07MAR-A"): LATER,
    ("shape_hseep_day_column.xlsx", "Sheet1"): WINTER,
}
OTHER_TOOLS = {
    "HSEEP in Blueprint": [
        ("Event Number", "number"), ("Designated Scenario Time", "scenario_time"), ("Event Type", "category"),
        ("Inject Mode", "channel"), ("From", "from_"), ("To", "to"), ("Message", "body"),
        ("Expected Participant Response", "expected_actions"), ("Exercise Objective", "objectives"),
        ("Notes", "notes"),
    ],
    "Standard in Blueprint": [
        ("Control Number", "number"), ("Move", "move"), ("Group", "group"),
        ("Delivery Time", "delivery_time"),
        ("Simulated Time", "scenario_time"), ("Assigned To", "controller"), ("Status", "status"),
        ("Title", "title"), ("Description", "description"), ("From Org", "from_"), ("To Org", "to"),
        ("Details", "body"), ("Expected Actions", "expected_actions"),
    ],
    "MITRE playbook": [
        ("ID", "number"), ("Local Time", "delivery_time"), ("Delivery Method", "channel"), ("Target", "to"),
        ("Title", "title"), ("Description", "description"), ("Assumptions", "background"), ("Notes", "notes"),
        ("Expected Actions", "expected_actions"), ("Measure of Performance", ""),
    ],
    "Conducttr": [
        ("Number", "number"), ("Time", "delivery_time"), ("From", "from_"), ("Faction", ""), ("To", "to"),
        ("Team", ""), ("Method", "channel"), ("Subject", "title"), ("Message", "body"),
        ("Expected Action", "expected_actions"), ("Tab", "phase"), ("StoryTime", "scenario_time"),
    ],
    "T3SF": [
        ("#", "number"), ("Real Time", "delivery_time"), ("Date", "delivery_date"), ("Subject", "title"),
        ("From", "from_"), ("Player", "to"), ("Script", "body"), ("Photo", "attachments"),
        ("Picture Name", "attachments"), ("Profile", ""), ("Poll", ""),
    ],
    "Cadence": [
        ("SourceReference", "number"), ("Phase", "phase"), ("ScheduledTime", "delivery_time"),
        ("Title", "title"),
        ("Description", "description"), ("Source", "from_"), ("Target", "to"), ("DeliveryMethod", "channel"),
        ("ExpectedAction", "expected_actions"), ("Priority", "priority"), ("TriggerType", "trigger"),
        ("ResponsibleController", "controller"), ("LocationName", "locations"), ("LocationType", ""),
        ("Track", "storyline"), ("Notes", "notes"), ("ExpectedOutcomes", "expected_actions"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("file", "sheet"), MAIN_SHEETS)
def test_every_column_of_a_main_sheet_is_known_without_asking(file, sheet):
    found = read_msel(FILES / file, Asked(sheets=(sheet,)))
    columns = [(" ".join(each.heading.split()), each.field) for each in found.sheets[0].layout.columns]
    expected = [(heading, field) for heading, field in MAIN_SHEETS[file, sheet]]
    assert [each for each in columns if each[0]] == expected_order(columns, expected)
    assert found.questions == ()


def expected_order(columns: list[tuple[str, str]], expected: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what was expected, after asserting that it names the sheet's headings one for one."""
    headings = [normalised(heading) for heading, _ in columns if heading]
    assert headings == [normalised(heading) for heading, _ in expected]
    return [(heading, field) for (heading, _), (_, field) in zip(columns, expected, strict=False)]


def test_the_main_sheets_have_at_least_the_76_fields_that_were_aimed_at():
    """The aim counted seven main sheets; of those that ship, more columns are known than that."""
    known = sum(bool(field) for columns in MAIN_SHEETS.values() for _, field in columns)
    assert known >= 76


@pytest.mark.parametrize("tool", OTHER_TOOLS)
def test_the_columns_of_another_tool_are_known(tool):
    headings, fields = zip(*OTHER_TOOLS[tool], strict=True)
    assert tuple(each.field for each in columns_of(headings)) == fields


def test_a_whole_name_wins_over_a_part_of_one_further_left():
    """Cadence's matcher took INJECT DTG or EVENT # for the title, before it came to SUBJECT."""
    columns = columns_of(["Inject title to be used", "Subject"])
    assert [each.field for each in columns] == ["", "title"]


def test_a_heading_that_holds_a_name_is_known_by_that_part():
    (column,) = columns_of(["Planned delivery time of the inject"])
    assert (column.field, column.how) == ("delivery_time", "part")


def test_one_column_is_never_two_fields():
    """In Blueprint `Assigned To` is who sends it, elsewhere a unit; it is the one or the other."""
    columns = columns_of(["Assigned To", "Controller"])
    assert [each.field for each in columns] == ["", "controller"]


def test_a_heading_of_several_fields_is_kept_as_it_is():
    (column,) = columns_of(["INJECT MODE: / SEND FROM: / INJECTED BY:"])
    assert column.field == ""


TWO_SUBJECTS = [["MSEL #", "Time", "Subject", "Subject", "Send To", "Expected Action"],
                *([n, "0900", f"a {n}", f"b {n}", "JOC", "x"] for n in range(5))]  # fmt: skip


def test_two_columns_of_one_name_are_a_question_with_its_answers(tmp_path):
    file = workbook(tmp_path / "two.xlsx", MSEL=TWO_SUBJECTS)
    (question,) = read_msel(file).questions
    assert question.choices == ("C", "D")
    assert question.option == "--column title="
    assert "--column title=C or --column title=D" in question.render()
    assert str(question.place) == "two.xlsx:1:3"


def test_an_answer_settles_the_question(tmp_path):
    file = workbook(tmp_path / "two.xlsx", MSEL=TWO_SUBJECTS)
    found = read_msel(file, Asked(columns={"title": "D"}))
    assert found.questions == ()
    assert found.rows[0].title == "b 0"
    assert found.rows[0].extra == {"Subject": "a 0"}


def test_a_column_can_be_named_by_its_heading(tmp_path):
    rows = [["MSEL #", "Time", "Headline of it", "Send To", "Expected Action", "Script"],
            *([n, "0900", f"a {n}", "JOC", "x", "y"] for n in range(3))]  # fmt: skip
    file = workbook(tmp_path / "headline.xlsx", MSEL=rows)
    assert read_msel(file, Asked(columns={"title": "headline  of it"})).rows[0].title == "a 0"


def test_answers_that_fit_nothing_are_all_told_with_the_nearest_that_does(tmp_path):
    file = workbook(tmp_path / "two.xlsx", MSEL=TWO_SUBJECTS)
    with pytest.raises(BadInput) as error:
        read_msel(file, Asked(columns={"titel": "Subject", "body": "Subjekt"}))
    assert [each.suggestion for each in error.value.findings] == ["title", "Subject"]


def test_line_breaks_blanks_and_signs_in_headings_do_not_matter():
    assert normalised("SEND TO \n(RECIPIENT   PLAYERS):") == "send to (recipient players)"
    assert len(line()) == 9
