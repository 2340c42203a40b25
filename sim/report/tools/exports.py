"""A study of tools as files: the page, the chart as SVG and PNG, Markdown and CSV to paste, JSON."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

import vl_convert

from sim.files import write_file
from sim.report.broken import broken_json
from sim.report.charts.tools import tools_chart
from sim.report.theme import themed
from sim.report.tools import page, tables
from sim.report.tools.words import BOUNDED, CAVEAT, READING, gauge_words

if TYPE_CHECKING:
    from pathlib import Path

    from sim.report.tables import Cell, Table
    from sim.stats import Estimate
    from sim.tools import Ranking, Worth

PICTURE_SCALE = 2.0
PAPER = "#ffffff"


def write(ranking: Ranking, folder: Path) -> Path:
    """Write every file of a study, each whole or not at all; return the page.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    specification = {**themed(tools_chart(ranking)), "background": PAPER}
    write_file(folder / "tools.csv", to_csv(ranking).encode())
    write_file(folder / "tools.md", to_markdown(ranking).encode())
    write_file(folder / "tools.svg", vl_convert.vegalite_to_svg(specification).encode())
    write_file(folder / "tools.png", vl_convert.vegalite_to_png(specification, scale=PICTURE_SCALE))
    report = folder / "tools.html"
    write_file(report, page.render(ranking).encode())
    return report


def to_json(ranking: Ranking) -> dict[str, Any]:
    """Return the machine-readable result; what has no bound or was not reached is null.

    `scenario`, `seed`, `n`, `runs`, `horizon`; `measures`: name → unit, `together`, and under `all` and
    `none` p50, p80 and the share reached; `tools`: most valuable first, each with `lever`, `title` and,
    by measure, `off`, `alone`, `share`, `helps`, `harms` (value, low, high) and `bounded`. Days and
    dollars saved: above 0 the tool helps.
    """
    return {
        "scenario": ranking.scenario,
        "seed": ranking.seed,
        "n": ranking.replications,
        "runs": ranking.runs,
        "horizon": ranking.horizon,
        **broken_json(ranking.broken),
        "ordered_by": ranking.ordered_by.name,
        "measures": {
            gauge.name: {
                "unit": gauge.unit,
                "together": estimate_json(together),
                **_levels(ranking, gauge.name),
            }
            for gauge, together in zip(ranking.gauges, ranking.together, strict=True)
        },
        "tools": [_tool(ranking.of(lever)) for lever in ranking.order],
    }


def _levels(ranking: Ranking, gauge: str) -> dict[str, Any]:
    mine = (each for each in ranking.levels if each.gauge.name == gauge)
    return {
        name: {
            **dict(zip(("p50", "p80"), map(estimate_json, row.percentiles), strict=True)),
            "reached": estimate_json(row.reached),
        }
        for name, row in zip(("all", "none"), mine, strict=True)
    }


def _tool(worths: tuple[Worth, ...]) -> dict[str, Any]:
    return {
        "lever": worths[0].lever,
        "title": worths[0].title,
        "measures": {
            each.gauge.name: {
                **{name: estimate_json(getattr(each, name)) for name in ESTIMATES},
                "bounded": each.bounded,
            }
            for each in worths
        },
    }


ESTIMATES = ("off", "alone", "share", "helps", "harms")


def estimate_json(found: Estimate) -> dict[str, float | None]:
    """Return a number and its bounds; what is infinite or not known is null."""
    return {name: _finite(getattr(found, name)) for name in ("value", "low", "high")}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def to_csv(ranking: Ranking) -> str:
    """Return one line per tool and measure, numbers in days or dollars."""
    text = io.StringIO()
    columns = [f"{name}{end}" for name in ESTIMATES for end in ("", "_low", "_high")]
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["lever", "title", "measure", "unit", *columns, "bounded", "n"])
    for lever in ranking.order:
        for each in ranking.of(lever):
            numbers = [number for name in ESTIMATES for number in estimate_json(getattr(each, name)).values()]
            head = [each.lever, each.title, each.gauge.name, each.gauge.unit]
            sheet.writerow([*head, *numbers, each.bounded, ranking.replications])
    return text.getvalue()


def to_markdown(ranking: Ranking) -> str:
    """Return the study as text to paste: the ranking, the levels, each measure."""
    parts = [
        f"# What each tool is worth: {ranking.scenario}",
        ", ".join(page.facts(ranking)) + ".",
        f"**{CAVEAT}**",
        READING,
        markdown_grid(tables.summary(ranking)),
        "## With all tools, with none",
        markdown_grid(tables.levels(ranking)),
    ]
    for gauge in ranking.gauges:
        parts += [f"## {gauge_words(gauge)}", markdown_grid(tables.details(ranking, gauge))]
    return "\n\n".join([*parts, BOUNDED]) + "\n"


def markdown_grid(table: Table) -> str:
    """Return a table as Markdown, each note behind its cell."""
    lines = [
        [each.title for each in table.columns],
        ["---:" if each.numeric else "---" for each in table.columns],
        *([_text(cell) for cell in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(cell: Cell) -> str:
    """Return a cell on one line; a bar would end it."""
    note = cell.note if cell.note.startswith(("(", "[")) else f"({cell.note})"
    return (f"{cell.text} {note}" if cell.note else cell.text).replace("|", "\\|")
