"""What one more effect costs the simulation under an exercise: `python -m benchmarks.living`.

Forty effects are laid on, one after the other, as an exercise would; a patch makes a new regime, a blow does
not. CPU time of this process is counted, since the making of an outcome is all that a screen waits for.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from rich.console import Console

import sim
from exercises.living import Effect, Living
from sim.measures.catalogue import series

SCENARIOS = ("quick-start", "three-operations")
EFFECTS = 40
PATCH = "doctrine.teams.*.travel"
FUND = "conflict_response_fund"


def main() -> None:
    """Measure and print."""
    for name in SCENARIOS:
        _print(name)


def _print(name: str) -> None:
    tell = Console().print
    living = Living(sim.load(name), seed=1)
    tell(f"{name}: {len(living.measures)} measures, {len(living.model.plan.steps)} steps")
    tell(f"  warm-up {_milliseconds(living.begin):.0f} ms")
    effects: list[Effect] = []
    spent: dict[str, list[float]] = {"a patch": [], "a blow": []}
    for place in range(EFFECTS):
        day = 10.0 * place + 3.0
        kind = "a blow" if place % 2 else "a patch"
        effects.append(
            Effect(day, deposit={FUND: 1_000_000})
            if place % 2
            else Effect(day, scale={PATCH: 1.0 + day / 1e4})
        )
        spent[kind].append(_milliseconds(lambda: living.outcome(effects)))
    for kind, found in spent.items():
        last = statistics.median(found[-5:])
        tell(f"  {kind}: median {statistics.median(found):.0f} ms, the last five {last:.0f} ms")
    tell(f"  the same again {_milliseconds(lambda: living.outcome(effects)):.1f} ms")
    outcome = living.outcome(effects)
    reading = _milliseconds(lambda: [series(outcome, each) for each in living.measures])
    tell(f"  reading a measure {reading / len(living.measures):.2f} ms")


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000.0 * (time.process_time() - began)


if __name__ == "__main__":
    main()
