"""The first call: the engine is compiled, or read from the disk, before anybody waits for results.

It is compiled in a process of its own: what is compiled with it would stay in this one, unoptimised.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from os import environ, pathsep
from pathlib import Path
from typing import TYPE_CHECKING

import numba
from llvmlite.binding import get_host_cpu_name

from sim.compiled.flattening import Flattened
from sim.compiled.jitting import source_stamp
from sim.compiled.locking import locked
from sim.compiled.playing import Asked, Machine, entry
from sim.plan import Operation, Plan, Step

if TYPE_CHECKING:
    from collections.abc import Callable

SMALLEST = Plan(
    title="nothing to do",
    start=date(2000, 1, 3),
    horizon=1.0,
    operations=(Operation("plan"),),
    steps=(Step("nothing", 0),),
)
COMMAND = "from sim.compiled.warming import compile_here; compile_here()"


def warm(told: Callable[[int], None] = lambda _: None) -> None:
    """Make the engine ready. `told`: how many functions are compiled so far; never called where none are."""
    mark = _mark()
    if not mark.exists():
        with locked(mark.with_suffix(".lock")):  # who comes second finds it done
            if not mark.exists() and _compile_elsewhere(told):
                mark.touch()
    Machine(Flattened.of(SMALLEST), told=told).measured(0, (0,), Asked.nothing(SMALLEST))


def is_ready() -> bool:
    """Whether the engine's code is kept on this machine, so that nothing need be compiled."""
    return _mark().exists()


def _mark() -> Path:
    """Return the file that says, beside the compiled code, that it is there for this machine."""
    folder = Path(entry().stats.cache_path)  # type: ignore[attr-defined]  # a function that Numba compiles
    return folder / f"scrs-{source_stamp():x}-{numba.__version__}-{get_host_cpu_name()}.ready"


def _compile_elsewhere(told: Callable[[int], None]) -> bool:
    """Compile in a process of its own; return whether that went well."""
    command = [sys.executable, "-P", "-c", COMMAND]
    ours = environ | {"PYTHONPATH": pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ours) as process:  # noqa: S603  our own interpreter and words
        for line in process.stdout or ():
            told(int(line))
    return process.returncode == 0


def compile_here() -> None:
    """Compile the engine to the disk and write to standard output how many functions are done."""
    machine = Machine(Flattened.of(SMALLEST), told=_say, quick=True)
    machine.measured(0, (0,), Asked.nothing(SMALLEST))


def _say(done: int) -> None:
    sys.stdout.write(f"{done}\n")
    sys.stdout.flush()
