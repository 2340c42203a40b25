"""Who may sit in which seat of a team, and how a corps keeps its mix when its size changes."""

from hypothesis import given
from hypothesis import strategies as st

from sim.domain.skills import divided, rescaled, seats, sources, successor
from sim.scenario.schema.resources import Pool

ACTIVE = Pool(size=10, kind="people", skills={"policing": 4, "health": 2})
STANDBY = Pool(size=10, kind="people", skills={"justice": 3, "policing": 1})
POOLS = {"active": ACTIVE, "standby": STANDBY}


def test_who_has_none_of_the_skills_is_a_generalist():
    assert divided(10, ACTIVE.skills) == {"": 4, "policing": 4, "health": 2}


def test_seats_for_specialists_are_filled_first():
    assert seats(8, {"policing": 3, "justice": 2}) == [("policing", 3), ("justice", 2), ("", 3)]


def test_a_team_of_specialists_has_no_other_seat():
    assert seats(3, {"policing": 3}) == [("policing", 3)]


def test_a_specialist_comes_from_the_corps_that_have_the_skill():
    assert sources("policing", ("active", "standby"), POOLS) == [
        ("active", "active.policing"),
        ("standby", "standby.policing"),
    ]
    assert sources("health", ("active", "standby"), POOLS) == [("active", "active.health")]


def test_a_seat_for_anybody_takes_one_corps_after_the_other_and_its_specialists_last():
    assert [pool for _, pool in sources("", ("active", "standby"), POOLS)] == [
        "active",
        "active.policing",
        "active.health",
        "standby",
        "standby.justice",
        "standby.policing",
    ]


def test_a_specialist_stays_one_where_the_next_corps_knows_the_skill():
    assert successor("standby", "policing", STANDBY.skills) == "standby.policing"
    assert successor("standby", "health", STANDBY.skills) == "standby"


def test_half_a_corps_has_half_of_each_skill():
    assert rescaled({"policing": 12, "engineering": 8}, 40, 20) == {"policing": 6, "engineering": 4}
    assert rescaled({"policing": 12, "engineering": 8}, 40, 0) == {"policing": 0, "engineering": 0}


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.integers(0, 40), st.integers(0, 300))
def test_a_resized_corps_never_has_more_specialists_than_people(people, generalists, size):
    skills = {f"skill{place}": each for place, each in enumerate(people)}
    after = rescaled(skills, sum(people) + generalists, size)
    assert list(after) == list(skills)
    assert sum(after.values()) <= size
    assert min(after.values()) >= 0
