"""The verb that asks how many operations fit at once: concurrency."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from sim import quantities
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.options import JsonOption, SeedOption, app
from sim.cli.progress import working
from sim.cli.verbs import ASK
from sim.errors import BadInput, BadQuantity, Place, quote
from sim.report.broken import broken_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.concurrency import Concurrency

Value = TypeVar("Value")
NOTE = (
    "The length of the phase for which an operation keeps its slot decides the answer: put your own there. "
    "Refused means that no slot was free at the onset; nobody queues."
)


@app.command(rich_help_panel=ASK)
def concurrency(
    *,
    every: Annotated[str, typer.Option(help="Mean time between onsets; judgement.")] = "2 y",
    phase: Annotated[str, typer.Option(help="Lengths of the intensive phase, with commas.")] = "1 y,2 y,7 y",
    load: Annotated[
        str | None,
        typer.Option(help="Loads (phase over gap) with commas, instead of --every and --phase."),
    ] = None,
    slots: Annotated[str, typer.Option(help="Operations managed at once, with commas.")] = "2,3,4",
    replications: Annotated[
        int, typer.Option("-n", "--replications", help="Futures of each case.", min=50, max=100_000)
    ] = 1_000,
    seed: SeedOption = 1,
    as_json: JsonOption = False,
) -> None:
    """Ask what share of operations finds a slot: simulated, beside the Erlang loss formula."""
    from sim.concurrency import simulate_slots

    with told_plainly():
        cases = _loads(load, every=every, phase=phase)
        places = _each("--slots", slots, _slots)
        with working("Playing operations that compete for slots"):
            found = [
                (label, simulate_slots(number, each, replications=replications, seed=seed))
                for label, each in cases
                for number in places
            ]
    broken = [run.of(f"{each.slots} slots") for _, each in found for run in each.broken]
    if as_json:
        rows = [{"phase": label, **dataclasses.asdict(each)} for label, each in found]
        for row in rows:
            row.pop("broken")
        told = {"n": replications, "seed": seed, "cases": rows, **broken_json(broken)}
        typer.echo(json.dumps(told, indent=1))
    else:
        _print(found, replications=replications)
    end_if_broken(broken)


def _loads(load: str | None, *, every: str, phase: str) -> list[tuple[str, float]]:
    """Return what each case is called, and its load."""
    from sim.domain.washington import load_of

    if load is not None:
        return [("", each) for each in _each("--load", load, _load)]
    gap = _each("--every", every, _days)[0]
    phases = _each("--phase", phase, _days)
    loads = [load_of(each, gap) for each in phases]
    names = [each.strip() for each in phase.split(",")]
    return [(name, _load(str(each))) for name, each in zip(names, loads, strict=True)]


def _each(option: str, text: str, read: Callable[[str], Value]) -> list[Value]:
    """Return every value of a list with commas."""
    try:
        return [read(each.strip()) for each in text.split(",")]
    except BadQuantity as error:
        raise BadInput([error.at(Place(option, 1, 1, text=text, width=len(text)))]) from error


def _days(text: str) -> float:
    found = quantities.days(_spaced(text))
    if found <= 0.0:
        message = f"{quote(text)} is no length of time"
        raise BadQuantity(message, allowed="more than 0 d")
    return found


def _spaced(text: str) -> str:
    """Return `2y` as `2 y`: on a command line the space is a nuisance."""
    unit = text.lstrip("0123456789.")
    return f"{text.removesuffix(unit)} {unit.strip()}".strip()


def _load(text: str) -> float:
    from sim.concurrency import MOST_LOAD

    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0.0 < found <= MOST_LOAD:
        message = f"a load of {quote(text)} cannot be tried"
        raise BadQuantity(message, allowed=f"more than 0, up to {MOST_LOAD:g}")
    return found


def _slots(text: str) -> int:
    most = 10
    if not text.isdecimal() or not 1 <= int(text) <= most:
        message = f"{quote(text)} is no number of slots"
        raise BadQuantity(message, allowed=f"1 to {most}")
    return int(text)


def _share(value: float) -> str:
    """Return a share of the futures that were played; never a certainty."""
    return {0.0: "none of them", 1.0: "all of them"}.get(value, f"{value:.1%}")


def _print(found: list[tuple[str, Concurrency]], *, replications: int) -> None:
    table = Table("phase", "load", "slots", "finds a slot", "95 %", "formula", "refused by formula")
    for label, each in found:
        table.add_row(
            label or "–",
            f"{each.load:.2f}",
            str(each.slots),
            _share(each.found.value),
            f"{each.found.low:.1%} to {each.found.high:.1%}",
            f"{each.formula:.1%}",
            f"{1.0 - each.formula:.0%}",
        )
    console = Console()
    console.print(table)
    console.print(f"{replications} futures each; each looks at one operation, after a warm-up.")
    console.print(NOTE)
