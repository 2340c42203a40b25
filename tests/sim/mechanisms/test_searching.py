"""A search puts the surest first, leaves out what cannot be, and says what was nearest."""

from datetime import date

import pytest

from sim.distributions import Pert
from sim.errors import BadInput
from sim.mechanisms.asking import asked
from sim.mechanisms.cells import lines_of_text
from sim.mechanisms.checking import rows_of
from sim.mechanisms.searching import Wanted, nearest_to, probability, search

TABLE = """\
name,sector,region,kind,ceiling,lead_low,lead_mode,lead_high,holder,expires,in_place,serves
slow,justice,any,contract,50 M USD,60 d,80 d,90 d,firm,never,yes,courts
fast,justice,west-africa,grant,5 M USD,5 d,10 d,20 d,NGO,D+100,yes,mobile courts
large,any,any,contract,90 M USD,5 d,10 d,20 d,firm,2006-01-01,yes,camps
absent,justice,any,contract,50 M USD,5 d,10 d,20 d,firm,never,no,prisons
"""
ROWS = rows_of(lines_of_text(TABLE, "t.csv"))


def names(**wanted):
    return [each.row.name for each in search(ROWS, Wanted(**wanted))]


def test_by_a_day_the_surest_comes_first_then_the_larger_ceiling():
    assert names(sector="justice", region="west-africa", needed_by=70.0) == ["large", "fast", "slow"]


def test_without_a_day_the_fastest_comes_first():
    assert names(sector="justice", region="balkans") == ["large", "slow", "absent"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"amount": 60_000_000}, ["large"]),
        ({"holder": "NGO"}, ["fast"]),
        ({"kind": "contract", "text": "Prisons"}, ["absent"]),
        ({"needed_by": 110.0, "region": "west-africa", "start": date(2005, 10, 1)}, ["slow"]),
    ],
)
def test_each_condition_leaves_out_what_does_not_meet_it(wanted, expected):
    assert names(**wanted) == expected


def test_where_nothing_fits_what_misses_least_is_shown_with_what_it_misses():
    found = nearest_to(ROWS, Wanted(sector="justice", holder="NGO", needed_by=3.0))
    assert [(each.row.name, each.misses) for each in found] == [("fast", ("needed_by",))]


def test_the_chance_of_an_award_in_time_is_that_of_its_law():
    law = Pert(10.0, 35.0, 90.0)
    assert probability(law, law.at(0.8)) == pytest.approx(0.8)
    assert (probability(law, 10.0), probability(law, 90.0)) == (0.0, 1.0)


def test_words_that_are_not_known_are_told_at_once():
    with pytest.raises(BadInput) as caught:
        asked({"sector": "justise", "holder": "ngos", "needed_by": "30", "amount": "5", "start": "soon"})
    assert [each.place.file for each in caught.value.findings] == [
        "--sector", "--holder", "--start", "--needed-by", "--amount"
    ]  # fmt: skip


def test_a_date_counts_from_the_start_that_is_given():
    assert asked({"needed_by": "2005-10-31", "start": "2005-10-01"}).needed_by == 30.0
    with pytest.raises(BadInput, match="no start is given"):
        asked({"needed_by": "2005-10-31"})
