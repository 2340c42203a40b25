"""Rows that wait for themselves, and rows that stand under themselves.

A row that may also come due by another way does not wait in a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from exercises.script.checking.case import DELIVERED, leaves_of
from sim.errors import quote

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema import After, Row, Trigger
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath

WITHOUT_DELIVERY = ("skipped", "expired")
"""States that a row comes to without having come due."""


def check_circles(case: ScriptCase) -> Iterator[Finding]:
    """Yield each circle of rows that can only come due after one another."""
    able = _able(case)
    holds = {row.uid: _held_by(case, row, able) for row in case.script.rows if row.uid not in able}
    for circle in _circles({uid: held[1] for uid, held in holds.items() if held is not None}):
        first = min(circle, key=case.uids.__getitem__)
        start = circle.index(first)
        names = [*circle[start:], *circle[:start], first]
        held = holds[first]
        path = held[0] if held is not None else ()
        way = " → ".join(names)
        message = f"{quote(first)} can never come due: it waits for itself ({way})"
        yield case.finding(path, message, allowed="a trigger that does not lead back")


def _able(case: ScriptCase) -> set[str]:
    """Return the rows that can come due, as far as rows wait for rows."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for leaf in case.leaves:
        if leaf.trigger.after is not None:
            waiting[leaf.trigger.after.row].append(case.script.rows[leaf.row].uid)
    able: set[str] = set()
    open_ = list(case.uids)
    while open_:
        uid = open_.pop()
        trigger = case.script.rows[case.uids[uid]].trigger
        if uid not in able and (trigger is None or _can(case, trigger, able)):
            able.add(uid)
            open_ += waiting[uid]
    return able


def _can(case: ScriptCase, trigger: Trigger, able: set[str]) -> bool:
    if trigger.after is not None:
        return _may_come(case, trigger.after, able)
    if trigger.all:
        return all(_can(case, each, able) for each in trigger.all)
    return not trigger.any or any(_can(case, each, able) for each in trigger.any)


def _may_come(case: ScriptCase, after: After, able: set[str]) -> bool:
    """Whether the state of another row may come; what is wrong with it otherwise is not asked here."""
    index = case.uids.get(after.row)
    if index is None or after.state in WITHOUT_DELIVERY or case.script.rows[index].kind not in DELIVERED:
        return True
    return after.row in able


def _held_by(case: ScriptCase, row: Row, able: set[str]) -> tuple[KeyPath, str] | None:
    """Return the place and name of the first row that one waits for in vain."""
    if row.trigger is None:
        return None
    path: KeyPath = ("rows", case.uids[row.uid], "trigger")
    for leaf in leaves_of(row.trigger, path):
        after = leaf.trigger.after
        if after is not None and not leaf.denied and not _may_come(case, after, able):
            return (*leaf.path, "after", "row"), after.row
    return None


def check_parents(case: ScriptCase) -> Iterator[Finding]:
    """Yield each circle of rows that stand under one another."""
    above = {row.uid: row.parent for row in case.script.rows if row.parent in case.uids}
    for circle in _circles({uid: parent for uid, parent in above.items() if parent is not None}):
        first = min(circle, key=case.uids.__getitem__)
        start = circle.index(first)
        way = " → ".join([*circle[start:], *circle[:start], first])
        message = f"{quote(first)} stands under itself ({way})"
        yield case.finding(
            ("rows", case.uids[first], "parent"), message, allowed="a row that is not below it"
        )


def _circles(leads: dict[str, str]) -> Iterator[list[str]]:
    """Yield the circles of a chart in which each name leads to one other, in the order of its arrows."""
    done: set[str] = set()
    for begin in leads:
        way: dict[str, None] = {}
        at: str | None = begin
        while at is not None and at not in done and at not in way:
            way[at] = None
            at = leads.get(at)
        if at is not None and at in way:
            names = list(way)
            yield names[names.index(at) :]
        done.update(way)
