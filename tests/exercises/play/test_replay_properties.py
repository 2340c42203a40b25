"""However play is paused, sped up or restarted, the same goes out at the same seconds; replay equals life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from playing import CONTROLLER, DIRECTOR, EMBASSY, ToldWorld, Wall, deliveries, setting_of

from exercises.director import Director
from exercises.errors import Refused
from exercises.journal.memory import MemoryJournal
from exercises.play.commands import Answer, Pause, Resume, SetSpeed, Start
from exercises.play.state import fold

LENGTH = 7_200
"""Seconds of play."""
WORLD = ToldWorld(
    {"fund.crf.free": (1.0, 1.5, 2.25), "exit": ()}, after={"exit": (2.5,), "fund.crf.free": (1.0,)}
)
SECOND = st.integers(0, LENGTH)


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw a list of rows that hang together by times, delays, conditions and negations."""
    count = draw(st.integers(1, 8))
    found = []
    for number in range(count):
        leaf = st.one_of(
            SECOND.map(lambda each: f"STARTEX+{each} s"),
            st.integers(0, 47).map(lambda each: f"D+{each // 24} {each % 24:02d}:00"),
            st.builds(
                lambda row, delay: {"after": {"row": f"r{row}", "delay": f"{delay} s"}},
                st.integers(0, count - 1),
                st.integers(0, 900),
            ),
            st.sampled_from(["fund.crf.free", "exit"]).map(
                lambda each: {"when": {"measure": each, "below": 1}}
            ),
        )
        trigger = draw(
            st.one_of(
                leaf,
                st.lists(leaf, min_size=1, max_size=3).map(lambda each: {"any": each}),
                st.builds(lambda one, other: {"all": [one, {"not": other}]}, leaf, leaf),
            )
        )
        row: dict[str, Any] = {"uid": f"r{number}", "trigger": trigger, "on_late": "fire"}
        if draw(st.booleans()):
            row["effects"] = [{"why": "a blow"}]
        if draw(st.integers(0, 3)) == 0:
            row["latest"] = f"STARTEX+{draw(SECOND)} s"
        found.append(row)
    return found


@dataclass(frozen=True)
class Habit:
    """How a session is run: what is done after how many seconds on the wall."""

    acts: tuple[tuple[float, str], ...]


HABITS = st.lists(
    st.tuples(
        st.floats(0.5, 1_500.0),
        st.sampled_from(["tick", "pause", "resume", "faster", "slower", "restart", "restart"]),
    ),
    max_size=25,
).map(lambda acts: Habit(tuple(acts)))


def lived(listed: list[dict[str, Any]], habit: Habit) -> Director:
    """Play a list to its end with some habits, an exercise second after the other."""
    journal = MemoryJournal()
    journal.create("test", {"script": "", "scenario": ""})
    wall = Wall()
    director = Director(journal, "test", setting_of(*listed, world=WORLD), clock=wall)
    director.do(DIRECTOR, Start())
    for seconds, act in habit.acts:
        wall.pass_(seconds)
        if act == "restart":
            director = Director(journal, "test", setting_of(*listed, world=WORLD), clock=wall)
            continue
        command = {
            "pause": Pause(),
            "resume": Resume(),
            "faster": SetSpeed(speed=20.0),
            "slower": SetSpeed(speed=0.5),
        }.get(act)
        try:
            if command is None:
                director.tick()
            else:
                director.do(CONTROLLER, command)
        except Refused:
            pass  # paused twice: the second one says so
    if director.state.phase == "paused":
        director.do(CONTROLLER, Resume())
    wall.pass_(2 * LENGTH / min(1.0, director.state.clock.speed))
    director.tick()
    return director


@settings(deadline=None, max_examples=120)
@given(rows(), HABITS, HABITS)
def test_pauses_speed_and_restarts_change_no_delivery(
    listed: list[dict[str, Any]], one: Habit, other: Habit
) -> None:
    """Same rows, same seconds, same reasons, same effects."""
    first, second = lived(listed, one), lived(listed, other)
    assert deliveries(first) == deliveries(second)
    for key, run in first.state.runs.items():
        twin = second.state.runs[key]
        assert (run.state, run.due, run.why) == (twin.state, twin.due, twin.why)
    assert [(each["origin"], each["day"]) for each in first.state.effects] == [
        (each["origin"], each["day"]) for each in second.state.effects
    ]


@settings(deadline=None, max_examples=60)
@given(rows(), HABITS, st.integers(0, 40))
def test_folding_the_journal_again_equals_having_lived_it(
    listed: list[dict[str, Any]], habit: Habit, cut: int
) -> None:
    """All at once, or some first and the rest later."""
    director = lived(listed, habit)
    if director.state.run("r0", "embassy").state == "sent":
        director.do(EMBASSY, Answer(row="r0", cell="embassy", text="Understood"))
    journal = director._journal
    entries = journal.read("test")
    setting = setting_of(*listed, world=WORLD)
    at_once = fold(setting.opening(), entries)
    in_parts = fold(fold(setting.opening(), entries[:cut]), entries[cut:])
    assert at_once.digest() == in_parts.digest() == director.state.digest()


@settings(deadline=None, max_examples=60)
@given(rows(), HABITS)
def test_a_row_goes_out_once_at_most_and_never_before_its_time(
    listed: list[dict[str, Any]], habit: Habit
) -> None:
    """Entries of one row and recipient are one at most; seconds in the journal never fall."""
    director = lived(listed, habit)
    entries = director._journal.read("test")
    sent = [
        (each.payload["row"], cell)
        for each in entries
        if each.kind == "inject.sent"
        for cell in each.payload["cells"]
    ]
    assert len(sent) == len(set(sent))
    seconds = [each.exercise or 0.0 for each in entries]
    assert seconds == sorted(seconds)
