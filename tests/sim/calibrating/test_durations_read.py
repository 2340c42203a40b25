"""A table of durations is read: units, censored values, steps; every bad row is named with its place."""

import hashlib

import numpy as np
import pytest

from sim.calibrating import read_observed
from sim.errors import BadInput, Unreadable


def table(tmp_path, text, name="durations.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def refused(path, **asked):
    with pytest.raises(BadInput) as caught:
        read_observed(path, **asked)
    return str(caught.value)


def test_every_unit_becomes_days(tmp_path):
    """48 hours are 2 days, 2 weeks are 14; a column, an option and the cell itself may say the unit."""
    found = read_observed(table(tmp_path, "duration,unit\n48 h,\n2,w\n3.5,\n"), unit="d")
    assert found.days.tolist() == [2.0, 14.0, 3.5]
    assert found.n == 3
    assert found.cut == 0


def test_a_bare_column_of_durations_needs_no_heading(tmp_path):
    """What `empirical: seen.csv` reads is read here too, comments passed over."""
    found = read_observed(table(tmp_path, "# seen in 2004\n22 d\n3 w\n\n5 d\n"))
    assert found.days.tolist() == [22.0, 21.0, 5.0]


def test_what_had_not_ended_is_told_apart(tmp_path):
    found = read_observed(table(tmp_path, "duration;censored\n10 d;no\n30 d;yes\n20 d;\n"))
    assert found.censored.tolist() == [False, True, False]
    assert found.ended.tolist() == [10.0, 20.0]


def test_only_the_rows_of_the_step_that_is_asked_for_count(tmp_path):
    path = table(tmp_path, "step,duration\ndecide,3 d\nnotify,9 d\ndecide,5 d\n")
    assert read_observed(path, step="decide").days.tolist() == [3.0, 5.0]
    assert "durations of 2 steps" in refused(path)
    assert "Did you mean 'decide'?" in refused(path, step="decid")


def test_the_file_is_told_from_others_by_its_digest(tmp_path):
    path = table(tmp_path, "3 d\n4 d\n")
    assert read_observed(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_bad_row_is_named_at_once_with_its_place(tmp_path):
    """A word, a number without unit, a negative one, a missing one, and a doubtful 'perhaps'."""
    path = table(tmp_path, "case,duration,censored\na,soon,no\nb,12,no\nc,-3 d,no\nd\ne,4 d,perhaps\n")
    said = refused(path)
    for found in (
        ":2:3: 'soon' is not a length of time",
        ":3:3: '12' needs a unit",
        ":4:3: '-3 d' is negative",
        ":5:1: the row has no duration",
        ":6:7: 'perhaps' does not say whether it had not ended",
    ):
        assert found in said, said


def test_a_table_without_the_column_says_which_there_are(tmp_path):
    said = refused(table(tmp_path, "case,durations\na,3 d\n"))
    assert "there is no column 'duration'" in said
    assert "Did you mean 'durations'?" in said
    found = read_observed(table(tmp_path, "case,durations\na,3 d\n"), column="durations")
    assert np.array_equal(found.days, [3.0])


def test_no_file_and_an_empty_one_are_refused(tmp_path):
    with pytest.raises(Unreadable, match="no such file"):
        read_observed(tmp_path / "nowhere.csv")
    with pytest.raises(Unreadable, match="empty"):
        read_observed(table(tmp_path, ""))
