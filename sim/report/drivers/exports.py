"""What drives a date as files: the page, charts as SVG and PNG, Markdown and CSV to paste, JSON."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

import vl_convert

from sim.files import write_file
from sim.report.broken import broken_json
from sim.report.drivers import page, tables
from sim.report.drivers.words import READING, around, facts, sentence
from sim.report.tools.exports import PAPER, PICTURE_SCALE, estimate_json, markdown_grid

if TYPE_CHECKING:
    from pathlib import Path

    from sim.drivers.finding import Drivers, Part
    from sim.stats import Estimate

PICTURE_WIDTH = 720
"""Pixels of a chart that on a page is as wide as its card."""


def write(drivers: Drivers, folder: Path) -> Path:
    """Write every file, each whole or not at all; return the page.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    for name, figure in page.figures(drivers).items():
        drawn = {**figure.specification, "width": PICTURE_WIDTH, "background": PAPER}
        write_file(folder / f"{name}.svg", vl_convert.vegalite_to_svg(drawn).encode())
        write_file(folder / f"{name}.png", vl_convert.vegalite_to_png(drawn, scale=PICTURE_SCALE))
    write_file(folder / "drivers.csv", to_csv(drivers).encode())
    write_file(folder / "drivers.md", to_markdown(drivers).encode())
    report = folder / "drivers.html"
    write_file(report, page.render(drivers).encode())
    return report


def to_json(drivers: Drivers) -> dict[str, Any]:
    """Return the machine-readable result; what has no bound or was not reached is null.

    `of`, `n`, `seed`, `reached`, `date`, `base`; `attribution`: `between`, `runs`, `causes` and `names`
    (each `days` and `since`, largest first; both add up to the date); `steps`: criticality; `waits`;
    `quantities`: low, high, swing, rho, share, widest swing first; `noise` (null: too few runs); `labels`;
    `explained`; `design`, `mean`: null where not asked for; `failed`, `failures`: runs that broke off.
    """
    found = drivers.attribution
    return {
        "scenario": drivers.scenario,
        "of": drivers.question.text,
        "seed": drivers.seed,
        "n": drivers.n,
        **broken_json(drivers.broken),
        "horizon": drivers.horizon,
        "reached": estimate_json(drivers.reached),
        "date": estimate_json(drivers.date),
        "base": estimate_json(drivers.base),
        "attribution": None
        if found is None
        else {
            "between": list(found.between),
            "runs": found.runs,
            "causes": [_part(each) for each in drivers.causes],
            "names": [_part(each) for each in drivers.names],
        },
        "steps": {each.id: estimate_json(each.share) for each in drivers.steps},
        "waits": [
            {
                "cause": each.cause,
                "name": each.name,
                "share": estimate_json(each.share),
                "days": estimate_json(each.days),
            }
            for each in drivers.waits
        ],
        "quantities": _quantities(drivers),
        "noise": {name: _finite(each) for name, each in drivers.noise._asdict().items()},
        "labels": {
            each.evidence: {"quantities": each.quantities, "share": _maybe(each.share)}
            for each in drivers.labels
        },
        "explained": _maybe(drivers.explained),
        "design": _design(drivers),
        "mean": _maybe(drivers.mean),
    }


def _maybe(found: Estimate | None) -> dict[str, float | None] | None:
    return None if found is None else estimate_json(found)


def _part(part: Part) -> dict[str, Any]:
    return {
        "cause": part.cause,
        "name": part.name,
        "days": estimate_json(part.days),
        "since": estimate_json(part.since),
    }


def _quantities(drivers: Drivers) -> list[dict[str, Any]]:
    return [
        {
            "key": each.quantity.key,
            "path": each.quantity.path,
            "evidence": each.quantity.evidence,
            "source": each.quantity.source,
            "low": estimate_json(each.swing.low),
            "high": estimate_json(each.swing.high),
            "swing": estimate_json(each.swing.difference),
            "rho": estimate_json(each.rho),
            "share": _maybe(each.share),
        }
        for each in drivers.movers
    ]


def _design(drivers: Drivers) -> dict[str, Any] | None:
    found = drivers.design
    if found is None:
        return None
    return {
        "method": found.method,
        "runs": found.runs,
        "varies": found.varies,
        "effects": [
            {"group": each.group.label, "effect": estimate_json(each.effect)} for each in found.effects
        ],
        "indices": [
            {
                "group": each.group.label,
                "first": estimate_json(each.first),
                "total": estimate_json(each.total),
            }
            for each in found.indices
        ],
    }


def to_csv(drivers: Drivers) -> str:
    """Return one line per estimate: what it says, of what, its value and interval."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["what", "cause", "name", "evidence", "value", "low", "high", "n", "method"])
    for what, cause, name, evidence, found in _lines(drivers):
        if found is not None:
            numbers = estimate_json(found).values()
            sheet.writerow([what, cause, name, evidence, *numbers, found.n, found.method])
    return text.getvalue()


def _lines(drivers: Drivers) -> list[tuple[str, str, str, str, Estimate | None]]:
    question = drivers.question.text
    found: list[tuple[str, str, str, str, Estimate | None]] = [("date", "", question, "", drivers.date)]
    for each in (*drivers.causes, *drivers.names):
        found.append(("days of the date", each.cause, each.name, "", each.days))
        found.append(("days above the median", each.cause, each.name, "", each.since))
    found += [("criticality", "", each.id, "", each.share) for each in drivers.steps]
    for wait in drivers.waits:
        found.append(("waited for in", wait.cause, wait.name, "", wait.share))
        found.append(("mean days waited", wait.cause, wait.name, "", wait.days))
    for mover in drivers.movers:
        key, label, swing = mover.quantity.key, mover.quantity.evidence, mover.swing
        found += [
            ("date at its low third", "", key, label, swing.low),
            ("date at its high third", "", key, label, swing.high),
            ("swing", "", key, label, swing.difference),
            ("rank correlation", "", key, label, mover.rho),
            ("variance share", "", key, label, mover.share),
        ]
    found += [
        ("variance share of a label", "", each.evidence, each.evidence, each.share) for each in drivers.labels
    ]
    return found


def to_markdown(drivers: Drivers) -> str:
    """Return all of it as text to paste."""
    parts = [
        f"# What drives {drivers.question.text}: {drivers.scenario}",
        ", ".join(facts(drivers)) + ".",
        markdown_grid(tables.dates(drivers)),
        f"**{sentence(drivers)}** {around(drivers)}{READING['parts']}",
    ]
    for heading, table in tables.sections(drivers):
        parts += [f"## {heading}", markdown_grid(table)]
    return "\n\n".join([*parts, READING["movers"], READING["labels"], tables.noise(drivers)]) + "\n"


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
