"""Rehearsals as files and as JSON: one page that opens offline, a CSV for each table, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from exercises.aar.formats.plain import spreadsheet
from exercises.rehearsal.assumptions import assumptions
from exercises.rehearsal.charts import load_chart, objectives_chart
from exercises.rehearsal.sections import lines_of, sections
from sim.files import write_file
from sim.report.html import Figure, laid_out, version
from sim.report.tables import Cell
from sim.report.theme import themed
from sim.report.tools.exports import estimate_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exercises.rehearsal.reckoning import DutyFound, Found, RowFound
    from exercises.rehearsal.requiring import Held
    from exercises.rehearsal.value import Value
    from exercises.script.schema import Script

TEMPLATE = "sections.html.j2"
PAGE, DATA = "rehearsal.html", "rehearsal.json"


def write(
    found: Found, folder: Path, *, script: Script, held: Sequence[Held] = (), values: Sequence[Value] = ()
) -> Path:
    """Write every file of a rehearsal, each whole or not at all; return the page.

    Raises: `BadOutput` where the folder cannot be made or written.
    """
    for each in sections(found, held, values):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(
            [spreadsheet(cell) for cell in line] for line in lines_of(each.table)
        )
        write_file(folder / f"{each.id}.csv", text.getvalue().encode())
    content = json.dumps(to_json(found, held=held, values=values), indent=1, allow_nan=False)
    write_file(folder / DATA, f"{content}\n".encode())
    write_file(folder / PAGE, to_html(found, script=script, held=held, values=values).encode())
    return folder / PAGE


def to_html(found: Found, *, script: Script, held: Sequence[Held] = (), values: Sequence[Value] = ()) -> str:
    """Return the page."""
    data = to_json(found)
    drawn = {
        "objectives": ("How often each objective is exercised", objectives_chart(data)),
        "load": ("Rows along the clock", load_chart(data)),
    }
    figures = {
        id_: Figure(id_, title, themed(chart)) for id_, (title, chart) in drawn.items() if chart is not None
    }
    missed = [each for each in held if not each.met]
    badges = [Cell(f"{len(missed)} of {len(held)} requirements missed", "bad")] if missed else []
    badges += [Cell("all requirements met", "good")] if held and not missed else []
    badges += [Cell(f"{len(found.never)} rows never fire", "warn")] if found.never else []
    return laid_out(
        TEMPLATE,
        {
            "title": f"Rehearsal: {found.title}",
            "facts": facts(found),
            "badges": badges,
            "risks": [],
            "figures": figures,
            "sections": sections(found, held, values),
            "notes": assumptions(script),
            "notes_title": "Assumptions",
            "footer": [("scenario", found.scenario), ("seed", str(found.seed)), ("scrs", version())],
        },
    )


def facts(found: Found) -> list[str]:
    """Return what the numbers rest on."""
    told = [f"{found.n:,} plays against simulated cells", f"scenario {found.scenario}", f"seed {found.seed}"]
    if found.n < found.asked - found.broken:
        told.append(f"stopped: {found.asked:,} were asked for")
    return [*told, f"{found.broken} plays broke off and are in no number"] if found.broken else told


def to_json(found: Found, *, held: Sequence[Held] = (), values: Sequence[Value] = ()) -> dict[str, Any]:
    """Return everything as plain data; seconds end in `_s`, what is not known is null."""
    plain = {
        "title": found.title,
        "scenario": found.scenario,
        "seed": found.seed,
        "asked": found.asked,
        "plays": found.n,
        "failed": found.broken,
        "endex_on_time": estimate_json(found.on_time),
        "late_s": {"p50": _known(found.late_s[0]), "p90": _known(found.late_s[1])},
        "why_late": found.why_late,
        "could_not_be_done": found.refused,
        "objectives": {
            each.name: {
                "title": each.title,
                "exercised": estimate_json(each.exercised),
                "asked": estimate_json(each.asked),
            }
            for each in found.objectives
        },
        "rows": {each.uid: _row(each) for each in found.rows},
        "cells": {each.name: _duty(each) for each in found.cells},
        "controllers": {each.name: _duty(each) for each in found.controllers},
        "decisions": {each.name: estimate_json(each.taken) for each in found.decisions},
        "required": [
            {
                "required": each.requirement.written,
                "found": _known(each.found),
                "said": each.said,
                "met": each.met,
            }
            for each in held
        ],
    }
    return plain | ({"value": [_value(each) for each in values]} if values else {})


def _row(each: RowFound) -> dict[str, Any]:
    names = ("p10", "p50", "p90")
    return {
        "number": each.number,
        "title": each.title,
        "kind": each.kind,
        "fires": estimate_json(each.fires),
        "at_s": {name: _known(at) for name, at in zip(names, each.at_s, strict=True)},
        "by_hand": each.by_hand,
        "ended": each.ended,
        "options": {name: estimate_json(chance) for name, chance in each.options.items()},
    }


def _duty(each: DutyFound) -> dict[str, Any]:
    return {
        "rows": each.rows,
        "peak": {"p50": each.peak[0], "p90": each.peak[1], "most": each.worst_peak},
        "silence_s": {"p50": each.silence_s[0], "p90": each.silence_s[1]},
        "overloaded": estimate_json(each.overloaded),
        "idle": estimate_json(each.idle),
        "answered": each.answered,
        "open_p90": each.open,
        "quarters": list(each.quarters),
    }


def _value(each: Value) -> dict[str, Any]:
    plain = asdict(each)
    estimates = {
        name: estimate_json(getattr(each, name)) for name in ("anything", "rows", "dates", "exit_days", "usd")
    }
    return {**plain, **estimates}


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
