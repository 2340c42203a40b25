"""What one more effect would do, told before it is done."""

from exercises.living import Effect, preview

CRF = "conflict_response_fund"


def test_nothing_changes_where_nothing_is_done(living):
    assert preview(living, [], Effect(0.0, why="words only"), day=30.0) == []


def test_money_that_goes_shows_at_once_and_in_the_dates(living):
    found = {each.measure: each for each in preview(living, [], Effect(0.0, withdraw={CRF: 10**9}), day=5.0)}
    free = found[f"fund.{CRF}.free"]
    assert (free.after, free.text) == (0, f"{CRF}: free to claim: 100 M USD → 0 USD")
    moved = found["milestone.alpha.first_dollar_disbursed"]
    assert moved.text.startswith("milestone alpha.first_dollar_disbursed: D+")
    assert "cost.total" not in found, "19.41 B USD with and without it: no digit shows a change"


def test_sums_are_compared_at_the_end(living):
    smaller = Effect(0.0, scale={"doctrine.programmes.*.amount": 0.2})
    found = {each.measure: each for each in preview(living, [], smaller, day=0.0)}
    assert found[f"fund.{CRF}.disbursed"].text.endswith("M USD in the end")


def test_slower_travel_moves_the_first_team_by_what_it_takes_longer(living):
    """The effect happens on the day asked about, whatever day it carries."""
    effect = Effect(999.0, until=1009.0, scale={"doctrine.teams.advance.travel": 3.0})
    found = {each.measure: each for each in preview(living, [], effect, day=0.0)}
    assert found == {} or all(each.before != each.after for each in found.values())
    longer = {each.measure for each in preview(living, [], Effect(0.0, scale=effect.scale), day=0.0)}
    assert "milestone.alpha.first_team_in_country" in longer


def test_it_is_compared_with_all_that_was_done_before(living):
    gone = [Effect(2.0, withdraw={CRF: 10**9})]
    again = preview(living, gone, Effect(0.0, withdraw={CRF: 10**9}), day=2.5)
    assert [each for each in again if each.measure == f"fund.{CRF}.free"] == []
