"""Dates, calendars, windows of patches and gates."""

import pytest

MOMENTS = (
    pytest.param(
        """\
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        handover: {review: {every: 0.03 d}, drawdown: {every: 0.00001 d}}
        """,
        [
            "7:28: handover.review.every: the occasions are too close together",
            "7:55: handover.drawdown.every: the occasions are too close together",
        ],
        id="reviews by the minute",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, replenish: {below: 1 USD, to: 9 USD, checked: 0.01 d}}}
        steps: {a: {needs: {f: 1 USD}}}
        """,
        ["6:75: funds.f.replenish.checked: the occasions are too close together"],
        id="a balance that is looked at all the time",
    ),
    pytest.param(
        "steps: {a: {not_before: soon}}",
        ["6:25: steps.a.not_before: 'soon' is not a moment"],
        id="not before",
    ),
    pytest.param(
        "steps: {a: {not_before: 2005-09-30}}",
        ["6:25: steps.a.not_before: '2005-09-30' is before the start, 2005-10-01"],
        id="not before, before the start",
    ),
    pytest.param(
        "crises: {x: {country: X, onset: D-1}}",
        ["6:33: crises.x.onset: 'D-1' is before the start, 2005-10-01"],
        id="onset",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        handover: {gate: {deadline: 2005-02-30}}
        """,
        ["7:29: handover.gate.deadline: '2005-02-30' is not a day of the calendar"],
        id="deadline",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, expires: nevr}}
        steps: {a: {needs: {f: 1 USD}}}
        """,
        ["6:38: funds.f.expires: 'nevr' is not a moment"],
        id="expiry of a fund",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        mechanisms: {m: {sector: any, ceiling: 9 USD, expires: fiscal_yaer}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD}}}
        """,
        ["7:56: mechanisms.m.expires: 'fiscal_yaer' is not a moment"],
        id="expiry of a mechanism",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        milestones: {done: a}
        targets: [{milestone: done, by: 30 d}]
        """,
        ["8:33: targets.0.by: '30 d' is not a moment"],
        id="target",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        steps: {a: {needs: {p: 1}}}
        shocks: [{at: tomorrow, lose: {p: 1}}]
        """,
        ["8:15: shocks.0.at: 'tomorrow' is not a moment"],
        id="shock",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        patches: [{set: {steps.a.duration: 2 d}, from: D+x}]
        """,
        ["7:48: patches.0.from: 'D+x' is not a moment"],
        id="window of a patch",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        patches: [{set: {steps.a.duration: 2 d}, from: D+9, until: D+9}]
        """,
        ["7:60: patches.0.until: 'D+9' is not after the day on which the patch begins"],
        id="window that is over before it begins",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        patches: [{set: {steps.a.duration: 2 d}, from: D-9}]
        """,
        [
            "7:48: patches.0.from: 'D-9' is before the start, 2005-10-01",
            "7:48: patches.0.from: 'D-9' is before the start, 0001-01-01",
        ],
        id="window before the start",
    ),
    pytest.param(
        """\
        calendars: {c: {}}
        steps: {a: {calendar: c}}
        """,
        ["6:13: calendars.c: a calendar has either a working 'week' or occasions 'every' so often"],
        id="calendar of nothing",
    ),
    pytest.param(
        """\
        calendars: {c: {week: [mon], every: 1 w}}
        steps: {a: {calendar: c}}
        """,
        ["6:13: calendars.c: a calendar has either a working 'week' or occasions 'every' so often"],
        id="calendar of two kinds",
    ),
    pytest.param(
        """\
        calendars: {c: {week: [mon], weekday: tue}}
        steps: {a: {calendar: c}}
        """,
        ["6:30: calendars.c.weekday: 'weekday' goes with 'every'"],
        id="weekday of a week",
    ),
    pytest.param(
        """\
        calendars: {c: {every: 1 w, holidays: us_federal}}
        steps: {a: {calendar: c}}
        """,
        ["6:29: calendars.c.holidays: 'holidays' goes with 'week'"],
        id="holidays of a forum",
    ),
    pytest.param(
        """\
        calendars: {c: {every: 0 d}}
        steps: {a: {calendar: c}}
        """,
        ["6:24: calendars.c.every: occasions are too close together"],
        id="occasions without a pause",
    ),
    pytest.param(
        """\
        calendars: {c: {every: 1 d, first: monday}}
        steps: {a: {calendar: c}}
        """,
        ["6:36: calendars.c.first: 'monday' is not a moment"],
        id="first occasion",
    ),
    pytest.param(
        """\
        calendars: {c: {week: [mon], holidays: [2005-12-24, 24.12.2005]}}
        steps: {a: {calendar: c}}
        """,
        ["6:53: calendars.c.holidays.1: '24.12.2005' is not a moment"],
        id="a holiday",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        handover: {gate: {indicators: 3 of 4}}
        """,
        [
            "7:31: handover.gate.indicators: there are five indicators, one per sector, and a "
            "gate asks for at least one",
        ],
        id="indicators of four",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        handover: {gate: {indicators: 0 of 5}}
        """,
        [
            "7:31: handover.gate.indicators: there are five indicators, one per sector, and a "
            "gate asks for at least one",
        ],
        id="indicators of none",
    ),
)


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_a_moment_that_cannot_be_is_refused(first_lines, text, expected):
    assert first_lines(text) == expected
