"""Objectives with their ratings, and the analysis of each: tasks, strengths, areas for improvement."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exercises.aar.gathering import at, lasting
from exercises.aar.paper import MISSING, Block, Bullets, Heading, Section, Text, columns, grid
from exercises.evaluation.objectives import RULE
from exercises.play.deciding.rating import RATINGS
from sim.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exercises.aar.gathering import Gathered
    from exercises.evaluation import Action, ObjectiveResult

NOT_RATED = "not rated"
STRENGTH = "P"
NO_OBJECTIVES = "The script declares no objectives."


class Finding(NamedTuple):
    """What an evaluator saw or how one rated a row. `task`: its name, or '' for the whole objective."""

    at_s: float
    evaluator: str
    task: str
    cell: str
    row: str
    rating: str
    text: str


def ratings(gathered: Gathered) -> Section:
    """Return the objectives with their ratings, what the ratings mean, and how they come about."""
    heads = columns(
        {
            "objective": 4,
            "capability": 2,
            "tool": 2,
            "rating": 1.2,
            "tasks rated": 1,
            "rows sent": 1,
            "decisions": 1,
        },
        numeric=("tasks rated", "rows sent", "decisions"),
    )
    rows = grid(heads, (_rating_row(each) for each in gathered.evaluation.objectives), empty=NO_OBJECTIVES)
    meaning = grid(columns({"rating": 1, "meaning": 9}), RATINGS.items(), empty="")
    return Section("Objectives and ratings", (rows, Heading("What the ratings mean"), meaning, Text(RULE)))


def _rating_row(found: ObjectiveResult) -> tuple[str, ...]:
    rating = found.rating or NOT_RATED
    return (
        found.title,
        found.capability or MISSING,
        found.tool.replace("_", " ") or MISSING,
        f"{rating} (whole)" if found.by_whole else rating,
        f"{found.rated} of {len(found.tasks)}",
        f"{found.rows_sent} of {found.rows}",
        str(found.decisions),
    )


def analysis(gathered: Gathered) -> Section:
    """Return what was seen of each objective."""
    blocks = [block for each in gathered.evaluation.objectives for block in _objective(gathered, each)]
    rest = findings_elsewhere(gathered)
    if rest:
        blocks.append(Heading("Rows that exercise no objective"))
        blocks.append(Bullets(tuple(said(gathered, each, {}) for each in rest), ""))
    return Section("Analysis of objectives", tuple(blocks) or (Text(NO_OBJECTIVES),))


def _objective(gathered: Gathered, found: ObjectiveResult) -> Iterator[Block]:
    seen = findings(gathered, found)
    capability = f"Capability: {found.capability}. " if found.capability else ""
    yield Heading(f"{found.title}: {found.rating or NOT_RATED}")
    yield Text(f"{capability}{counted(len(seen), 'observation')}.", muted=True)
    if found.tasks:
        yield _tasks(found)
    titles = {each.name: each.text for each in found.tasks}
    parts = (
        ("Strengths", [each for each in seen if each.rating == STRENGTH], "No observation was rated P."),
        (
            "Areas for improvement",
            [each for each in seen if each.rating and each.rating != STRENGTH],
            "No observation was rated S, M or U.",
        ),
    )
    for title, mine, empty in parts:
        yield Heading(title, level=3)
        yield Bullets(tuple(said(gathered, each, titles) for each in mine), empty)
    remarks = [each for each in seen if not each.rating]
    if remarks:
        yield Heading("Remarks without a rating", level=3)
        yield Bullets(tuple(said(gathered, each, titles) for each in remarks), "")


def _tasks(found: ObjectiveResult) -> Block:
    heads = columns({"critical task": 5, "rating": 1, "ratings given": 1.4, "expected actions": 4})
    return grid(
        heads,
        (
            (
                each.text,
                each.rating or NOT_RATED,
                _given([*(seen.rating for seen in each.seen), *(done.rating for done in each.actions)]),
                _verdicts(each.actions),
            )
            for each in found.tasks
        ),
        empty="",
    )


def _given(given: Iterable[str]) -> str:
    return " ".join(each for each in given if each) or MISSING


def _verdicts(done: Sequence[Action]) -> str:
    counts = dict.fromkeys(each.verdict for each in done)
    return ", ".join(f"{sum(each.verdict == one for each in done)} {one}" for one in counts) or MISSING


def findings(gathered: Gathered, found: ObjectiveResult) -> list[Finding]:
    """Return all observations of an objective and all looks at rows that exercise it, in order of time."""
    mine = [
        Finding(each.at_s, each.evaluator, "", each.cell, each.row, each.rating, each.text)
        for each in found.seen
    ]
    mine += [
        Finding(each.at_s, each.evaluator, task.name, each.cell, each.row, each.rating, each.text)
        for task in found.tasks
        for each in task.seen
    ]
    mine += [
        Finding(each.at_s, each.actor, _task_of(found, each.row), each.cell, each.row, each.rating, each.note)
        for each in gathered.assessed
        if found.name in _objectives_of(gathered, each.row)
    ]
    return sorted(mine, key=lambda each: each.at_s)


def findings_elsewhere(gathered: Gathered) -> list[Finding]:
    """Return how evaluators looked at rows that exercise no objective, in order of time."""
    mine = [
        Finding(each.at_s, each.actor, "", each.cell, each.row, each.rating, each.note)
        for each in gathered.assessed
        if not _objectives_of(gathered, each.row)
    ]
    return sorted(mine, key=lambda each: each.at_s)


def _task_of(found: ObjectiveResult, row: str) -> str:
    return next((task.name for task in found.tasks for each in task.actions if each.row == row), "")


def _objectives_of(gathered: Gathered, uid: str) -> set[str]:
    """Return the objectives that a row exercises, by itself or by a task that its expected actions show."""
    row = gathered.state.rows[uid]
    return {*row.objectives, *(each.task.partition(".")[0] for each in row.expected if each.task)}


def said(gathered: Gathered, found: Finding, tasks: dict[str, str]) -> str:
    """Return a finding as a sentence: rating, what was seen, of whom, when and by whom."""
    rating = f"{found.rating}: " if found.rating else ""
    task = f" Task: {tasks[found.task]}." if found.task in tasks else ""
    row = f", on {found.row} ({gathered.state.rows[found.row].title})" if found.row else ""
    who = f"{gathered.cell(found.cell)}{row}" if found.cell else row.removeprefix(", ") or "all cells"
    text = found.text or "no text was given"
    return f"{rating}{text} [{who}; {at(found.at_s)}, {found.evaluator}]{task}"


def actions(gathered: Gathered) -> Section:
    """Return the expected actions that came up, with their times and ratings."""
    heads = columns(
        {
            "row": 1.2,
            "cell": 1.5,
            "expected": 4,
            "within": 1,
            "took": 1,
            "verdict": 1.2,
            "rests on": 2,
            "rating": 0.8,
        },
        numeric=("within", "took"),
    )
    rows = (
        (
            each.row,
            gathered.cell(each.cell),
            each.text,
            lasting(each.within_s),
            lasting(each.took_s),
            each.verdict,
            each.because,
            each.rating or MISSING,
        )
        for each in gathered.evaluation.actions
    )
    note = (
        "The verdict is computed from times: an answer within the limit is in time. That a cell answered "
        "does not show that it did what was expected: that is the evaluator's rating, which stands beside it "
        "and changes no time. Rows that nobody answers (expected actions) rest on when an "
        "evaluator rated them."
    )
    table = grid(heads, rows, empty="No expected action came up.")
    return Section("Expected actions", (Text(note, muted=True), table))
