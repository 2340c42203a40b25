"""How play ran: response times, the timeline with its chart, what was not delivered, what was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.aar.gathering import at, lasting
from exercises.aar.paper import MISSING, Block, Section, Text, columns, grid
from exercises.aar.swimlanes import swimlanes
from exercises.evaluation.undelivered import NORMAL
from sim.report.words import share_text

if TYPE_CHECKING:
    from exercises.aar.gathering import Gathered
    from exercises.evaluation import CellTimes, Event
    from exercises.evaluation.responses import Spread

TIMES = (
    "On the exercise clock, which stands while play is paused; times that control corrected are used as "
    "corrected. The cells to which an inject or contingency inject is addressed owe an answer; copies, "
    "context and key events ask for none. P80 is the shortest measured time that 80 in 100 did not exceed. "
    "Answers across a clock that was set ahead are listed and left out of these figures."
)
NUMBERS = (
    "received", "owed", "answered", "no answer", "n", "to seen: median", "to answered: median", "P80",
    "longest", "seen to answered: median",
)  # fmt: skip
DIGEST = (
    "STARTEX", "ENDEX", "pause", "resume", "set ahead", "move", "emergency", "all clear", "sent", "answered",
    "decision", "recalled", "skipped", "expired", "failed",
)  # fmt: skip
"""Kinds of events that the table in the text shows."""
READING = (
    "Above in each lane: what was sent to the cell; below: what it answered and decided. Lines across all "
    "lanes are moves, pauses, a clock that was set ahead, emergencies and ENDEX."
)
STATES = {
    "waiting": "never came due",
    "armed": "waited for a controller to the end",
    "held": "held to the end",
    "skipped": "skipped",
    "expired": "expired",
    "failed": "failed",
    "recalled": "recalled",
}
"""Where a row ended that was not delivered → in words."""


def times(gathered: Gathered) -> Section:
    """Return how fast each cell saw and answered."""
    heads = columns({"cell": 2, **dict.fromkeys(NUMBERS, 1)}, numeric=NUMBERS)
    table = grid(
        heads,
        (_times_row(gathered, each) for each in gathered.evaluation.cells),
        empty="The script has no cells.",
    )
    return Section("Response times", (Text(TIMES, muted=True), table))


def _times_row(gathered: Gathered, found: CellTimes) -> tuple[str, ...]:
    counts = (found.received, found.owed, found.answered, found.unanswered, found.to_answered.n)
    return (
        gathered.cell(found.cell),
        *(str(each) for each in counts),
        _median(found.to_seen),
        _median(found.to_answered),
        lasting(found.to_answered.p80_s),
        lasting(found.to_answered.longest_s),
        _median(found.seen_to_answered),
    )


def _median(found: Spread) -> str:
    return lasting(found.median_s)


def timeline(gathered: Gathered) -> Section:
    """Return the chart and a table of what happened; the whole log is in the appendix."""
    pictures = swimlanes(gathered)
    events = [each for each in gathered.evaluation.timeline if each.kind in DIGEST]
    heads = columns({"at": 1.3, "scenario": 0.9, "what": 1, "cells": 2, "row": 1.4, "": 5})
    rows = (_event_row(gathered, each) for each in events)
    chart: list[Block] = list(pictures)
    if not chart:
        chart = [Text("There is no chart: nothing was sent, answered or decided.", muted=True)]
    else:
        chart.append(Text(READING, muted=True))
    return Section("Timeline", (*chart, grid(heads, rows, empty="Nothing happened.")))


def _event_row(gathered: Gathered, event: Event) -> tuple[str, ...]:
    cells = ", ".join(gathered.cell(each) for each in event.cells)
    return at(event.at_s), f"D+{event.day:.1f}", event.kind, cells, event.row, event.text


def undelivered(gathered: Gathered) -> Section:
    """Return the rows that were never sent or were taken back, with the reason."""
    found = gathered.evaluation
    heads = columns(
        {"row": 1.5, "title": 3, "kind": 1.4, "cells": 2, "ended as": 1.5, "why": 4, "at": 1.2, "by": 1}
    )
    rows = (
        (
            each.row,
            each.title,
            each.kind.replace("_", " "),
            gathered.cells(each.cells),
            STATES.get(each.state, each.state),
            each.why or "no reason was given",
            at(each.at_s),
            each.actor or MISSING,
        )
        for each in found.undelivered
    )
    sent = found.delivery
    share = f"{sent.unsent} of {sent.rows} rows ({share_text(sent.unsent_share)}) reached nobody"
    spare = f", {sent.contingencies} of them contingency rows" if sent.contingencies else ""
    lead = Text(f"{share}{spare}. {NORMAL}", muted=True)
    table = grid(heads, rows, empty="Every row reached all its recipients.")
    blocks = (lead, table) if sent.rows else (Text("The list holds no rows to deliver."),)
    return Section("Injects not delivered", blocks)


def corrections(gathered: Gathered) -> Section:
    """Return the times that control corrected, with the originals."""
    heads = columns(
        {
            "row": 1.5,
            "cell": 2,
            "time of": 1,
            "was": 1.3,
            "is": 1.3,
            "reason": 4,
            "corrected at": 1.3,
            "by": 1,
        }
    )
    rows = (
        (
            each.row,
            gathered.cell(each.cell),
            each.state,
            at(each.was_s),
            at(each.now_s),
            each.reason,
            at(each.at_s),
            each.actor,
        )
        for each in gathered.corrections
    )
    table = grid(heads, rows, empty="No time was corrected.")
    return Section("Corrections", (table,))
