"""Decisions, what they cost line by line, and what the simulation measured in the course of play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.aar.gathering import at
from exercises.aar.paper import MISSING, Block, Head, Heading, Section, Text, columns, grid
from sim.report.words import count_text, dollars_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exercises.aar.gathering import Gathered
    from exercises.aar.simulation import Headline
    from exercises.evaluation import Decision
    from exercises.evaluation.decisions import Act

WORDS = {
    "withdraw": "taken from",
    "deposit": "added to",
    "lose": "lost from",
    "gain": "joined",
    "shift": "shift of",
}


def decisions(gathered: Gathered) -> Section:
    """Return what cells decided and chose, its effects, other effects, and the simulation's measures."""
    found = gathered.evaluation
    heads = columns(
        {
            "at": 1.2,
            "cell": 1.5,
            "decision": 3,
            "state": 0.9,
            "values": 1.5,
            "effects on the simulation": 3.5,
            "net dollars": 1.2,
            "said": 3,
        },
        numeric=("net dollars",),
    )
    taken = grid(
        heads, (_decision_row(gathered, each) for each in found.decisions), empty="No cell took a decision."
    )
    others = grid(
        columns({"day": 1, "by": 2, "effects on the simulation": 6}),
        ((f"D+{each.day:.1f}", each.origin, said(each.acts)) for each in found.others),
        empty="No inject and no controller changed the simulation.",
    )
    blocks: list[Block] = [taken, Heading("Effects of injects and of control"), others]
    return Section("Decisions and their effects", (*blocks, *_measures(gathered.headline)))


def _decision_row(gathered: Gathered, found: Decision) -> tuple[str, ...]:
    dollars = found.net_dollars
    return (
        at(found.at_s),
        gathered.cell(found.cell),
        f"{found.title} ({found.what})",
        found.state,
        ", ".join(f"{name} {value}" for name, value in found.values) or MISSING,
        said(found.acts) or "none",
        f"{'+' if dollars > 0 else ''}{dollars_text(dollars)}" if dollars else MISSING,
        found.reason or MISSING,
    )


def said(acts: Iterable[Act]) -> str:
    """Return the lines of effects in words, one a line."""
    return "\n".join(_act(each) for each in acts)


def _act(act: Act) -> str:
    until = "" if act.until_day is None else f" until D+{act.until_day:.1f}"
    why = f" ({act.why})" if act.why else ""
    return f"{_amount(act)}{until}{why}"


def _amount(act: Act) -> str:
    if act.kind == "set":
        return f"{act.target} is set to {act.amount}"
    if act.kind == "scale":
        return f"{act.target} times {act.amount}"
    if isinstance(act.amount, str):
        return f"{act.amount} {WORDS[act.kind]} {act.target}"
    if act.unit == "USD":
        return f"{dollars_text(act.amount)} {WORDS[act.kind]} {act.target}"
    if act.kind == "shift":
        return f"{act.target} shifted by {act.amount:+g}"
    return f"{count_text(act.amount)} {WORDS[act.kind]} {act.target}"


def _measures(headline: Headline | None) -> Iterator[Block]:
    yield Heading("What the simulation measured")
    if headline is None:
        yield Text("The simulation was not at hand when this paper was made.", muted=True)
        return
    last = headline.moments[-1][0]
    yield Text(
        f"One future, the one that was played (seed {headline.seed}, replication {headline.replication}); no "
        f"interval belongs to it. The last column is the same future at {last} if play had changed nothing.",
        muted=True,
    )
    heads = columns({"measure": 3})
    heads += [Head(f"{name}, D+{day:.1f}", 1.3, numeric=True) for name, day in headline.moments]
    heads.append(Head(f"at {last} without the effects of play", 1.5, numeric=True))
    rows = ((each.measure, *each.values, each.without) for each in headline.lines)
    yield grid(heads, rows, empty="No headline measure moved between STARTEX and here.")
    if headline.still:
        yield Text(f"{headline.still} other headline measures did not move.", muted=True)
    yield grid(
        [Head("milestone", 3), Head(f"reached by {last}", 1.5), Head("without the effects of play", 1.5)],
        ((each.measure, *each.values, each.without) for each in headline.dates),
        empty=f"No milestone was reached by {last}.",
    )
