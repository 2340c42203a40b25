"""Files of a history that are wrong: every fault with its line and column, all at once."""

from pathlib import Path

import pytest

from sim.errors import BadInput, Unreadable
from sim.history.reading import EVENT_COLUMNS, TEST_COLUMNS, read_history, shipped_folder

EVENTS = ("k,police,strength,2000-04-17,2898,F,104", "k,North,handover,2000-02-01,,F,1")
TESTS = ("kosovo-police-1999,k,strength,2000-04-17,yes,",)


@pytest.fixture
def faults(tmp_path: Path):
    """Return the first line of each finding in a history made of these rows."""

    def found(events=EVENTS, tests=TESTS, *, heads=(EVENT_COLUMNS, TEST_COLUMNS)) -> list[str]:
        for name, head, rows in zip(("events", "tests"), heads, (events, tests), strict=True):
            text = "\n".join([",".join(head), *rows])
            (tmp_path / f"{name}.csv").write_text(text + "\n", "utf-8")
        try:
            read_history(tmp_path)
        except BadInput as error:
            return [each.render().partition("\n")[0] for each in error.findings]
        return []

    return found


def test_the_history_that_ships_has_no_fault():
    history = read_history(shipped_folder())
    assert (len(history.tests), len(history.scenarios)) == (18, 3)


def test_rows_that_are_right_have_no_fault(faults):
    assert faults() == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("k,n,handover,30.6.2009,,F,37", "events.csv:2:14: date: '30.6.2009' is not a date"),
        ("k,n,handover,2009-02-30,,F,37", "events.csv:2:14: date: '2009-02-30' is not a date"),
        ("k,n,handover,,,F,37", "events.csv:2:14: date: '' is not a date"),
        ("k,n,hand,2009-02-20,,F,37", "events.csv:2:5: event: 'hand' is not something that can happen"),
        ("k,n,strength,2009-02-20,many,F,3", "events.csv:2:25: value: 'many' is not a number"),
        ("k,n,strength,2009-02-20,nan,F,3", "events.csv:2:25: value: 'nan' is not a number"),
        ("k,n,handover,2009-02-20,,X,3", "events.csv:2:26: label: 'X' is not an evidence label"),
        ("k,n,handover,2009-02-20,,F,", "events.csv:2:28: source: no source is named"),
        ("k,n,handover", "events.csv:2:1: a row has other cells"),
    ],
)
def test_a_fault_of_an_event_is_found_where_it_is(faults, row, expected):
    assert expected in faults(events=[row, *EVENTS])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("s,x,strength,2000-04-17,yes,", "tests.csv:2:3: case: 'x' is not a case of the events"),
        ("s,k,strenght,2000-04-17,yes,", "tests.csv:2:5: asks: 'strenght' is not a quantity"),
        ("s,k,strength,today,yes,", "tests.csv:2:14: of: 'today' is not a date"),
        ("s,k,strength,2000-04-17,perhaps,", "tests.csv:2:25: calibrated: 'perhaps' is not an answer"),
        (",k,strength,2000-04-17,yes,", "tests.csv:2:1: scenario: no scenario is named"),
        ("s,k,days_to,South,no,", "tests.csv:2:13: of: 'South' was not handed over in this case"),
        ("s,k,days_between,North,no,", "tests.csv:2:18: of: '' was not handed over in this case"),
        ("s,k,clusters,3,no,", "tests.csv:2:14: of: 'clusters' is asked of the whole case"),
        ("s,k,days_to_strength,0,no,", "tests.csv:2:22: of: '0' is not a number of 1 or more"),
        ("s,k,share_lost,2000-04-17,no,", "tests.csv:2:16: of: '' is not a date"),
        ("s,k,passed_of_first,4,no,", "tests.csv:2:5: asks: the events do not answer this"),
    ],
)
def test_a_fault_of_a_test_is_found_where_it_is(faults, row, expected):
    assert expected in faults(tests=[row])


def test_all_faults_of_both_files_come_at_once(faults):
    found = faults(events=["k,n,handover,soon,,F,37", *EVENTS], tests=["s,k,strength,today,yes,"])
    assert [each.split(":")[0] for each in found] == ["events.csv", "tests.csv"]


def test_empty_lines_do_not_shift_the_places(faults):
    assert faults(events=["", "k,n,handover,soon,,F,37", *EVENTS])[0].startswith("events.csv:3:14:")


def test_other_columns_no_rows_and_endless_lines_are_refused(faults):
    assert faults(heads=(("a", "b"), TEST_COLUMNS)) == ["events.csv:1:1: the columns are others"]
    assert faults(tests=[]) == ["tests.csv:1:1: there is no row"]
    assert faults(events=["x" * 20_000]) == ["events.csv:2:1: the line is too long"]


def test_a_folder_without_the_files_is_unreadable(tmp_path):
    with pytest.raises(Unreadable, match="cannot be read"):
        read_history(tmp_path)
