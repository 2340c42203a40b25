"""What the batch lab shows: studies and how far they are, what one found, and two held against each other.

Read off study folders alone, complete or not; who starts and stops them is `dashboards.bench.studies`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboards.views.curves import curves
from sim import quantities
from sim.batch.stopping import criterion
from sim.batch.storing import MANIFEST, manifest_of
from sim.errors import BadInput, Place, quote
from sim.report.dates import HEADLINES
from sim.report.words import chance_text, day_text, dollars_text, milestone_words
from sim.scenario.loading import load
from sim.scenario.patches import patch_from_set
from sim.scenario.reading import read_file
from sim.stats import mean_t, paired_difference, quantile, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import altair as alt
    from numpy.typing import NDArray

    from dashboards.bench.studies import Order, Standing
    from sim.stats import Estimate

    Floats = NDArray[np.float64]

SIGNS = {
    "starting": "▷ starting",
    "running": "▶ running",
    "complete": "✓ complete",
    "stopped": "■ stopped",
}
COST = "cost"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
PERCENTILES = (0.1, 0.5, 0.8, 0.9, 0.95)
CURVE_HEIGHT = 300
FEWEST = 2


@dataclass(frozen=True, eq=False)
class Found:
    """What a study holds so far.

    `days`: milestone → day in each run, infinite where not reached; `cost`: dollars; both in order of
    `futures`, the replications that were played to their end. `failed`: runs that broke off.
    """

    name: str
    title: str
    seed: int
    horizon: float
    start: date
    futures: NDArray[np.int64]
    days: dict[str, Floats]
    cost: Floats
    failed: int

    @property
    def n(self) -> int:
        """Return the runs that count."""
        return len(self.futures)

    @property
    def measures(self) -> list[str]:
        """Return what can be looked at: headline dates, the last one first, then the others, then cost."""
        heads = [name for head in reversed(HEADLINES) for name in self.days if name.endswith(head)]
        return [*dict.fromkeys([*heads, *self.days]), COST]

    def values(self, measure: str) -> Floats:
        """Return a measure in every run."""
        return self.cost if measure == COST else self.days[measure]


def fault_of(order: Order) -> str:
    """Return what is wrong with an order, located, as `scrs batch` would say it; '' where nothing is.

    Patch files (`@FILE`) are refused: who orders from a page reads no files of this machine.
    """
    try:
        patches = [patch_from_set(each) for each in order.sets]
        model = load(order.source, variant=order.variant or None, without=order.without, patches=patches)
        if order.until:
            criterion(order.until, plan=model.plan)
    except BadInput as error:
        return str(error)
    return ""


def fault_of_name(name: str, root: Path) -> str:
    """Return what is wrong with the name of a new study; '' where nothing is."""
    if not NAME.fullmatch(name):
        found = Place("name").finding(
            f"{quote(name)} is no name for a folder", allowed="letters, digits, dots, dashes and underscores"
        )
        return str(BadInput([found]))
    if (root / name / MANIFEST).exists():
        return f"{name}: there is a study of this name already. Resume it, or choose another name."
    return ""


def rows_of(standings: Sequence[Standing]) -> list[dict[str, Any]]:
    """Return a row per study for a table."""
    return [
        {
            "study": each.folder.name,
            "state": SIGNS[each.word],
            "progress": each.done / each.total if each.total else 0.0,
            "runs": f"{each.done:,} of {each.total:,}" if each.total else "–",
            "runs/s": f"{each.per_second:.0f}" if each.running and each.per_second else "",
            "time left": _left(each),
        }
        for each in standings
    ]


def _left(standing: Standing) -> str:
    if not standing.running or standing.seconds_left is None:
        return ""
    minutes, seconds = divmod(round(standing.seconds_left), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def read(folder: Path) -> Found | None:
    """Return what a study folder holds; None where no part of it is there yet.

    Raises: `BrokenStudy` where its manifest cannot be read; `OSError` where a part is missing.
    """
    if not (folder / MANIFEST).is_file():
        return None
    manifest = manifest_of(folder)
    files = [folder / part["file"] for part in manifest["parts"]]
    if not files:
        return None
    table = pd.concat([pd.read_parquet(each, columns=_columns(each)) for each in files], ignore_index=True)
    good = table[table["failed"] == ""]
    costs = [name for name in table.columns if name.startswith(f"{COST}.")]
    dates = [name for name in table.columns if _is_date(name)]
    document = read_file(folder / "scenario.resolved.yaml", {})
    return Found(
        name=folder.name,
        title=str(manifest["scenario"]),
        seed=int(manifest["seed"]),
        horizon=quantities.days(document.data["horizon"]),
        start=date.fromisoformat(str(document.data["start"])),
        futures=good["replication"].to_numpy(dtype=np.int64),
        days={name: _unreached(good[name]) for name in dates},
        cost=good[costs].sum(axis=1).to_numpy(dtype=np.float64),
        failed=len(table) - len(good),
    )


def _columns(file: Path) -> list[str]:
    import pyarrow.parquet  # noqa: PLC0415  slow to load, and only a study with parts needs it

    names = pyarrow.parquet.read_schema(file).names
    return [
        each
        for each in names
        if _is_date(each) or each in {"replication", "failed"} or each.startswith(f"{COST}.")
    ]


def _is_date(name: str) -> bool:
    return ":" not in name and name not in {"replication", "failed"} and not name.startswith(f"{COST}.")


def _unreached(column: pd.Series[float]) -> Floats:
    days = column.to_numpy(dtype=np.float64)
    return np.where(np.isnan(days), math.inf, days)


def words_of(measure: str) -> str:
    """Return a measure in words."""
    return "cost, all kinds" if measure == COST else milestone_words(measure)


def results_table(found: Found) -> list[dict[str, str]]:
    """Return a row per milestone and for cost: how often reached, percentiles, the P80's interval."""
    rows = []
    for measure in found.measures:
        values = found.values(measure)
        reached = wilson(int(np.isfinite(values).sum()), len(values))
        high = quantile(values, 0.8)
        bounds = [_said(found, measure, each) for each in (high.low, high.high)]
        rows.append(
            {
                "what": words_of(measure),
                "reached": "" if measure == COST else chance_text(reached.value),
                **{f"P{100 * p:.0f}": _said(found, measure, quantile(values, p).value) for p in PERCENTILES},
                "P80, 95 % interval": " to ".join(bounds),
            }
        )
    return rows


def _said(found: Found, measure: str, value: float) -> str:
    if measure == COST:
        return dollars_text(value) if math.isfinite(value) else "?"
    if value == -math.inf:
        return "?"
    return day_text(value if math.isfinite(value) else math.nan, found.horizon)


def curve(studies: Sequence[Found], measure: str) -> alt.LayerChart | None:
    """Return the S-curves of one study or of several on a measure that all of them have."""
    sides = {each.name: each.values(measure) for each in studies}
    return curves(
        sides, end=min(each.horizon for each in studies), dated=measure != COST, height=CURVE_HEIGHT
    )


def common(studies: Sequence[Found]) -> list[str]:
    """Return the measures that all of them have."""
    first, *others = studies
    return [each for each in first.measures if all(each in other.measures for other in others)]


def held_against(base: Found, other: Found, measure: str) -> str:
    """Return how one study stands to another on a measure, in a sentence, paired where they share futures."""
    shared = base.seed == other.seed
    futures = np.intersect1d(base.futures, other.futures) if shared else np.empty(0, dtype=np.int64)
    if len(futures) < FEWEST:
        why = "they have different seeds" if not shared else "they have no futures in common yet"
        return f"{why.capitalize()}, so no difference is paired: compare the intervals of each."
    before, after = (_cut(each, measure, futures) for each in (base, other))
    change = paired_difference(after, before)
    means = [mean_t(each).value for each in (before, after)]
    cut = measure != COST and not all(np.isfinite(each.values(measure)).all() for each in (base, other))
    note = " A date that is not reached counts as the horizon." if cut else ""
    return (
        f"{words_of(measure).capitalize()}: {other.name} less {base.name} is {_difference(change, measure)} "
        f"on average over {len(futures):,} futures that both share "
        f"(means {_plain(means[0], measure)} and {_plain(means[1], measure)}).{note}"
    )


def _cut(found: Found, measure: str, futures: NDArray[np.int64]) -> Floats:
    values = found.values(measure)[np.isin(found.futures, futures)]
    return values if measure == COST else np.minimum(values, found.horizon)


def _difference(change: Estimate, measure: str) -> str:
    value, low, high = (_signed(each, measure) for each in (change.value, change.low, change.high))
    return f"{value} ({low} to {high}, 95 %)"


def _signed(value: float, measure: str) -> str:
    return ("−" if value < 0 else "+") + _plain(abs(value), measure)


def _plain(value: float, measure: str) -> str:
    return dollars_text(value) if measure == COST else f"{value:,.1f} d"
