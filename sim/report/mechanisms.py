"""Answers of the mechanism database as terminal tables and as plain data for JSON."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group
from rich.table import Table as Grid
from rich.text import Text

from sim.quantities import say_dollars
from sim.report.broken import broken_json
from sim.report.words import chance_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from sim.mechanisms.ranking import Estimate, Ranked, Ranking
    from sim.mechanisms.rows import MechanismRow
    from sim.mechanisms.searching import Found, Wanted

ILLUSTRATIVE = "The shipped table is illustrative: every mechanism in it is invented."
CONDITIONS = {"needed_by": "cannot be by then", "start": "expired by then", "amount": "ceiling too low"}
"""Condition → what it means to miss it, where that is more than another word."""


def found_table(found: Sequence[Found], wanted: Wanted) -> Grid:
    """Return what a search found; days to an award as things stand."""
    misses = any(each.misses for each in found)
    fits = "1 mechanism fits" if len(found) == 1 else f"{len(found)} mechanisms fit"
    title = "Nothing fits; nearest" if misses else fits
    grid = _grid(title, ("mechanism",))
    for name in ("ceiling", "P50", "P80", "in time"):
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("expires")
    for each in found:
        row = each.row
        chance = "–" if each.in_time is None else chance_text(each.in_time)
        grid.add_row(
            _described(each), say_dollars(row.ceiling), f"{each.p50:.0f} d", f"{each.p80:.0f} d", chance,
            _expires(row, wanted),
        )  # fmt: skip
    return grid


def _described(each: Found) -> Text:
    """Return a mechanism's name, and below it what it is, what it serves, and what it misses."""
    row = each.row
    kind = (row.sector, row.region, row.kind, row.holder, "" if row.in_place else "not in place")
    lines = [Text(row.name)]
    lines += [Text(note, style="dim") for note in (" · ".join(filter(None, kind)), row.serves) if note]
    if each.misses:
        misses = ", ".join(CONDITIONS.get(name, name) for name in each.misses)
        lines.append(Text(f"misses: {misses}", style="yellow"))
    return Text("\n").join(lines)


def ranking_table(ranking: Ranking, *, own: bool) -> RenderableType:
    """Return which mechanisms to put in place first, or which of those in place are worth it."""
    if not ranking.alone:
        return "Nothing to rank: no mechanism that is " + ("" if own else "not ") + "in place would be used."
    what = "in place, each switched off in turn" if own else "not in place, each put in place alone"
    head = f"{ranking.considered} mechanisms {what}; {ranking.futures} paired futures; mean and 95 %"
    tables = [_ranked_grid(head, ranking.alone)]
    if not own and ranking.chosen:
        tables.append(_ranked_grid("Put in place first, each upon those before it", ranking.chosen))
    elif not own:
        return Group(*tables, "None of them saves days in these futures: none is chosen.")
    return Group(*tables)


def found_json(found: Sequence[Found], wanted: Wanted) -> dict[str, Any]:
    """Return a search as one JSON object; days and US dollars. `nearest`: nothing met all conditions."""
    rows = [
        {
            **_plain(each.row), "p50": each.p50, "p80": each.p80, "in_time": each.in_time,
            "misses": list(each.misses),
        }
        for each in found
    ]  # fmt: skip
    asked = {name: value for name, value in asdict(wanted).items() if value is not None}
    if wanted.start is not None:
        asked["start"] = wanted.start.isoformat()
    return {"wanted": asked, "nearest": any(each.misses for each in found), "mechanisms": rows}


def ranking_json(ranking: Ranking) -> dict[str, Any]:
    """Return a ranking as one JSON object; days, US dollars, days per million US dollars."""
    return {
        "considered": ranking.considered,
        "futures": ranking.futures,
        **broken_json(ranking.broken),
        "alone": [_ranked_json(each) for each in ranking.alone],
        "chosen": [_ranked_json(each) for each in ranking.chosen],
    }


def _ranked_grid(title: str, ranked: Sequence[Ranked]) -> Grid:
    grid = _grid(title, ("mechanism", "sector", "region"))
    for name in ("ceiling", "a year", "obligation sooner", "first dollar sooner", "d a M USD"):
        grid.add_column(name, justify="right")
    for each in ranked:
        who = each.candidate
        grid.add_row(
            who.name, who.sector, who.region, say_dollars(who.ceiling), say_dollars(who.keeping_cost),
            f"{_said(each.obligation)} d", f"{_said(each.first_dollar)} d", _said(each.per_million),
        )  # fmt: skip
    return grid


def _said(found: Estimate) -> str:
    return f"{found.mean:.1f} ({found.low:.1f} to {found.high:.1f})".replace("-", "−")


def _grid(title: str, columns: Sequence[str]) -> Grid:
    grid = Grid(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        grid.add_column(name, overflow="fold")
    return grid


def _expires(row: MechanismRow, wanted: Wanted) -> str:
    left = row.days_left(wanted.start)
    return f"{row.expires} (D+{left:.0f})" if math.isfinite(left) and row.expires[0] != "D" else row.expires


def _plain(row: MechanismRow) -> dict[str, Any]:
    held = {name: getattr(row, name) for name in row.__slots__ if name not in {"places", "lead", "evidence"}}
    return {**held, "lead": list(row.lead.parameters()), "evidence": dict(row.evidence)}


def _ranked_json(each: Ranked) -> dict[str, Any]:
    who = {name: getattr(each.candidate, name) for name in each.candidate.__slots__ if name != "change"}
    figures = {name: asdict(getattr(each, name)) for name in ("obligation", "first_dollar", "per_million")}
    return {**who, **figures}
