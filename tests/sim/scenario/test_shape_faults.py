"""The shape of a file: each way to get it wrong gives one finding, at its place, in plain words."""

import pytest

SHAPE = (
    pytest.param(
        "steps: {a: {durration: 1 d}}",
        ["6:13: steps.a.durration: 'durration' is not a key of a step"],
        id="a misspelt key",
    ),
    pytest.param(
        "teams: {a: {size: 1}}",
        ["6:1: teams: 'teams' is not a key of a scenario, but of the doctrine"],
        id="a key of another part",
    ),
    pytest.param(
        """\
        pools: {crew: {kind: team}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:9: pools.crew: a pool needs the key 'size'"],
        id="a key that is missing",
    ),
    pytest.param(
        """\
        pools: {crew: {sise: 3}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:16: pools.crew.sise: 'sise' is not a key of a pool"],
        id="a key that is missing because it is misspelt",
    ),
    pytest.param(
        "steps: {-a: {duration: 1 d}}",
        ["6:9: steps.-a: '-a' is not a name"],
        id="a name that is none",
    ),
    pytest.param(
        "steps: {a: {duration: 10}}",
        ["6:23: steps.a.duration: '10' needs a unit"],
        id="no unit",
    ),
    pytest.param(
        "steps: {a: {duration: 15 days}}",
        ["6:23: steps.a.duration: '15 days' has an unknown unit"],
        id="an unknown unit",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 5 M}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:22: funds.f.opening: '5 M' has an unknown unit"],
        id="no currency",
    ),
    pytest.param(
        "steps: {a: {duration: }}",
        ["6:23: steps.a.duration: there is no value here"],
        id="no value",
    ),
    pytest.param(
        """\
        pools:
          crew:
        steps: {a: {duration: 1 d}}
        """,
        ["7:8: pools.crew: there is no value here"],
        id="nothing below a name",
    ),
    pytest.param(
        """\
        pools: [crew]
        steps: {a: {duration: 1 d}}
        """,
        ["6:8: pools: a list stands where keys and values are expected"],
        id="a list for a mapping",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        targets: {done: D+3}
        """,
        ["7:10: targets: a mapping stands where a list is expected"],
        id="a mapping for a list",
    ),
    pytest.param(
        """\
        calendars: {c: {week: mon}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:23: calendars.c.week: 'mon' stands where a list is expected"],
        id="one value for a list",
    ),
    pytest.param(
        "steps: {a: soon}",
        ["6:12: steps.a: 'soon' stands where keys and values are expected"],
        id="text for a mapping",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 1, queue: pritority}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:32: pools.crew.queue: 'pritority' is not a queue policy"],
        id="an unknown queue",
    ),
    pytest.param(
        "steps: {a: {}, b: {after: {step: a, link: start-strat}}}",
        ["6:43: steps.b.after.link: 'start-strat' is not a kind of link"],
        id="an unknown link",
    ),
    pytest.param(
        """\
        calendars: {c: {every: 1 w, weekday: tuesday}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:38: calendars.c.weekday: 'tuesday' is not a weekday"],
        id="an unknown weekday",
    ),
    pytest.param(
        """\
        mechanisms: {m: {sector: justize, ceiling: 1 USD}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:26: mechanisms.m.sector: 'justize' is not a sector"],
        id="an unknown sector",
    ),
    pytest.param(
        """\
        crises: {x: {country: X, provinces: {n: {population: 1, security: 0, conditions: {police: 1}}}}}
        """,
        ["6:83: crises.x.provinces.n.conditions.police: 'police' is not a sector"],
        id="an unknown sector as a key",
    ),
    pytest.param(
        "steps: {a: {evidence: guess}}",
        ["6:23: steps.a.evidence: 'guess' is not an evidence label"],
        id="an unknown label",
    ),
    pytest.param(
        "steps: {a: {chance: 0.5, evidence: {chance: sourced}}}",
        ["6:45: steps.a.evidence.chance: 'sourced' is not an evidence label"],
        id="an unknown label of one field",
    ),
    pytest.param(
        "steps: {a: {source: [1]}}",
        ["6:21: steps.a.source: a list stands where one value is expected"],
        id="a source that is no text",
    ),
    pytest.param(
        """\
        calendars: {c: {week: [mon], holidays: us}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:40: calendars.c.holidays: 'us' is not a set of holidays"],
        id="a set of holidays that is none",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        doctrine: {teams: {t: {size: 1, from: p, stays: forever}}}
        """,
        ["7:49: doctrine.teams.t.stays: 'forever' is not a length of stay"],
        id="a length of stay that is none",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        doctrine: {teams: {t: {size: 1, from: p, stays: 41}}}
        """,
        ["7:49: doctrine.teams.t.stays: '41' is not a length of stay"],
        id="too many tours",
    ),
    pytest.param(
        "steps: {a: {repeat: {chance: 0.1, at_most: 99}}}",
        ["6:44: steps.a.repeat.at_most: '99' is too large"],
        id="a number out of range",
    ),
    pytest.param(
        "steps: {a: {repeat: {chance: 0.1, at_most: 0}}}",
        ["6:44: steps.a.repeat.at_most: '0' is too small"],
        id="a number below its range",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 1.5}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:22: pools.crew.size: '1.5' is not a whole number"],
        id="half a head",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        doctrine: {teams: {t: {size: true, from: p}}}
        """,
        ["7:30: doctrine.teams.t.size: 'true' is not a whole number"],
        id="truth for a number",
    ),
    pytest.param(
        "steps: {a: {chance: 1.5}}",
        ["6:21: steps.a.chance: '1.5' is not between 0 and 1"],
        id="a share above one",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        doctrine: {teams: {t: {size: 1, from: p, curtailment: {at: [0.2]}}}}
        """,
        ["7:60: doctrine.teams.t.curtailment.at: 'at' takes more values than the 1 found"],
        id="half a range",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        doctrine: {teams: {t: {size: 1, from: p, curtailment: {at: [0.2, 0.3, 0.4]}}}}
        """,
        ["7:60: doctrine.teams.t.curtailment.at: 'at' takes at most 2, found 3"],
        id="three ends of a range",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {p: {sector: justice, amount: 1 USD, tranches: []}}}
        """,
        ["8:71: doctrine.programmes.p.tranches: 'tranches' takes at least 1, found 0"],
        id="no tranche",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        correlate: [{steps: [a], rho: 0.5}]
        """,
        ["7:21: correlate.0.steps: 'steps' takes at least 2, found 1"],
        id="one step to correlate",
    ),
    pytest.param(
        "steps: {a: {calendar: 3}}",
        ["6:23: steps.a.calendar: there is no calendar '3'"],
        id="a whole number for a name",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        doctrine: {teams: {t: {size: "12", from: p}}}
        """,
        ["7:30: doctrine.teams.t.size: '12' is not a whole number"],
        id="a number in quotes",
    ),
    pytest.param(
        "steps: {a: {chance: [0.5]}}",
        ["6:21: steps.a.chance: a list stands where one value is expected"],
        id="a list for one value",
    ),
)


@pytest.mark.parametrize(("text", "expected"), SHAPE)
def test_a_wrong_shape_is_said_once_and_where(first_lines, text, expected):
    assert first_lines(text) == expected
