"""Compiling: our functions, and the domain's very own formulas, for the event loop.

What they do is written elsewhere; here is only how Numba gets to see them.
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., object]")


def compiled(function: Function) -> Function:
    """Return a function that is compiled when the event loop is."""
    return cast("Function", njit(_plainly(function, function.__globals__), nogil=True))


def twin(function: Function, *calls: Callable[..., object]) -> Function:
    """Return a formula of the domain, unchanged, for the event loop; a tuple that it makes is a list there.

    `calls`: formulas that it calls itself, which become twins too.
    """
    others = {each: [other for other in calls if other is not each] for each in calls}
    twins = {each.__name__: twin(each, *others[each]) for each in calls}
    names = function.__globals__ | twins | {"tuple": _as_it_is}
    return cast("Function", njit(_plainly(function, names), nogil=True))


@njit
def _as_it_is(values: list[float]) -> list[float]:
    """Return a list: Numba makes no tuple of it."""
    return values


def _plainly(function: Callable[..., object], names: dict[str, object]) -> FunctionType:
    """Return the same function with arguments that may be named, since Numba knows none that must be."""
    if not isinstance(function, FunctionType):
        return function  # it is compiled already
    code = function.__code__
    more = code.co_kwonlyargcount
    code = code.replace(co_argcount=code.co_argcount + more, co_kwonlyargcount=0)
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    plain = FunctionType(code, names, function.__name__, defaults)
    plain.__module__, plain.__qualname__ = function.__module__, function.__qualname__
    return plain
