"""Faults of partners: each with its place, what was found and what is allowed."""

import pytest

CRISIS = "crises: {x: {country: X, provinces: {n: {population: 1 k, security: 0.5}}, partners: {un: %s}}}"
HEADING = "crises.x.partners.un"
FAULTS = (
    pytest.param(
        "{kind: police}",
        f"{HEADING}: a partner has either a pledge or targets in time",
        id="no pledge",
    ),
    pytest.param(
        "{kind: police, pledge: 5, targets: [[D+1, 6]]}",
        f"{HEADING}: a partner has either a pledge or targets in time",
        id="two pledges",
    ),
    pytest.param(
        "{kind: police, pledge: 5 M USD}",
        f"{HEADING}.pledge: 'police' are pledged in heads",
        id="police in dollars",
    ),
    pytest.param(
        "{kind: programmes, pledge: 50, sector: justice}",
        f"{HEADING}.pledge: 'programmes' are pledged in dollars a year",
        id="programmes in heads",
    ),
    pytest.param("{kind: police, pledge: 0}", f"{HEADING}.pledge: nothing is pledged", id="nothing"),
    pytest.param(
        "{kind: programmes, pledge: 5 M USD}",
        f"{HEADING}: partner programmes need the key 'sector'",
        id="programmes without a sector",
    ),
    pytest.param(
        "{kind: police, pledge: 5, sector: justice}",
        f"{HEADING}.sector: 'sector' goes with 'kind: programmes'",
        id="a sector of police",
    ),
    pytest.param(
        "{kind: police, pledge: 5, replaces: own_troops}",
        f"{HEADING}.replaces: 'replaces' goes with 'kind: troops'",
        id="police that replace troops",
    ),
    pytest.param(
        "{kind: police, pledge: 5, place: capital}",
        f"{HEADING}.place: there is no place 'capital'",
        id="police in the capital",
    ),
    pytest.param(
        "{kind: troops, pledge: 5, place: m}",
        f"{HEADING}.place: there is no place 'm'",
        id="a province that is not there",
    ),
    pytest.param(
        "{kind: police, targets: [[D+35, 3110], [D+30, 4718]]}",
        f"{HEADING}.targets.1: targets rise in day and in amount",
        id="targets out of order",
    ),
    pytest.param(
        "{kind: police, targets: [[D+35, 3110], [soon, 4718]]}",
        f"{HEADING}.targets.1.0: 'soon' is not a moment",
        id="a target on no day",
    ),
    pytest.param(
        "{kind: police, pledge: 5, arrival: {ceiling: {uniform: [0.5, 1]}}}",
        f"{HEADING}.arrival.ceiling: all of a pledge never comes: the ceiling reaches 1",
        id="a ceiling of 1",
    ),
    pytest.param(
        "{kind: police, pledge: 5, arrival: {scale: 0 d}}",
        f"{HEADING}.arrival.scale: 'scale' is 0",
        id="a scale of 0",
    ),
    pytest.param(
        "{kind: polise, pledge: 5}",
        f"{HEADING}.kind: 'polise' is not a kind that it can be",
        id="a kind that is not there",
    ),
)


@pytest.mark.parametrize(("partner", "expected"), FAULTS)
def test_a_fault_of_a_partner_is_found_where_it_is(first_lines, partner, expected):
    found = [each.split(": ", 1)[1] for each in first_lines(CRISIS % partner)]
    assert expected in found


def test_partners_need_a_ground(first_lines):
    found = first_lines("crises: {x: {country: X, partners: {un: {kind: police, pledge: 5}}}}")
    assert any("partners need provinces in which they count" in each for each in found)


def test_the_police_of_a_force_never_all_come_either(first_lines):
    text = (
        "crises: {x: {country: X, provinces: {n: {population: 1 k, security: 0.5}}, force: {troops: 1,"
        " cost: 1 USD / person y, police: 5, police_arrival: {ceiling: 1}}}}"
    )
    assert any("the ceiling reaches 1" in each for each in first_lines(text))


def test_every_fault_of_a_partner_comes_at_once(first_lines):
    found = first_lines(
        CRISIS % "{kind: police, pledge: 0, sector: justice, arrival: {scale: 0 d, ceiling: 1}}"
    )
    assert len([each for each in found if HEADING in each]) == 4
