"""Names that nothing has: each is pointed at where it stands."""

import pytest

NAMES = (
    pytest.param(
        "steps: {a: {alias: b}, b: {}}",
        ["6:20: steps.a.alias: 'b' is the name of something else: the two would share their luck"],
        id="an earlier name that another step has",
    ),
    pytest.param(
        "steps: {a: {alias: old}, b: {alias: old}, c: {alias: c}}",
        ["6:37: steps.b.alias: 'old' is the earlier name of 'a': the two would share their luck"],
        id="one earlier name for two",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {steps: {s: {}}, teams: {t: {size: 1, from: p, alias: s}}}
        """,
        ["8:65: doctrine.teams.t.alias: 's' is the name of something else: the two would share their luck"],
        id="an earlier name of a team that a step has",
    ),
    pytest.param(
        "steps: {decide: {}, b: {after: [decid]}}",
        ["6:33: steps.b.after.0: there is no step 'decid'"],
        id="a step to wait for",
    ),
    pytest.param(
        "steps: {decide: {}, b: {after: decid}}",
        ["6:32: steps.b.after: there is no step 'decid'"],
        id="a step to wait for, in short",
    ),
    pytest.param(
        "steps: {decide: {}, b: {after: [{step: decid, lag: 2 d}]}}",
        ["6:40: steps.b.after.0.step: there is no step 'decid'"],
        id="a step to wait for, at length",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        steps: {a: {needs: {p: 1}, keeps_until: ab}, abc: {after: a}}
        """,
        ["7:41: steps.a.keeps_until: there is no step 'ab'"],
        id="a step to keep until",
    ),
    pytest.param(
        """\
        pools: {crew: {size: 1}}
        steps: {a: {needs: {crw: 1}}, b: {needs: {crew: 1}}}
        """,
        ["7:21: steps.a.needs.crw: there is no pool or fund 'crw'"],
        id="a pool to need",
    ),
    pytest.param(
        """\
        calendars: {office: {week: [mon]}}
        steps: {a: {calendar: ofice}, b: {calendar: office}}
        """,
        ["7:23: steps.a.calendar: there is no calendar 'ofice'"],
        id="a calendar",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1, kind: people, becomes: q}}
        steps: {a: {needs: {p: 1}}}
        """,
        ["6:45: pools.p.becomes: there is no pool 'q'"],
        id="a pool to become",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 1, from: [p, pp]}}}
        """,
        ["8:43: doctrine.teams.t.from.1: there is no pool 'pp'"],
        id="a pool to fill a team from",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        doctrine: {teams: {t: {size: 1, from: p, place: north, lift: {plane: 1}}}}
        """,
        ["8:63: doctrine.teams.t.lift.plane: there is no pool 'plane'"],
        id="a pool to lift a team",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        doctrine: {teams: {t: {size: 1, from: p, place: nort}}}
        """,
        ["8:49: doctrine.teams.t.place: there is no place 'nort'"],
        id="a place",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD, place: noth}}}
        """,
        ["8:68: doctrine.programmes.g.place: there is no place 'noth'"],
        id="a place of a programme",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {steps: {a: {after: t.travl}}, teams: {t: {size: 1, from: p}}}
        """,
        ["8:31: doctrine.steps.a.after: the team 't' has no phase 'travl'"],
        id="a phase of a team",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {steps: {a: {after: t.move}}, teams: {t: {size: 1, from: p}}}
        """,
        ["8:31: doctrine.steps.a.after: the team 't' has no phase 'move'"],
        id="a phase that this team does not go through",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {steps: {a: {after: g.grant}}, programmes: {g: {sector: justice, amount: 1 USD}}}
        """,
        ["8:31: doctrine.steps.a.after: the programme 'g' has no phase 'grant'"],
        id="a phase of a programme",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {steps: {a: {after: advnce.home}}, teams: {advance: {size: 1, from: p}}}
        """,
        ["8:31: doctrine.steps.a.after: there is no step 'advnce.home'"],
        id="a team",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD, fund: ff}}}
        """,
        [
            "8:67: doctrine.programmes.g.fund: there is no fund 'ff'",
            "6:9: warning: funds.f: the fund 'f' is never used",
        ],
        id="a fund",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD, mechanism: an}}}
        """,
        ["8:72: doctrine.programmes.g.mechanism: there is no mechanism 'an'"],
        id="a mechanism",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, queue: ring_fenced, shares: {alpa: 0.5}}}
        crises: {alpha: {country: A}}
        doctrine: {steps: {a: {needs: {f: 1 USD}}}}
        """,
        ["6:58: funds.f.shares.alpa: there is no crisis 'alpa'"],
        id="a crisis with a share",
    ),
    pytest.param(
        "crises: {x: {country: X, provinces: {n: {population: 1, security: 0, neighbours: s}}}}",
        ["6:82: crises.x.provinces.n.neighbours: there is no province 's'"],
        id="a neighbour",
    ),
    pytest.param(
        "crises: {x: {country: X, provinces: {n: {population: 1, security: 0, neighbours: [n]}}}}",
        ["6:83: crises.x.provinces.n.neighbours.0: 'n' does not border itself"],
        id="a neighbour of itself",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        milestones: {done: {all: [a, b]}}
        """,
        ["7:30: milestones.done.all.1: there is no step 'b'"],
        id="a step of a milestone",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        milestones: {done: {}}
        """,
        ["7:14: milestones.done: a milestone counts either all of some steps or any of them"],
        id="a milestone of nothing",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        milestones: {done: a}
        targets: [{milestone: don, by: D+3}]
        """,
        ["8:23: targets.0.milestone: there is no milestone 'don'"],
        id="a milestone of a target",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A}}
        doctrine: {steps: {a: {}}}
        targets: [{milestone: military_exit, by: D+3}]
        """,
        ["8:23: targets.0.milestone: there is no milestone 'military_exit'"],
        id="a milestone that no crisis reaches",
    ),
    pytest.param(
        """\
        steps: {a: {}, b: {}}
        correlate: [{steps: [a, bb], rho: 0.1}]
        """,
        ["7:25: correlate.0.steps.1: there is no step 'bb'"],
        id="a step to correlate",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        shocks: [{at: D+1, withdraw: {f: 1 USD}}]
        """,
        ["7:31: shocks.0.withdraw.f: there is no fund 'f'"],
        id="a fund to withdraw from",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        shocks: [{at: D+1, lose: {p: 1}}]
        """,
        ["7:27: shocks.0.lose.p: there is no pool 'p'"],
        id="a pool to lose from",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        shocks: [{at: D+1, deposit: {f: 1 USD}, gain: {p: 1}}]
        """,
        [
            "7:30: shocks.0.deposit.f: there is no fund 'f'",
            "7:48: shocks.0.gain.p: there is no pool 'p'",
        ],
        id="a fund to pay into and a pool to join",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        shocks: [{at: D+1, shift: {alpha.nort.security: -0.1}}]
        """,
        [
            "7:28: shocks.0.shift.alpha.nort.security: 'alpha.nort.security' names no condition "
            "of the ground",
        ],
        id="ground to shift",
    ),
)


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_that_nothing_has_is_pointed_at(first_lines, text, expected):
    assert first_lines(text) == expected
