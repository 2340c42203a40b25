"""The page of a study and its pictures: one HTML file that opens offline, in the style of a run's report."""

from __future__ import annotations

import base64
import csv
from typing import TYPE_CHECKING, Any

import vl_convert

from sim.files import write_file
from sim.report.batches import said_day, span
from sim.report.html import SHORT_HASH, Figure, laid_out, version
from sim.report.study import charts, tables
from sim.report.study.stress import sheet
from sim.report.tables import Cell, evidence_table
from sim.report.theme import EVIDENCE, themed
from sim.report.tools.exports import PAPER, PICTURE_SCALE
from sim.report.words import chance_text, date_text, milestone_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sim.report.study.contents import Contents

TEMPLATE = "study/study.html.j2"
PICTURE_WIDTH = 900
LEFT_BY_OTHERS = {"tornado.svg": "Tornado", "attribution.svg": "What the date is made of"}
"""Pictures of `scrs drivers` that are shown if they lie in the folder."""


def render(contents: Contents) -> str:
    """Return the whole page."""
    return laid_out(TEMPLATE, page(contents))


def write(contents: Contents, folder: Path) -> Path:
    """Write the page, and each chart as SVG and PNG below `charts`; return the page.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    for each in figures(contents):
        fixed = {"width": PICTURE_WIDTH} if each.specification.get("width") == "container" else {}
        drawn = {**each.specification, **fixed, "background": PAPER}
        write_file(folder / "charts" / f"{each.id}.svg", vl_convert.vegalite_to_svg(drawn).encode())
        picture = vl_convert.vegalite_to_png(drawn, scale=PICTURE_SCALE)
        write_file(folder / "charts" / f"{each.id}.png", picture)
    report = folder / "report.html"
    write_file(report, render(contents).encode())
    return report


def left_in(folder: Path) -> tuple[tuple[dict[str, str], ...], tuple[tuple[str, bytes], ...]]:
    """Return what `scrs tools` and `scrs drivers` left in a folder: rows of tools, titled pictures."""
    found = folder / "tools.csv"
    rows: tuple[dict[str, str], ...] = ()
    if found.is_file():
        rows = tuple(csv.DictReader(found.read_text("utf-8").splitlines()))
    pictures = [(title, folder / name) for name, title in LEFT_BY_OTHERS.items()]
    return rows, tuple((title, path.read_bytes()) for title, path in pictures if path.is_file())


def figures(contents: Contents) -> Iterator[Figure]:
    """Yield every chart that has something to show."""
    fan = len(contents.strengths) if contents.strengths is not None else 0
    head = milestone_words(contents.headline) if contents.headline else ""
    drawn = [
        *(
            (f"curve-{name.replace('.', '-')}", milestone_words(name), charts.curve_chart(contents, name))
            for name in contents.shown
        ),
        ("causes", "Mean days on the critical chain of each date", charts.causes_chart(contents)),
        ("critical", f"How often a step is critical for {head}", charts.critical_chart(contents)),
        ("joint", f"{head.capitalize()} against cost, a point per future", charts.joint_chart(contents)),
        (
            "strength",
            f"P10, P50 and P90 over {fan} futures, all operations together",
            charts.fan_chart(contents),
        ),
    ]
    yield from (Figure(id_, title, themed(chart)) for id_, title, chart in drawn if chart is not None)


def page(contents: Contents) -> dict[str, Any]:
    """Return everything the template shows, by name."""
    found = {each.id: each for each in figures(contents)}
    plan, results = contents.plan, contents.results
    return {
        "title": plan.title,
        "facts": _facts(contents),
        "badges": _badges(contents),
        "risks": [],
        "figures": found,
        "headlines": _headlines(contents),
        "curves": [(id_, each.title) for id_, each in found.items() if id_.startswith("curve-")],
        "dates": tables.dates_table(contents),
        "targets": tables.targets_table(contents),
        "causes": tables.causes_table(contents),
        "headline": milestone_words(contents.headline) if contents.headline else "",
        "cost": tables.cost_table(contents),
        "joint": tables.joint_table(contents),
        "tools": tables.tools_table(contents),
        "pictures": [(title, base64.b64encode(content).decode()) for title, content in contents.pictures],
        "evidence": evidence_table(contents.plan),
        "shares": _shares(contents),
        "sheet": sheet(contents),
        "failures": results.failures,
        "n": len(results),
        "footer": [
            ("scenario", plan.title),
            ("seed", str(results.seed)),
            ("runs", str(len(results))),
            ("plan", plan.hash[:SHORT_HASH]),
            ("scrs", version()),
        ],
    }


def _facts(contents: Contents) -> list[str]:
    plan, results = contents.plan, contents.results
    return [
        f"D+0 is {date_text(0.0, plan.start)}",
        f"horizon D+{plan.horizon:.0f}",
        f"{len(results):,} futures, seed {results.seed}",
        "95 % intervals",
    ]


def _badges(contents: Contents) -> list[Cell]:
    verdicts = [row[-1].text for row in tables.targets_table(contents).rows]
    badges = []
    if verdicts:
        met = verdicts.count("met")
        tone = "good" if met == len(verdicts) else "bad" if "missed" in verdicts else "warn"
        badges.append(Cell(f"{met} of {len(verdicts)} targets met as often as wanted", tone))
    if contents.results.failures:
        badges.append(Cell(f"{len(contents.results.failures)} runs broke off", "bad"))
    return badges


def _headlines(contents: Contents) -> list[dict[str, str]]:
    """Return a card per date: P80 with its interval, P50 below, the share that is censored."""
    horizon, found = contents.plan.horizon, []
    for name in contents.shown:
        high, middle = contents.percentile(name, 0.8), contents.percentile(name, 0.5)
        never = 1.0 - contents.reached(name).value
        found.append(
            {
                "label": milestone_words(name),
                "value": said_day(high.value, horizon),
                "bounds": span(said_day(high.low, horizon), said_day(high.high, horizon)),
                "middle": said_day(middle.value, horizon),
                "never": chance_text(never) if never > 0.0 else "",
            }
        )
    return found


def _shares(contents: Contents) -> list[tuple[str, float, str]]:
    draws = contents.plan.draws
    counts = {label: sum(each.evidence == label for each in draws) for label in EVIDENCE}
    return [(label, 100.0 * count / len(draws), EVIDENCE[label]) for label, count in counts.items() if count]
