"""Which dates stand first, what was not reached, and who stands behind a step that never finished."""

import math

from building import Chart

from sim.report import dates


def test_an_operation_has_the_standard_headlines(operation):
    assert [each.label for each in dates.headlines(operation)] == list(dates.HEADLINES.values())


def test_a_bare_plan_has_its_own_milestones_as_headlines(bare):
    found = [(each.label, each.day) for each in dates.headlines(bare)][:1]
    assert found == [("laid", 42.0)]
    assert math.isnan(dates.headlines(bare)[1].day)


def two_operations() -> Chart:
    """Alpha leaves on D+4; beta, not before the horizon."""
    chart = Chart(horizon=10.0)
    chart.operations.clear()
    for place, (name, days) in enumerate((("alpha", 4.0), ("beta", 40.0))):
        chart.operation(name)
        chart.step(f"{name}.leave", days, operation=place)
        chart.milestone(f"{name}.military_exit", f"{name}.leave")
    chart.milestone("military_exit", "alpha.leave", "beta.leave")
    return chart


def test_milestones_stand_in_one_row_per_name_with_all_operations_last():
    (row,) = dates.date_rows(two_operations().run())
    assert row.label == "military exit"
    assert row.days["alpha"] == 4.0
    assert row.overall is not None
    assert math.isnan(row.days["beta"])
    assert math.isnan(row.overall)


def test_what_one_operation_missed_is_not_missed_again_by_all():
    assert dates.missed(two_operations().run()) == ["beta.military_exit"]


def test_provinces_are_left_to_their_own_table(operation):
    assert not [row for row in dates.date_rows(operation) if "handover of" in row.label]


def test_what_only_waits_for_an_unfinished_step_is_counted_behind_it(bare):
    assert [(each.label, each.behind) for each in dates.reasons(bare)] == [("pay", 1)]
    assert "reserve" in dates.reasons(bare)[0].reason


def test_a_finished_plan_is_drawn_to_a_little_after_its_end():
    chart = Chart(horizon=1_000.0)
    chart.step("a", 50.0)
    assert dates.run_end(chart.run()) == 52.0


def test_an_unfinished_plan_and_a_theatre_are_drawn_to_the_horizon(bare, operation):
    assert dates.run_end(bare) == 100.0
    assert dates.run_end(operation) == operation.plan.horizon
