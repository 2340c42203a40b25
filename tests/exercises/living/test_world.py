"""The door through which play asks the living simulation."""

import pytest

from exercises.errors import UnknownName
from exercises.living import Effect, LivingWorld
from exercises.play.setting import World
from exercises.script.schema import Condition, EffectDeclared
from sim.errors import BadInput

FREE = "fund.conflict_response_fund.free"


@pytest.fixture
def world(living) -> World:
    """Return the door to the quick start."""
    return LivingWorld(living)


def test_what_stands_in_the_journal_acts(world):
    declared = EffectDeclared.model_validate({"withdraw": {"conflict_response_fund": "{amount}"}})
    effect = world.effect(declared, day=4.0, origin="decisions.cut", values={"amount": "1 B USD"}, effects=[])
    assert effect == {"day": 4.0, "withdraw": {"conflict_response_fund": 10**9}, "origin": "decisions.cut"}
    low = Condition.model_validate({"measure": FREE, "below": "1 k USD"})
    assert world.turns(low, [])[:1] != world.turns(low, [effect])[:1]
    assert world.measured(FREE, [effect], 5.0) == "0 USD"
    assert world.says(low, [effect], 6.0).startswith(f"{FREE} 0 USD < 1 k USD for 2 d since D+4")


def test_what_is_not_there_is_refused(world):
    with pytest.raises(UnknownName, match="Did you mean"):
        world.measured(f"{FREE}d", [], 5.0)
    unknown = Condition.model_validate({"measure": "exit.alhpa", "reached": True})
    for ask in (lambda: world.turns(unknown, []), lambda: world.says(unknown, [], 1.0)):
        with pytest.raises(BadInput, match=r"exit\.alhpa"):
            ask()
    declared = EffectDeclared.model_validate({"set": {"pools.x.size": 3}})
    with pytest.raises(BadInput, match=r"rows\.a: pools\.x\.size"):
        world.effect(declared, day=4.0, origin="rows.a", values={}, effects=[])


def test_an_effect_survives_the_journal(world):
    declared = EffectDeclared.model_validate({"scale": {"doctrine.teams.*.travel": 2.0}, "lasting": "3 d"})
    plain = world.effect(declared, day=4.0, origin="rows.a", values={}, effects=[])
    assert Effect.from_plain(plain).until == 7.0


def test_an_effect_is_tried_on_top_of_those_so_far(world):
    """Alone the second is right; after the first the size would be no whole number any more."""
    words = EffectDeclared.model_validate({"set": {"pools.active_corps.size": 10**9}})
    first = world.effect(words, day=4.0, origin="rows.a", values={}, effects=[])
    more = EffectDeclared.model_validate({"scale": {"pools.active_corps.size": 9.0}})
    world.effect(more, day=5.0, origin="rows.b", values={}, effects=[])
    with pytest.raises(BadInput, match=r"rows\.b: pools\.active_corps\.size"):
        world.effect(more, day=5.0, origin="rows.b", values={}, effects=[first])
