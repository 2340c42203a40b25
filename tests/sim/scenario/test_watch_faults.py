"""What can be wrong with a watch list and with lessons, and where it is said."""

import pytest

CRISIS = """\
crises: {alpha: {country: A}}
pools: {staff: {size: 5}}
doctrine: {steps: {plan: {needs: {staff: 1}, duration: 5 d}}}
"""

FAULTS = {
    "watch_list: {arrivals: {west: {like: alfa, every: 2 y}}}": (
        "watch_list.arrivals.west.like: there is no template or crisis 'alfa'"
    ),
    "watch_list: {arrivals: {west: {like: alpha, every: 0 d}}}": (
        "watch_list.arrivals.west.every: 'every' is 0"
    ),
    "watch_list: {crises: [alfa]}": "watch_list.crises.0: there is no crisis 'alfa'",
    "watch_list: {states: 10, base_rate: 2 / y}": (
        "watch_list.base_rate: more than one onset per state and year"
    ),
    "watch_list: {states: 10, base_rate: 0.02}": "watch_list.base_rate: '0.02' needs a unit",
    "watch_list: {preplanning: {needs: {stuff: 1}}}": (
        "watch_list.preplanning.needs.stuff: there is no pool or fund 'stuff'"
    ),
    "watch_list: {preplanning: {needs: {staff: 9}}}": (
        "watch_list.preplanning.needs.staff: 9 are asked for, but 'staff' has 5"
    ),
    "watch_list: {preplanning: {needs: {staff: 1}, after: [plan]}}": (
        "watch_list.preplanning.after: 'after' means nothing here: every flagged state is answered by itself"
    ),
    "watch_list: {preplanning: {needs: {staff: 1}, eases: {doctrine.steps.plann: 0.5}}}": (
        "watch_list.preplanning.eases.doctrine.steps.plann: 'doctrine.steps.plann' is the path of no duration"
    ),
    "watch_list: {preplanning: {needs: {staff: 1}, calendar: forum}}": (
        "watch_list.preplanning.calendar: there is no calendar 'forum'"
    ),
    "watch_list: {templates: {small: {country: S, onset: D+3}}, arrivals: {w: {like: small, every: 1 y}}}": (
        "watch_list.templates.small.onset: chance gives a template's crises their onset"
    ),
    "lessons: {joint: {from: plam, eases: {doctrine.steps.plan: 0.5}}}": (
        "lessons.joint.from: there is no step 'plam'"
    ),
    "lessons: {joint: {from: plan, eases: {watch_list.warning: 0.5}}}": (
        "lessons.joint.eases.watch_list.warning: 'watch_list.warning' is the path of no duration"
    ),
}


@pytest.mark.parametrize(("text", "fault"), FAULTS.items())
def test_a_fault_is_told_with_its_place(first_lines, text: str, fault: str):
    assert any(fault in line for line in first_lines(CRISIS + text))


def test_the_nearest_right_name_is_told(findings):
    text = (
        "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"
        + CRISIS
        + "watch_list: {arrivals: {west: {like: alfa, every: 2 y}}}\n"
    )
    (fault,) = [each for each in findings(text) if each.severity == "error"]
    assert fault.suggestion == "alpha"


def test_an_arrival_may_not_be_called_like_a_crisis(first_lines):
    text = CRISIS.replace("alpha", "west_1") + "watch_list: {arrivals: {west: {like: west_1, every: 2 y}}}"
    assert any("an arrival would be called 'west_1'" in line for line in first_lines(text))


def test_a_crisis_may_not_be_called_like_the_list(first_lines):
    text = CRISIS.replace("alpha", "watch_list") + "watch_list: {crises: [watch_list]}"
    assert any("the name 'watch_list' is taken" in line for line in first_lines(text))


def test_random_crises_alone_are_enough_to_run(first_lines):
    text = CRISIS.replace("crises: {alpha: {country: A}}\n", "") + (
        "watch_list: {templates: {small: {country: S}}, arrivals: {west: {like: small, every: 2 y}}}"
    )
    assert first_lines(text) == []


DOUBTS = {
    "watch_list: {arrivals: {w: {like: alpha, every: 1 mo, at_most: 3}}}": "12 are expected by the horizon",
    "watch_list: {states: 10, arrivals: {w: {like: alpha, every: 1 y}}}": "1 onsets a year are declared",
    "watch_list: {templates: {small: {country: S}}}": "the template 'small' is never used",
    "lessons: {joint: {from: plan, eases: {doctrine.steps.plan: 0.5}}}": "there is only one operation",
}


@pytest.mark.parametrize(("text", "doubt"), DOUBTS.items())
def test_what_may_be_run_and_is_probably_not_meant_is_a_warning(first_lines, text: str, doubt: str):
    lines = first_lines(CRISIS + text)
    assert any("warning" in line and doubt in line for line in lines)
