"""How often pages look, by how many there are."""

from dashboards.door.crowd import Crowd


def test_pages_look_less_often_when_there_are_many():
    """So that one server bears them all."""
    assert [Crowd(each).pace for each in (0, 60, 61, 180)] == [0.5, 0.5, 1.0, 1.0]
