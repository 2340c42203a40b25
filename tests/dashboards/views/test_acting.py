"""Effects by hand: what may be named, and what a filled form says."""

import pytest

from dashboards.views.acting import KINDS, effect_written, targets, understood
from exercises.errors import Refused

MEASURES = [
    "fund.crf.free", "fund.crf.committed", "pool.crew.free", "pool.crew.held",
    "condition.alpha.coast.security", "milestone.alpha.exit",
]  # fmt: skip


def test_each_kind_names_what_the_simulation_has():
    """Funds, pools and conditions; a path of the scenario is written by hand."""
    assert {kind: targets(MEASURES, kind) for kind in KINDS} == {
        "withdraw": ["crf"],
        "deposit": ["crf"],
        "lose": ["crew"],
        "gain": ["crew"],
        "shift": ["alpha.coast.security"],
        "set": [],
        "scale": [],
    }


@pytest.mark.parametrize(
    ("kind", "amount", "lasting", "effect"),
    [
        ("withdraw", "500 k USD", "", {"withdraw": {"x": "500 k USD"}}),
        ("gain", " 4 ", "45 d", {"gain": {"x": 4}}),
        ("shift", "-0.05", "", {"shift": {"x": -0.05}}),
        ("set", "{pert: [6 h, 12 h, 2 d]}", "", {"set": {"x": {"pert": ["6 h", "12 h", "2 d"]}}}),
        ("scale", "0.5", "45 d", {"scale": {"x": 0.5}, "lasting": "45 d"}),
    ],
)
def test_what_is_filled_in_is_an_effect_as_scripts_write_it(kind, amount, lasting, effect):
    """An end is for patches only; the language of scripts takes each of them."""
    found = effect_written(kind, "x", amount, lasting=lasting)
    assert found == effect
    assert understood(found)


@pytest.mark.parametrize(("target", "amount"), [("", "4"), ("crew", " "), ("crew", "[4"), ("crew", "many")])
def test_what_is_missing_or_cannot_be_read_is_refused(target, amount):
    """Before anybody can press the button."""
    with pytest.raises(Refused):
        understood(effect_written("gain", target, amount))
