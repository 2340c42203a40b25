"""What each decision and inject changed: the same play with and without its effects, over many futures.

causes     effects of play, grouped by what carried them
playing    each of them left out, over the same futures → numbers
changes    numbers → differences with intervals

Play is held fixed: rows that would have come due otherwise are not played anew. How it is told is
`exercises.aar`.
"""

from exercises.counterfactual.causes import Cause, causes
from exercises.counterfactual.changes import Change, Counterfactual, Worth
from exercises.counterfactual.playing import weigh

__all__ = ["Cause", "Change", "Counterfactual", "Worth", "causes", "weigh"]
