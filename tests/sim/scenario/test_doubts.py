"""Warnings: what may be run and is probably not meant."""

import pytest

DOUBTS = (
    pytest.param(
        """\
        steps: {a: {duration: 1 d, owner: NSC}, b: {duration: 1 d, due: 3 d}}
        """,
        [
            "6:28: warning: steps.a.owner: 'NSC' owes this by no day, so nobody is held to it",
            "6:60: warning: steps.b.due: this is due, but nobody owes it",
        ],
        id="a duty without a day or without an owner",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1, kind: people, recall: 9 d, refusal: 0.2}}
        steps: {a: {needs: {p: 1}}}
        """,
        [
            "6:36: warning: pools.p.recall: 'recall' acts when a team is called, and no team is filled "
            "from 'p'",
            "6:49: warning: pools.p.refusal: 'refusal' acts when a team is called, and no team is filled "
            "from 'p'",
        ],
        id="people who are never called",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9, kind: people, refusal: 0.2}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 1, from: p}}}
        """,
        ["6:36: warning: pools.p.refusal: a refusal costs the days of 'recall', and there are none"],
        id="a refusal that costs no day",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:9: warning: pools.p: the pool 'p' is never used"],
        id="a pool that nobody uses",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:9: warning: funds.f: the fund 'f' is never used"],
        id="a fund that nobody uses",
    ),
    pytest.param(
        """\
        calendars: {c: {week: [mon]}}
        steps: {a: {duration: 1 d}}
        """,
        ["6:13: warning: calendars.c: the calendar 'c' is never used"],
        id="a calendar that nobody uses",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        mechanisms: {m: {sector: economy, ceiling: 9 USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD}}}
        """,
        ["7:14: warning: mechanisms.m: the mechanism 'm' is never used"],
        id="a mechanism of a sector without programme",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        mechanisms: {m: {sector: any, region: west, ceiling: 9 USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD}}}
        """,
        ["7:14: warning: mechanisms.m: the mechanism 'm' is never used"],
        id="a mechanism of a region without crisis",
    ),
    pytest.param(
        """\
        steps: {a: {}, b: {}}
        milestones: {done: a}
        """,
        ["6:16: warning: steps.b: an open end: nothing follows 'b' and no milestone counts it"],
        id="an open end",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1, rest: 9 d}}
        steps: {a: {needs: {p: 1}}}
        """,
        ["6:22: warning: pools.p.rest: 'rest' is for people, and 'p' holds things"],
        id="things that rest",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}, q: {size: 1, queue: priority}}
        steps: {a: {needs: {p: 1, q: 1}}}
        """,
        [
            "7:13: warning: steps.a.needs: one request, and lines of different order: p fifo, q "
            "priority; the first one counts",
        ],
        id="lines of different order",
    ),
    pytest.param(
        "steps: {a: {not_before: D+400}}",
        ["6:25: warning: steps.a.not_before: 'D+400' is beyond the horizon: it never starts"],
        id="a step beyond the horizon",
    ),
    pytest.param(
        "crises: {x: {country: X, onset: 2009-01-01}}",
        ["6:33: warning: crises.x.onset: '2009-01-01' is beyond the horizon: it never begins"],
        id="a crisis beyond the horizon",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        milestones: {done: a}
        targets: [{milestone: done, by: D+400}]
        """,
        ["8:33: warning: targets.0.by: 'D+400' is beyond the horizon: no run can tell"],
        id="a target beyond the horizon",
    ),
    pytest.param(
        """\
        pools: {p: {size: 1}}
        steps: {a: {needs: {p: 1}}}
        shocks: [{at: D+400, lose: {p: 1}}]
        """,
        ["8:15: warning: shocks.0.at: 'D+400' is beyond the horizon: it never strikes"],
        id="a shock beyond the horizon",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        risks: {r: {chance: 0, scale: {steps.a: 2}}}
        """,
        ["7:21: warning: risks.r.chance: a risk with this chance never happens"],
        id="a risk that never happens",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        risks: {r: {chance: 1, scale: {steps.a: 2}}}
        """,
        ["7:21: warning: risks.r.chance: a risk with this chance always happens"],
        id="a risk that always happens",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 3 M USD, quick_start: 2 M USD}}}
        """,
        [
            "8:76: warning: doctrine.programmes.g.quick_start: a grant above the fund's "
            "quick-start ceiling, 1 M USD, is never given",
        ],
        id="a grant that is never given",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, shares: {plan: 0.5}}}
        steps: {a: {needs: {f: 1 USD}}}
        """,
        ["6:29: warning: funds.f.shares: shares count only with 'queue: ring_fenced', not 'fifo'"],
        id="shares without a fence",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 1, from: p, tour: 30 d}}}
        """,
        [
            "8:48: warning: doctrine.teams.t.tour: the next team is called 60 d before the end of "
            "a tour of 30 d",
        ],
        id="a relief before the tour",
    ),
    pytest.param(
        """\
        steps: {a: {duration: 1 d}}
        variants: {v: {set: {steps.a.duration: 1 d}}}
        """,
        ["7:12: warning: variants.v: this patch changes nothing"],
        id="a variant that changes nothing",
    ),
)


@pytest.mark.parametrize(("text", "expected"), DOUBTS)
def test_a_doubt_is_a_warning(first_lines, text, expected):
    assert first_lines(text) == expected
