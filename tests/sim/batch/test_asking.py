"""One reader of what may be asked: the same forms, and the same refusal, for every verb."""

from datetime import date

import pytest

from sim.batch.asking import Asked, check_quantity, read
from sim.errors import BadInput, Place

PLACE = Place("--of")


def read_of(text):
    return read(text, place=PLACE, start=date(2026, 1, 5))


@pytest.mark.parametrize("text", ["P80(done)", "p80(done)", " P80 ( done ) ", "P80.0(done)"])
def test_blanks_and_a_small_p_mean_the_same(text):
    assert read_of(text)[:3] == ("quantile", "done", 0.8)


def test_a_day_may_be_a_date():
    assert read_of("P(done by 2026-01-15)").by == read_of("P( done by D+10 )").by == 10.0


@pytest.mark.parametrize(
    "text", ["P80(done by D+3)", "mean(done by D+3)", "P(cost by D+3)", "P(done)", "P()"]
)
def test_what_has_no_meaning_is_refused_with_the_forms(text):
    with pytest.raises(BadInput, match="nothing that can be asked"):
        read_of(text)


def test_a_milestone_that_is_not_there_is_told_with_the_nearest():
    with pytest.raises(BadInput, match="Did you mean 'done'"):
        check_quantity("dome", ["done"], place=PLACE)
    with pytest.raises(BadInput, match="declares no milestone"):
        check_quantity("cost", [], place=PLACE, counted=())


def test_cost_is_asked_like_a_milestone():
    assert isinstance(read_of("mean(cost)"), Asked)
    check_quantity("cost", ["done"], place=PLACE)
