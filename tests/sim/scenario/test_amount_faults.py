"""Requests that can never be met, and amounts that do not add up."""

import pytest

AMOUNTS = (
    pytest.param(
        """\
        pools: {crew: {size: 2}}
        steps: {a: {needs: {crew: 3}}}
        """,
        ["7:27: steps.a.needs.crew: 3 are asked for, but 'crew' has 2"],
        id="more than a pool has",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        steps: {a: {needs: {p: 0}}}
        """,
        ["7:24: steps.a.needs.p: asks for nothing of 'p'"],
        id="nothing of a pool",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        steps: {a: {needs: {p: 5 M USD}}, b: {needs: {p: 1}}}
        """,
        ["7:24: steps.a.needs.p: 'p' is a pool: it is counted, not paid"],
        id="money of a pool",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        steps: {a: {needs: {f: 3}}, b: {needs: {f: 1 USD}}}
        """,
        ["7:24: steps.a.needs.f: 'f' is a fund: it is asked for money"],
        id="heads of a fund",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        steps: {a: {needs: {f: 11 M USD}}}
        """,
        ["7:24: steps.a.needs.f: 11 M USD is asked for, but 'f' never holds more than 10 M USD"],
        id="more than a fund ever holds",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 0 USD}}
        steps: {a: {needs: {f: 1 USD}}}
        """,
        [
            "7:24: steps.a.needs.f: the fund 'f' never has any money: it opens with 0 and is not replenished",
        ],
        id="money of a fund without any",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 6, from: p, tour: 30 d, relief: {called_before: 9 d}, leave: 30 d}}}
        """,
        ["8:91: doctrine.teams.t.leave: the team would be away for its whole tour of 30 d"],
        id="away for the whole tour",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 6, from: p, evacuate_below: 0.9, return_margin: 0.2}}}
        """,
        [
            "8:58: doctrine.teams.t.evacuate_below: an evacuated team would come back at a security of 1.1",
        ],
        id="evacuated for good",
    ),
    pytest.param(
        """\
        pools: {p: {size: 2}, q: {size: 3}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 6, from: [p, q]}}}
        """,
        ["8:30: doctrine.teams.t.size: 6 are asked for, but 'p' and 'q' have 5"],
        id="a team larger than its pools",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 6, from: []}}}
        """,
        ["7:39: doctrine.teams.t.from: a team is filled from at least one pool"],
        id="a team from no pool",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        doctrine: {teams: {t: {size: 1, from: p, place: north, lift: {p: 10}}}}
        """,
        ["8:66: doctrine.teams.t.lift.p: 10 are asked for, but 'p' has 9"],
        id="more lift than there is",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        doctrine: {teams: {t: {size: 1, from: p, place: north, lift: {p: 0}}}}
        """,
        ["8:66: doctrine.teams.t.lift.p: asks for nothing of 'p'"],
        id="no lift",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 1, from: p, curtailment: {at: [0.9, 0.2]}}}}
        """,
        ["8:60: doctrine.teams.t.curtailment.at: the first share is above the second"],
        id="a range that falls",
    ),
    pytest.param(
        """\
        pools: {p: {size: 9}}
        crises: {alpha: {country: A}}
        doctrine: {teams: {t: {size: 1, from: p, tour: 0 d}}}
        """,
        ["8:48: doctrine.teams.t.tour: 'tour' is 0"],
        id="a tour of no days",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 11 M USD}}}
        """,
        [
            "8:54: doctrine.programmes.g.amount: 11 M USD is asked for, but 'f' never holds more "
            "than 10 M USD",
        ],
        id="a programme larger than its fund",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 0 USD}}}
        """,
        ["8:54: doctrine.programmes.g.amount: 'amount' is 0"],
        id="a programme of no money",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD}}}
        """,
        ["7:25: doctrine.programmes.g: there is no fund to pay it"],
        id="a programme and no fund",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD}, g: {opening: 9 USD}}
        crises: {alpha: {country: A}}
        doctrine:
          programmes:
            one: {sector: justice, amount: 1 USD}
            two: {sector: justice, amount: 1 USD, fund: g}
            three: {sector: justice, amount: 1 USD, fund: f}
        """,
        ["10:5: doctrine.programmes.one: a programme names its fund where there are several"],
        id="a programme and several funds",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        mechanisms: {m: {sector: economy, ceiling: 9 USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD, mechanism: m}}}
        """,
        ["9:72: doctrine.programmes.g.mechanism: 'm' serves economy, not justice"],
        id="a mechanism of another sector",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        mechanisms: {m: {sector: any, ceiling: 9 USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 10 USD, mechanism: m}}}
        """,
        ["9:73: doctrine.programmes.g.mechanism: 'm' has a ceiling of 9 USD, below the amount"],
        id="a mechanism with too low a ceiling",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD, quick_start: 2 USD}}}
        """,
        [
            "8:74: doctrine.programmes.g.quick_start: the quick-start grant is larger than the "
            "whole programme, 1 USD",
        ],
        id="a grant larger than its programme",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 10 M USD, quick_start_ceiling: 1 M USD}}
        crises: {alpha: {country: A}}
        doctrine: {programmes: {g: {sector: justice, amount: 1 USD, tranches: [0.5, 0.4]}}}
        """,
        ["8:71: doctrine.programmes.g.tranches: the tranches add up to 0.9"],
        id="tranches that miss one",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, queue: ring_fenced, shares: {x: 0.7, y: 0.7}}}
        crises: {x: {country: X}, y: {country: Y}}
        doctrine: {steps: {a: {needs: {f: 1 USD}}}}
        """,
        ["6:49: funds.f.shares: the shares add up to 1.4"],
        id="shares above one",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, queue: ring_fenced}}
        steps: {a: {needs: {f: 1 USD}}}
        """,
        ["6:36: funds.f.queue: a ring-fenced fund needs the key 'shares'"],
        id="a fence without shares",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, replenish: {below: 5 USD, to: 4 USD}}}
        steps: {a: {needs: {f: 1 USD}}}
        """,
        ["6:59: funds.f.replenish.to: it would ask for less than it misses: 'to' is less than 'below'"],
        id="a fund filled to less than it misses",
    ),
    pytest.param(
        """\
        funds: {f: {opening: 9 USD, replenish: {below: 5 USD, to: 9 USD, checked: 0 d}}}
        steps: {a: {needs: {f: 1 USD}}}
        """,
        ["6:75: funds.f.replenish.checked: 'checked' is 0"],
        id="looks that never end",
    ),
    pytest.param(
        "crises: {x: {country: X, provinces: {n: {population: 0, security: 0.5}}}}",
        ["6:54: crises.x.provinces.n.population: 'population' is 0"],
        id="a province of nobody",
    ),
    pytest.param(
        """\
        crises: {alpha: {country: A, provinces: {north: {population: 9, security: 0.5}}}}
        handover: {review: {every: 0 d}, drawdown: {every: 0 d}}
        """,
        [
            "7:28: handover.review.every: 'every' is 0",
            "7:52: handover.drawdown.every: 'every' is 0",
        ],
        id="reviews that never end",
    ),
)


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_what_can_never_be_enough_is_found_before_a_run(first_lines, text, expected):
    assert first_lines(text) == expected
