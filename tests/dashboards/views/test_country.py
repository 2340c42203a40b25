"""The schematic map: provinces of hexagons in one piece each, the same every time."""

from collections import Counter

import pytest

import sim
from dashboards.views.country import shapes_of


@pytest.fixture(scope="module")
def outcome():
    return sim.simulate(sim.load("quick-start"), seed=1)


def test_every_province_of_every_country_has_a_place(outcome):
    """Names are those of the scenario, and it is the same place every time."""
    found = shapes_of(outcome)
    named = {(each.crisis, each.province) for each in found}
    declared = {
        (outcome.plan.operations[theatre.operation].id, province.id)
        for theatre in outcome.plan.theatres
        for province in theatre.provinces
    }
    assert named == declared
    assert shapes_of(outcome) == found


def test_a_border_goes_round_and_no_side_within_a_province_is_drawn(outcome):
    """Each corner of a border has as many sides as lead in and out; tiles are closed."""
    for each in shapes_of(outcome):
        assert all(len(tile) == 7 and tile[0] == tile[-1] for tile in each.tiles)
        ends = Counter((round(x), round(y)) for side in each.edges for x, y in side)
        assert all(count % 2 == 0 for count in ends.values()), each.province
        assert len(each.edges) < 6 * len(each.tiles)
