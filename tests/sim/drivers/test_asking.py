"""How a percentile of a milestone is asked for."""

import pytest

from sim.drivers import Question, asked
from sim.errors import BadInput
from tests.building import Chart


@pytest.fixture
def plan():
    chart = Chart()
    chart.step("a", 1.0)
    chart.milestone("military_exit", "a")
    return chart.plan()


def test_a_percentile_of_a_milestone_is_read(plan):
    assert asked("P80(military_exit)", plan) == Question("military_exit", 0.8)
    assert asked(" p97.5 ( military_exit ) ".replace("97.5", "87.5"), plan).text == "P87.5(military_exit)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("military_exit", "nothing that can be asked"),
        ("mean(military_exit)", "no percentile of a milestone"),
        ("P99(military_exit)", "P5 to P95"),
        ("P80(militry_exit)", "Did you mean 'military_exit'"),
    ],
)
def test_what_cannot_be_asked_is_told_with_what_can(plan, text, told):
    with pytest.raises(BadInput) as caught:
        asked(text, plan)
    assert told in str(caught.value)
