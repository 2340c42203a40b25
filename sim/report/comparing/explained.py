"""What sets two files apart, told: the list of changes, and how much of a move each explains."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from sim.files import write_file
from sim.report.broken import broken_json
from sim.report.charts.comparing import shares_chart
from sim.report.comparing.exports import picture
from sim.report.comparing.words import difference_text, interval_text, tone_of
from sim.report.html import Figure, laid_out, version
from sim.report.tables import Cell, Column, Table
from sim.report.theme import themed
from sim.report.tools.exports import estimate_json, markdown_grid
from sim.report.tools.terminal import grid
from sim.report.tools.words import size

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from sim.comparing.explaining import Explanation
    from sim.comparing.grouping import Group
    from sim.scenario.differing import Change
    from sim.stats import Estimate

TEMPLATE = "comparing/diff.html.j2"
LONGEST = 60
"""Characters of a value that are shown."""
MOST_PATHS = 3
"""Paths of a group that are shown in its name."""
READING = (
    "A share is what a change moves when it is made, averaged over orders of making all: what it does "
    "alone, and its part of what changes do only together. All play the same futures. The shares add up to "
    "the whole move; brackets hold 95 % intervals by paired bootstrap."
)
CUT = "Dates beyond the horizon count as the horizon: what lies beyond is not explained."
SHARES = "The statistic moves by shares of futures, from 0 to 1."


def value_text(value: Any) -> str:
    """Return a value of a scenario on one line, cut where it is long.

    >>> value_text({"pert": ["2 d", "5 d", "14 d"]}), value_text(None), value_text(True)
    ('{pert: [2 d, 5 d, 14 d]}', '–', 'true')
    """
    text = "–" if value is None else _written(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(each) for each in value) + "]"
    return value if isinstance(value, str) else json.dumps(value)


def changes_table(changes: tuple[Change, ...]) -> Table:
    """Return what differs: path, old and new value."""
    columns = tuple(Column(each) for each in ("path", "old", "new"))
    rows = tuple(
        (Cell(each.name), Cell(value_text(each.old)), Cell(value_text(each.new))) for each in changes
    )
    return Table(columns, rows)


def changed_words(changes: tuple[Change, ...]) -> str:
    """Return how many changes a run reads and how many it does not."""
    words = sum(each.words for each in changes)
    if not changes:
        return "The two say the same."
    told = f"{len(changes) - words} that a run reads"
    return f"{told}, {words} that none does (evidence, titles, levers, variants, targets)" if words else told


def group_name(group: Group) -> str:
    """Return the paths of a group, the first few of many."""
    names = [each.name for each in group.changes]
    more = f" and {len(names) - MOST_PATHS} more" if len(names) > MOST_PATHS else ""
    return ", ".join(names[:MOST_PATHS]) + more


def level_words(value: float, unit: str) -> str:
    """Return the statistic itself: a day, dollars or a share of futures."""
    if unit == "d":
        return f"D+{value:,.1f}"
    return f"{size(value, unit)} USD" if unit else f"{value:.3f}"


def shares_table(found: Explanation) -> Table:
    """Return each change's part of the move, largest first, and the whole move below them."""
    unit = found.statistic.unit
    columns = (Column("change"), Column(f"explains, {unit or 'share'}", numeric=True), Column("old → new"))
    ordered = sorted(found.shares, key=lambda each: -abs(each[1].value))
    rows = [(Cell(group_name(group)), _move(each, unit), Cell(_both(group))) for group, each in ordered]
    whole = f"{level_words(found.old.value, unit)} → {level_words(found.new.value, unit)}"
    return Table(columns, (*rows, (Cell("the whole move"), _move(found.move, unit), Cell(whole))))


def _both(group: Group) -> str:
    first = group.changes[0]
    more = f" and {len(group.changes) - 1} more" if len(group.changes) > 1 else ""
    return f"{value_text(first.old)} → {value_text(first.new)}{more}"


def _move(estimate: Estimate, unit: str) -> Cell:
    if unit:
        return Cell(difference_text(estimate.value, unit), tone_of(estimate), interval_text(estimate, unit))
    text = f"{estimate.value:+.3f}".replace("-", "−")
    bounds = f"[{estimate.low:+.3f}, {estimate.high:+.3f}]".replace("-", "−")
    return Cell(text, note=bounds)


def facts(found: Explanation) -> list[str]:
    """Return what an explanation rests on."""
    how = "all combinations" if found.exact else f"{found.orders} orders drawn, there and back"
    lost = [f"{len(found.broken)} broke off"] if found.broken else []
    runs = [f"{found.runs:,} runs", *lost]
    return [str(found.statistic), f"{found.n:,} futures", *runs, how, f"seed {found.seed}"]


def reading(found: Explanation) -> tuple[str, ...]:
    """Return how to read the shares."""
    return (READING, *((CUT,) if found.cut else ()), *((SHARES,) if not found.statistic.unit else ()))


def render(
    names: tuple[str, str], changes: tuple[Change, ...], found: Explanation | None, *, console: Console
) -> None:
    """Print what differs and, where it was asked for, what explains the move."""
    console.print(Text(f"{names[0]} → {names[1]}: {changed_words(changes)}", style="bold"))
    if changes:
        console.print(grid(changes_table(changes)))
    if found is not None:
        console.print(Text(", ".join(facts(found)), style="dim"))
        console.print(grid(shares_table(found)))
        for each in reading(found):
            console.print(Padding(Text(each, style="dim"), (0, 1)))


def to_json(names: tuple[str, str], changes: tuple[Change, ...], found: Explanation | None) -> dict[str, Any]:
    """Return the machine-readable result.

    `old`, `new`: the files; `changes`: path, kind, old, new, place and whether a run reads it;
    `explained`: the statistic, its `old`, `new` and `move`, and `shares` (paths and estimate), or null.
    """
    return {
        "old": names[0],
        "new": names[1],
        "changes": [
            {
                "path": each.name,
                "kind": each.kind,
                "old": each.old,
                "new": each.new,
                "place": str(each.place),
                "read": not each.words,
            }
            for each in changes
        ],
        "explained": None if found is None else _explained(found),
    }


def _explained(found: Explanation) -> dict[str, Any]:
    return {
        "statistic": str(found.statistic),
        "unit": found.statistic.unit,
        "n": found.n,
        "seed": found.seed,
        "runs": found.runs,
        "exact": found.exact,
        "cut": found.cut,
        **broken_json(found.broken),
        "old": estimate_json(found.old),
        "new": estimate_json(found.new),
        "move": estimate_json(found.move),
        "shares": [
            {"paths": [one.name for one in group.changes], **estimate_json(each)}
            for group, each in found.shares
        ],
    }


def write(names: tuple[str, str], changes: tuple[Change, ...], found: Explanation, *, folder: Path) -> Path:
    """Write every file of an explanation, each whole or not at all; return the page.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    write_file(folder / "diff.csv", to_csv(found).encode())
    write_file(folder / "diff.md", to_markdown(names, changes, found).encode())
    write_file(folder / "diff.svg", picture(_chart(found)))
    report = folder / "diff.html"
    write_file(report, laid_out(TEMPLATE, _page(names, changes, found)).encode())
    return report


def to_csv(found: Explanation) -> str:
    """Return one line per change or group of changes."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(["change", "statistic", "unit", "share", "share_low", "share_high", "n"])
    for group, each in (*found.shares, (None, found.move)):
        name = "the whole move" if group is None else group.name
        sheet.writerow(
            [name, str(found.statistic), found.statistic.unit, *estimate_json(each).values(), found.n]
        )
    return text.getvalue()


def to_markdown(names: tuple[str, str], changes: tuple[Change, ...], found: Explanation) -> str:
    """Return it as text to paste."""
    parts = [
        f"# {names[0]} → {names[1]}",
        f"{', '.join(facts(found))}.",
        markdown_grid(shares_table(found)),
        *reading(found),
        f"## What differs: {changed_words(changes)}",
        markdown_grid(changes_table(changes)),
    ]
    return "\n\n".join(parts) + "\n"


def _chart(found: Explanation) -> Any:
    ordered = sorted(found.shares, key=lambda each: -abs(each[1].value))
    rows = [(group_name(group), each) for group, each in ordered]
    return shares_chart(rows, unit=found.statistic.unit, title=f"part of the move of {found.statistic}")


def _page(names: tuple[str, str], changes: tuple[Change, ...], found: Explanation) -> dict[str, Any]:
    chart = Figure("shares", f"What explains the move of {found.statistic}", themed(_chart(found)))
    return {
        "title": f"{names[0]} → {names[1]}",
        "facts": facts(found),
        "badges": [],
        "risks": [],
        "figures": {chart.id: chart},
        "reading": reading(found),
        "shares": shares_table(found),
        "changes": changes_table(changes),
        "changed": changed_words(changes),
        "footer": [("seed", str(found.seed)), ("scrs", version())],
    }
