"""What each decision changed, as the sheet of the review has it → lines for a screen; no Streamlit."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from exercises.counterfactual.causes import WHOLE
from sim.report.comparing.words import difference_text
from sim.report.words import milestone_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

UNITS = {"d": "days", "USD": "USD", "people": "people"}


@dataclass(frozen=True)
class Changed:
    """One measure that one cause changed clearly. `share`: percent of futures in which it differs at all."""

    what: str
    who: str
    measure: str
    by: str
    between: str
    share: float


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet: clear changes, and the causes of which nothing is clear."""

    lines: tuple[Changed, ...]
    unclear: tuple[str, ...]
    futures: int


def read_sheet(path: Path) -> Sheet:
    """Return the sheet of a review; the line for all of play comes first in it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines: list[Changed] = []
    unclear: list[str] = []
    for _, group in groupby(rows, key=lambda each: each["cause"]):
        mine = list(group)
        clear = list(_clear(mine))
        lines += clear
        if not clear:
            unclear.append(mine[0]["title"])
    return Sheet(tuple(lines), tuple(unclear), int(rows[0]["futures"]) if rows else 0)


def _clear(rows: Iterable[dict[str, str]]) -> Iterator[Changed]:
    for each in rows:
        low, high = float(each["low"] or math.nan), float(each["high"] or math.nan)
        if not (low > 0.0 or high < 0.0):
            continue
        unit = each["unit"]
        whole = each["cause"] == WHOLE
        yield Changed(
            what="everything that play did" if whole else each["title"],
            who="" if whole else each["cell"] or each["kind"],
            measure=f"{milestone_words(each['measure'])}, {UNITS[unit]}",
            by=difference_text(float(each["mean_change"]), unit),
            between=f"{difference_text(low, unit)} to {difference_text(high, unit)}",
            share=100.0 * (float(each["share_less"]) + float(each["share_more"])),
        )
