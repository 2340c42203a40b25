"""A process that is to run for days: its memory is to stay as it is once it has begun.

What runs in it is not known here; `python -m benchmarks.soak` measures what comes of it.
"""

from __future__ import annotations

import ctypes
import gc

M_ARENA_MAX = -8
"""glibc's name for the most heaps among which `malloc` spreads threads. Source: malloc.h."""
ARENAS = 2


def settle() -> None:
    """Keep the collector off what never goes away, and threads from having a heap each.

    What is alive by now is never looked through again. Without the second, each of the threads that come
    and go leaves a heap with holes behind, and memory grows by a quarter in the first hour (soak, 30 cells).
    """
    gc.collect()
    gc.freeze()
    tuned = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc only; others spread threads otherwise
    if tuned is not None:
        tuned(M_ARENA_MAX, ARENAS)
