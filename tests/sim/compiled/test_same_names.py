"""Both engines read like one model: paired rooms, the same names, in the same order.

What stands on one side only is named here, so that nobody adds to one engine and forgets the other.
"""

import ast
from pathlib import Path

import pytest

import sim

ROOT = Path(sim.__file__).parent
SHARED = {"lanes", "reasons", "wiring"}
"""Rooms of the SimPy engine that both use: the network turned around, and why something did not finish."""
PAIRS = {
    "aftermath": ("aftermath",),
    "calendars": ("calendars",),
    "capacity": ("capacity",),
    "counts": ("counts",),
    "easing": ("easing",),
    "ending": ("ending",),
    "events": ("events",),
    "holding": ("holding",),
    "intake": ("intake",),
    "ledger": ("ledger",),
    "network": ("network", "starting"),
    "queueing": ("queueing", "shortages"),
    "rotations": ("rotations", "recalls"),
    "stores": ("stores",),
    "theatres": ("theatres", "provinces", "strengths", "partners"),
    "watch": ("watch",),
    "world": ("world", "safety"),
}
"""Room on SimPy → rooms on flat arrays, in the order in which they are read."""
SPELLED = {"open_network": "open", "open_lookout": "open"}
"""A function of a room may not hide a word of Python; a method may."""
ON_SIMPY = {
    "aftermath": "",
    "capacity": "counts_here",
    "counts": "tell means",
    "ending": "outcome_of step_rows open_waits holdings called_off standing_of",
    "events": "clear",
    "holding": "renew over rounds_held",
    "ledger": "stirs purse",
    "network": "renew reached reopen as_begun",
    "queueing": "ask freed funded renew policy let_begin pool_blocker",
    "stores": "onward still_held",
    "theatres": "renew reviews civilians",
    "watch": "finish absent rows",
    "world": "of values values_at with_sizes_of value outcome close replicate replay replay_ready "
    "milestones_ready drawn follow play",
}
"""Objects that are made, renewed and closed, rows of the trace that are told, reasons in words."""
ON_ARRAYS = {
    "capacity": "money",
    "counts": "mean",
    "easing": "any_reached kept_float",
    "ending": "day_of is_gone",
    "events": "fail peek next_event give_slot_back slot rise sink",
    "holding": "gives",
    "ledger": "in_purses amount_of",
    "network": "let_begin done ready_in_turn sort_out under_way frees_at_start work free_on_start "
    "free_on_start_in_turn free_on_finish pass_on note_ready work_off",
    "queueing": "before look_at take_out is_condition_met is_return_safe let_through claims spoken_for "
    "note_taking",
    "rotations": "sort may_stay",
    "stores": "held_row open_stores",
    "theatres": "begin_reviews first mean_effort grow_sectors fit note_assessment conditions_of "
    "note_conditions brought weights_of bounds strength_of here added_forces added_people added "
    "with_partner_money covered",
    "watch": "is_absent",
    "world": "put_rounds_at_start forget_draws put_at_start open_stocks put_ground_at_start happen "
    "happen_seldom happen_outside happen_to_rules await_look look law condition",
}
"""Lists that objects hold elsewhere, a process that is cut where it waits, what is written to no object."""


def names(path):
    """Return the functions and methods of a room in order, without the mark of what is private."""
    found = []
    for node in ast.parse(path.read_text("utf-8")).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        found += [each.name for each in inner if isinstance(each, ast.FunctionDef)]
    plain = [each.lstrip("_") for each in found if not each.startswith("__")]
    return list(dict.fromkeys(SPELLED.get(each, each) for each in plain))


def both(room):
    compiled = [name for each in PAIRS[room] for name in names(ROOT / "compiled" / f"{each}.py")]
    return names(ROOT / "engine" / f"{room}.py"), compiled


def test_every_room_of_the_engine_has_its_pair():
    rooms = {path.stem for path in (ROOT / "engine").glob("*.py")} - {"__init__"}
    assert rooms == set(PAIRS) | SHARED


@pytest.mark.parametrize("room", PAIRS)
def test_what_both_engines_do_has_the_same_names_in_the_same_order(room):
    simpy, compiled = both(room)
    assert [each for each in simpy if each in compiled] == [each for each in compiled if each in simpy]


@pytest.mark.parametrize("room", PAIRS)
def test_what_only_one_engine_does_is_known(room):
    simpy, compiled = both(room)
    assert set(simpy) - set(compiled) == set(ON_SIMPY.get(room, "").split())
    assert set(compiled) - set(simpy) == set(ON_ARRAYS.get(room, "").split())
