"""What a rehearsal costs: CPU seconds a play, in this process: `python -m benchmarks.rehearsals [PLAYS]`.

The first plays make plans that later ones share, so they are told apart. CPU time counts: on two idle cores
the wall shows half of it.
"""

from __future__ import annotations

import sys
import time

from rich.console import Console

from exercises.rehearsal.ground import Ground
from exercises.script.loading import open_script

SCRIPTS = {"first-72-hours": 60, "three-crises": 4}
"""Script → plays, unless a number is given."""
WHOLE = 500


def main() -> None:
    """Measure and print."""
    given = int(sys.argv[1]) if len(sys.argv) > 1 else None
    for name, plays in SCRIPTS.items():
        _print(name, given or plays)


def _print(name: str, plays: int) -> None:
    tell = Console().print
    loaded = open_script(name)
    begun = time.process_time()
    ground = Ground(loaded, loaded.script.seed)
    ready = time.process_time() - begun
    spent = []
    for number in range(plays):
        begun = time.process_time()
        ground.play(number)
        spent.append(time.process_time() - begun)
    half = spent[plays // 2 :]
    later = sum(half) / len(half)
    whole = ready + sum(spent) + later * max(0, WHOLE - plays)
    tell(
        f"{name}: ready in {ready:.1f} s; {sum(spent) / plays:.3f} s a play, {later:.3f} s in the second half"
    )
    tell(f"  {WHOLE} plays take about {whole:.0f} CPU-seconds, {whole / 2:.0f} s on two cores")


if __name__ == "__main__":
    main()
