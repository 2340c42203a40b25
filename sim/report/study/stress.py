"""The reporting sheet of a study after STRESS-DES 1.0: six sections, filled from the scenario and the batch.

Source: Monks et al., "Strengthening the reporting of empirical simulation studies", Journal of
Simulation, 2018.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, NamedTuple

from sim.batch.storing import versions
from sim.report.html import version
from sim.report.tables import Cell, Column, Table
from sim.report.words import date_text, milestone_words, share_text

if TYPE_CHECKING:
    from sim.report.study.contents import Contents


class Section(NamedTuple):
    """A section of the sheet."""

    title: str
    items: Table


def sheet(contents: Contents) -> tuple[Section, ...]:
    """Return the six sections of the sheet."""
    parts = (
        ("1. Objectives", _objectives(contents)),
        ("2. Logic", _logic(contents)),
        ("3. Data", _inputs(contents)),
        ("4. Experimentation", _experimentation(contents)),
        ("5. Implementation", _implementation(contents)),
        ("6. Code access", _access(contents)),
    )
    return tuple(Section(title, _table(rows)) for title, rows in parts)


def _table(rows: list[tuple[str, str]]) -> Table:
    return Table((Column("item"), Column("here")), tuple((Cell(name), Cell(text)) for name, text in rows))


def _objectives(contents: Contents) -> list[tuple[str, str]]:
    plan = contents.plan
    targets = "; ".join(
        f"{milestone_words(name)} by D+{by:.0f} in {share_text(wanted)}"
        for name, by, wanted, _ in contents.met()
    )
    return [
        ("Purpose", plan.title),
        ("Outputs", f"{', '.join(milestone_words(name) for name in contents.shown)}; cost by kind"),
        ("Aims", targets or "no target is declared"),
    ]


def _logic(contents: Contents) -> list[tuple[str, str]]:
    plan = contents.plan
    waits = "all needs of a step are seized at once or not at all; queues by the policy of each pool"
    counts = (
        f"{len(plan.steps)} steps, {len(plan.pools)} pools, {len(plan.funds)} funds, "
        f"{len(plan.calendars)} calendars, {len(plan.theatres)} theatres"
    )
    return [
        ("Kind of model", "discrete events; terminating: it begins empty and ends at the horizon"),
        ("Network", counts),
        ("Queues", waits),
        ("Levers declared", ", ".join(contents.model.scenario.levers) or "none"),
    ]


def _inputs(contents: Contents) -> list[tuple[str, str]]:
    plan = contents.plan
    sources = sorted({each.source for each in plan.draws if each.source})
    labels = sorted({each.evidence for each in plan.draws})
    return [
        (
            "Random quantities",
            f"{len(plan.draws)}, at {len({each.path for each in plan.draws})} places of the scenario",
        ),
        ("Evidence labels", ", ".join(labels) or "none"),
        ("Sources", "; ".join(sources) or "none is named"),
        (
            "Risks and correlations",
            f"{len(plan.risks)} risks, {len(plan.correlations)} groups that move together",
        ),
    ]


def _experimentation(contents: Contents) -> list[tuple[str, str]]:
    plan, results = contents.plan, contents.results
    return [
        ("Initial state", f"D+0 is {date_text(0.0, plan.start)}; nothing is under way"),
        ("Warm-up", "none: the model terminates and its beginning is what is asked about"),
        ("Run length", f"{plan.horizon:.0f} days; what is not reached by then is told as censored"),
        (
            "Replications",
            f"{len(results)} played to their end, {len(results.failures)} broke off; independent",
        ),
        (
            "Estimation",
            "percentiles: order statistics; shares: Wilson; means: Student's t; curves: DKW; all 95 %",
        ),
    ]


def _implementation(contents: Contents) -> list[tuple[str, str]]:
    return [
        ("Software", ", ".join(f"{name} {number}" for name, number in versions().items())),
        (
            "Random numbers",
            f"keyed uniforms, seed {contents.results.seed}; a name, a replication and a round give one",
        ),
        ("Ties", "by declared order, never by the order in which events were made"),
        ("System", f"{platform.system()} {platform.machine()}"),
    ]


def _access(contents: Contents) -> list[tuple[str, str]]:
    again = [("To repeat", contents.command)] if contents.command else []
    return [
        ("Code", f"scrs {version()}"),
        ("Scenario", f"{contents.model.name}; SHA-256 of the plan {contents.plan.hash}"),
        *again,
    ]
