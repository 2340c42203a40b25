"""Regimes put together: patches that touch different parts of a plan are laid side by side, not all anew.

Many futures of one exercise ask for thousands of combinations of few patches. Patches that name the same
value, or touch the same part of the plan, are a group, which is made in full, once; groups that do not meet
are put together. That such groups change nothing more together is an assumption: `holds` compares a
combination with the one made in full, and after a difference nothing is put together any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sim.errors import BadInput
from sim.plan import Plan
from sim.recent import Recent
from sim.scenario.regimes import MOST_KEPT, Regimes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from sim.scenario.patches import Patch

    Group = tuple[Patch, ...]
    Part = tuple[str, int]

WHOLE = -1
"""The place of a field that is compared as a whole."""
APART = ("title", "regimes", "shocks")


@dataclass
class Composed(Regimes):
    """Regimes of which only groups of patches that meet are made in full."""

    together: bool = True
    """Whether patches that do not meet are put together."""
    composed: Recent[tuple[tuple[Patch, ...], Plan]] = field(default_factory=lambda: Recent(MOST_KEPT))
    touched: Recent[tuple[Group, frozenset[Part] | None]] = field(
        default_factory=lambda: Recent(10 * MOST_KEPT)
    )

    def under(self, patches: Sequence[Patch]) -> Plan:
        """Return the plan under some patches; as `Regimes.under`."""
        given = tuple(patches)
        if not self.together or len(given) <= 1:
            return super().under(given)
        key = tuple(id(each) for each in given)
        return self.composed.get(key, lambda: (given, self._put_together(given)))[1]

    def holds(self, patches: Sequence[Patch]) -> bool:
        """Whether a combination is what it would be made in full; if not, nothing is put together again."""
        try:
            right = not self.together or self.under(patches) == super().under(patches)
        except BadInput:
            right = False
        if not right:
            self.together = False
            self.composed.kept.clear()
        return right

    def _put_together(self, patches: Group) -> Plan:
        groups = self._groups(patches)
        if groups is None or len(groups) == 1:
            return super().under(patches)
        key: Hashable = frozenset(tuple(id(each) for each in group) for group in groups)
        return self.composed.get(key, lambda: (patches, self._laid(groups)))[1]

    def _groups(self, patches: Group) -> list[Group] | None:
        """Return the patches in groups that do not meet, each in the order given; None: not to be told."""
        groups: list[Group] = []
        for patch in patches:
            mine: Group = (patch,)
            while True:
                touched = self._touched(mine)
                if touched is None:
                    return None
                others = [each for each in groups if _name_alike(each, mine) or self._meet(each, touched)]
                if not others:
                    break
                groups = [each for each in groups if each not in others]
                wanted = {id(one) for each in (*others, mine) for one in each}
                mine = tuple(each for each in patches if id(each) in wanted)
            groups.append(mine)
        return groups

    def _meet(self, group: Group, touched: frozenset[Part]) -> bool:
        mine = self._touched(group)
        return mine is None or not mine.isdisjoint(touched)

    def _touched(self, group: Group) -> frozenset[Part] | None:
        """Return what of the plan a group changes; None where alone it leaves no scenario that fits."""
        key = tuple(id(each) for each in group)

        def found() -> frozenset[Part] | None:
            try:
                return _differences(self.plan, super(Composed, self).under(group))
            except BadInput:
                return None

        return self.touched.get(key, lambda: (group, found()))[1]

    def _laid(self, groups: Sequence[Group]) -> Plan:
        """Return the plan with what each group changes."""
        changed: dict[str, Any] = {}
        for group in groups:
            plan = super().under(group)
            for name, place in self._touched(group) or ():
                if place == WHOLE:
                    changed[name] = getattr(plan, name)
                else:
                    changed.setdefault(name, list(getattr(self.plan, name)))[place] = getattr(plan, name)[
                        place
                    ]
        fixed: Any = {name: tuple(each) if isinstance(each, list) else each for name, each in changed.items()}
        return replace(self.plan, **fixed)


def _name_alike(one: Group, other: Group) -> bool:
    """Whether two groups name the same value, or one what lies within what the other names."""
    mine = [path.split(".") for each in one for path in (*each.set, *each.scale)]
    its = [path.split(".") for each in other for path in (*each.set, *each.scale)]
    return any(
        all(fnmatchcase(c, d) or fnmatchcase(d, c) for c, d in zip(a, b, strict=False))
        for a in mine
        for b in its
    )


def _differences(plan: Plan, other: Plan) -> frozenset[Part] | None:
    """Return the parts in which two plans differ: field and place; None if they have other sizes."""
    found: set[Part] = set()
    for name in (each.name for each in fields(Plan) if each.name not in APART):
        mine, its = getattr(plan, name), getattr(other, name)
        if mine is its:
            continue
        if not isinstance(mine, tuple):
            found |= {(name, WHOLE)} if mine != its else set()
        elif len(mine) != len(its):
            return None
        else:
            pairs = enumerate(zip(mine, its, strict=True))
            found |= {(name, place) for place, (a, b) in pairs if a is not b and a != b}
    return frozenset(found)
