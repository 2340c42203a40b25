"""Every published or exact answer is reproduced (`scrs selftest` prints the same comparisons)."""

import pytest

from sim.known_answers.checks import Check, all_checks

CHECKS = list(all_checks(replications=2_000))


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: f"{each.case}: {each.what}")
def test_a_known_answer_is_reproduced(check):
    assert check.passed, f"expected {check.expected}, found {check.found} ± {check.tolerance}"


def test_no_case_is_missing():
    assert len({each.case for each in CHECKS}) == 15


def test_a_comparison_can_fail():
    assert not Check("case", "what", expected=1.0, found=1.1, tolerance=0.05).passed
