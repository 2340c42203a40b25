"""The improvement plan: an issue for everything that was rated M or U, with cells to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exercises.aar.paper import MISSING, Block, Grid, Heading, Section, Text, columns, grid
from exercises.aar.sections.analysis import findings, findings_elsewhere
from sim.report.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.aar.gathering import Gathered
    from exercises.aar.sections.analysis import Finding
    from exercises.evaluation.record import Adopted

PREFILLED = ("M", "U")
BLANK_ROWS = 3
"""Rows without an issue, to be filled in by hand."""


class Issue(NamedTuple):
    """Something to improve, as an evaluator rated it. `cell`: '' where it concerns all."""

    number: int
    objective: str
    capability: str
    issue: str
    rating: str
    cell: str
    row: str
    evaluator: str


def issues(gathered: Gathered) -> list[Issue]:
    """Return an issue for each observation, or look at a row, that was rated M or U, by objective."""
    return [each._replace(number=number) for number, each in enumerate(_issues(gathered), start=1)]


def _issues(gathered: Gathered) -> Iterator[Issue]:
    for objective in gathered.evaluation.objectives:
        texts = {each.name: each.text for each in objective.tasks}
        for found in findings(gathered, objective):
            yield from _issue(found, objective.title, objective.capability, task=texts.get(found.task, ""))
    for found in findings_elsewhere(gathered):
        yield from _issue(found, "", "", task="")


def _issue(found: Finding, objective: str, capability: str, *, task: str) -> Iterator[Issue]:
    """Yield the issue of a finding that was rated M or U; its number is given later."""
    if found.rating in PREFILLED:
        text = found.text or "no text was given"
        said = f"{task}: {text}" if task else text
        yield Issue(0, objective, capability, said, found.rating, found.cell, found.row, found.evaluator)


def improvement(gathered: Gathered) -> Section:
    """Return the plan as a table: what is known is filled in, the rest is for whoever answers for it."""
    found = issues(gathered)
    heads = columns(
        {
            "no.": 0.5,
            "objective and capability": 2.5,
            "issue": 4,
            "rating": 0.9,
            "corrective action": 3,
            "responsible": 1.5,
            "due": 1.2,
        },
        numeric=("no.",),
    )
    rows = [
        (
            str(each.number),
            f"{each.objective} ({each.capability})" if each.capability else each.objective or MISSING,
            f"{each.issue} [{_where(gathered, each)}]",
            each.rating,
            "",
            "",
            "",
        )
        for each in found
    ]
    blank = [(str(len(found) + place), "", "", "", "", "", "") for place in range(1, BLANK_ROWS + 1)]
    filled = counted(len(found), "issue is", "issues are")
    lead = (
        f"{filled} filled in, one for each observation that was rated M or U. Corrective actions, who is "
        "responsible and when they are due are for those who answer for them."
    )
    plan: list[Block] = [Text(lead, muted=True), grid(heads, [*rows, *blank], empty="")]
    return Section("Improvement plan", (*plan, Heading("Lessons adopted"), _adopted(gathered)))


def _adopted(gathered: Gathered) -> Grid:
    """Return the lessons that the director adopted, and what they change in the doctrine."""
    rows = ((each.name, each.text or MISSING, _change(each), each.actor) for each in gathered.adopted)
    heads = columns({"lesson": 1.5, "what is adopted": 4, "change of the doctrine": 3, "by": 1})
    return grid(heads, rows, empty="No lesson was adopted when this paper was made.")


def _change(adopted: Adopted) -> str:
    scaled = [f"{path} times {factor}" for path, factor in adopted.scale.items()]
    return (
        "\n".join([*(f"{path} is set to {value}" for path, value in adopted.set.items()), *scaled]) or MISSING
    )


def _where(gathered: Gathered, issue: Issue) -> str:
    row = f", {issue.row}" if issue.row else ""
    return f"{gathered.cell(issue.cell) if issue.cell else 'all cells'}{row}; {issue.evaluator}"
