"""When a desk is drawn anew: where something is new, and once more after it was."""

from dashboards.views.desk import Drawn, Mark

ONE, OTHER = Mark(1, 1, 7), Mark(2, 1, 8)


def test_news_is_drawn_at_once_and_a_second_time_some_seconds_later():
    """Then never again, as long as nothing is new."""
    first = Drawn.after(None, ONE, 100.0)
    assert not first.is_old(ONE, 101.0)
    assert first.is_old(OTHER, 100.1)
    assert first.is_old(ONE, 104.1)
    again = Drawn.after(first, ONE, 104.1)
    assert not again.is_old(ONE, 1_000.0)
    assert again.is_old(OTHER, 104.2)
    assert not Drawn.after(again, OTHER, 200.0).sure


def test_a_clock_that_is_set_back_does_not_put_the_second_time_off():
    """An hour would be long for a cell before whose eyes an inject is missing."""
    assert Drawn.after(None, ONE, 4_000.0).is_old(ONE, 404.0)
