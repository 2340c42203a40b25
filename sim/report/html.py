"""The report: one HTML file that opens offline, with everything it needs inside.

`page` gathers what is shown, the template lays them out, the browser draws the charts with the
Vega libraries that are written into the file. Nothing is loaded from anywhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

import jinja2
import vl_convert
from markupsafe import Markup

from sim import measures
from sim.files import write_file
from sim.measures.naming import CAUSE_WORDS
from sim.report import capability, charts, dates, tables
from sim.report.chains import chains
from sim.report.theme import CAUSES, EVIDENCE, FONT, PAGE_DARK, PAGE_LIGHT, SEGMENTS, css_variables, themed
from sim.report.watchlist import watch_table
from sim.report.words import date_text, days_text, milestone_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import altair as alt

    from sim.trace import Outcome

TEMPLATE = "report.html.j2"
MOST_TIMELINES = 8
SHORT_HASH = 12


@dataclass(frozen=True)
class Figure:
    """A chart on the page: its specification, and what a reader who cannot see it is told.

    `windows`: (label, last day shown) of the views between which the reader can switch.
    """

    id: str
    title: str
    specification: dict[str, Any]
    windows: tuple[tuple[str, float], ...] = ()

    @property
    def json(self) -> Markup:
        """Return the specification as JSON that cannot end the script element it stands in."""
        text = json.dumps(self.specification, separators=(",", ":"), allow_nan=False)
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704  no `<` is left, and it is JSON


@dataclass(frozen=True)
class WaitLine:
    """One of the longest waits, and its parts: days, what for, colour, percent of the longest wait."""

    wait: measures.Wait
    parts: tuple[tuple[str, str, str, float], ...]


def render(outcome: Outcome) -> str:
    """Return the whole report of a run as HTML."""
    return laid_out(TEMPLATE, page(outcome))


def laid_out(template: str, shown: dict[str, Any]) -> str:
    """Return a page of the project: a template of this folder, the house's style, what is shown."""
    frame = {"style": style(), "libraries": _libraries()}
    return environment().get_template(template).render(**frame, **shown)


def environment() -> jinja2.Environment:
    """Return where the project's templates are found, and how they are read: everything is escaped."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("sim.report", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def write(outcome: Outcome, path: Path) -> None:
    """Write the report of a run, whole or not at all.

    Raises: `BadOutput` if it cannot be written there.
    """
    write_file(path, render(outcome).encode())


def page(outcome: Outcome) -> dict[str, Any]:
    """Return everything the template shows, by name."""
    plan = outcome.plan
    return {
        "title": plan.title,
        "facts": _facts(outcome),
        "badges": _badges(outcome),
        "headlines": _headlines(outcome),
        "dates": tables.dates_table(outcome),
        "targets": tables.targets_table(outcome),
        "waits": _waits(outcome),
        "chains": chains(outcome),
        "figures": {each.id: each for each in figures(outcome)},
        "timelines": [f"timeline-{name}" for name in dates.names_here(outcome)],
        "pools": tables.pools_table(outcome),
        "skills": capability.skills_table(outcome),
        "providers": capability.providers_table(outcome),
        "ledger": tables.ledger_table(outcome),
        "faults": measures.ledger_faults(outcome),
        "watch": watch_table(outcome),
        "handover": tables.handover_table(outcome),
        "aftermath": tables.aftermath_table(outcome),
        "people": tables.people_table(outcome),
        "cost": tables.cost_table(outcome),
        "accounts": tables.accounts_table(outcome),
        "missed": [milestone_words(name) for name in dates.missed(outcome)],
        "reasons": dates.reasons(outcome),
        "deadlock": outcome.deadlock,
        "risks": _risks(outcome),
        "evidence": tables.evidence_table(plan),
        "evidence_shares": _evidence_shares(outcome),
        "sources": tables.sources(outcome),
        "footer": _footer(outcome),
        "segments": SEGMENTS,
    }


def _facts(outcome: Outcome) -> list[str]:
    plan = outcome.plan
    names = dates.names_here(outcome)
    facts = [f"D+0 is {date_text(0.0, plan.start)}", f"horizon D+{plan.horizon:.0f}"]
    if not dates.is_bare(outcome):
        facts.append(f"{len(names)} operation{'s' if len(names) != 1 else ''}: {', '.join(names)}")
    return [*facts, f"one run, seed {outcome.seed}, replication {outcome.replication}"]


def _badges(outcome: Outcome) -> list[tables.Cell]:
    """Return what to know at a glance: targets met, what was not reached, a deadlock."""
    targets = measures.targets(outcome)
    met = sum(each.met for each in targets)
    missed = dates.missed(outcome)
    badges = []
    if outcome.deadlock:
        badges.append(tables.Cell("deadlock", "bad"))
    if targets:
        tone = "good" if met == len(targets) else "bad"
        badges.append(tables.Cell(f"{met} of {len(targets)} targets met", tone))
    if missed:
        noun = "milestone" if len(missed) == 1 else "milestones"
        badges.append(tables.Cell(f"{len(missed)} {noun} not reached", "warn"))
    elif outcome.milestones:
        badges.append(tables.Cell("all milestones reached", "good"))
    return badges


def _headlines(outcome: Outcome) -> list[tuple[str, tables.Cell, list[tuple[str, tables.Cell]]]]:
    found = []
    for each in dates.headlines(outcome):
        several = each.by_operation if len(each.by_operation) > 1 else {}
        lines = [(name, tables.day_cell(outcome, day)) for name, day in several.items()]
        cell = tables.day_cell(outcome, each.day)
        last = f"{cell.note} · last of {len(lines)}" if lines else cell.note
        found.append((each.label, cell._replace(note=last), lines))
    return found


def _waits(outcome: Outcome) -> list[WaitLine]:
    longest = measures.longest_waits(outcome)
    return [
        WaitLine(
            wait,
            tuple(
                (
                    days_text(part.days),
                    part.target or CAUSE_WORDS[part.cause],
                    CAUSES[part.cause],
                    100.0 * part.days / longest[0].days,
                )
                for part in sorted(wait.parts, key=lambda part: -part.days)
            ),
        )
        for wait in longest
    ]


def figures(outcome: Outcome) -> Iterator[Figure]:
    """Yield every chart that has something to show."""
    end = dates.run_end(outcome)
    drawn: list[tuple[str, str, alt.TopLevelMixin | None]] = [
        ("waits", "Days waited per operation, by cause", charts.waits_chart(outcome)),
        ("waited-for", "What was waited for most", charts.targets_chart(outcome)),
        ("skills", "Share of each skill in use, by month", charts.skills_chart(outcome, end=end)),
        ("funds", "Where each fund's dollars stood", charts.funds_chart(outcome, end=end)),
        ("authority", "Who led in each sector of each province", charts.authority_chart(outcome, end=end)),
        ("conditions", "Conditions per province and sector", charts.conditions_chart(outcome, end=end)),
        ("strength", "Troops, police and civilians on the ground", charts.strength_chart(outcome, end=end)),
        ("cost", "Cumulated cost by kind", charts.cost_chart(outcome, end=end)),
    ]
    yield from (Figure(id_, title, themed(chart)) for id_, title, chart in drawn if chart is not None)
    yield from _timelines(outcome, end)


def _timelines(outcome: Outcome, end: float) -> Iterator[Figure]:
    for name in dates.names_here(outcome)[:MOST_TIMELINES]:
        chart = charts.timeline_chart(outcome, name, end=end)
        if chart is not None:
            first = charts.build_up_end(outcome, name, end=end)
            windows = (("Build-up", first), ("Whole run", end)) if first < end else ()
            title = "Steps" if dates.is_bare(outcome) else name
            yield Figure(f"timeline-{name}", title, themed(chart), windows)


def _risks(outcome: Outcome) -> list[str]:
    """Return the risks that happened in this run."""
    pairs = zip(outcome.plan.risks, outcome.risks, strict=True)
    return [risk.id for risk, happened in pairs if happened]


def _evidence_shares(outcome: Outcome) -> list[tuple[str, float, str]]:
    draws = outcome.plan.draws
    counts = {label: sum(each.evidence == label for each in draws) for label in EVIDENCE}
    return [(label, 100.0 * count / len(draws), EVIDENCE[label]) for label, count in counts.items() if count]


def _footer(outcome: Outcome) -> list[tuple[str, str]]:
    return [
        ("scenario", outcome.plan.title),
        ("seed", str(outcome.seed)),
        ("replication", str(outcome.replication)),
        ("plan", outcome.plan.hash[:SHORT_HASH]),
        ("scrs", version()),
    ]


def version() -> str:
    """Return the version that is installed."""
    try:
        return metadata.version("scrs")
    except metadata.PackageNotFoundError:
        return "from source"


def style() -> dict[str, str]:
    """Return the house's font, and its colours on light and on dark pages, for a template."""
    return {"font": FONT, "light": css_variables(PAGE_LIGHT), "dark": css_variables(PAGE_DARK)}


@cache
def _libraries() -> Markup:
    """Return Vega, Vega-Lite and Vega-Embed as one script without external parts."""
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return Markup(bundle.replace("</script", "<\\/script"))  # noqa: S704  a library's own code
