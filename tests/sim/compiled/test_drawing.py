"""What the event loop draws by itself: to the last bit what is drawn beforehand."""

import numpy as np
import pytest
from building import Chart
from numba import njit

from sim.compiled import layout as at
from sim.compiled.flattening import Flattened
from sim.compiled.layout import Flat
from sim.compiled.pointers import pointer
from sim.compiled.rows import drawn
from sim.distributions import (
    Chance,
    Constant,
    Discrete,
    Exponential,
    Lognormal,
    Pert,
    Triangular,
    Uniform,
)
from sim.domain.deployment import Tour
from sim.domain.readiness import Asks
from sim.plan import Correlation, Plan, Risk

INSIDE = [
    Constant(3.5),
    Chance(0.0),
    Chance(0.37),
    Chance(1.0),
    Uniform(2.0, 9.0),
    Triangular(1.0, 4.0, 30.0),
    Triangular(7.0, 7.0, 7.0),
    Pert(5.0, 8.0, 40.0),
    Pert(0.0, 0.0, 1.0),
    Pert(3.0, 3.0, 3.0),
    Discrete((4.0, 1.0, 9.0), (2.0, 1.0, 3.0)),
    Tour(180.0, 0.2, 0.3, 0.9),
    Tour(180.0, 0.0, 0.3, 0.9),
    Asks(0.0, 6.0),
    Asks(0.6, 6.0),
    Asks(1.0, 6.0),
]
OUTSIDE = [Lognormal(2.0, 20.0), Exponential(12.0)]
ROUNDS = 60


def owned_columns(flat: Flattened):
    """Return every column together with its law."""
    begin, count = flat.p[at.REGIMES], flat.p[at.REGIMES_N]
    found = np.empty(flat.row_width, dtype=np.int64)
    for base in [0, *flat.p[begin : begin + count]]:
        first = int(flat.p[base + at.LAWS])
        for law in range(first, first + at.LAW * int(flat.p[base + at.LAWS_N]), at.LAW):
            columns = np.arange(flat.p[law + at.L_FROM], flat.p[law + at.L_LAST] + 1)
            found[columns] = columns + (law << at.HALF)
    return found


@njit
def _all_drawn(arrays, row, owned):
    """Ask for every column of a row in turn, the last first."""
    p, q, i, f = arrays
    w = Flat(pointer(p), pointer(q), pointer(i), pointer(f), pointer(row))
    found = np.empty(len(row))
    for column in range(len(row) - 1, -1, -1):
        found[column] = drawn(w, owned[column])
    return found


def both(plan: Plan, seed: int, replication: int):
    """Return the values of one future as the loop draws them, and as they are drawn beforehand."""
    flat = Flattened.of(plan)
    i, f = flat.room()
    i[at.SEED] = np.uint64(seed).view(np.int64)
    i[at.FUTURE] = replication
    row = np.full(flat.row_width, np.nan)
    row[flat.outside.columns] = flat.outside.values(seed, [replication])[0]
    loop = _all_drawn((flat.p, flat.q, i, f), row, owned_columns(flat))
    return loop, flat.values(seed, [replication])[0]


@pytest.mark.parametrize(("seed", "replication"), [(0, 0), (2**64 - 1, 2**32 - 1), (7, 12_345)])
def test_every_family_is_drawn_alike_in_the_loop(seed, replication):
    chart = Chart()
    for place, law in enumerate(INSIDE + OUTSIDE):
        chart.draw(f"quantity/{place}", law, rounds=ROUNDS)
    loop, beforehand = both(chart.plan(), seed, replication)
    assert loop.tobytes() == beforehand.tobytes()


def test_only_what_the_loop_cannot_invert_comes_from_outside():
    chart = Chart()
    for place, law in enumerate(INSIDE + OUTSIDE):
        chart.draw(f"quantity/{place}", law)
    columns = Flattened.of(chart.plan()).outside.columns
    assert columns.tolist() == [len(INSIDE) + place for place in range(len(OUTSIDE))]


def test_what_risks_scale_is_drawn_alike_in_the_loop():
    """Two risks over plain draws, one of which both scale."""
    chart = Chart()
    draws = [chart.draw(f"days/{each}", Pert(5.0, 8.0, 40.0), rounds=3) for each in range(3)]
    for name, scaled in (("one", (draws[0], draws[1])), ("other", (draws[1],))):
        happens = chart.draw(f"{name}/happens", Chance(0.5))
        factor = chart.draw(f"{name}/factor", Uniform(1.0, 3.0))
        chart.risks.append(Risk(name, happens, ((factor, scaled),)))
    plan = chart.plan()
    assert Flattened.of(plan).outside.columns.tolist() == []
    for replication in range(10):
        loop, beforehand = both(plan, 3, replication)
        assert loop.tobytes() == beforehand.tobytes()


def test_what_is_tied_and_risks_that_rest_on_it_come_from_outside():
    """A risk whose factor is tied, and one that scales the factor of another."""
    chart = Chart()
    draws = [chart.draw(f"days/{each}", Pert(5.0, 8.0, 40.0), rounds=3) for each in range(6)]
    happens = [chart.draw(f"risk/{each}", Chance(0.5)) for each in range(3)]
    factors = [chart.draw(f"factor/{each}", Uniform(1.0, 3.0)) for each in range(3)]
    chart.correlations.append(Correlation((draws[0], draws[1], factors[1]), 0.6))
    chart.risks += [
        Risk("scaled itself", happens[0], ((factors[0], (draws[0], draws[2])),)),
        Risk("tied", happens[1], ((factors[1], (draws[2], draws[3])),)),
        Risk("scaling", happens[2], ((factors[2], (draws[4], factors[0])),)),
    ]
    plan = chart.plan()
    for replication in range(10):
        loop, beforehand = both(plan, 3, replication)
        assert loop.tobytes() == beforehand.tobytes()


def test_a_law_that_a_patch_in_time_changes_is_drawn_alike():
    chart, later = Chart(), Chart()
    chart.draw("days", Pert(5.0, 8.0, 40.0), rounds=4)
    later.draw("days", Lognormal(5.0, 80.0), rounds=4)
    loop, beforehand = both(chart.plan((10.0, later.plan())), 1, 0)
    assert loop.tobytes() == beforehand.tobytes()
