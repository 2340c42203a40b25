"""The same futures on both engines: every row of the trace, on plans that Hypothesis draws.

`RUNS=2000` looks deeper.
"""

import os

from comparing_engines import difference
from hypothesis import HealthCheck, given, settings
from random_charts import plans

runs = settings(
    max_examples=int(os.environ.get("RUNS", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@runs
@given(plans())
def test_both_engines_leave_the_same_trace_of_every_run(plan):
    """Times to 1e-9 days, money to the dollar, causes, people and rounds alike."""
    assert difference(plan, (0, 1, 2)) == ""
