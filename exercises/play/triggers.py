"""What makes a row come due, as a truth along the exercise clock, from the state of play and the world.

One function a kind of trigger; nothing is sent here, and nothing is remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.play import truth
from exercises.times import say_offset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.play.truth import Truth
    from exercises.script.schema import After, Condition, Trigger
    from exercises.times import Moment


def truth_of(trigger: Trigger, state: State, setting: Setting) -> Truth:
    """Return when a trigger is true, as far as is known now; what is done by hand never is by itself."""
    if trigger.at is not None:
        return truth.from_second(second_of(trigger.at, state, setting))
    if trigger.after is not None:
        return _after(trigger.after, state)
    if trigger.when is not None:
        return _when(trigger.when, state, setting)
    if trigger.not_ is not None:
        return truth.opposite(truth_of(trigger.not_, state, setting))
    if trigger.all:
        return truth.every(truth_of(each, state, setting) for each in trigger.all)
    return truth.either(truth_of(each, state, setting) for each in trigger.any)


def second_of(moment: Moment, state: State, setting: Setting) -> float:
    """Return the second of the exercise at which a moment comes; infinity if it never does."""
    if moment.clock == "exercise":
        return moment.seconds(setting.startex)
    return state.clock.second_of(moment.days(setting.start))


def _after(after: After, state: State) -> Truth:
    """A row came to a state, with the recipient that is named or with whoever was first."""
    found = _reached(after, state)
    return truth.from_second(min(found) + after.delay) if found else truth.NEVER


def _reached(after: After, state: State) -> list[float]:
    """Return the seconds at which a row came to a state, with each recipient that counts."""
    wanted = after.state if after.option is None else "answered"
    stamps = [
        run.reached(wanted)
        for cell, run in state.runs_of(after.row)
        if after.cell in {None, cell} and after.option in {None, run.option}
    ]
    return [each.exercise for each in stamps if each is not None]


def _when(condition: Condition, state: State, setting: Setting) -> Truth:
    """The days at which the world turns, carried over to the exercise clock."""
    turns = setting.world.turns(condition, state.effects)
    return truth.stretches([state.clock.second_of(day) for day in turns])


def inner(trigger: Trigger) -> Iterator[Trigger]:
    """Yield a trigger and all that it is made of."""
    yield trigger
    for each in (*trigger.all, *trigger.any, *([trigger.not_] if trigger.not_ else ())):
        yield from inner(each)


def reason(trigger: Trigger, state: State, setting: Setting, *, second: float) -> str:
    """Return in words what a trigger rests on at a second: the values, whether they make it true or not."""
    said = [_said(each, state, setting, second=second) for each in inner(trigger)]
    return "; ".join(each for each in said if each)


def _said(trigger: Trigger, state: State, setting: Setting, *, second: float) -> str:
    if trigger.at is not None:
        return trigger.at.written
    if trigger.when is not None:
        return setting.world.says(trigger.when, state.effects, state.clock.day(second))
    if trigger.after is None:
        return ""
    after = trigger.after
    known = _reached(after, state)
    came = after.state if after.option is None else f"answered with {after.option}"
    return f"{after.row} {came} {f'at {say_offset(min(known))}' if known else 'not yet'}"
