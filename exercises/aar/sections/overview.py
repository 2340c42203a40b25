"""The exercise at a glance: its name, dates, scope, scenario and cells, and what came of it in numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exercises.aar.gathering import lasting
from exercises.aar.paper import MISSING, Block, Bullets, Head, Heading, Section, Text, columns, grid
from exercises.aar.sections.counterfactual import sentence
from exercises.evaluation.expected import VERDICTS
from exercises.play.deciding.rating import RATINGS
from sim.report.words import counted, date_text, share_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.aar.gathering import Gathered

KINDS = {"players": "training audience", "response": "response cell", "control": "exercise control"}
NOTHING_SENT = "Nothing was sent: no row reached a cell, so there are no response times to report."


def overview(gathered: Gathered) -> Section:
    """Return what HSEEP calls the exercise overview."""
    facts = grid([Head("", 1), Head("", 4)], _facts(gathered), empty="")
    cells = grid(
        columns({"cell": 2, "part": 2, "plays": 4, "people who acted for it": 3}),
        (
            (cell.title, KINDS[cell.kind], ", ".join(cell.plays) or MISSING, _people(gathered, name))
            for name, cell in gathered.script.cells.items()
        ),
        empty="The script has no cells.",
    )
    return Section("Exercise overview", (facts, Heading("Cells"), cells))


def _facts(gathered: Gathered) -> Iterator[tuple[str, str]]:
    script, setting, state = gathered.script, gathered.setting, gathered.state
    yield "exercise", script.title
    yield "journal name", gathered.exercise
    yield "dates", _dates(gathered)
    yield "purpose", script.purpose or MISSING
    yield "scope", _scope(gathered)
    moves = "; ".join(each.title for each in script.clock.moves)
    yield "moves", moves
    variant = f", variant {script.variant}" if script.variant else ""
    played = f"seed {script.seed}, replication {script.replication}"
    yield "scenario", f"{script.scenario}{variant}; D+0 is {date_text(0.0, setting.start)}; {played}"
    if script.storylines:
        yield "storylines", "; ".join(each.title for each in script.storylines.values())
    planned = f"{setting.startex:%Y-%m-%d %H:%M} ({script.clock.zone}), {lasting(setting.endex)} of play"
    yield "planned", planned
    yield "played", f"{lasting(state.now)} on the exercise clock; the exercise is {state.phase}"


def _dates(gathered: Gathered) -> str:
    """Return when play began and ended on the wall, in the zone of the exercise."""
    began = next((each.wall for each in gathered.entries if each.kind == "exercise.started"), None)
    ended = next((each.wall for each in gathered.entries if each.kind == "exercise.ended"), None)
    if began is None:
        return "STARTEX has not been given"
    end = "ENDEX has not been given" if ended is None else f"ENDEX {gathered.said(ended)}"
    return f"STARTEX {gathered.said(began)}; {end}"


def _scope(gathered: Gathered) -> str:
    script, state = gathered.script, gathered.state
    kinds = Counter(row.kind.replace("_", " ") for row in state.rows.values())
    rows = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    parts = (
        counted(len(script.cells), "cell"),
        counted(len(script.objectives), "objective"),
        counted(len(script.decisions), "standing decision"),
        counted(len(state.rows), "row"),
    )
    return f"{', '.join(parts)}{f' ({rows})' if rows else ''}"


def _people(gathered: Gathered, cell: str) -> str:
    return ", ".join(each.actor for each in gathered.pressed if cell in each.cells) or MISSING


def summary(gathered: Gathered) -> Section:
    """Return what came of it: ratings, times, what was not sent, decisions. Every number is computed."""
    found = gathered.evaluation
    first: list[Block] = []
    if not found.responses:
        first.append(Text(NOTHING_SENT))
    if gathered.state.phase != "ended":
        first.append(Text("The exercise has not ended: this is how it stood at its last entry."))
    return Section("Summary", (*first, Bullets(tuple(findings(gathered)), "There is nothing to report.")))


def findings(gathered: Gathered) -> Iterator[str]:
    """Yield what came of the exercise, a sentence each; every number is computed."""
    found = gathered.evaluation
    yield _rated(gathered)
    sent = found.delivery
    if sent.rows:
        share = share_text(sent.unsent_share)
        yield f"{sent.sent} of {sent.rows} rows to be delivered went out; {sent.unsent} ({share}) did not."
    if found.actions:
        counts = Counter(each.verdict for each in found.actions)
        said = ", ".join(f"{counts[each]} {each}" for each in VERDICTS if counts[each])
        yield f"{counted(len(found.actions), 'expected action')} came up: {said}."
    yield from (_times(gathered, place) for place, each in enumerate(found.cells) if each.owed)
    taken = [each for each in found.decisions if each.state in {"taken", "chosen"}]
    if taken or found.others:
        acted = sum(len(each.acts) for each in taken) + sum(len(each.acts) for each in found.others)
        chosen = counted(len(taken), "decision or choice", "decisions and choices")
        yield f"{chosen} of cells; {counted(acted, 'change')} to the simulation in all."
    yield from sentence(gathered)
    if gathered.corrections:
        times = counted(len(gathered.corrections), "time was", "times were")
        yield f"{times} corrected by control; what stood there before is kept below."


def _rated(gathered: Gathered) -> str:
    found = gathered.evaluation.objectives
    if not found:
        return "The script declares no objectives."
    counts = Counter(each.rating for each in found)
    said = ", ".join(f"{counts[each]} {each}" for each in RATINGS if counts[each])
    rated = f"{len(found) - counts['']} of {len(found)} objectives are rated"
    return f"{rated}: {said}." if said else f"{rated}."


def _times(gathered: Gathered, place: int) -> str:
    found = gathered.evaluation.cells[place]
    times = found.to_answered
    answered = (
        f"{found.owed - found.unanswered} of {counted(found.owed, 'row')} that asked for an answer got one"
    )
    if not times.n:
        return f"{gathered.cell(found.cell)}: {answered}."
    spread = (
        f"median {lasting(times.median_s)}, P80 {lasting(times.p80_s)}, longest {lasting(times.longest_s)}"
    )
    return f"{gathered.cell(found.cell)}: {answered}; {spread}."
