"""Who led, how a province was handed over and taken back, who was there and for how long."""

import math

import pytest

from sim import measures
from sim.plan import Authority
from sim.trace import AssessmentRow, AuthorityRow, ConditionRow, StrengthRow

MILITARY, CIVILIAN, LOCAL = Authority.MILITARY, Authority.CIVILIAN, Authority.LOCAL


@pytest.fixture
def handed_over(tell, ground):
    """North is handed over on D+40 and its security taken back on D+70; the south never is."""
    onset = [AuthorityRow(10.0, 0, p, s, MILITARY, "onset") for p in (0, 1) for s in (0, 1)]
    return tell(
        ground(),
        authority=(
            *onset,
            AuthorityRow(20.0, 0, 0, 1, CIVILIAN, "team in place"),
            AuthorityRow(40.0, 0, 0, 0, LOCAL, "gate met"),
            AuthorityRow(40.0, 0, 0, 1, LOCAL, "gate met"),
            AuthorityRow(70.0, 0, 0, 0, MILITARY, "security fell"),
        ),
        assessments=(
            AssessmentRow(30.0, 0, 0, "failed"),
            AssessmentRow(40.0, 0, 0, "passed"),
            AssessmentRow(50.0, 0, 1, "failed"),
        ),
    )


def test_leads_follow_each_other_from_the_onset_to_the_horizon(handed_over):
    north = [
        (lead.sector, lead.authority.name, lead.since, lead.until)
        for lead in measures.authority_spans(handed_over)
        if lead.province == "north"
    ]
    assert north == [
        ("security", "MILITARY", 10.0, 40.0),
        ("security", "LOCAL", 40.0, 70.0),
        ("security", "MILITARY", 70.0, 100.0),
        ("justice", "MILITARY", 10.0, 20.0),
        ("justice", "CIVILIAN", 20.0, 40.0),
        ("justice", "LOCAL", 40.0, 100.0),
    ]


def test_a_handover_has_its_day_its_rollback_and_its_assessments(handed_over):
    north, south = measures.handovers(handed_over)
    assert (north.day, north.taken_back, north.local) == (40.0, 70.0, False)
    assert north.assessments == {"failed": 1, "passed": 1}
    assert math.isnan(south.day)
    assert south.assessments == {"failed": 1}


def test_a_province_is_local_when_every_sector_is(tell, ground):
    rows = tuple(AuthorityRow(40.0, 0, 0, sector, LOCAL, "gate met") for sector in (0, 1))
    north, south = measures.handovers(tell(ground(), authority=rows))
    assert (north.local, math.isnan(north.taken_back), south.local) == (True, True, False)


def test_assessments_and_conditions_are_told_by_name(handed_over, tell, ground):
    assert measures.assessment_list(handed_over)[0] == (30.0, "alpha", "north", "failed")
    outcome = tell(ground(), conditions=(ConditionRow(20.0, 0, 1, (0.4, 0.6)),))
    assert measures.condition_series(outcome) == [
        (20.0, "alpha", "south", "security", 0.4),
        (20.0, "alpha", "south", "justice", 0.6),
    ]


@pytest.fixture
def garrison(tell, ground):
    """1,000 troops from D+10, 250 from D+60; 100 police from D+60; 12 civilians from D+60."""
    rows = (StrengthRow(10.0, 0, 1_000, 0, 0), StrengthRow(60.0, 0, 250, 100, 12))
    return tell(ground(), strength=rows)


def test_person_days_run_to_the_horizon(garrison):
    assert measures.person_days(garrison) == {
        "alpha": {"troops": 60_000.0, "police": 4_000.0, "civilians": 480.0}
    }


def test_peaks_are_per_kind(garrison):
    assert measures.peak_strength(garrison) == {"alpha": {"troops": 1_000, "police": 100, "civilians": 12}}


def test_strength_is_a_step_series_per_kind(garrison):
    assert measures.strength_series(garrison)[3] == (60.0, "alpha", "troops", 250)


def test_force_costs_more_than_its_share_of_heads_and_people_cost_by_the_year(garrison):
    """50 days of 1 M USD; then a quarter of the force at half of the cost (elasticity 0.5)."""
    (costs,) = measures.total_cost(garrison).values()
    assert costs == pytest.approx(
        {
            "force": 50 * 1_000_000 + 40 * 500_000,
            "police": 40 * 100 * 100,
            "civilians": 40 * 12 * 2_000,
            "programmes": 0.0,
        }
    )


def test_cost_grows_from_the_onset_on(garrison):
    force = [(row.time, row.dollars) for row in measures.cost_series(garrison) if row.kind == "force"]
    assert force == [(10.0, 0.0), (60.0, pytest.approx(50e6)), (100.0, pytest.approx(70e6))]
