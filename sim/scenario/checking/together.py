"""Whether groups of correlation that share steps can hold together, and between which rho they would.

Each group is looked at on its own in `chances`; how scores are tied is `sim.draws`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from sim.draws import least_eigenvalue, tied
from sim.errors import quote
from sim.plan import Correlation
from sim.scenario.checking.case import listed
from sim.scenario.checking.naming import EVERYWHERE

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.checking.naming import Names
    from sim.scenario.schema.changes import CorrelationDeclared

Node = tuple[str, str]
"""A step or phase, and the province in which it is done ('' for one place)."""
ROUNDING = 1e-9
"""How far below 0 an eigenvalue may lie because floats are rounded."""
HALVINGS = 40
"""Steps of a search between -1 and 1; the last are far below what is shown."""
SHOWN = 100
"""Limits of rho are told in hundredths, rounded inwards."""


@dataclass(frozen=True)
class Tie:
    """A declared group, by its place in the file, and what it ties in one operation."""

    index: int
    names: tuple[str, ...]
    nodes: frozenset[Node]
    group: Correlation


def check_together(case: Case, names: Names) -> Iterator[Finding]:
    """Yield groups that contradict each other in one operation, each once."""
    seen: set[int] = set()
    for crisis in case.scenario.crises or ("",):
        ties = list(_ties(case, names, crisis))
        for cluster in _clusters(ties):
            found = list(_twice(case, cluster)) or list(_impossible(case, cluster))
            indices = {each.index for each in cluster}
            if not seen & indices:
                yield from found
            seen |= indices if found else set()


def _ties(case: Case, names: Names, crisis: str) -> Iterator[Tie]:
    numbers: dict[Node, int] = {}
    for index, declared in enumerate(case.scenario.correlate):
        nodes = dict.fromkeys(_nodes(case, names, declared, crisis=crisis))
        draws = tuple(numbers.setdefault(each, len(numbers)) for each in nodes)
        if len(draws) > 1:
            yield Tie(index, declared.steps, frozenset(nodes), Correlation(draws, declared.rho))


def _nodes(case: Case, names: Names, declared: CorrelationDeclared, *, crisis: str) -> Iterator[Node]:
    """Yield what a group ties: where a name stands for a phase in each province, one node for each."""
    doctrine = case.scenario.doctrine
    for name in declared.steps:
        meaning = names.meaning(name)
        head, _, rest = name.partition(".")
        part = doctrine.teams.get(head) or doctrine.programmes.get(head)
        if meaning is None:
            continue
        if part is None or meaning in names.steps or part.place not in EVERYWHERE:
            yield meaning, ""
            continue
        declared_crisis = case.scenario.crises.get(crisis)
        provinces = declared_crisis.provinces if declared_crisis else {}
        asked = rest.partition(".")[0]
        yield from ((meaning, each) for each in provinces if asked not in provinces or each == asked)


def _clusters(ties: list[Tie]) -> Iterator[list[Tie]]:
    """Yield the groups that are tied to each other, where there are several."""
    for draws, _ in tied(each.group for each in ties):
        cluster = [each for each in ties if each.group.draws[0] in draws]
        if len(cluster) > 1:
            yield cluster


def _twice(case: Case, cluster: list[Tie]) -> Iterator[Finding]:
    """Yield groups that tie the same two steps in another way than a group before."""
    for earlier, later in combinations(cluster, 2):
        shared = {meaning for meaning, _ in earlier.nodes & later.nodes}
        if len(shared) > 1 and earlier.group.rho != later.group.rho:
            both = listed(quote(each) for each in later.names if each in earlier.names)
            message = f"{both} are already tied by group {earlier.index}, with rho {earlier.group.rho:g}"
            yield case.finding(("correlate", later.index, "rho"), message, allowed="one rho for each pair")


def _impossible(case: Case, cluster: list[Tie]) -> Iterator[Finding]:
    """Yield that some groups cannot hold together, at the last whose rho alone could mend it."""
    groups = [each.group for each in cluster]
    if _least(groups) >= -ROUNDING:
        return
    last = cluster[-1]
    allowed = ""
    for place in reversed(range(len(cluster))):
        found = _range(groups, place)
        if found:
            last, allowed = cluster[place], f"{found[0]:g} to {found[1]:g}, as the other groups stand"
            break
    shown = "; ".join(f"{', '.join(each.names)}: {each.group.rho:g}" for each in cluster[:5])
    more = "; …" if len(cluster) > len(cluster[:5]) else ""
    message = f"these correlations cannot all hold together ({shown}{more}); what no group ties stays at 0"
    yield case.finding(("correlate", last.index, "rho"), message, allowed=allowed)


def _least(groups: list[Correlation]) -> float:
    ((_, matrix),) = tied(groups)
    return least_eigenvalue(matrix)


def _range(groups: list[Correlation], place: int) -> tuple[float, float] | None:
    """Return the rho that one group may have while the others stand, or None where there is none.

    The least eigenvalue is concave in rho, so where it is not negative is one interval.
    """

    def least(rho: float) -> float:
        return _least([*groups[:place], replace(groups[place], rho=rho), *groups[place + 1 :]])

    low, high = -1.0, 1.0
    for _ in range(HALVINGS):
        third = (high - low) / 3.0
        if least(low + third) < least(high - third):
            low += third
        else:
            high -= third
    best = (low + high) / 2.0
    if least(best) < -ROUNDING:
        return None
    edges = [_edge(least, best, end) for end in (-1.0, 1.0)]
    lowest, highest = math.ceil(edges[0] * SHOWN) / SHOWN, math.floor(edges[1] * SHOWN) / SHOWN
    return (lowest, highest) if lowest <= highest else (edges[0], edges[1])


def _edge(least: Callable[[float], float], inside: float, outside: float) -> float:
    """Return the last rho from `inside` towards `outside` that can be."""
    if least(outside) >= -ROUNDING:
        return outside
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2.0
        if least(middle) >= -ROUNDING:
            inside = middle
        else:
            outside = middle
    return inside
