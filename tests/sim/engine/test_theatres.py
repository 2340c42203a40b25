"""The ground of one operation by hand: gates, assessments, vetoes, drawdown, exit, rollback.

Two provinces of equal size, five sectors. Conditions do not move by themselves (no growth) unless
a test says so; blows shift them. Reviews every 30 days, mandates every 90.
"""

from dataclasses import replace

import pytest
from building import Chart, finished, started, unfinished, why

from sim.engine.world import run
from sim.plan import (
    NONE,
    Drawdown,
    Force,
    Gate,
    Growth,
    Province,
    Shock,
    ShockKind,
    Theatre,
    Threshold,
)
from sim.trace import Outcome

SECTORS = ("security", "governance", "humanitarian", "economy", "justice")
STILL = Growth(
    security_force=0.0,
    civilians=0.0,
    programmes=0.0,
    decay=0.0,
    spoiling=0.0,
    force_ratio=10.0,
    team_ratio=20.0,
    programme_ratio=10.0,
    capital_share=0.3,
)
GATE = Gate(
    needed=3,
    at_least=0.6,
    reviews=2,
    neighbours=0,
    rollback_below=0.4,
    rollback_reviews=2,
    deadline=float("inf"),
    civilian_lead=0.35,
)
FORCE = Force(
    troops=1_000,
    troop_year=1e6,
    elasticity=0.47,
    civilian_year=570_000.0,
    police_year=150_000.0,
)


class Field(Chart):
    """A chart with one theatre: provinces `north` and `south`, the exit, and their signals."""

    def ground(
        self,
        *,
        north: float = 0.8,
        south: float = 0.8,
        passes: float = 1.0,
        veto: float = 0.0,
        retry: float = 100.0,
        gate: Gate = GATE,
        growth: Growth = STILL,
        force: Force = FORCE,
        neighbours: bool = False,
        share: float = 0.5,
        begins: float = 0.0,
        exit_below: float = 0.35,
    ) -> None:
        self.horizon = 720.0
        levels = {"north": north, "south": south}
        provinces = []
        for place, name in enumerate(levels):
            signal = self.step(f"handover.{name}", signal=True, mandatory=False)
            provinces.append(
                Province(
                    id=name,
                    population=500_000,
                    conditions=(levels[name],) * 5,
                    pace=tuple(self.draw(f"{name}/{sector}/pace", 1.0) for sector in SECTORS),
                    neighbours=(1 - place,) if neighbours else (),
                    assessed=self.draw(f"{name}/assessed", passes, rounds=30),
                    retry=self.draw(f"{name}/retry", retry, rounds=30),
                    veto=self.draw(f"{name}/veto", veto, rounds=30),
                    handover=signal,
                    civilians=self.driver(f"{name}.civilians"),
                    programmes=tuple(self.driver(f"{name}.{sector}") for sector in SECTORS),
                )
            )
        self.theatres.append(
            Theatre(
                operation=0,
                begins=begins,
                sectors=SECTORS,
                provinces=tuple(provinces),
                review_every=30.0,
                growth=growth,
                gate=gate,
                drawdown=Drawdown(
                    every=90.0,
                    share=self.draw("share", share, rounds=30),
                    residual=0.3,
                    exit_below=exit_below,
                ),
                force=force,
                capital=self.driver("capital.civilians"),
                exit=self.step("military_exit", signal=True, mandatory=False),
            )
        )

    def shift(self, day: float, province: int, change: float, sector: int = NONE) -> None:
        """Let a blow shift a condition of a province (all sectors unless one is named)."""
        for each in range(5) if sector == NONE else (sector,):
            self.shocks.append(Shock(day, ShockKind.SHIFT, 0, change, province, each))


def field(**asked) -> Field:
    chart = Field()
    chart.ground(**asked)
    return chart


def troops(outcome: Outcome) -> list[tuple[float, int]]:
    """Return the days on which the number of troops changed, with the new number."""
    found: list[tuple[float, int]] = []
    for each in outcome.strength:
        if not found or found[-1][1] != each.troops:
            found.append((each.time, each.troops))
    return found


def looks(outcome: Outcome, province: int = 0) -> list[tuple[float, str]]:
    """Return the formal looks at a province."""
    return [(each.time, each.result) for each in outcome.assessments if each.province == province]


def test_a_province_that_meets_its_gate_twice_in_a_row_is_handed_over():
    assert finished(field(south=0.2).run()) == [("handover.north", 60)]


def test_a_review_below_the_level_begins_the_count_anew():
    chart = field(south=0.2)
    chart.shift(45.0, 0, -0.5)
    chart.shift(70.0, 0, 0.5)
    assert finished(chart.run()) == [("handover.north", 120)]


def test_three_of_five_sectors_are_enough():
    chart = field(south=0.2)
    chart.shift(0.0, 0, -0.6, sector=3)
    chart.shift(0.0, 0, -0.6, sector=4)
    assert finished(chart.run()) == [("handover.north", 60)]


def test_two_of_five_sectors_are_not():
    chart = field(south=0.2)
    for sector in (2, 3, 4):
        chart.shift(0.0, 0, -0.6, sector=sector)
    assert unfinished(chart.run()) == {"military_exit": "gate not met: north, south not handed over"}


def test_a_failed_assessment_is_tried_again_only_after_its_retry():
    """Fails on D+60; 100 days later is D+160, so the review of D+180 looks again."""
    chart = field(south=0.2, passes=0.0)
    assert looks(chart.run())[:2] == [(60.0, "failed"), (180.0, "failed")]


def test_a_veto_delays_a_passed_province_from_review_to_review():
    chart = field(south=0.2, veto=1.0)
    assert looks(chart.run())[:3] == [(60.0, "passed"), (60.0, "vetoed"), (90.0, "vetoed")]


def test_a_province_waits_for_a_neighbour_that_is_not_fit():
    """North is safe enough but borders the south, which never is."""
    chart = field(south=0.2, neighbours=True, gate=replace(GATE, neighbours=1))
    assert finished(chart.run()) == []


def test_two_neighbours_that_are_both_fit_do_not_wait_for_each_other():
    """South meets the gate for the second time on D+90: at that review both pass, in whatever order."""
    chart = field(south=0.2, neighbours=True, gate=replace(GATE, neighbours=1))
    chart.shift(45.0, 1, 0.6)
    assert finished(chart.run())[:2] == [("handover.north", 90), ("handover.south", 90)]


def test_at_the_deadline_everything_is_handed_over_whatever_its_condition():
    outcome = field(north=0.1, south=0.1, gate=replace(GATE, deadline=100.0)).run()
    assert finished(outcome)[:2] == [("handover.north", 120), ("handover.south", 120)]
    assert {each.why for each in outcome.authority} == {"onset", "deadline"}


def test_after_the_deadline_nothing_is_taken_back():
    """Else a weak province would pass to and fro with every review."""
    outcome = field(north=0.1, south=0.1, gate=replace(GATE, deadline=100.0)).run()
    assert max(each.time for each in outcome.authority) == 120.0
    assert finished(outcome)[-1] == ("military_exit", 270)


def test_authority_passes_in_every_sector_and_says_why():
    outcome = field(south=0.2).run()
    rows = [(each.time, each.authority.name, each.why) for each in outcome.authority if each.province == 0]
    assert rows == [(0.0, "MILITARY", "onset")] * 5 + [(60.0, "LOCAL", "gate met")] * 5


def test_without_troops_civilians_lead_from_the_start_and_there_is_no_exit_to_wait_for():
    outcome = field(force=replace(FORCE, troops=0), south=0.2).run()
    assert {each.authority.name for each in outcome.authority if each.time == 0.0} == {"CIVILIAN"}
    assert unfinished(outcome) == {}


def test_civilians_lead_where_a_team_stands_and_the_ground_is_good_enough():
    chart = field(north=0.5, south=0.5)
    chart.shift(0.0, 0, -0.3, sector=0)
    chart.step("tour", 400, not_before=40.0, drives=((0, 8),))
    rows = [each for each in chart.run().authority if each.time > 0.0]
    assert [(each.time, each.province, each.sector) for each in rows] == [
        (60.0, 0, sector) for sector in (1, 2, 3, 4)
    ]


def test_troops_leave_in_steps_at_mandate_reviews_after_authority_has_passed():
    """Both are handed over on D+60. Half leaves on D+90; on D+180 a quarter is left: all leave."""
    outcome = field().run()
    assert troops(outcome) == [(0.0, 1_000), (90.0, 500), (180.0, 0)]
    assert finished(outcome)[-1] == ("military_exit", 180)
    assert why(outcome, "military_exit")[0] == "gate"


def test_authority_is_not_strength():
    """North is handed over, south not: a residual of 30 % stays in the north, all in the south.

    Required 500 + 150; what is above it, 350, is halved at each mandate.
    """
    assert troops(field(south=0.2).run())[:3] == [(0.0, 1_000), (90.0, 825), (180.0, 738)]


def test_nobody_leaves_while_nothing_is_handed_over():
    assert troops(field(north=0.2, south=0.2).run()) == [(0.0, 1_000)]


def test_a_force_that_is_still_too_large_stays_at_the_horizon_and_says_so():
    outcome = field(share=0.1, exit_below=0.2).run()
    assert unfinished(outcome) == {"military_exit": "drawing down: 432 troops left of 1,000"}


def test_a_province_whose_security_falls_is_taken_back_after_two_reviews():
    chart = field(south=0.2)
    chart.shift(100.0, 0, -0.6)
    rows = [(each.time, each.authority.name, each.why) for each in chart.run().authority if each.time > 60.0]
    assert rows == [(150.0, "MILITARY", "security fell")] + [(150.0, "CIVILIAN", "security fell")] * 4


def test_a_province_taken_back_is_handed_over_again_through_its_gate():
    chart = field(south=0.2)
    chart.shift(100.0, 0, -0.6)
    chart.shift(200.0, 0, 0.6)
    security = [each for each in chart.run().authority if (each.province, each.sector) == (0, 0)]
    assert [each.time for each in security if each.authority.name == "LOCAL"] == [60.0, 240.0]


def test_after_the_exit_nothing_is_taken_back():
    chart = field()
    chart.shift(200.0, 0, -0.6)
    assert max(each.time for each in chart.run().authority) == 60.0


def test_a_province_taken_back_has_no_date_until_it_is_handed_over_again():
    lost, regained = field(south=0.2), field(south=0.2)
    lost.shift(100.0, 0, -0.6)
    regained.shift(100.0, 0, -0.6)
    regained.shift(200.0, 0, 0.6)
    assert (finished(lost.run()), finished(regained.run())) == ([], [("handover.north", 240)])


def test_what_follows_a_handover_is_freed_once_and_still_waits_for_the_rest():
    """North passes on D+60, is taken back, and passes again on D+240; the survey ends on D+500."""
    chart = field(south=0.2)
    chart.shift(100.0, 0, -0.6)
    chart.shift(200.0, 0, 0.6)
    chart.step("survey", 500)
    chart.step("close_office", 1, after=["handover.north", "survey"])
    chart.step("celebrate", 1, after=["handover.north"])
    begun = dict(started(chart.run()))
    assert (begun["celebrate"], begun["close_office"]) == (60.0, 500.0)


def test_reviews_count_from_the_onset():
    assert finished(field(south=0.2, begins=45.0).run()) == [("handover.north", 105)]


def test_a_move_waits_for_security_and_names_it():
    chart = field(north=0.2, south=0.2)
    chart.step("move", 5, condition=Threshold(0, 0, 0, 0.5))
    chart.shift(77.0, 0, 0.4, sector=0)
    outcome = chart.run()
    assert started(outcome) == [("move", 77)]
    assert why(outcome, "move") == ("security", "plan")


def test_a_blow_to_a_whole_theatre_strikes_every_province_and_sector():
    chart = field()
    chart.shocks.append(Shock(10.0, ShockKind.SHIFT, 0, -0.7))
    levels = [each.conditions for each in chart.run().conditions if each.time == 30.0]
    assert levels == [(pytest.approx(0.1),) * 5] * 2


def test_a_condition_never_leaves_0_to_1():
    chart = field()
    chart.shift(10.0, 0, 0.9)
    chart.shift(10.0, 1, -0.9)
    last = [each.conditions for each in chart.run().conditions if each.time == 30.0]
    assert last == [(1.0,) * 5, (0.0,) * 5]


def test_the_ground_answers_to_the_mean_of_those_who_were_there():
    """Eight civilians for half of the review count as four: 4 of 500,000 is 8 per million."""
    chart = field(south=0.2, growth=replace(STILL, civilians=1.0))
    chart.step("tour", 15, drives=((0, 8),))
    outcome = chart.run()
    level = next(each.conditions[1] for each in outcome.conditions if (each.time, each.province) == (30.0, 0))
    assert level == pytest.approx(1.0 - 0.2 * 2.718281828459045 ** -(8 / 28 * 30 / 365.25))


def test_a_change_of_the_review_rhythm_does_not_add_days_to_the_ground():
    """From D+10 on reviews are 60 days apart; the one of D+30 still looks back on 30 days."""
    before, after = field(growth=replace(STILL, decay=1.0)), field(growth=replace(STILL, decay=1.0))
    after.theatres[0] = replace(after.theatres[0], review_every=60.0)
    outcome = run(before.plan((10.0, after.plan())))
    level = next(each.conditions[1] for each in outcome.conditions if each.time == 30.0)
    assert level == pytest.approx(0.8 * 2.718281828459045 ** -(30 / 365.25))
