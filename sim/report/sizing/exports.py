"""A sizing as files: the page, the chart as SVG and PNG, the budget sheet as CSV and XLSX; and JSON."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import vl_convert

from sim.files import write_file
from sim.report import budget
from sim.report.broken import broken_json
from sim.report.charts.sizing import sizing_chart
from sim.report.sizing import page
from sim.report.sizing.words import verdict
from sim.report.theme import themed
from sim.sizing import budget_of

if TYPE_CHECKING:
    from pathlib import Path

    from sim.batch.sizing import Point, Tried
    from sim.sizing import Sized, Sizing
    from sim.sizing.blame import Bound
    from sim.stats import Estimate

PICTURE_SCALE = 2.0
PAPER = "#ffffff"


def write(sizing: Sizing, folder: Path) -> Path:
    """Write every file of a sizing, each whole or not at all; return the page.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    if any(each.curves for each in sizing.sized):
        specification = {**themed(sizing_chart(sizing)), "background": PAPER}
        write_file(folder / "size.svg", vl_convert.vegalite_to_svg(specification).encode())
        write_file(folder / "size.png", vl_convert.vegalite_to_png(specification, scale=PICTURE_SCALE))
    write_file(folder / "budget.csv", budget.to_csv(sizing).encode())
    write_file(folder / "budget.xlsx", budget.to_xlsx(sizing))
    report = folder / "size.html"
    write_file(report, page.render(sizing).encode())
    return report


def to_json(sizing: Sizing) -> dict[str, Any]:
    """Return the machine-readable result; what there is not is null.

    `scenario`, `seed`, `futures`, `judge`, `capacities` (path, unit, declared, rate), and under `sized`, per
    number of operations: `sizes` by path, `verified`, `proven`, `targets` (with `met`: value, low, high, n),
    `together`, `curves` by path, `binds`, `budget` (yearly, once, lines), `notes`.
    """
    return {
        "scenario": sizing.base.scenario.title,
        "seed": sizing.question.seed,
        "futures": sizing.question.futures,
        "judge": sizing.question.judge,
        **broken_json(sizing.broken),
        "capacities": [
            {
                "path": each.path,
                "unit": each.unit,
                "declared": each.declared,
                "rate": each.rate.dollars,
                "yearly": each.rate.yearly,
                "evidence": each.rate.label,
            }
            for each in sizing.capacities
        ],
        "sized": [_sized(sizing, each) for each in sizing.sized],
    }


def _sized(sizing: Sizing, sized: Sized) -> dict[str, Any]:
    seen = sized.fresh or sized.at_found
    sheet = budget_of(sizing, sized)
    return {
        "operations": list(sized.operations.names),
        "sizes": _sizes(sizing, sized.found.point),
        "verified": sized.holds,
        "proven": sized.found.proven,
        "verdict": verdict(sized)[0],
        "targets": [
            {
                "milestone": each.name,
                "by": each.by if math.isfinite(each.by) else None,
                "confidence": each.confidence,
                "set_aside": place in sized.aside,
                "met": _estimate(seen.share(place)),
            }
            for place, each in enumerate(sized.criteria)
        ],
        "together": _estimate(seen.share(-1)),
        "curves": {
            capacity.path: [_on_curve(sizing, sized, each) for each in lane]
            for capacity, lane in zip(sizing.capacities, sized.curves, strict=False)
        },
        "binds": [_bound(each) for each in sized.binds],
        "budget": {
            "yearly": sheet.yearly,
            "once": sheet.once,
            "lines": [
                {
                    "item": each.item,
                    "basis": each.basis,
                    "quantity": each.quantity,
                    "unit": each.unit,
                    "declared": each.declared,
                    "rate": each.rate.dollars,
                    "yearly": each.yearly,
                    "once": each.once,
                    "evidence": each.rate.label,
                    "source": each.rate.source,
                }
                for each in sheet.lines
            ],
        },
        "runs": sized.runs,
        "worse_with_more": len(sized.against),
        "notes": list(sized.operations.notes),
    }


def _sizes(sizing: Sizing, point: Point | None) -> dict[str, int] | None:
    if point is None:
        return None
    pairs = zip(sizing.capacities, point, strict=True)
    return {each.path: each.value(steps) for each, steps in pairs}


def _on_curve(sizing: Sizing, sized: Sized, tried: Tried) -> dict[str, Any]:
    return {
        "sizes": _sizes(sizing, tried.point),
        "weakest": _estimate(sized.weakest(tried)),
        "together": _estimate(tried.share(-1)),
        "cannot_run": tried.note or None,
    }


def _bound(bound: Bound) -> dict[str, Any]:
    return {
        "milestone": bound.target,
        "by": bound.by,
        "n": bound.n,
        "missed": bound.missed,
        "unreached": bound.unreached,
        "days": {each.label: each.days for each in bound.kinds},
        "longest": {each.label: each.days for each in bound.longest},
        "reasons": dict(bound.reasons),
        "waits": {each.label: each.days for each in bound.waits},
    }


def _estimate(found: Estimate) -> dict[str, float]:
    return {"value": found.value, "low": found.low, "high": found.high, "n": found.n}
