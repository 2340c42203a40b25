"""Re-timing: when play runs late, the smallest set of moves and skips that still exercises all objectives.

    problem      rows, slots and people; what a timetable costs
    solving      the best timetable, exactly
    situation    play as it stands → a problem
    proposing    proposals with their trade; adopting: one of them carried out

Nothing is changed unless somebody adopts a proposal.
"""

from exercises.retiming.adopting import Adopted, adopt, commands_of
from exercises.retiming.proposing import Proposal, Retiming, retime
from exercises.retiming.situation import Situation, situation_of

__all__ = ["Adopted", "Proposal", "Retiming", "Situation", "adopt", "commands_of", "retime", "situation_of"]
