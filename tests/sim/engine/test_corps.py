"""A corps over time: tours served, whose rest counts afterwards, recruits in training."""

from building import Chart, index, started, waits

from sim.distributions import Uniform
from sim.plan import NONE, Intake, Need, Pool, Shock, ShockKind


def levels(outcome, pool):
    """Return (day, free, held, resting, lost) of a pool after each moment at which it changed."""
    rows = [each for each in outcome.levels if each.pool == index(outcome.plan.pools, pool)]
    last = {each.time: (each.time, *each[2:]) for each in rows}
    return list(last.values())


def moves(outcome):
    """Return (day, from, to, people)."""
    names = [each.id for each in outcome.plan.pools]
    return [
        (each.time, names[each.source] if each.source != NONE else "", names[each.target], each.people)
        for each in outcome.moves
    ]


def corps(**active):
    """Return a chart with six in an active corps that pass on to a standby corps."""
    chart = Chart()
    chart.pool("standby", 0, rest=40)
    chart.pool("active", 6, becomes="standby", **active)
    return chart


def recruiting(size, target, per_month, *, training=10, horizon=100.0):
    chart = Chart(horizon=horizon)
    chart.pool("corps", size)
    chart.intakes.append(Intake((0,), (target,), per_month, chart.draw("training", training, rounds=9)))
    return chart


def test_of_three_tours_to_serve_a_third_passes_on_at_each_return():
    chart = corps(service=3)
    chart.step("first", 10, needs={"active": 6})
    chart.step("second", 10, after=["first"], needs={"active": 4})
    chart.step("third", 10, after=["second"], needs={"active": 2})
    outcome = chart.run()
    assert moves(outcome) == [
        (10, "active", "standby", 2),
        (20, "active", "standby", 1),
        (30, "active", "standby", 1),
    ]
    assert levels(outcome, "active")[-1] == (30, 2, 0, 0, 0)
    assert levels(outcome, "standby")[-1] == (30, 4, 0, 0, 0)


def test_shares_of_small_teams_add_up_to_whole_people():
    """One by one: of the tours 1 to 6, the second and the fifth are the last."""
    chart = corps(service=3)
    for place in range(6):
        chart.step(f"tour{place}", 1, after=[f"tour{place - 1}"] * (place > 0), needs={"active": 1})
    assert [day for day, *_ in moves(chart.run())] == [2, 5]


def test_after_one_tour_all_pass_on_as_ever():
    chart = corps(rest=30)
    chart.step("tour", 5, needs={"active": 3})
    assert moves(chart.run()) == [(35, "active", "standby", 3)]


def test_who_passes_on_rests_as_the_corps_did_that_they_leave():
    chart = corps(rest=30, service=2)
    chart.step("tour", 5, needs={"active": 4})
    chart.step("recall", 1, needs={"standby": 2})
    outcome = chart.run()
    assert started(outcome) == [("tour", 0), ("recall", 35)]
    assert levels(outcome, "active") == [(0, 2, 4, 0, 0), (5, 2, 0, 4, 0), (35, 4, 0, 0, 0)]


def test_who_passes_on_may_rest_as_the_corps_does_that_they_join():
    """The Active rest 30 days, the Standby 40: on D+5 two belong to the one, two to the other."""
    chart = corps(rest=30, service=2, rests_there=True)
    chart.step("tour", 5, needs={"active": 4})
    chart.step("recall", 1, needs={"standby": 2})
    outcome = chart.run()
    assert moves(outcome) == [(5, "active", "standby", 2)]
    assert started(outcome) == [("tour", 0), ("recall", 45)]
    assert levels(outcome, "active") == [(0, 2, 4, 0, 0), (5, 2, 0, 2, 0), (35, 4, 0, 0, 0)]
    assert levels(outcome, "standby")[:3] == [(0, 0, 0, 0, 0), (5, 0, 0, 2, 0), (45, 0, 2, 0, 0)]


def test_recruits_are_in_training_before_they_are_free():
    outcome = recruiting(3, 10, 2.5).run()
    assert moves(outcome)[:2] == [(30.4375, "", "corps", 3), (60.875, "", "corps", 2)]
    assert levels(outcome, "corps")[:4] == [
        (0, 3, 0, 0, 0),
        (30.4375, 3, 0, 3, 0),
        (40.4375, 6, 0, 0, 0),
        (60.875, 6, 0, 2, 0),
    ]


def test_nobody_is_recruited_beyond_the_authorised_strength():
    outcome = recruiting(3, 4, 8.0).run()
    assert moves(outcome) == [(30.4375, "", "corps", 1)]


def test_a_step_waits_for_recruits_and_starts_when_they_are_trained():
    chart = recruiting(1, 4, 8.0)
    chart.step("tour", 5, needs={"corps": 3})
    outcome = chart.run()
    assert started(outcome) == [("tour", 40.4375)]
    assert waits(outcome) == [("tour", "pool", "corps", 0.0, 40.4375)]


def test_who_passed_on_is_replaced_when_they_belong_to_the_other_corps():
    chart = corps(rest=60, service=2, rests_there=True)
    chart.intakes.append(Intake((1,), (6,), 1.0, chart.draw("training", 10, rounds=3)))
    chart.step("tour", 5, needs={"active": 4})
    recruits = [each for each in moves(chart.run()) if not each[1]]
    assert recruits == [(30.4375, "", "active", 1), (60.875, "", "active", 1)]


def test_who_is_lost_is_replaced_and_who_is_still_owed_to_a_blow_counts_as_lost():
    """Six are out when a blow takes two; they fall at the return, but their posts are filled before."""
    chart = recruiting(6, 6, 1.0)
    chart.step("tour", 50, needs={"corps": 6})
    chart.shocks.append(Shock(4.0, ShockKind.LOSE, 0, 2))
    outcome = chart.run()
    assert [day for day, *_ in moves(outcome)] == [30.4375, 60.875]
    assert levels(outcome, "corps")[-1] == (70.875, 6, 0, 0, 2)


def test_training_is_drawn_once_for_each_month():
    chart = recruiting(0, 9, 1.0, training=Uniform(1.0, 20.0))
    free = [each for each in chart.run().levels if each.time not in {0.0, 30.4375, 60.875, 91.3125}]
    days = [each.time % 30.4375 for each in free]
    assert len(days) == len(set(days)) >= 2


def test_recruits_of_a_corps_with_skills_go_where_they_are_missing():
    """The whole corps takes three a month; policing lacks four, the generalists two."""
    chart = Chart()
    chart.pool("corps", 8)
    chart.pool("corps.policing", 0, corps=0, skill="policing", before=8)
    chart.intakes.append(Intake((0, 1), (10, 4), 3.0, chart.draw("training", 0, rounds=3)))
    assert moves(chart.run()) == [
        (30.4375, "", "corps", 1),
        (30.4375, "", "corps.policing", 2),
        (60.875, "", "corps", 1),
        (60.875, "", "corps.policing", 2),
    ]


def test_the_return_that_binds_a_start_is_not_hidden_by_recruits_of_the_same_moment():
    chart = recruiting(2, 3, 1.0, training=0)
    chart.step("tour", 30.4375, needs={"corps": 2})
    chart.step("next", 1, needs={"corps": 3})
    outcome = chart.run()
    assert started(outcome)[-1] == ("next", 30.4375)
    assert outcome.steps[1].binder == 0


def test_the_share_of_a_corps_that_comes_is_rounded_over_all_its_pools():
    """Half of 3 + 3 + 3 is 5 (4.5 rounded up), not 2 + 2 + 2."""
    chart = Chart()
    half = chart.draw("yields", 0.5)
    for place, name in enumerate(("corps", "corps.policing", "corps.health")):
        chart.pools.append(Pool(name, 3, yields=half, before=3 * place))
    assert [each.free for each in chart.run().levels] == [2, 1, 2]


def test_a_team_takes_its_specialists_and_its_generalists_at_once_or_nobody():
    """Two of three generalists are free, but no policeman is: the other team may not take them apart."""
    chart = Chart()
    chart.pool("corps", 3)
    chart.pool("corps.policing", 1, corps=0, skill="policing", before=3)
    chart.step("first", 10, needs=[Need((1,), 1), Need((0, 1), 1)])
    chart.step("second", 10, needs=[Need((1,), 1), Need((0, 1), 1)])
    outcome = chart.run()
    assert started(outcome) == [("first", 0), ("second", 10)]
    assert waits(outcome) == [("second", "pool", "corps.policing", 0.0, 10.0)]
    assert [(each.pool, each.amount) for each in outcome.holdings] == [(1, 1), (0, 1), (1, 1), (0, 1)]


def test_a_seat_for_anybody_is_not_filled_with_the_specialist_of_the_same_team():
    chart = Chart()
    chart.pool("corps", 1)
    chart.pool("corps.policing", 2, corps=0, skill="policing", before=1)
    chart.step("team", 10, needs=[Need((1,), 1), Need((0, 1), 2)])
    outcome = chart.run()
    assert sorted((each.pool, each.amount) for each in outcome.holdings) == [(0, 1), (1, 1), (1, 1)]
    assert min(each.free for each in outcome.levels) == 0
