"""The clock bar: what the clocks show, what waits for somebody, and which clock buttons are allowed now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.views.moments import say_hour, say_wait
from exercises.errors import NotAllowed
from exercises.play import commands
from exercises.roles import may
from exercises.times import say_scenario

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.play.commands import Command
    from exercises.play.state import State
    from exercises.roles import Actor

SETTLES = 1.0
"""Seconds on the wall after a change of the clock in which steps and moves wait: a double click is one."""
STEP = 300.0
"""Seconds that the step button lets pass."""
PHASES = {"ready": "not begun", "running": "running", "paused": "paused", "ended": "ended"}
"""Phase of an exercise → in words."""
SPEEDS = (1.0, 2.0, 5.0, 10.0, 60.0)


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what pressing it asks for, and why it cannot be pressed ('' if it can)."""

    key: str
    label: str
    command: Command
    why_not: str = ""

    @property
    def allowed(self) -> bool:
        """Whether it can be pressed."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class ClockView:
    """What stands on top of every page of play."""

    phase: str
    emergency: str
    hour: str
    since: str
    scenario: str
    move: str
    speed: float
    next_due: str
    next_title: str
    due: int
    held: int
    asked: int
    sent: int
    answered: int
    setting: str
    presses: tuple[Press, ...] = ()
    no_jump: str = ""
    """Why whoever looks cannot set the clock ahead, '' if they can."""


def clock_view(director: Director, actor: Actor, *, wall: float) -> ClockView:
    """Return the clock bar for somebody. `wall`: seconds since 1970 UTC."""
    return director.look(lambda state: _view(director, state, actor, wall=wall))


def _view(director: Director, state: State, actor: Actor, *, wall: float) -> ClockView:
    second = director.now()
    script, startex = director.setting.script, director.setting.startex
    runs = list(state.runs.values())
    ahead = [each for each in director.ahead() if each[0] >= second]
    next_second, next_row = ahead[0] if ahead else (0.0, "")
    return ClockView(
        phase=state.phase,
        emergency=state.emergency,
        hour=say_hour(startex, second),
        since=_since(director, state, second),
        scenario=say_scenario(state.clock.day(second)),
        move=script.clock.moves[state.clock.leg_at(second).move].title,
        speed=state.clock.speed,
        next_due=say_hour(startex, next_second) if ahead else "nothing",
        next_title=state.rows[next_row].title if ahead else "",
        due=sum(run.state == "armed" for run in runs),
        held=sum(run.state == "held" for run in runs),
        asked=sum(each.state == "asked" for each in state.requests.values()),
        sent=sum("sent" in run.stamps for run in runs),
        answered=sum("answered" in run.stamps for run in runs),
        setting=setting_of(state),
        presses=tuple(_presses(director, state, actor, wall=wall)),
        no_jump=_no_jump(state, actor),
    )


def _since(director: Director, state: State, second: float) -> str:
    """Return how long play has gone on, and that it has gone past its planned end."""
    if state.phase == "ready":
        return "not begun"
    over = director.overtime()
    return say_wait(second) + (f", {say_wait(over)} past the planned ENDEX" if over > 0.0 else "")


def _no_jump(state: State, actor: Actor) -> str:
    """Return why a jump makes no sense now; where it leads is asked when there is one."""
    if not may(actor, commands.Jump.name):
        return str(NotAllowed(actor.name, actor.role.value, commands.Jump.name))
    if state.phase not in {"running", "paused"}:
        return f"the exercise is {PHASES[state.phase]}"
    return "a real emergency has stopped play" if state.emergency else ""


def setting_of(state: State) -> str:
    """Return what names a setting of the clock: a change that rests on it can be made once."""
    return f"{state.clock.wall:.3f}:{state.clock.exercise:.3f}:{state.clock.speed:g}"


def _presses(director: Director, state: State, actor: Actor, *, wall: float) -> list[Press]:
    """Return the clock's buttons; those that mean one change of the clock carry it as their operation."""
    setting = setting_of(state)
    going: dict[str, tuple[str, Command]] = {
        "start": ("Start", commands.Start()),
        "pause": ("Pause", commands.Pause(operation=f"pause:{setting}")),
        "resume": ("Resume", commands.Resume(operation=f"resume:{setting}")),
        "step": ("Step 5 min", commands.Step(seconds=STEP, operation=f"step:{setting}")),
        "move": ("Next move", commands.NextMove(operation=f"move:{setting}:{len(state.clock.legs)}")),
        "end": ("End", commands.End(reason="ended by control")),
        "all_clear": ("All clear", commands.AllClear(operation=f"clear:{state.head}")),
    }
    settling = state.phase != "ready" and abs(wall - state.clock.wall) < SETTLES
    found = []
    for key, (label, command) in going.items():
        why = director.refusal(actor, command)
        if not why and settling and key in {"step", "move"}:
            why = "the clock was set a moment ago"
        found.append(Press(key, label, command, why))
    return found
