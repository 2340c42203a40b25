"""What follows an exit, by whole small scenarios: relapse, return, a second exit, what makes it likelier.

Two provinces of equal size whose conditions stand still unless a test says so: handed over at the
second review, the exit at the second mandate.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pytest
from rich.console import Console

import sim
from sim import measures
from sim.critical import critical_chain
from sim.report import dates, tables, terminal
from sim.report.html import page, render
from sim.trace import Outcome

REVIEW = 180.0
EXIT = 360.0
STILL = {"security_force": 0, "civilians": 0, "programmes": 0, "decay": 0, "spoiling": 0, "pace": 1}
GATE = {"indicators": "3 of 5", "at_least": 0.6, "for": "2 reviews", "passes": 1.0, "veto": 0}
NOTHING: Mapping[str, Any] = {}
WOMEN = {"councils": {"kind": "women", "engaged": True}, "elders": {"kind": "elders", "engaged": False}}
SIDELINED = {"councils": {"kind": "women", "engaged": False}, "elders": {"kind": "elders", "engaged": True}}


def scenario(
    *,
    aftermath: dict[str, Any] | None = None,
    horizon: str = "11 y",
    growth: Mapping[str, Any] = NOTHING,
    gate: Mapping[str, Any] = NOTHING,
    level: float = 0.8,
    **more: Any,
) -> dict[str, Any]:
    province = {"population": "500 k", "security": level}
    return {
        "format": 1,
        "title": "An exit and what follows",
        "start": "2005-10-01",
        "horizon": horizon,
        "evidence": "judgement",
        "crises": {
            "alpha": {
                "country": "Alpha",
                "provinces": {"north": province, "south": province},
                "force": {"troops": 1000, "cost": "1 M USD / person y"},
                **more,
            }
        },
        "handover": {
            "review": {"every": f"{REVIEW} d"},
            "gate": {**GATE, **gate},
            "growth": {**STILL, **growth},
            "drawdown": {"every": "180 d", "share": 1.0, "residual": 0.3},
            **({} if aftermath is None else {"aftermath": aftermath}),
        },
    }


def futures(count: int, **asked: Any) -> Iterator[Outcome]:
    return sim.replicate(sim.load_mapping(scenario(**asked), name="exit"), seed=7, replications=count)


def days_to_relapse(count: int, **asked: Any) -> list[float]:
    """Return days from the first exit to its relapse, inf where none came by the horizon."""
    return [
        next((row.time - out.exits[0].time for row in out.relapses), math.inf)
        for out in futures(count, **asked)
    ]


def soon(**asked: Any) -> Outcome:
    """Return the first future in which the relapse comes within three years of the exit."""
    gate = asked.pop("gate", NOTHING)
    rules = {"relapse_in_ten_years": 0.9, "return_after": "20 d"} | asked
    found = futures(40, aftermath=rules, gate=gate)
    return next(out for out in found if out.relapses and out.relapses[0].time < EXIT + 3 * 365.25)


def troops(outcome: Outcome) -> list[tuple[float, int]]:
    return [(row.time, row.troops) for row in outcome.strength]


@pytest.mark.parametrize("p10", [0.31, 0.40, 0.50])
def test_the_share_that_relapses_within_ten_years_is_the_calibrated_one(p10):
    """400 futures; four standard errors, false alarm 1 in 15,000."""
    days = days_to_relapse(400, aftermath={"relapse_in_ten_years": p10})
    share = sum(each <= 3_652.5 for each in days) / 400
    assert share == pytest.approx(p10, abs=4.0 * math.sqrt(p10 * (1.0 - p10) / 400))


def test_relapses_come_early_rather_than_late():
    days = days_to_relapse(400, aftermath={"relapse_in_ten_years": 0.5})
    early, late = sum(each <= 1_826.25 for each in days), sum(1_826.25 < each <= 3_652.5 for each in days)
    assert early > 1.3 * late


def test_variants_share_the_luck_of_an_exit():
    """Four times the hazard at shape 0.5 is a sixteenth of the days, future by future."""
    base = days_to_relapse(60, aftermath={"shape": 0.5}, level=0.6)
    worse = days_to_relapse(
        60, aftermath={"shape": 0.5, "early_exit_level": 1.0, "early_exit": 7.5}, level=0.6
    )
    pairs = [(a, b) for a, b in zip(base, worse, strict=True) if a < math.inf]
    assert len(pairs) > 10
    assert [b for _, b in pairs] == pytest.approx([a / 16.0 for a, _ in pairs])


def test_without_an_aftermath_nothing_follows():
    out = next(futures(1))
    assert (out.exits, out.relapses, troops(out)[-1]) == ((), (), (EXIT, 0))
    assert "alpha.relapse" not in sim.milestones(out)


def test_an_aftermath_changes_nothing_before_its_relapse():
    plain, with_it = next(futures(1, horizon="1 y")), next(futures(1, horizon="1 y", aftermath={}))
    assert (with_it.strength, with_it.conditions) == (plain.strength, plain.conditions)


def test_a_relapse_strikes_security_takes_back_what_is_weak_and_brings_troops_back():
    out = soon(blow=0.45)
    day = out.relapses[0].time
    assert [row.conditions[:2] for row in out.conditions if row.time == day] == [
        pytest.approx((0.35, 0.8)),
        pytest.approx((0.35, 0.8)),
    ]
    assert {(row.province, row.sector) for row in out.authority if row.why == "relapse"} == {
        (province, sector) for province in (0, 1) for sector in range(5)
    }
    assert troops(out)[1:3] == [(EXIT, 0), (day + 20.0, 500)]
    assert out.relapses[0].troops == 500


def test_a_province_that_stands_above_the_rollback_level_keeps_its_authority():
    out = soon(blow=0.3)
    assert not [row for row in out.authority if row.time == out.relapses[0].time]


def test_after_the_return_drawdown_goes_on_to_a_second_exit_with_luck_of_its_own():
    """Nothing was taken back, so at the next mandate all that is there is above what is required."""
    out = soon(blow=0.3)
    first, second = out.exits[:2]
    back = out.relapses[0].time + 20.0
    assert second.time == math.ceil(back / REVIEW) * REVIEW
    assert sim.milestones(out)["alpha.military_exit"] == first.time == EXIT
    assert sim.milestones(out)["alpha.relapse"] == out.relapses[0].time
    assert out.relapses[1].time - second.time != pytest.approx(
        (out.relapses[0].time - first.time) * (first.hazard / second.hazard) ** (1.0 / 0.7)
    )


def test_an_exit_that_was_reached_stays_so_though_troops_are_back_at_the_end():
    out = soon(blow=0.45, gate={"indicators": "5 of 5"})
    assert troops(out)[-1][1] == 500
    assert out.unfinished == ()


def test_a_relapse_is_a_date_of_one_operation_and_missed_by_nobody():
    plain = next(futures(1, horizon="1 y", aftermath={}))
    assert "relapse" not in sim.milestones(plain)
    assert math.isnan(sim.milestones(plain)["alpha.relapse"])
    assert "relapse" not in {row.label for row in dates.date_rows(plain)}
    assert dates.missed(plain) == []


def test_troops_do_not_leave_again_before_they_have_come_back():
    out = soon(blow=0.3, return_after="400 d")
    assert out.exits[1].time > out.relapses[0].time + 400.0


def test_the_chain_of_a_relapse_goes_back_over_the_exit():
    out = soon(blow=0.3)
    *before, last = critical_chain(out, "alpha.relapse")
    assert (last.kind, last.label) == ("lag", "after the exit, before the relapse of alpha")
    assert (last.since, last.until) == (EXIT, out.relapses[0].time)
    assert before[-1].until == EXIT


def test_when_nobody_comes_back_there_is_no_second_exit():
    out = soon(blow=0.3, returns=0.0)
    assert (len(out.exits), troops(out)[-1]) == (1, (EXIT, 0))


def test_troops_that_are_back_are_paid():
    out = soon(blow=0.3)
    there = out.exits[1].time - out.relapses[0].time - 20.0
    only = [row for row in out.strength if row.time <= out.exits[1].time]
    days = sum(a.troops * (b.time - a.time) for a, b in pairwise(only))
    assert days == pytest.approx(1_000 * EXIT + 500 * there)
    paid = [row.dollars for row in measures.cost_series(out) if row.kind == "force"]
    before, after = paid[1], paid[3]
    assert after - before == pytest.approx(there / 365.25 * 1e9 * 0.5**0.47, rel=1e-6)


def test_sidelining_women_brings_the_relapse_forward():
    multiplier = {"womens_inclusion": {"multiplier": 0.8}, "ownership": 0, "shape": 1.0}
    included = days_to_relapse(60, aftermath=multiplier, stakeholders=WOMEN)
    excluded = days_to_relapse(60, aftermath=multiplier, stakeholders=SIDELINED)
    pairs = [(a, b) for a, b in zip(included, excluded, strict=True) if a < math.inf]
    assert len(pairs) > 10
    assert [b for _, b in pairs] == pytest.approx([0.8 * a for a, _ in pairs])


def test_with_the_switch_off_women_change_nothing():
    off = {"womens_inclusion": {"counted": False}, "ownership": 0}
    pairs = zip(
        futures(30, aftermath=off, stakeholders=WOMEN),
        futures(30, aftermath=off, stakeholders=SIDELINED),
        strict=True,
    )
    assert all((a.exits, a.relapses) == (b.exits, b.relapses) for a, b in pairs)


def test_capacity_and_ownership_lower_the_hazard_of_an_exit():
    out = next(futures(1, aftermath={"local_capacity": 0.5, "ownership": 0.2}, stakeholders=SIDELINED))
    assert out.exits[0].hazard == pytest.approx(0.9)


def test_setbacks_make_a_rollback_possible():
    growth = {"setbacks": {"chance": 0.5, "loss": 0.2}}
    without, with_them = list(futures(10)), list(futures(10, growth=growth))

    def rolled_back(runs: list[Outcome]) -> int:
        return sum(any(row.why == "security fell" for row in out.authority) for out in runs)

    assert rolled_back(without) == 0
    assert rolled_back(with_them) > 0


def test_a_setback_strikes_some_provinces_at_some_reviews():
    out = next(futures(1, horizon="1 y", growth={"setbacks": {"chance": 1.0, "loss": 0.1}}))
    north = [(row.time, row.conditions[0]) for row in out.conditions if row.province == 0]
    assert north == [
        (0.0, 0.8),
        (180.0, 0.8),
        (180.0, pytest.approx(0.7)),
        (360.0, pytest.approx(0.7)),
        (360.0, pytest.approx(0.6)),
    ]


def first_results(level: float, **gate: Any) -> list[str]:
    runs = futures(300, horizon="370 d", level=level, gate={"passes": 0.5} | gate)
    return [row.result for out in runs for row in out.assessments]


def test_a_margin_raises_the_share_that_passes():
    """0.5 + 0.5 × 0.2 / 0.3 = 0.83 where the best stand 0.2 above; four standard errors."""
    results = first_results(0.8, margin=0.1)
    assert results.count("passed") / len(results) == pytest.approx(5 / 6, abs=0.062)


def test_at_the_level_itself_a_margin_changes_no_assessment():
    assert first_results(0.6, margin=0.1) == first_results(0.6)


def test_the_terminal_and_the_page_tell_of_it():
    out = soon(blow=0.3)
    console = Console(width=100)
    with console.capture() as capture:
        terminal.render(out, console)
    assert "After the exit" in capture.get()
    assert page(out)["aftermath"] == tables.aftermath_table(out)
    assert "<h3>After the exit</h3>" in render(out)
