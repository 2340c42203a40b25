"""A fit as files: a page that opens offline, its charts as SVG and PNG, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import vl_convert

from sim.files import write_file
from sim.report.calibrating.words import READING, facts, families, quantiles, sentence, title
from sim.report.charts.calibrating import curves_chart, histogram_chart, quantiles_chart
from sim.report.html import Figure, laid_out, version
from sim.report.theme import themed
from sim.report.tools.exports import PAPER, PICTURE_SCALE

if TYPE_CHECKING:
    from pathlib import Path

    from sim.calibrating import Fit

TEMPLATE = "calibrating/calibrate.html.j2"
PICTURE_WIDTH = 560


def figures(fit: Fit) -> dict[str, Figure]:
    """Return the charts that have something to show, by name."""
    drawn = {
        "histogram": ("How long they lasted, and what the laws have there", histogram_chart(fit)),
        "curves": ("Share of durations up to each day: observed and fitted", curves_chart(fit)),
        "quantiles": ("Observed days against the law's own", quantiles_chart(fit)),
    }
    return {
        name: Figure(name, heading, themed(chart))
        for name, (heading, chart) in drawn.items()
        if chart is not None
    }


def write(fit: Fit, folder: Path, *, path: str = "") -> Path:
    """Write the page and the charts, each whole or not at all; return the page.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    for name, figure in figures(fit).items():
        drawn = {**figure.specification, "width": PICTURE_WIDTH, "background": PAPER}
        write_file(folder / f"{name}.svg", vl_convert.vegalite_to_svg(drawn).encode())
        write_file(folder / f"{name}.png", vl_convert.vegalite_to_png(drawn, scale=PICTURE_SCALE))
    report = folder / "calibrate.html"
    write_file(report, render(fit, path=path).encode())
    return report


def render(fit: Fit, *, path: str = "") -> str:
    """Return the whole page."""
    shown = {
        "title": title(fit, path),
        "facts": facts(fit),
        "badges": [],
        "risks": [],
        "figures": figures(fit),
        "sentence": sentence(fit),
        "doubts": fit.doubts,
        "reading": READING,
        "families": families(fit),
        "quantiles": quantiles(fit),
        "footer": [("rests on", fit.says), ("scrs", version())],
    }
    return laid_out(TEMPLATE, shown)


def to_json(fit: Fit, *, path: str = "") -> dict[str, Any]:
    """Return the machine-readable result.

    `path`, `n`, `censored`, `digest`, `written` (the law as YAML has it), `families` (best first, each with
    `written`, `aicc`, `anderson_darling`, `kolmogorov_smirnov` and their `p`, null where not tested),
    `doubts`, `evidence`, `source`.
    """
    return {
        "path": path,
        "n": fit.observed.n,
        "censored": fit.observed.cut,
        "digest": fit.observed.digest,
        "written": fit.written,
        "families": [
            {
                "family": found.name,
                "written": found.written,
                "aicc": round(found.aicc, 6) if abs(found.aicc) < float("inf") else None,
                "anderson_darling": None if tested is None else tested.anderson_darling,
                "anderson_darling_p": None if tested is None else tested.ad_share,
                "kolmogorov_smirnov": None if tested is None else tested.kolmogorov_smirnov,
                "kolmogorov_smirnov_p": None if tested is None else tested.ks_share,
            }
            for found, tested in zip(fit.table, fit.tested, strict=True)
        ],
        "doubts": list(fit.doubts),
        "evidence": "derived",
        "source": fit.says,
    }
