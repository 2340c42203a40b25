"""Re-timing in words and as plain data: what is late, what each proposal changes, and the trade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.retiming.proposing import AIM_WORDS
from exercises.times import say_length, say_offset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.retiming.proposing import Change, Proposal, Retiming

ACTS = {"move": "move", "skip": "skip", "add": "add", "send": "send"}


def lines(found: Retiming) -> Iterator[str]:
    """Yield what is told on the terminal."""
    where = found.situation
    left = say_length(60.0 * round(max(0.0, where.end_s - where.now_s) / 60.0))
    yield f"It is {say_offset(where.now_s)}; {left} are left until {say_offset(where.end_s)}."
    if found.on_time:
        yield "Everything that is still to come can be answered by then: nothing has to be changed."
        return
    if found.late:
        rows = "1 row has" if len(found.late) == 1 else f"{len(found.late)} rows have"
        yield f"As things stand {rows} no room in time: {', '.join(found.late)}."
    if found.lost:
        yield f"Objectives that would not be exercised: {', '.join(found.lost)}."
    if where.left:
        yield f"Left to their triggers: {', '.join(where.left)}."
    for number, each in enumerate(found.proposals, start=1):
        yield ""
        yield f"{number}. {headline(each)}"
        yield from (f"   {change_words(change)}" for change in each.changes)
    if not found.proposals:
        yield "No timetable is better than the one that stands."


def headline(proposal: Proposal) -> str:
    """Return a proposal in a line: its aim, what it costs, what it gains."""
    cost, total = proposal.cost, len(proposal.exercised) + len(proposal.missed)
    busiest = max(proposal.open.values(), default=0)
    missed = f"; not {', '.join(proposal.missed)}" if proposal.missed else ""
    return (
        f"{AIM_WORDS[proposal.aim].capitalize()}: {cost.skips} left out, {cost.moves} moved or added; "
        f"{len(proposal.exercised)} of {total} objectives exercised{missed}; "
        f"at most {busiest} answers owed at once."
    )


def change_words(change: Change) -> str:
    """Return a change in a line."""
    was = "" if change.was_s is None else f" from {say_offset(60.0 * round(change.was_s / 60.0))}"
    word = "at" if change.act == "send" else "to"
    to = "" if change.at_s is None else f" {word} {say_offset(change.at_s)}"
    return f"{ACTS[change.act]:5} {change.uid}{was if change.act != 'add' else ''}{to}  {change.title}"


def as_data(found: Retiming) -> dict[str, Any]:
    """Return everything as plain data; seconds since STARTEX end in `_s`."""
    return {
        "now_s": found.situation.now_s,
        "end_s": found.situation.end_s,
        "on_time": found.on_time,
        "late": list(found.late),
        "lost": list(found.lost),
        "left_to_their_triggers": list(found.situation.left),
        "proposals": [
            {
                "aim": each.aim,
                **each.cost._asdict(),
                "exercised": list(each.exercised),
                "missed": list(each.missed),
                "most_open": each.open,
                "changes": [_change(one) for one in each.changes],
            }
            for each in found.proposals
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {"row": change.uid, "act": change.act, "was_s": change.was_s, "at_s": change.at_s}
