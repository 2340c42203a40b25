"""Rules of the clock: STARTEX, pauses, speed, steps, jumps, moves, ENDEX, and the emergency stop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exercises.clock import FASTEST, SLOWEST
from exercises.errors import Refused
from exercises.play.agenda import Agenda
from exercises.play.state import recipients
from exercises.play.triggers import inner
from exercises.play.wording import LONGEST_TEXT, plainly
from exercises.times import LONGEST, say_offset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exercises.journal.entries import Draft
    from exercises.play.case import Case
    from exercises.play.commands import (
        AllClear,
        Emergency,
        End,
        Jump,
        NextMove,
        Pause,
        Resume,
        SetSpeed,
        Start,
        Step,
    )


STATES = {"fire": "sent", "hold": "held", "skip": "skipped"}
"""Disposition of a row that a jump passes → the state to which it comes."""


def _speed(speed: float) -> float:
    if not SLOWEST <= speed <= FASTEST:
        message = f"a speed of {speed:g} is out of range"
        raise Refused(message, advice=f"from {SLOWEST:g} to {FASTEST:,.0f}")
    return float(speed)


def start(case: Case, command: Start) -> list[Draft]:
    """STARTEX, once."""
    if case.state.phase != "ready":
        message = f"the exercise has begun already; it is {case.state.phase}"
        raise Refused(message)
    case.no_emergency()
    first = case.setting.script.clock.moves[0].title
    return [case.draft("exercise.started", speed=_speed(command.speed), title=first)]


def pause(case: Case, command: Pause) -> list[Draft]:
    """PAUSEX: the clock stands."""
    case.playing()
    if case.state.phase == "paused":
        message = "the exercise is paused already"
        raise Refused(message)
    return [case.draft("clock.paused", reason=command.reason)]


def resume(case: Case, _command: Resume) -> list[Draft]:
    """The clock runs on from where it stood."""
    case.playing()
    case.no_emergency()
    if case.state.phase == "running":
        message = "the exercise is running"
        raise Refused(message)
    return [case.draft("clock.resumed")]


def set_speed(case: Case, command: SetSpeed) -> list[Draft]:
    """Run faster or slower from now on."""
    case.playing()
    return [case.draft("clock.speed", speed=_speed(command.speed))]


def step(case: Case, command: Step) -> list[Draft]:
    """Let a paused clock pass some seconds at once."""
    case.playing()
    case.no_emergency()
    if case.state.phase == "running":
        message = "the exercise is running; pause it before stepping"
        raise Refused(message)
    if not 0.0 < command.seconds <= LONGEST:
        message = f"a step of {command.seconds:g} s is out of range"
        raise Refused(message, advice="more than 0 s")
    return [case.draft("clock.stepped", to=case.second + command.seconds, reason="")]


def jump(case: Case, command: Jump) -> list[Draft]:
    """Set the clock ahead; every row that is passed needs a disposition."""
    case.playing()
    case.no_emergency()
    if not case.second < command.to <= LONGEST:
        message = f"{say_offset(command.to)} is not ahead of {say_offset(case.second)}"
        raise Refused(message, advice="the clock never runs back; fork the exercise to play a stretch again")
    passed = _passed(case, command)
    kept = [draft for uid, act in passed.items() for draft in _kept_back(case, uid, act)]
    return [*kept, case.draft("clock.jumped", to=command.to, passed=passed, reason=command.reason)]


def _passed(case: Case, command: Jump) -> dict[str, str]:
    """Return the disposition of every row that comes due on the way, or may because of one that does."""
    seen = replace(case.state, touched=set())  # an agenda empties it, and the director's has yet to look
    ahead = Agenda(case.setting, seen).ahead(seen)
    passed = {each.row: each.second for each in ahead if each.second <= command.to and not each.ends}
    for uid in command.passed:
        case.row(uid)
    chosen = {each: command.passed.get(each) or command.rest for each in passed}
    missing = [each for each, act in chosen.items() if act is None]
    if missing:
        message = f"the jump passes {len(missing)} rows without a disposition: {', '.join(missing[:12])}"
        raise Refused(message, advice="fire, hold or skip for each, or one for all others")
    after = _following(case, passed, chosen, to=command.to)
    unasked = [each for each in after if each not in command.passed and command.rest is None]
    if unasked:
        message = f"{len(unasked)} rows may follow from those that the jump passes: {', '.join(unasked[:12])}"
        raise Refused(message, advice="fire, hold or skip for each, or one for all others")
    return {each: command.passed.get(each) or str(command.rest) for each in (*passed, *after)}


def _following(
    case: Case, passed: Mapping[str, float], chosen: Mapping[str, str | None], *, to: float
) -> list[str]:
    """Return rows that wait for what becomes of the rows passed, and may come due before the clock stands."""
    reached = {uid: (STATES[str(act)], passed[uid]) for uid, act in chosen.items()}
    found: dict[str, float] = {}
    news = set(reached)
    while news:
        here = {
            uid: second
            for uid, second in _waiting_for(case, {each: reached[each] for each in news})
            if second <= to and uid not in reached
        }
        found |= here
        reached |= {uid: ("sent", second) for uid, second in here.items()}
        news = set(here)
    return list(found)


def _waiting_for(case: Case, reached: Mapping[str, tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """Yield rows that wait for a row to come to the state that it comes to, and when they may be due."""
    for uid, row in case.state.rows.items():
        waits = any(run.state == "waiting" for _, run in case.state.runs_of(uid))
        for part in inner(row.trigger) if waits and row.trigger is not None else ():
            after = part.after
            if after is not None and reached.get(after.row, ("", 0.0))[0] == after.state:
                yield uid, reached[after.row][1] + after.delay


def _kept_back(case: Case, uid: str, act: str) -> Iterator[Draft]:
    kinds = {"hold": "row.held", "skip": "row.skipped"}
    if act in kinds:
        cells = [cell for cell in recipients(case.row(uid)) if case.state.run(uid, cell).state == "waiting"]
        yield case.draft(kinds[act], row=uid, cells=cells, why="the clock jumped over it")


def next_move(case: Case, _command: NextMove) -> list[Draft]:
    """Begin the move that follows the one that is on."""
    case.playing()
    case.no_emergency()
    moves = case.setting.moves
    number = case.state.clock.leg_at(case.second).move + 1
    if number >= len(moves):
        message = f"move {number} is the last one"
        raise Refused(message, advice="end the exercise, or set the clock ahead")
    move = moves[number]
    if move.day is not None and move.day < case.day - 1e-9:
        message = f"the scenario stands past the beginning of move {number + 1} already"
        raise Refused(message)
    title = case.setting.script.clock.moves[number].title
    return [case.draft("move.begun", move=number, day=move.day, pace=move.pace, title=title)]


def end(case: Case, command: End) -> list[Draft]:
    """ENDEX."""
    case.playing()
    return [case.draft("exercise.ended", reason=command.reason)]


def emergency(case: Case, command: Emergency) -> list[Draft]:
    """Stop play for something real; anybody may, at any time."""
    if case.state.emergency:
        message = f"play is stopped already: {case.state.emergency}"
        raise Refused(message)
    text = plainly(command.text).strip()[:LONGEST_TEXT] or "no text given"
    drafts = [case.draft("emergency.called", text=text)]
    if case.state.phase == "running":
        drafts.append(case.draft("clock.paused", reason="NO DUFF"))
    return drafts


def all_clear(case: Case, _command: AllClear) -> list[Draft]:
    """The emergency is over; play goes on when it is resumed."""
    if not case.state.emergency:
        message = "there is no emergency"
        raise Refused(message)
    return [case.draft("emergency.over")]
