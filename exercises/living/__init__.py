"""The living simulation under an exercise: effects, what they lead to, and conditions on it.

It answers for one future of a scenario; scripts, journal and clock are not known here.
"""

from exercises.living.conditions import Comparison, Truth, comparison_of, truth, why
from exercises.living.effects import Effect, effect_of
from exercises.living.living import Living, measures
from exercises.living.previewing import Change, preview
from exercises.living.world import LivingWorld

__all__ = [
    "Change",
    "Comparison",
    "Effect",
    "Living",
    "LivingWorld",
    "Truth",
    "comparison_of",
    "effect_of",
    "measures",
    "preview",
    "truth",
    "why",
]
