"""The same futures on both engines where there is ground: every row of the trace of random theatres.

`RUNS=2000` looks deeper.
"""

import os

from comparing_engines import difference
from hypothesis import HealthCheck, given, settings
from random_grounds import grounds

runs = settings(
    max_examples=int(os.environ.get("RUNS", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@runs
@given(grounds())
def test_both_engines_leave_the_same_trace_of_every_theatre(plan):
    """Reviews, authority, drawdown, rotations, partners, relapse: times to 1e-9 days, all else alike."""
    assert difference(plan, (0, 1)) == ""
