"""The watch list laid into the Plan: arrivals, flags, false alarms, plans in advance, prevention.

The scenario that is compiled holds its arrivals as crises already (`sim.scenario.arrivals`); their
own steps are laid as those of any crisis.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.adding import added
from sim.distributions import Chance, Exponential, Uniform
from sim.domain import watchlist
from sim.domain.laying import Arrow, Path, Where
from sim.domain.tasks import Task, lay_task
from sim.plan import NONE, Alarms, Arrival, Ease, Watch
from sim.scenario.arrivals import WATCH, comings, floating
from sim.scenario.compiling.easing import ease

if TYPE_CHECKING:
    from sim.scenario.compiling.sheet import Sheet
    from sim.scenario.schema.doctrine import Step
    from sim.scenario.schema.watch import Preplanning, WatchList


def lay_watch(sheet: Sheet) -> Watch | None:
    """Lay everything that is watched; return None where nothing is."""
    declared = sheet.scenario.watch_list
    if declared is None:
        return None
    gaps = {name: _gaps(sheet, declared, name) for name in declared.arrivals}
    turns = {each.name: each for each in comings(sheet.scenario)}
    names = [each.id for each in sheet.table.operations]
    arrivals: list[Arrival] = []
    for name in floating(sheet.scenario):
        where = Where(names.index(name), name)
        arrival = _watched(sheet, declared, where)
        coming = turns.get(name)
        if coming is None:
            arrival = replace(arrival, day=sheet.day(sheet.scenario.crises[name].onset))
        else:
            before = len(arrivals) - 1 if coming.turn else NONE
            gap = gaps[coming.stream]
            arrival = replace(arrival, gap=gap, turn=coming.turn, after=before)
        arrivals.append(arrival)
    return Watch(
        arrivals=tuple(arrivals),
        alarms=_alarms(sheet, declared, Where(names.index(WATCH), WATCH)),
        refreshed=declared.refreshed,
        valid=declared.preplanning.valid if declared.preplanning else float("inf"),
        planner_year=declared.planner_cost,
    )


def _gaps(sheet: Sheet, declared: WatchList, stream: str) -> int:
    """Lay the days between the onsets of one stream."""
    each = declared.arrivals[stream]
    return sheet.table.draw(
        Exponential(each.every),
        key=f"{WATCH}/{stream}/gap",
        path=(WATCH, "arrivals", stream, "every"),
        rounds=each.at_most,
    )


def _watched(sheet: Sheet, declared: WatchList, where: Where) -> Arrival:
    """Lay the flag of one crisis, and what is done about it."""
    table, key = sheet.table, f"{where.operation_id}/watch"
    (onset,) = table.find(where, "onset")
    flagged = _signal(sheet, where, "watch.flagged")
    preplan, preplanned = NONE, NONE
    if declared.preplanning is not None and _chosen(sheet, where, declared.preplanning):
        preplan = _preplan(sheet, where, "watch.preplan", after="watch.flagged", unless="onset")
        preplanned = _signal(sheet, where, "watch.preplanned")
        for eased, factor in declared.preplanning.eases.items():
            ease(table, eased, Ease((preplanned,), factor), operation=where.operation)
    lowers, luck = NONE, NONE
    prevention = _prevent(sheet, where, "watch.prevention", after="watch.flagged", unless="onset")
    if declared.prevention is not None:
        path: Path = (WATCH, "prevention", "lowers")
        lowers = table.draw(
            declared.prevention.lowers, key=f"{key}/lowers", path=path, operation=where.operation
        )
        luck = table.draw(Uniform(0.0, 1.0), key=f"{key}/averts", path=path, operation=where.operation)
    return Arrival(
        operation=where.operation,
        onset=onset,
        flagged=flagged,
        seen=table.chance(
            declared.skill.onsets,
            key=f"{key}/seen",
            path=(WATCH, "skill", "onsets"),
            operation=where.operation,
        ),
        lead=table.draw(
            declared.warning, key=f"{key}/lead", path=(WATCH, "warning"), operation=where.operation
        ),
        place=table.draw(Uniform(0.0, 1.0), key=f"{key}/place", path=(WATCH, "refreshed")),
        preplan=preplan,
        preplanned=preplanned,
        prevention=prevention,
        lowers=lowers,
        luck=luck,
    )


def _chosen(sheet: Sheet, where: Where, declared: Preplanning) -> bool:
    """Whether plans are made in advance for this crisis."""
    streams = {each.name: each.stream for each in comings(sheet.scenario)}
    name = streams.get(where.operation_id, where.operation_id)
    return not declared.only or name in declared.only


def _signal(sheet: Sheet, where: Where, name: str) -> int:
    return sheet.table.step(where, name, kind="flag", signal=True, mandatory=False, path=WATCH)


def _preplan(sheet: Sheet, where: Where, name: str, *, after: str, unless: str = "") -> int:
    """Lay the plan that a flag asks for: given up after the days for which it would be valid."""
    declared = sheet.scenario.watch_list
    if declared is None or declared.preplanning is None:
        return NONE
    step = declared.preplanning
    if step.give_up_after is None:
        step = step.model_copy(update={"give_up_after": step.valid})
    return _respond(sheet, where, name, step=step, kind="preplanning", after=after, unless=unless)


def _prevent(sheet: Sheet, where: Where, name: str, *, after: str, unless: str = "") -> int:
    """Lay the prevention team that a flag asks for."""
    declared = sheet.scenario.watch_list
    if declared is None or declared.prevention is None:
        return NONE
    step = declared.prevention
    return _respond(sheet, where, name, step=step, kind="prevention", after=after, unless=unless)


def _respond(sheet: Sheet, where: Where, name: str, *, step: Step, kind: str, after: str, unless: str) -> int:
    """Lay a step that answers a flag: nobody fails who leaves it undone, and the onset calls it off."""
    step = step.model_copy(update={"optional": True})
    path: Path = (WATCH, kind)
    lay_task(sheet.table, Task(where, name, step, path, sheet.day(step.not_before), (Arrow(after),)))
    laid = sheet.table.laid[-1]
    sheet.table.laid[-1] = replace(laid, unless=unless, step=replace(laid.step, kind=kind))
    return len(sheet.table.laid) - 1


def _alarms(sheet: Sheet, declared: WatchList, where: Where) -> Alarms | None:
    """Lay the flags that bring no operation: false alarms, and onsets that nobody here answers."""
    states, rate, skill = declared.states, declared.base_rate, declared.skill
    expected = added(watchlist.YEAR / each.every for each in declared.arrivals.values())
    hits = watchlist.hits_per_year(states, rate, skill=skill.onsets)
    elsewhere = watchlist.elsewhere_per_year(hits, expected, skill=skill.onsets)
    false = watchlist.false_alarms_per_year(states, rate, skill=skill.quiet)
    yearly = false + elsewhere
    number = watchlist.most_flags(yearly * sheet.scenario.horizon / watchlist.YEAR)
    if number == 0:
        return None
    flagged = tuple(_alarm(sheet, where, turn) for turn in range(1, number + 1))
    return Alarms(
        flagged=flagged,
        gap=sheet.table.draw(
            Exponential(watchlist.YEAR / yearly),
            key=f"{WATCH}/alarms/gap",
            path=(WATCH, "skill", "quiet"),
            operation=where.operation,
            rounds=number,
        ),
        elsewhere=sheet.table.draw(
            Chance(elsewhere / yearly),
            key=f"{WATCH}/alarms/elsewhere",
            path=(WATCH, "base_rate"),
            operation=where.operation,
            rounds=number,
        ),
        place=sheet.table.draw(
            Uniform(0.0, 1.0), key=f"{WATCH}/alarms/place", path=(WATCH, "refreshed"), rounds=number
        ),
    )


def _alarm(sheet: Sheet, where: Where, turn: int) -> int:
    flag = f"flagged_{turn}"
    index = _signal(sheet, where, flag)
    preplanning = sheet.scenario.watch_list and sheet.scenario.watch_list.preplanning
    if preplanning and not preplanning.only:
        _preplan(sheet, where, f"preplan_{turn}", after=flag)
    _prevent(sheet, where, f"prevention_{turn}", after=flag)
    return index
