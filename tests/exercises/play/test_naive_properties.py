"""The director against the rules played a second at a time: the same rows at the same seconds."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from playing import CONTROLLER, DIRECTOR, Wall, setting_of

from exercises.director import Director
from exercises.errors import Refused
from exercises.journal.memory import MemoryJournal
from exercises.play.commands import (
    AllClear,
    Answer,
    Emergency,
    Hold,
    Jump,
    Pause,
    Recall,
    Release,
    Resume,
    SetSpeed,
    Skip,
    Start,
    Step,
)
from exercises.play.state import fold

_SPEC = importlib.util.spec_from_file_location("naive", Path(__file__).with_name("naive.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
naive = importlib.util.module_from_spec(_SPEC)
sys.modules["naive"] = naive
_SPEC.loader.exec_module(naive)

COUNT = 5
SECOND = st.integers(0, 400)
UID = st.integers(0, COUNT - 1).map(lambda each: f"r{each}")
CELLS = ("embassy", "military")


def written_after(row: str, state: str, delay: int) -> dict[str, Any]:
    return {"after": {"row": row, "state": state, "delay": f"{delay} s"}}


LEAF = st.one_of(
    SECOND.map(lambda each: {"at": f"STARTEX+{each} s"}),
    st.builds(written_after, UID, st.sampled_from(["sent", "answered"]), st.integers(0, 60)),
)
TRIGGER = st.one_of(
    LEAF,
    st.lists(LEAF, min_size=1, max_size=2).map(lambda each: {"any": each}),
    st.builds(lambda one, other: {"all": [one, {"not": other}]}, LEAF, LEAF),
)


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw rows to one cell or both."""
    found = []
    for number in range(COUNT):
        row = {
            "uid": f"r{number}",
            "to": list(draw(st.sampled_from([CELLS, CELLS[:1]]))),
            "trigger": draw(TRIGGER),
            "on_late": draw(st.sampled_from(["fire", "hold", "skip"])),
        }
        if draw(st.integers(0, 2)) == 0:
            row["latest"] = f"STARTEX+{draw(SECOND)} s"
        found.append(row)
    return found


class Play(RuleBasedStateMachine):
    """Both are told the same; after each step both say the same."""

    @initialize(listed=rows())
    def start(self, listed: list[dict[str, Any]]) -> None:
        self.listed, self.wall, self.speed = listed, Wall(), 1
        self.journal = MemoryJournal()
        self.journal.create("test", {"script": "", "scenario": ""})
        self.open()
        self.director.do(DIRECTOR, Start())
        self.naive = naive.Naive(listed)
        self.naive.settle()

    def open(self) -> None:
        self.director = Director(self.journal, "test", setting_of(*self.listed), clock=self.wall)

    @rule(seconds=st.sampled_from([0, 1, 7, 40, 119, 130]), restart=st.booleans())
    def wait(self, seconds: int, *, restart: bool) -> None:
        self.wall.pass_(seconds)
        if restart:
            self.open()
        self.director.tick()
        self.naive.pass_(seconds * self.speed if self.naive.running else 0, wall=seconds)

    @rule()
    def pause_or_resume(self) -> None:
        if self.naive.emergency:
            return
        self.director.do(CONTROLLER, Pause() if self.naive.running else Resume())
        self.naive.running = not self.naive.running

    @rule(speed=st.sampled_from([1, 2, 5]))
    def set_speed(self, speed: int) -> None:
        self.director.do(CONTROLLER, SetSpeed(speed=speed))
        self.speed = speed

    @precondition(lambda self: not self.naive.running)
    @rule(seconds=st.integers(1, 150))
    def step(self, seconds: int) -> None:
        if self.naive.emergency:
            self.refused(Step(seconds=seconds))
            return
        self.director.do(CONTROLLER, Step(seconds=seconds))
        self.naive.pass_(seconds)

    @rule(seconds=st.integers(1, 150), rest=st.sampled_from(["fire", "hold", "skip"]))
    def jump(self, seconds: int, rest: Any) -> None:
        to = self.naive.now + seconds
        if self.naive.emergency:
            self.refused(Jump(to=to, rest=rest))
            return
        self.director.do(DIRECTOR, Jump(to=to, rest=rest))
        for uid in list(self.naive.passed(to)) if rest != "fire" else ():
            waiting = self.naive.cells(uid, ("waiting",))
            self.naive.put(uid, waiting, {"hold": "held", "skip": "skipped"}[rest])
        self.naive.pass_(seconds)

    @rule(
        uid=UID,
        act=st.sampled_from(["release", "hold", "skip", "recall"]),
        cell=st.sampled_from(["", "embassy"]),
    )
    def by_hand(self, uid: str, act: str, cell: str) -> None:
        kind, states, to = {
            "release": (Release, naive.OPEN, "sent"),
            "hold": (Hold, ("waiting", "armed"), "held"),
            "skip": (Skip, naive.OPEN, "skipped"),
            "recall": (Recall, naive.OUT, "recalled"),
        }[act]
        command = kind(row=uid, cells=(cell,) if cell else ())
        chosen = [each for each in self.naive.cells(uid, states) if cell in {"", each}]
        if not chosen:
            self.refused(command)
            return
        self.director.do(CONTROLLER, command)
        self.naive.put(uid, chosen, to)
        self.naive.settle()

    @rule(uid=UID)
    def answer(self, uid: str) -> None:
        command = Answer(row=uid, cell="embassy", text="Yes")
        if self.naive.life[uid, "embassy"] != "sent":
            self.refused(command)
            return
        self.director.do(CONTROLLER, command)
        self.naive.put(uid, ["embassy"], "answered")
        self.naive.settle()

    @rule()
    def emergency_or_all_clear(self) -> None:
        if self.naive.emergency:
            self.director.do(DIRECTOR, AllClear())
            self.naive.emergency = False
            self.naive.settle()
        else:
            self.director.do(CONTROLLER, Emergency(text="NO DUFF"))
            self.naive.emergency, self.naive.running = True, False

    def refused(self, command: Any) -> None:
        try:
            self.director.do(DIRECTOR, command)
        except Refused:
            return
        message = f"{command} was not refused"
        raise AssertionError(message)

    @invariant()
    def both_say_the_same(self) -> None:
        if not hasattr(self, "naive"):
            return
        runs = self.director.state.runs
        assert {key: run.state for key, run in runs.items()} == self.naive.life
        stamps = {(*key, state): at.exercise for key, run in runs.items() for state, at in run.stamps.items()}
        assert stamps == self.naive.came
        assert self.director.now() == self.naive.now

    def teardown(self) -> None:
        if hasattr(self, "naive"):
            entries = self.journal.read("test")
            seconds = [each.exercise or 0.0 for each in entries]
            assert seconds == sorted(seconds)
            assert fold(setting_of(*self.listed).opening(), entries).digest() == self.director.state.digest()


Play.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestPlay = Play.TestCase
