"""The matrix of roles where it is asked: commands by callback, files and links by route."""

import asyncio

import pytest
import streamlit as st
from starlette.requests import Request

from dashboards import exporting, seat
from dashboards.widgets import giving
from exercises.errors import NotAllowed
from exercises.play import commands as c
from exercises.roles import MATRIX, Role, may

COMMANDS = {
    "start": c.Start(), "pause": c.Pause(), "resume": c.Resume(), "speed": c.SetSpeed(speed=2.0),
    "step": c.Step(seconds=60.0), "jump": c.Jump(to=60.0, rest="fire"), "move": c.NextMove(), "end": c.End(),
    "tick": c.Tick(), "release": c.Release(row="second"), "hold": c.Hold(row="second"),
    "skip": c.Skip(row="second"), "recall": c.Recall(row="second"),
    "edit": c.Edit(row="second", changes={"title": "Other"}),
    "add": c.Add(row={"title": "New", "to": "embassy"}),
    "see": c.See(row="first", cell="embassy"), "answer": c.Answer(row="first", cell="embassy", text="Yes"),
    "decide": c.Decide(decision="radio", cell="embassy"), "approve": c.Approve(request="police-1"),
    "refuse": c.Refuse(request="police-1", reason="no"), "apply": c.Apply(effect={}, reason="why"),
    "message": c.Write(cell="embassy", to=("",), text="Hello"),
    "assess": c.Assess(row="first", cell="embassy", rating="P"),
    "observe": c.Observe(id="o1", objective="fund", text="Seen"),
    "correct": c.Correct(row="first", cell="embassy", state="sent", exercise=1.0, reason="late"),
    "retime": c.Retime(row="second", trigger="STARTEX+01:00"), "adopt": c.Adopt(lesson="one"),
    "emergency": c.Emergency(text="real"), "all_clear": c.AllClear(), "note": c.Note(text="A remark"),
    "foresee": c.Foresee(summary={"futures": 20}),
}  # fmt: skip
BESIDE = {"export", "admit", "rewind"}
"""Cells of the matrix that are no command: files, links, and lines that are played again."""
CELLS = {Role.CELL: "embassy"}


@pytest.fixture
def sitting(table, monkeypatch):
    """Return what seats somebody before the callbacks, and what they were told."""
    told = []
    monkeypatch.setattr(giving.st, "toast", lambda text, **_: told.append(text))

    def sit(role):
        token = table.link(role, CELLS.get(role, ""))
        monkeypatch.setattr(seat, "token", lambda: token)
        return table.gate.admit(token).actor

    return sit, told


def test_every_command_of_the_matrix_is_asked_here():
    """And every command that there is stands in the matrix."""
    assert set(COMMANDS) | BESIDE == set(MATRIX)
    assert all(command.name == name for name, command in COMMANDS.items())


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize("role", list(Role))
def test_a_callback_gives_a_command_for_those_who_may_and_for_nobody_else(table, sitting, role, name):
    """Who may not is told so, and nothing is written; who may is refused for other reasons at most."""
    sit, told = sitting
    actor = sit(role)
    before = table.director.state.head
    giving.give(COMMANDS[name])
    refused = str(NotAllowed(actor.name, role.value, name)).partition(";")[0]
    was_refused = any(refused in text.replace("\\", "") for text in told)
    assert was_refused == (not may(actor, name)), told
    if was_refused:
        assert table.director.state.head == before


@pytest.mark.parametrize("name", ["see", "answer", "decide", "message"])
def test_a_cell_gives_no_command_in_the_name_of_another(table, sitting, name):
    """The callback has whatever the page told it; the service knows who asks."""
    from dataclasses import replace

    sit, told = sitting
    sit(Role.CELL)
    table.do(c.Start())
    table.do(c.Release(row="second"))
    before = table.director.state.head
    giving.give(
        replace(COMMANDS[name], cell="military", **({"row": "second"} if name in {"see", "answer"} else {}))
    )
    assert told
    assert table.director.state.head == before


@pytest.mark.parametrize("what", sorted(exporting.EXPORTS))
@pytest.mark.parametrize("role", [*Role, None])
def test_a_file_leaves_for_those_who_may_and_for_nobody_else(table, monkeypatch, role, what):
    """Also not for somebody without a seat; what was refused is noted."""
    _, kind, ending = exporting.EXPORTS[what]
    monkeypatch.setattr(exporting, "EXPORTS", {what: (lambda _: b"content", kind, ending)})
    token = table.link(role, CELLS.get(role, "")) if role else "nobody.nothing"
    answer = asyncio.run(exporting.export(_asked(table, what, token)))
    allowed = role in MATRIX["export"]
    assert answer.status_code == (200 if allowed else 403)
    assert (answer.body == b"content") == allowed
    if role and not allowed:
        assert table.director.since(0)[-1].kind == "access.refused"


@pytest.mark.parametrize("role", list(Role))
def test_links_are_issued_and_taken_back_by_those_who_may_and_by_nobody_else(table, role):
    """The last cells of the matrix."""
    token = table.link(role, CELLS.get(role, ""))
    actor = table.gate.admit(token).actor
    if may(actor, "admit"):
        table.gate.revoke(table.gate.issue(Role.OBSERVER, by=actor).claims.jti, by=actor)
        return
    with pytest.raises(NotAllowed):
        table.gate.issue(Role.OBSERVER, by=actor)
    with pytest.raises(NotAllowed):
        table.gate.revoke(token.partition(".")[0], by=actor)


def _asked(table, what, token):
    scope = {"type": "http", "method": "GET", "path": f"/export/{what}", "query_string": b"seat=x",
             "scheme": "http", "server": ("127.0.0.1", 1), "path_params": {"what": what},
             "headers": [(b"cookie", f"{table.gate.cookie('x')}={token}".encode())]}  # fmt: skip
    return Request(scope)


def test_streamlit_is_the_one_whose_toasts_are_caught():
    """Or the tests above would hear nothing."""
    assert giving.st is st
