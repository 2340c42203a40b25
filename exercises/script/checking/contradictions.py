"""Parts of an `all` that can never be so together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from exercises.script.checking.conditions import interval_of

if TYPE_CHECKING:
    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema import Trigger
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath


class Member(NamedTuple):
    """A part of an `all`, or of one inside it, without its `not`. `denied`: whether it must not be so."""

    path: KeyPath
    trigger: Trigger
    denied: bool


def check_contradictions(case: ScriptCase) -> Iterator[Finding]:
    """Yield each `all` of which two parts exclude each other, and what has no opposite."""
    for leaf in case.leaves:
        if leaf.denied and leaf.trigger.manual:
            message = "'manual' has no opposite: by hand a row can always be sent"
            yield case.finding(leaf.path, message, allowed="a moment, a row or a condition below 'not'")
    for index, row in enumerate(case.script.rows):
        if row.trigger is not None:
            for path, trigger in _mixes(row.trigger, ("rows", index, "trigger")):
                yield from _at_odds(case, list(_members(trigger, path)))


def _mixes(trigger: Trigger, path: KeyPath) -> Iterator[tuple[KeyPath, Trigger]]:
    """Yield every `all` that is not inside another."""
    if trigger.all:
        yield path, trigger
        for place, each in _members_of(trigger, path):
            yield from _mixes(each, place) if not each.all else ()
        return
    for index, each in enumerate(trigger.any):
        yield from _mixes(each, (*path, "any", index))
    if trigger.not_ is not None:
        yield from _mixes(trigger.not_, (*path, "not"))


def _members_of(trigger: Trigger, path: KeyPath) -> Iterator[tuple[KeyPath, Trigger]]:
    for index, each in enumerate(trigger.all):
        place = (*path, "all", index)
        yield place, each
        yield from _members_of(each, place)


def _members(trigger: Trigger, path: KeyPath) -> Iterator[Member]:
    for place, each in _members_of(trigger, path):
        if not each.all:
            yield _plain(Member(place, each, denied=False))


def _plain(member: Member) -> Member:
    while member.trigger.not_ is not None:
        member = Member((*member.path, "not"), member.trigger.not_, not member.denied)
    return member


def _at_odds(case: ScriptCase, members: list[Member]) -> Iterator[Finding]:
    """Yield, for each part, that it excludes one before it."""
    told: set[KeyPath] = set()
    for first, second in combinations(members, 2):
        if second.path not in told and _exclude(case, first, second):
            told.add(second.path)
            number = next(each for each in reversed(first.path) if isinstance(each, int)) + 1
            message = f"this row can never come due: part {number} of 'all' and this one exclude each other"
            yield case.finding(second.path, message, allowed="any, if one of them is enough")


def _exclude(case: ScriptCase, first: Member, second: Member) -> bool:
    if first.denied != second.denied and first.trigger == second.trigger:
        return True
    return (
        _moments_exclude(case, first, second)
        or _conditions_exclude(case, first, second)
        or _options_exclude(first, second)
    )


def _moments_exclude(case: ScriptCase, first: Member, second: Member) -> bool:
    """Whether one must have come, and the other, which comes no later, must not."""
    one, other = first.trigger.at, second.trigger.at
    if one is None or other is None or first.denied == second.denied or case.planned is None:
        return False
    come, not_come = (other, one) if first.denied else (one, other)
    late, early = case.planned.point(come), case.planned.point(not_come)
    return late.clock == early.clock and early.value <= late.value


def _conditions_exclude(case: ScriptCase, first: Member, second: Member) -> bool:
    """Whether no value of one measure can be as both ask."""
    one, other = first.trigger.when, second.trigger.when
    if one is None or other is None or first.denied or second.denied or one.measure != other.measure:
        return False
    if one.reached is not None and other.reached is not None:
        return one.reached != other.reached
    if one.is_ is not None and other.is_ is not None:
        return bool(one.is_ != other.is_)
    spans = interval_of(case, one), interval_of(case, other)
    if spans[0] is None or spans[1] is None:
        return False
    return not spans[0].meets(spans[1])


def _options_exclude(first: Member, second: Member) -> bool:
    """Whether two options of one row must both have been chosen by whoever decides."""
    one, other = first.trigger.after, second.trigger.after
    if one is None or other is None or first.denied or second.denied:
        return False
    chosen = None not in {one.option, other.option} and one.option != other.option
    return chosen and one.row == other.row and one.cell == other.cell
