"""`scrs panel`: what is wrong is said before anything is opened."""

import os
import re
import socket
import threading
import time

import pytest
import streamlit as st
import typer
from knocking import quick
from typer.testing import CliRunner

from dashboards import cli
from dashboards.door.passwords import Kept

SCRIPT = """
format: 1
title: Short
scenario: quick-start
clock: {startex: 2026-05-11 09:00, endex: STARTEX+1 h, moves: [{title: Day 1, scenario: D+0, pace: 24}]}
cells: {embassy: {title: Embassy}}
objectives: {money: {title: Money}}
rows:
  - {uid: a, title: A, to: [embassy], trigger: STARTEX+00:10, objectives: [money]}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with a script, in which no server is started."""
    from dashboards.house import house

    monkeypatch.setattr(Kept, "of", staticmethod(quick))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_serve", lambda _host, _port, **_more: None)
    monkeypatch.setattr(cli, "_tell_once_it_answers", lambda _host, _port, told: typer.echo(told))
    for name in ("SCRS_PANEL_JOURNAL", "SCRS_PANEL_EXERCISE", "SCRS_PANEL_FOLDER", "SCRS_PANEL_KEY"):
        monkeypatch.setenv(name, "")
    (tmp_path / "short.yaml").write_text(SCRIPT)
    house.clear()
    yield tmp_path
    house.clear()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def panel(*arguments):
    return CliRunner().invoke(cli.app, ["panel", *arguments])


def test_a_link_for_each_role_and_cell_is_printed_and_the_same_again_after_a_restart(folder):
    """The exercise is made in the folder, once."""
    from dashboards.house import house

    first = panel("--exercise", "short.yaml", "--port", free_port())
    assert first.exit_code == 0, first.output
    for seat in ("director", "controller", "embassy", "evaluator", "observer", "administrator"):
        assert f"  {seat} " in first.output
    house.clear()
    again = panel("--exercise", "short.yaml", "--port", free_port())
    tokens = [[word for word in found.output.split() if "?t=" in word] for found in (first, again)]
    assert len(tokens[0]) == 6
    assert [each.partition("?")[2] for each in tokens[0]] == [each.partition("?")[2] for each in tokens[1]]


def test_links_are_told_once_the_server_answers(capsys):
    """Who opens one earlier sees a page of the browser that says nothing of us."""
    port = int(free_port())
    cli._tell_once_it_answers("127.0.0.1", port, "the links")
    time.sleep(2 * cli.LOOK_AGAIN)
    assert capsys.readouterr().out == ""
    with socket.create_server(("127.0.0.1", port)):
        for thread in threading.enumerate():
            if thread.name == "greeting":
                thread.join(timeout=10)
    assert capsys.readouterr().out == "the links\n"


def test_a_port_that_is_taken_is_said_so(folder):
    """With what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = panel("--exercise", "short.yaml", "--port", str(taken.getsockname()[1]))
    assert found.exit_code == 1
    assert "--port" in found.output


def test_a_script_that_is_not_there_is_said_with_the_nearest_name(folder):
    """And no exercise is made."""
    found = panel("--exercise", "shorts.yaml", "--port", free_port())
    assert found.exit_code == 1
    assert "shorts.yaml" in found.output


def test_a_folder_that_cannot_be_made_is_said_with_what_to_do(folder):
    """No traceback."""
    found = panel("--exercise", "short.yaml", "--port", free_port(), "--folder", "short.yaml/kept")
    assert (found.exit_code, found.exception.__class__) == (2, SystemExit)
    assert "short.yaml/kept: cannot be made" in found.output
    assert "--folder" in found.output


def test_a_port_of_the_labs_that_is_taken_is_said_so(folder):
    """Before a server is started."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = CliRunner().invoke(cli.app, ["labs", "--port", str(taken.getsockname()[1])])
    assert found.exit_code == 1
    assert "name another with --port" in found.output


def test_passwords_are_shown_once_and_anew_on_purpose(folder):
    """The second start shows none; --new-passwords shows others."""
    from dashboards.house import house

    shown = []
    for more in ((), (), ("--new-passwords",)):
        found = panel("--exercise", "short.yaml", "--port", free_port(), *more)
        assert found.exit_code == 0, found.output
        shown.append(re.findall(r"Password of the (\w+), shown this once: (\S+)", found.output))
        house.clear()
    assert [len(each) for each in shown] == [2, 0, 2]
    assert {*shown[0]}.isdisjoint(shown[2])


def test_passwords_that_are_given_are_not_shown_and_leave_the_environment(folder, monkeypatch):
    """What the panel starts has no business with them."""
    monkeypatch.setenv("SCRS_PANEL_DIRECTOR_PASSWORD", "given to the director")
    found = panel("--exercise", "short.yaml", "--port", free_port())
    assert "given to the director" not in found.output
    assert "Password of the administrator" in found.output
    assert "SCRS_PANEL_DIRECTOR_PASSWORD" not in os.environ


def test_a_password_that_is_too_short_is_refused_before_anything_is_opened(folder, monkeypatch):
    """Exit code 1."""
    monkeypatch.setenv("SCRS_PANEL_DIRECTOR_PASSWORD", "short")
    found = panel("--exercise", "short.yaml", "--port", free_port())
    assert found.exit_code == 1
    assert "10 to 200 characters" in found.output


def test_passwords_are_asked_for_where_one_wants_to_type_them(folder):
    """Twice each, so that a slip is noticed."""
    typed = "\n".join(["the director types"] * 2 + ["the administrator types"] * 2)
    arguments = ["panel", "--exercise", "short.yaml", "--port", free_port(), "--ask-passwords"]
    found = CliRunner().invoke(cli.app, arguments, input=f"{typed}\n")
    assert found.exit_code == 0, found.output
    assert "shown this once" not in found.output


def test_a_role_table_is_checked_before_the_server_starts(folder):
    """Its faults at their places; without a provider it is said what lacks."""
    (folder / "roles.yaml").write_text("people: {ann@example.org: directer}\n")
    arguments = ("--exercise", "short.yaml", "--port", free_port(), "--roles", "roles.yaml")
    found = panel(*arguments)
    assert found.exit_code == 1
    assert "roles.yaml:1:27" in found.output
    assert "director" in found.output
    (folder / "roles.yaml").write_text("people: {ann@example.org: director}\n")
    found = panel(*arguments)
    assert found.exit_code == 1
    assert "[auth]" in found.output


def test_whoever_works_behind_the_pages_is_ended_with_the_server():
    """Else Ctrl-C would wait until a forecast is done, minutes on a busy machine."""

    @st.cache_resource(on_release=lambda worker: worker.append("ended"))
    def worker():
        return []

    class Stopped:
        def run(self, *, config):
            raise KeyboardInterrupt

    kept = worker()
    with pytest.raises(KeyboardInterrupt):
        cli._run(Stopped(), {})
    assert kept == ["ended"]


def test_an_exercise_whose_header_has_no_title_goes_by_its_name(folder):
    """A header comes from outside, as a package does."""
    from exercises import opening
    from exercises.journal.opening import open_journal

    journal = open_journal(str(folder / "kept.sqlite"))
    opening.create(journal, "short", opening_of(folder), wall=0.0)
    header = {name: each for name, each in journal.header("short").items() if name != "title"}
    journal.create("untitled", header)
    journal.close()
    told = panel("--exercise", "short.yaml", "--name", "untitled", "--database-url", "kept.sqlite",
                 "--folder", "kept", "--port", free_port())  # fmt: skip
    assert told.exit_code == 0, told.output
    assert "untitled: ready" in told.output


def opening_of(folder):
    """Return the script of the folder, as understood."""
    from exercises.script.loading import open_script

    return open_script(str(folder / "short.yaml"))
