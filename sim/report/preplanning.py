"""Choices of states to plan for, on the terminal and as JSON: the best ones, and every state by itself.

How they are reckoned is `sim.preplanning`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from sim.report.batches import span
from sim.report.broken import broken_json
from sim.report.tools.exports import estimate_json
from sim.report.words import chance_text

if TYPE_CHECKING:
    from rich.console import Console

    from sim.preplanning import Preplanning
    from sim.stats import Estimate

MOST = 5
"""Choices that are shown."""
NOTE = (
    "Days from onset to {by}, times the crisis's priority, added up over the crises of a future; at the "
    "horizon for what was not reached. Regret: how many more than with the choice that was best for that "
    "future, which nobody knows beforehand. All choices were played over the same {n:,} futures; the first "
    "is the best of those played, so its numbers flatter it a little. What a plan in advance saves is the "
    "scenario's own judgement."
)


def render(found: Preplanning, console: Console) -> None:
    """Print the choices of least regret, and what each state matters."""
    ways = len(found.choices)
    console.print(Text(found.scenario, style="bold"))
    console.print(
        Text(f"{ways} ways to choose {found.choose}, {found.n} futures, seed {found.seed}", style="dim")
    )
    console.print(_choices(found))
    console.print(_states(found))
    console.print(Text(NOTE.format(by=found.by.replace("_", " "), n=found.n), style="dim"))


def _choices(found: Preplanning) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", title="Plan for", title_justify="left")
    table.add_column("states", overflow="fold")
    for title in ("days saved", "expected regret", "best in"):
        table.add_column(title, justify="right", no_wrap=True)
    for each in found.choices[:MOST]:
        share = _chance(each.best)
        table.add_row(", ".join(each.states), _days(each.saved), _days(each.regret), share)
    return table


def _states(found: Preplanning) -> Table:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", title="State by state", title_justify="left")
    table.add_column("state")
    table.add_column("best choice")
    for title in ("onset by the horizon", "to do otherwise costs"):
        table.add_column(title, justify="right", no_wrap=True)
    for each in found.states:
        chosen = "in it" if each.chosen else "left out"
        table.add_row(each.name, chosen, _chance(each.onset), _days(each.otherwise))
    return table


def _days(found: Estimate) -> str:
    return f"{found.value:,.1f} ({found.low:,.1f} to {found.high:,.1f})".replace("-", "−")


def _chance(found: Estimate) -> str:
    return f"{chance_text(found.value)} ({span(chance_text(found.low), chance_text(found.high))})"


def to_json(found: Preplanning) -> dict[str, Any]:
    """Return the machine-readable result: all choices, least regret first, and every state."""
    return {
        "scenario": found.scenario,
        "by": found.by,
        "choose": found.choose,
        "n": found.n,
        "seed": found.seed,
        "horizon": found.horizon,
        **broken_json(found.broken),
        "choices": [
            {"states": list(each.states)}
            | {name: estimate_json(getattr(each, name)) for name in ("late", "saved", "regret", "best")}
            for each in found.choices
        ],
        "states": [
            {
                "name": each.name,
                "chosen": each.chosen,
                "onset": estimate_json(each.onset),
                "otherwise": estimate_json(each.otherwise),
            }
            for each in found.states
        ],
    }
