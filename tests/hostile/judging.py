"""What counts as a fault when hostile input is let in: anything but a valid result or a located refusal.

A fault is: an exception that is none of ours, a finding without a place, more than two seconds of work,
more than a gigabyte, a file left behind, a warning of some library, characters that turn or clear a screen.
"""

from __future__ import annotations

import resource
import shutil
import signal
import time
import traceback
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import BadInput, ScrsError
from tests.hostile.feeding import KINDS, Kind

SECONDS = 2.0
"""Of work; what a busy machine adds is not counted."""
MEBIBYTES = 1024


class Hangs(BaseException):
    """The time for one input is over."""


@dataclass(frozen=True)
class Verdict:
    """What became of one input. `fault`: '' where it was taken or refused as it should be."""

    kind: str
    index: int
    taken: bool
    seconds: float
    fault: str = ""
    told: str = ""


def content_of(kind: Kind, seed: int, index: int) -> bytes:
    """Return an input: the same for the same seed and index."""
    return kind.make(np.random.default_rng([seed, [each.name for each in KINDS].index(kind.name), index]))


def judge(kind: Kind, folder: Path, *, seed: int, index: int) -> Verdict:
    """Let one input in and say what became of it."""
    path = folder / f"hostile{kind.suffix}"
    path.write_bytes(content_of(kind, seed, index))
    begun = time.process_time()
    taken, fault, told = True, "", ""
    try:
        with warnings.catch_warnings(), _in_time():
            warnings.simplefilter("error")
            told = kind.feed(path, folder)
    except ScrsError as error:
        taken, told = False, str(error)
        fault = _unlocated(error)
    except Hangs:
        fault = f"hangs: more than {SECONDS:g} s\n{traceback.format_exc(limit=-6)}"
    except Exception:  # noqa: BLE001  whatever it is, it is the fault that is looked for
        fault = traceback.format_exc(limit=-6)
    seconds = time.process_time() - begun
    fault = fault or _seen(told) or _left(folder, path)
    return Verdict(kind.name, index, taken, seconds, fault, told)


@contextmanager
def _in_time() -> Iterator[None]:
    """Raise `Hangs` after so many seconds of work."""
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)


def _late(_number: int, _frame: Any) -> None:
    raise Hangs


def _unlocated(error: ScrsError) -> str:
    """Return what is wrong with a refusal."""
    if not str(error).strip():
        return f"{type(error).__name__} says nothing"
    if "MemoryError" in str(error):
        return f"memory: {error}"
    if isinstance(error, BadInput):
        if not error.findings:
            return f"{type(error).__name__} without findings"
        bare = [each.message for each in error.findings if not each.place.file]
        return f"no place: {bare[0]}" if bare else ""
    return ""


def _seen(told: str) -> str:
    """Return which character of a message would act on a screen."""
    for each in told:
        if each not in "\n\t\u200c\u200d" and unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            return f"U+{ord(each):04X} is shown: {ascii(told)[:300]}"
    return ""


def _left(folder: Path, path: Path) -> str:
    """Return what was left behind, and clear the folder."""
    left = sorted(each.name for each in folder.iterdir() if each not in {path, folder / "small.yaml"})
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
    return f"left behind: {left}" if left else ""


def limit_memory() -> None:
    """Let this process take a gigabyte more than it has now, and no more."""
    status = Path("/proc/self/status").read_text("utf-8")
    size = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmSize")) * 1024
    most = size + MEBIBYTES * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
