"""What may be asked is read as written, or refused with what may be."""

import math
from datetime import date

import numpy as np
import pytest

from sim.comparing.statistic import Promise, indifference_of, promise_of, statistic_of
from sim.errors import BadInput

START = date(2026, 1, 5)


def asked(text, lead=""):
    return statistic_of(text, option="--of", start=START, lead=lead)


@pytest.mark.parametrize(
    ("text", "value"),
    [("P80(x)", 8.0), ("P50(x)", 5.0), ("mean(x)", 5.5), ("P(x by D+3)", 0.3), ("P(x by 2026-01-08)", 0.3)],
)
def test_a_statistic_is_what_it_says(text, value):
    assert float(asked(text).of(np.arange(1.0, 11.0), horizon=100.0)) == value


def test_days_beyond_the_horizon_count_as_the_horizon_but_are_not_in_time():
    days = np.array([1.0, math.inf])
    assert float(asked("mean(x)").of(days, horizon=9.0)) == 5.0
    assert float(asked("P80(x)").of(days, horizon=9.0)) == 9.0
    assert float(asked("P(x by D+99)").of(days, horizon=9.0)) == 0.5


def test_it_says_itself_as_it_was_asked():
    texts = ["P80(military_exit)", "P97.5(cost)", "mean(cost)", "P(x by D+3)"]
    assert [str(asked(each)) for each in texts] == texts


def test_a_bare_form_means_the_leading_measure():
    assert str(asked("P90", lead="military_exit")) == "P90(military_exit)"
    assert str(asked("mean", lead="cost")) == "mean(cost)"


@pytest.mark.parametrize("text", ["P80", "P0(x)", "P100(x)", "median(x)", "P80(x", "P(x)", ""])
def test_what_cannot_be_asked_is_refused_with_the_forms(text):
    with pytest.raises(BadInput, match="P80\\(MILESTONE\\)"):
        asked(text)


def test_a_moment_that_cannot_be_read_is_told():
    with pytest.raises(BadInput, match="soon"):
        asked("P(x by soon)")


def test_a_promise_has_a_date_and_a_sum():
    found = promise_of("military_exit by D+900, cost below 20 B USD", option="--joint", start=START)
    assert found == Promise("military_exit", 900.0, 20e9)
    with pytest.raises(BadInput, match="no promise of two parts"):
        promise_of("military_exit by D+900", option="--joint", start=START)


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [("5 d", "mean(x)", 5.0), ("2 M USD", "mean(cost)", 2e6), ("0.02", "P(x by D+3)", 0.02)],
)
def test_a_difference_that_does_not_matter_has_the_unit_of_what_is_asked(text, of, value):
    assert indifference_of(text, asked(of), option="--indifference") == value


@pytest.mark.parametrize(("text", "of"), [("0 d", "mean(x)"), ("5 d", "mean(cost)"), ("much", "P(x by D+3)")])
def test_no_difference_at_all_is_refused(text, of):
    with pytest.raises(BadInput):
        indifference_of(text, asked(of), option="--indifference")
