"""What a rehearsal must show: how it is written, what is wrong with it, whether it is met."""

from __future__ import annotations

import pytest
from rehearsing import ground, script

from exercises.rehearsal import hold, reckon, rehearse, requirements
from exercises.rehearsal.requiring import KINDS
from sim.errors import BadInput

BODY = """
rows:
  - {uid: first, title: F, to: embassy, objectives: ask, trigger: STARTEX+00:10, controller: Lt Berg}
  - uid: never
    title: N
    to: command
    objectives: tell
    trigger: {after: {row: first, state: recalled}}
    latest: STARTEX+01:00
"""


@pytest.fixture(scope="module")
def found():
    """Return what three plays showed."""
    return reckon(rehearse(script(BODY), n=3))


@pytest.mark.parametrize(
    ("written", "met", "value"),
    [
        ("objective(ask) >= 0.9", True, 1.0),
        ("objective(2) ≥ 0.1", False, 0.0),
        ("fires(first)>=1", True, 1.0),
        ("fires(never) >= 0.5", False, 0.0),
        ("endex_on_time >= 0.5", True, 1.0),
        ("load(embassy) <= 1", True, 1.0),
        ("load(command) <= 0", True, 0.0),
        ("load(Lt Berg) <= 0", False, 1.0),
        ("silence(embassy) <= 1 h", False, 6600.0),
        ("silence(embassy) ≤ 1 h 50 min", True, 6600.0),
    ],
)
def test_a_requirement_is_held_against_what_was_found(found, written, met, value):
    """Shares against their point estimate, loads and silences against the P90 play."""
    (held,) = hold(found, requirements([written], script(BODY).script))
    assert (held.met, held.found) == (met, value)


def test_everything_that_is_wrong_is_told_at_once_with_the_nearest_name():
    """Each fault names what stands there, what is allowed, and what was meant."""
    wrong = [
        "objective(askk) >= 0.9",
        "objectiv(ask) >= 0.9",
        "fires(frist) >= 0.5",
        "load(embasy) <= 3",
        "load(embassy) >= 3",
        "load(embassy) <= many",
        "objective(ask) >= 90",
        "silence(embassy) <= 30",
        "endex_on_time(x) >= 0.9",
        "objective(3) >= 0.5",
        "nonsense",
    ]
    with pytest.raises(BadInput) as caught:
        requirements(wrong, script(BODY).script)
    told = str(caught.value)
    assert len(caught.value.findings) == len(wrong)
    for each in ("ask", "objective", "first", "embassy"):
        assert f"Did you mean '{each}'" in told


def test_every_kind_stands_in_the_grammar_that_errors_show():
    """Whoever misspells a requirement sees all of them."""
    from exercises.rehearsal.requiring import GRAMMAR

    assert all(each in GRAMMAR for each in KINDS)


def test_a_row_that_fires_in_no_play_is_told_with_what_became_of_it(found):
    """It expired in every play, and is the only one."""
    assert [(each.uid, each.ended) for each in found.never] == [("never", {"expired": 3})]


def test_the_ground_is_ready_for_a_script_without_rows():
    """Nothing to play is no fault."""
    assert ground("rows: []").play(0).cells[0].silence_s == 7200.0
