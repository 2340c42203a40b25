"""What this platform calls things, and what others call them; the glossary is made of it.

Where no equivalent is known there is none. Sources: HSEEP 2020 for the US column; the other columns are the
authors' knowledge (memory) and public excerpts, not checked against the current directives.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Usage(StrEnum):
    """Whose words are spoken."""

    OWN = "scrs"
    HSEEP = "HSEEP"
    NATO = "NATO"
    UK = "UK"


@dataclass(frozen=True, slots=True)
class Word:
    """A thing by its name here and elsewhere. `means`: in a sentence; '' where no equivalent is known."""

    own: str
    hseep: str
    nato: str
    uk: str
    means: str

    def under(self, usage: Usage) -> str:
        """Return what somebody calls it; what we call it where no word of theirs is known."""
        theirs = {Usage.HSEEP: self.hseep, Usage.NATO: self.nato, Usage.UK: self.uk}
        return theirs.get(usage) or self.own


WORDS: tuple[Word, ...] = (
    Word("script", "MSEL", "MEL/MIL", "MEL", "the list of events, with all that makes them come"),
    Word("row", "MSEL entry", "incident or inject", "serial", "one line of it"),
    Word("inject", "inject", "inject", "inject", "what is sent to players"),
    Word("contingency", "contingency inject", "", "", "sent if an expected action does not happen"),
    Word("expected action", "expected player action", "", "", "what players should do, by when"),
    Word("context", "contextual inject", "", "", "sets the scene; asks for nothing"),
    Word("key event", "key event", "event", "", "a mark in the flow"),
    Word("storyline", "storyline", "storyline", "storyline", "rows that belong together"),
    Word("cell", "player cell", "training audience", "cell", "people who share an inbox"),
    Word("control", "control cell", "EXCON", "EXCON", "those who run the exercise, together"),
    Word("director", "exercise director", "exercise director", "exercise director", "leads the exercise"),
    Word("controller", "controller", "EXCON staff", "directing staff", "runs the list"),
    Word("evaluator", "evaluator", "evaluator", "umpire", "holds what is seen against objectives"),
    Word("observer", "observer", "observer", "observer", "looks on"),
    Word("desk", "player inbox", "training audience", "player desk", "what a cell sees and answers"),
    Word("STARTEX", "STARTEX", "STARTEX", "STARTEX", "play begins"),
    Word("ENDEX", "ENDEX", "ENDEX", "ENDEX", "play ends"),
    Word("pause", "pause", "PAUSEX", "", "play rests"),
    Word("NO DUFF", "real-world emergency", "NO PLAY", "NO DUFF", "something real has happened"),
    Word("evaluation", "EEG", "evaluation", "assessment", "what was seen, rated P, S, M or U"),
    Word(
        "review",
        "AAR/IP",
        "final exercise report",
        "post-exercise report",
        "what it showed; what is done about it",
    ),
    Word("hot wash", "hot wash", "hot wash-up", "hot debrief", "at once, with the players"),
)


def named(own: str, usage: Usage) -> str:
    """Return what somebody calls a thing of ours, written as ours is: with a capital or without.

    >>> named("Review", Usage.HSEEP), named("review", Usage.NATO), named("Timeline lab", Usage.UK)
    ('AAR/IP', 'final exercise report', 'Timeline lab')
    """
    word = next((each for each in WORDS if each.own.casefold() == own.casefold()), None)
    if word is None or usage is Usage.OWN:
        return own
    theirs = word.under(usage)
    return theirs[:1].upper() + theirs[1:] if own[:1].isupper() else theirs
