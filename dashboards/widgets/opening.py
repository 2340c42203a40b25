"""Picking a scenario and a variant of it, the same on every page of the labs.

Which there are is `dashboards.bench.scenarios`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dashboards.bench.scenarios import Choice, stamp_of
from dashboards.widgets import served
from dashboards.widgets.escaping import plain
from sim.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

Admit = Callable[[], object]
"""Stops the run of whoever may not see the page."""
AS_IT_STANDS = "as it stands"


def anyone() -> None:
    """Admit whoever is there: for a panel on one's own machine."""


def pick_scenario(left: DeltaGenerator, right: DeltaGenerator, sources: Sequence[str], *, key: str) -> Choice:
    """Draw both boxes and return what is picked; a scenario that cannot be opened has no variants."""
    source = left.selectbox(
        "Scenario", sources, format_func=lambda each: Path(each).name, key=f"{key}_scenario"
    )
    source = source or sources[0]
    try:
        declared = served.model(Choice(source), stamp_of(source)).scenario.variants
    except BadInput:
        declared = {}
    names = {name: each.why or "" for name, each in declared.items()}
    variant = right.selectbox(
        "Variant",
        ["", *names],
        format_func=lambda each: each.replace("_", " ") or AS_IT_STANDS,
        key=f"{key}_variant:{source}",
        help=plain("; ".join(f"{name}: {why}" for name, why in names.items()), 1_500) or None,
    )
    return Choice(source, variant or "")


def taker(place: DeltaGenerator, label: str, sources: Sequence[str], *, nobody: str, key: str) -> str | None:
    """Draw the box of the scenario that is to take a patch, and return it; None (`nobody`) for none."""
    return place.selectbox(
        label, sources, index=None, format_func=lambda each: Path(each).stem, placeholder=nobody, key=key
    )
