"""Who may do what: the service refuses, for every role and every command, what the matrix does not grant."""

from __future__ import annotations

import pytest
from playing import ADMINISTRATOR, CONTROLLER, DIRECTOR, EMBASSY, EVALUATOR, MILITARY, OBSERVER, director_of

from exercises.director import Director
from exercises.errors import NotAllowed, Refused
from exercises.play import commands
from exercises.play.deciding import RULES
from exercises.roles import MATRIX, Actor, Role

BY_ROLE = {each.role: each for each in (DIRECTOR, CONTROLLER, EMBASSY, EVALUATOR, OBSERVER, ADMINISTRATOR)}
GRANTED = {
    "director": set(MATRIX),
    "controller": set(MATRIX) - {"start", "jump", "end", "all_clear", "export", "admit", "adopt"},
    "evaluator": {"tick", "assess", "observe", "note", "emergency"},
    "cell": {"tick", "see", "answer", "decide", "message", "emergency"},
    "observer": {"tick", "emergency"},
    "administrator": {"tick", "note", "emergency", "export", "admit"},
}
"""The matrix as the exercise handbook has it, written down a second time and by hand."""
WISHES: tuple[commands.Command, ...] = (
    commands.Start(),
    commands.Pause(),
    commands.Resume(),
    commands.SetSpeed(speed=2.0),
    commands.Step(seconds=1.0),
    commands.Jump(to=5_000.0, rest="fire"),
    commands.NextMove(),
    commands.End(),
    commands.Tick(),
    commands.Release(row="a"),
    commands.Hold(row="b"),
    commands.Skip(row="b"),
    commands.Recall(row="a"),
    commands.Edit(row="b", changes={"title": "Another"}),
    commands.Retime(row="b", trigger={"at": "STARTEX+1 h"}),
    commands.Add(row={"uid": "new", "title": "New", "to": "embassy"}),
    commands.Correct(row="a", cell="embassy", state="sent", exercise=0.0, reason="the phone rang earlier"),
    commands.Apply(effect={"deposit": {"crf": "1 M USD"}}, reason="a gift"),
    commands.Approve(request="ask-1"),
    commands.Refuse(request="ask-1", reason="no money"),
    commands.See(row="a", cell="embassy"),
    commands.Answer(row="a", cell="embassy", text="Yes"),
    commands.Decide(decision="ask", cell="embassy"),
    commands.Write(cell="embassy", to=("military",), text="Hello"),
    commands.Assess(row="a", cell="embassy", rating="P"),
    commands.Observe(id="1", objective="fund", rating="S"),
    commands.Note(text="Remember"),
    commands.Adopt(lesson="one_page", text="One page with two names"),
    commands.Emergency(text="Fire alarm"),
    commands.AllClear(),
    commands.Foresee(summary={"futures": 20}),
)


def in_play() -> Director:
    director, _ = director_of(
        {"uid": "a", "trigger": "STARTEX"},
        {"uid": "b"},
        decisions={"ask": {"title": "Ask for money", "by": "embassy", "times": 0}},
    )
    director.do(DIRECTOR, commands.Start())
    return director


def test_there_is_a_wish_for_every_command_of_the_matrix() -> None:
    """Nothing is left out of the test below; some are acts of the panel and the command line."""
    assert {each.name for each in WISHES} | {"export", "admit", "rewind"} == set(MATRIX)
    assert {type(each) for each in WISHES} - {commands.Tick} == set(RULES)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("wish", WISHES, ids=lambda each: each.name)
def test_the_service_refuses_what_the_role_may_not_do(role: Role, wish: commands.Command) -> None:
    """And says who, what and as what; what the role may do is never refused for the role."""
    director = in_play()
    head = director.state.head
    if wish.name in GRANTED[role.value]:
        refusals = []
        try:
            director.do(BY_ROLE[role], wish)
        except Refused as refusal:
            refusals.append(type(refusal))
        assert NotAllowed not in refusals
    else:
        with pytest.raises(NotAllowed, match=f"may not {wish.name} as {role.value}"):
            director.do(BY_ROLE[role], wish)
        assert director.state.head == head


@pytest.mark.parametrize(
    "wish",
    [
        commands.See(row="a", cell="embassy"),
        commands.Answer(row="a", cell="embassy", text="Yes"),
        commands.Decide(decision="ask", cell="embassy"),
        commands.Write(cell="embassy", to=("military",), text="Hello"),
    ],
    ids=lambda each: each.name,
)
def test_a_player_acts_for_the_own_cell_only(wish: commands.Command) -> None:
    """The task force cannot speak for the embassy; control can, for whoever is not there."""
    director = in_play()
    with pytest.raises(Refused, match="does not act for embassy"):
        director.do(MILITARY, wish)
    assert director.do(CONTROLLER, wish).new


def test_a_player_without_a_cell_acts_for_nobody() -> None:
    """A link that names no cell gives no inbox."""
    with pytest.raises(Refused, match="does not act for embassy"):
        in_play().do(Actor("Nemo", Role.CELL), commands.See(row="a", cell="embassy"))
