"""Compiling: our functions, and the domain's very own formulas, for the event loop.

What they do is written elsewhere; here is only how Numba gets to see them.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
from contextlib import contextmanager
from os import environ
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from types import FunctionType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from numba import config, njit
from numba.core import event
from numba.extending import register_jitable

from sim import domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INSIDE = {"nogil": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "error_model": "numpy"}
"""How everything is compiled that only other compiled functions call."""
SOURCES = (
    "compiled/*.py",
    "domain/*.py",
    "plan/*.py",
    "adding.py",
    "draws.py",
    "beta_quantiles.py",
    "trace.py",
)
"""Files of `sim` whose sources go into the compiled code."""
log = logging.getLogger(__name__)
Function = TypeVar("Function", bound="Callable[..., object]")


def compiled(function: Function) -> Function:
    """Return a function that is compiled when the event loop is."""
    return cast("Function", register_jitable(**INSIDE)(_plainly(function, function.__globals__)))


def inlined(function: Function) -> Function:
    """Return a function that becomes a part of whoever calls it: short, or called from one place only.

    Every function that is compiled by itself costs a quarter of a second, once and for all.
    """
    plain = _plainly(function, function.__globals__)
    return cast("Function", njit(plain, inline="always", **INSIDE))


def twin(function: Callable[..., object], *calls: Callable[..., object]) -> Any:
    """Return a formula of the domain, unchanged, for the event loop; a tuple that it makes is a list there.

    `calls`: formulas that it calls itself, which become twins too.
    """
    others = {each: [other for other in calls if other is not each] for each in calls}
    twins = {each.__name__: twin(each, *others[each]) for each in calls}
    names = function.__globals__ | twins | {"tuple": _as_it_is}
    return register_jitable(**INSIDE)(_plainly(function, names))


@register_jitable(**INSIDE)  # type: ignore[untyped-decorator]  # Numba's own types are not read
def _as_it_is(values: list[float]) -> list[float]:
    """Return a list: Numba makes no tuple of it."""
    return values


def _plainly(function: Callable[..., object], names: dict[str, object]) -> FunctionType:
    """Return the same function with arguments that may be named, since Numba knows none that must be."""
    if not isinstance(function, FunctionType):
        message = f"{function!r} is no plain function"
        raise TypeError(message)
    code = function.__code__
    more = code.co_kwonlyargcount
    code = code.replace(co_argcount=code.co_argcount + more, co_kwonlyargcount=0)
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    plain = FunctionType(code, names, function.__name__, defaults)
    plain.__module__, plain.__qualname__ = function.__module__, function.__qualname__
    return plain


def source_stamp() -> int:
    """Return a number that changes with any source that goes into the compiled code."""
    digest = hashlib.sha256()
    root = Path(domain.__file__).parent.parent
    for files in SOURCES:
        for path in sorted(root.glob(files)):
            digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:6], "little") | 1


def kept_on_disk(function: Function) -> Function:
    """Return a compiled function that is kept on the disk; where no folder can be written, until we end."""
    try:
        return cast("Function", njit(function, cache=True, nogil=True, error_model="numpy"))
    except RuntimeError:
        folder = mkdtemp(prefix="scrs-compiled-")
        atexit.register(rmtree, folder, ignore_errors=True)
        environ["NUMBA_CACHE_DIR"] = config.CACHE_DIR = folder  # processes that we start read it there
        log.info("no folder for compiled code can be written: it is kept in %s until we end", folder)
        return cast("Function", njit(function, cache=True, nogil=True, error_model="numpy"))


class _Watcher(event.Listener):  # type: ignore[misc]  # Numba has no types
    """Follows what is being compiled, and lets what lies within something else be compiled without care."""

    def __init__(self, told: Callable[[int], None], *, quick: bool) -> None:
        self.told = told
        self.quick = quick
        self.depth = self.done = 0
        self.usual = config.OPT

    def on_start(self, event: object) -> None:  # noqa: ARG002  Numba tells which
        """Compile what lies within quickly."""
        self.depth += 1
        self._choose()

    def on_end(self, event: object) -> None:  # noqa: ARG002  as above
        """Compile the whole with care."""
        self.depth -= 1
        self.done += 1
        self._choose()
        self.told(self.done)

    def _choose(self) -> None:
        if self.quick:
            config.OPT = self.usual if self.depth <= 1 else type(self.usual)(0)


@contextmanager
def watched(told: Callable[[int], None], *, quick: bool) -> Iterator[None]:
    """Tell how many functions are compiled so far.

    `quick`: in half the time, by optimising the whole only. What goes to the disk is as good; in this
    process what lies within has no second chance and stays slow.
    """
    watcher = _Watcher(told, quick=quick)
    event.register("numba:compile", watcher)
    try:
        yield
    finally:
        event.unregister("numba:compile", watcher)
        config.OPT = watcher.usual
