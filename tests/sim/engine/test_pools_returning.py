"""What happens to people when a step gives them back: rest, another corps, loss, a smaller pool."""

from building import Chart, index, started

from sim.plan import NONE, Need, Shock, ShockKind


def last_level(outcome, pool):
    """Return free, held, resting and lost of a pool at the end."""
    rows = [each for each in outcome.levels if each.pool == index(outcome.plan.pools, pool)]
    return rows[-1][2:]


def test_people_rest_before_they_are_free_again():
    chart = Chart()
    chart.pool("corps", 1, rest=30)
    chart.step("first", 5, needs={"corps": 1})
    chart.step("second", 5, needs={"corps": 1})
    assert started(chart.run()) == [("first", 0), ("second", 35)]


def test_active_members_join_the_standby_corps_after_their_rest():
    chart = Chart()
    chart.pool("standby_corps", 0)
    chart.pool("active_corps", 4, rest=30, becomes="standby_corps")
    chart.step("tour", 5, needs={"active_corps": 3})
    chart.step("recalled", 1, needs={"standby_corps": 3})
    outcome = chart.run()
    assert started(outcome) == [("tour", 0), ("recalled", 35)]
    assert last_level(outcome, "active_corps") == (1, 0, 0, 0)


def test_attrition_adds_up_to_whole_people_over_all_returns():
    """A tenth of 4 is nobody, a tenth of 8 one, a tenth of 16 two."""
    chart = Chart()
    chart.pool("corps", 4, attrition=0.1)
    for name, after in (("a", []), ("b", ["a"]), ("c", ["b"]), ("d", ["c"])):
        chart.step(name, 1, after=after, needs={"corps": 3})
    outcome = chart.run()
    assert [each.lost for each in outcome.levels] == [0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_of_a_standby_corps_only_the_share_that_comes_is_there():
    chart = Chart()
    chart.pool("standby_corps", 500, yields=0.18)
    assert chart.run().levels[0][2:] == (90, 0, 0, 0)


def test_a_blow_takes_the_free_at_once_and_the_rest_when_they_return():
    chart = Chart()
    chart.pool("corps", 5)
    chart.step("tour", 10, needs={"corps": 3})
    chart.shocks.append(Shock(4.0, ShockKind.LOSE, 0, 4))
    rows = [each[:1] + each[2:] for each in chart.run().levels]
    assert rows == [(0.0, 5, 0, 0, 0), (0.0, 2, 3, 0, 0), (4.0, 0, 3, 0, 2), (10.0, 1, 0, 0, 4)]


def test_a_blow_takes_those_at_rest_when_they_come_back():
    chart = Chart()
    chart.pool("corps", 3, rest=20)
    chart.step("tour", 2, needs={"corps": 3})
    chart.shocks.append(Shock(4.0, ShockKind.LOSE, 0, 2))
    assert last_level(chart.run(), "corps") == (1, 0, 0, 2)


def test_a_blow_takes_nobody_twice():
    """Ten are out and ten are lost; attrition takes some of them first. Later crews come home whole."""
    chart = Chart()
    chart.pool("corps", 10, attrition=0.4)
    chart.pool("reserve", 10)
    chart.step("a", 10, needs={"corps": 5})
    chart.step("b", 20, needs={"corps": 5})
    chart.shocks.append(Shock(4.0, ShockKind.LOSE, 0, 10))
    assert last_level(chart.run(), "corps") == (0, 0, 0, 10)


def test_recruits_after_a_blow_are_not_taken_for_those_lost_before():
    """Of 4 away 3 are struck; attrition had taken one of them. Two come later from another corps."""
    chart = Chart()
    chart.pool("corps", 4, attrition=0.5)
    chart.pool("feeder", 2, becomes="corps")
    chart.step("tour", 5, needs={"corps": 4})
    chart.step("service", 8, needs={"feeder": 2})
    chart.step("next", 5, needs={"corps": 2}, not_before=10.0)
    chart.shocks.append(Shock(1.0, ShockKind.LOSE, 0, 4))
    free, held, resting, lost = last_level(chart.run(), "corps")
    assert (free + held + resting + lost, lost) == (6, 5)


def test_a_call_up_waits_for_the_slowest_source():
    chart = Chart()
    active, standby = chart.pool("active_corps", 2), chart.pool("standby_corps", 9)
    quick, slow = chart.draw("active/recall", 3), chart.draw("standby/recall", 30)
    need = Need((active, standby), 5, lags=(quick, slow), asks=(NONE, NONE))
    chart.step("call", 0, needs=[need])
    assert [each.finish for each in chart.run().steps] == [30.0]


def test_a_source_without_recall_costs_no_days():
    chart = Chart()
    active = chart.pool("active_corps", 5)
    chart.step("call", 2, needs=[Need((active,), 5, lags=(NONE,), asks=(NONE,))])
    assert [each.finish for each in chart.run().steps] == [2.0]


def test_each_refused_release_costs_the_recall_anew():
    chart = Chart()
    standby = chart.pool("standby_corps", 9)
    lag, asks = chart.draw("recall", 20), chart.draw("asks", 3)
    chart.step("call", 0, needs=[Need((standby,), 5, lags=(lag,), asks=(asks,))])
    assert [each.finish for each in chart.run().steps] == [60.0]


def test_what_is_kept_until_a_later_step_is_given_back_by_it():
    chart = Chart()
    chart.pool("staff", 1)
    chart.step("decide", 2, needs={"staff": 1})
    chart.step("design", 5, after=["decide"])
    chart.step("other", 1, needs={"staff": 1})
    chart.keep("decide", "design")
    assert started(chart.run()) == [("decide", 0), ("design", 2), ("other", 7)]


def test_each_need_is_given_back_at_its_own_time():
    chart = Chart()
    hall, staff = chart.pool("hall", 1), chart.pool("staff", 1)
    chart.step("decide", 2, needs=[Need((hall,), 1), Need((staff,), 1, until=1)])
    chart.step("design", 5, after=["decide"])
    chart.step("meet", 1, needs={"hall": 1})
    chart.step("plan", 1, needs={"staff": 1})
    assert started(chart.run()) == [("decide", 0), ("design", 2), ("meet", 2), ("plan", 7)]


def test_nothing_is_kept_for_a_step_that_is_over_already():
    chart = Chart()
    chart.pool("staff", 1)
    chart.step("early", 3)
    chart.step("out", 5, needs={"staff": 1})
    chart.step("late", 2, needs={"staff": 1}, keeps_until="early")
    chart.step("next", 1, needs={"staff": 1})
    assert started(chart.run())[2:] == [("late", 5), ("next", 7)]
