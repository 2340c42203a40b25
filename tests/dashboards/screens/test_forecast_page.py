"""The Forecast page: what may come, what it takes for granted, and a forecast that is kept."""

from seating import shown

from exercises.play.commands import End, Start
from exercises.roles import Role


def opened(table):
    page = table.alone("forecast", Role.CONTROLLER)
    return page.run()  # the first look asks, the second one has it


def test_rows_their_chances_and_what_is_assumed_are_shown(harbour):
    """Also that an answer which is owed is taken not to come."""
    harbour.do(Start())
    harbour.pass_(10)
    told = shown(opened(harbour)).replace("\\", "")
    assert "As of day 1 09:10" in told
    assert "Richer,< 1 %" in told
    assert "options that nobody has chosen stay so: ask" in told


def test_a_forecast_is_kept_once_and_the_record_tells_it(harbour):
    harbour.do(Start())
    harbour.pass_(10)
    page = opened(harbour)
    for _ in range(2):
        page.button(key="forecast_keep").click().run()
        assert not page.exception, page.exception
    kept = [each for each in harbour.director.since(0) if each.kind == "forecast.made"]
    assert [each.payload["futures"] for each in kept] == [20]
    assert {each["uid"]: each["share"] for each in kept[0].payload["rows"]} == {"richer": 0.0}
    assert "20 futures: Richer < 1 %" in shown(harbour.alone("record", Role.CONTROLLER))


def test_after_the_end_there_is_none_and_the_page_says_so(harbour):
    harbour.do(Start())
    harbour.do(End())
    assert "The exercise has ended" in shown(opened(harbour))
