"""A comparison as files: the page, charts as SVG, Markdown and CSV to paste, one JSON object."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

import vl_convert

from sim.files import write_file
from sim.report.broken import broken_json
from sim.report.charts.comparing import curves_chart, differences_chart
from sim.report.comparing import page, tables
from sim.report.comparing.words import CUT, INTERVALS, READING, facts, measure_words, percentile_words
from sim.report.theme import themed
from sim.report.tools.exports import PAPER, estimate_json, markdown_grid

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt

    from sim.comparing import Choice, Comparison, Difference


def write(comparison: Comparison, folder: Path, *, chosen: Choice | None = None) -> Path:
    """Write every file of a comparison, each whole or not at all; return the page.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    write_file(folder / "compare.csv", to_csv(comparison).encode())
    write_file(folder / "compare.md", to_markdown(comparison, chosen=chosen).encode())
    write_file(folder / "compare.svg", picture(differences_chart(comparison)))
    write_file(folder / "compare-curves.svg", picture(curves_chart(comparison)))
    report = folder / "compare.html"
    write_file(report, page.render(comparison, chosen=chosen).encode())
    return report


def picture(chart: alt.TopLevelMixin) -> bytes:
    """Return a chart as SVG on white, for paper."""
    return vl_convert.vegalite_to_svg({**themed(chart), "background": PAPER}).encode()


def to_json(comparison: Comparison, *, chosen: Choice | None = None) -> dict[str, Any]:
    """Return the machine-readable result; what has no bound or was not reached is null.

    `scenario`, `seed`, `n`, `horizon`, `base`, `notes`; `sides`: name → measure → `unit`, mean (null where
    withheld), percentiles, `reached`; `differences`: the same for each side but the base, with `mean`,
    percentiles, `helps`, `harms`, `pairing`, and `cut` (shares of futures: base, side, either);
    `promise` and `best`, where asked for; `failed`, `failures`: runs that broke off.
    """
    sides = comparison.sides
    found: dict[str, Any] = {
        "scenario": sides.scenario,
        "seed": comparison.seed,
        "n": comparison.n,
        "horizon": sides.horizon,
        "base": sides.names[0],
        "notes": list(sides.notes),
        **broken_json((*comparison.broken, *(chosen.broken if chosen else ()))),
        "sides": {name: _levels(comparison, name) for name in sides.names},
        "differences": {
            name: {each.measure.name: _difference(each, comparison.at) for each in comparison.of(name)}
            for name in sides.names[1:]
        },
    }
    if comparison.promise:
        joints = zip(sides.names, comparison.joints, strict=True)
        kept = {
            name: {part: estimate_json(each) for part, each in one._asdict().items()} for name, one in joints
        }
        found["promise"] = {"asked": str(comparison.promise), **kept}
    return found | ({"best": _choice(chosen)} if chosen else {})


def _levels(comparison: Comparison, side: str) -> dict[str, Any]:
    return {
        each.measure.name: {
            "unit": each.measure.unit,
            "mean": None if each.mean is None else estimate_json(each.mean),
            **_percentiles(comparison.at, each.percentiles),
            "reached": estimate_json(each.reached),
        }
        for each in comparison.levels
        if each.side == side
    }


def _difference(row: Difference, at: tuple[float, ...]) -> dict[str, Any]:
    return {
        "unit": row.measure.unit,
        "mean": estimate_json(row.mean),
        **_percentiles(at, row.percentiles),
        "helps": estimate_json(row.helps),
        "harms": estimate_json(row.harms),
        "pairing": estimate_json(row.pairing),
        "cut": row.cut._asdict(),
    }


def _percentiles(at: tuple[float, ...], found: Any) -> dict[str, Any]:
    return {percentile_words(p).lower(): estimate_json(each) for p, each in zip(at, found, strict=True)}


def _choice(found: Choice) -> dict[str, Any]:
    return {
        "by": str(found.statistic),
        "unit": found.statistic.unit,
        "best": found.best,
        "left": list(found.left),
        "indifference": found.selection.indifference,
        "confidence": found.selection.confidence,
        "batch": found.batch,
        "cut": found.cut,
        "sides": {
            name: {"futures": used * found.batch, "mean": mean if math.isfinite(mean) else None}
            for name, used, mean in zip(found.names, found.selection.used, found.means, strict=True)
        },
    }


def to_csv(comparison: Comparison) -> str:
    """Return one line per side and measure, numbers in days, dollars and shares."""
    text = io.StringIO()
    percentiles = [percentile_words(p).lower() for p in comparison.at]
    names = ["mean", *percentiles, "helps", "harms", "pairing"]
    columns = [f"{name}{end}" for name in names for end in ("", "_low", "_high")]
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["side", "base", "measure", "unit", *columns, "cut_base", "cut_side", "cut", "n"])
    for each in comparison.differences:
        estimates = (each.mean, *each.percentiles, each.helps, each.harms, each.pairing)
        numbers = [number for one in estimates for number in estimate_json(one).values()]
        head = [each.side, comparison.sides.names[0], each.measure.name, each.measure.unit]
        sheet.writerow([*head, *numbers, *each.cut, comparison.n])
    return text.getvalue()


def to_markdown(comparison: Comparison, *, chosen: Choice | None = None) -> str:
    """Return the comparison as text to paste."""
    sides = comparison.sides
    parts = [f"# Compared: {sides.scenario}", ", ".join(facts(comparison)) + ".", READING, CUT, *sides.notes]
    for name, why in list(zip(sides.names, sides.whys, strict=True))[1:]:
        parts += [f"## {name} against {sides.names[0]}", *([why] if why else [])]
        rows, same = tables.differences(comparison, name), tables.unmoved_words(comparison, name)
        parts += [*([markdown_grid(rows)] if rows else []), *([same] if same else [])]
    if comparison.promise:
        parts += [f"## Kept: {comparison.promise}", markdown_grid(tables.promises(comparison))]
    if chosen:
        parts += ["## The best", tables.choice_words(chosen), markdown_grid(tables.choice(chosen))]
    parts.append("## How each stands")
    for each in comparison.measures:
        parts += [f"### {measure_words(each)}", markdown_grid(tables.levels(comparison, each))]
    return "\n\n".join([*parts, INTERVALS]) + "\n"
