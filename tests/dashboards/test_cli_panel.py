"""`scrs panel`: what is wrong is said before anything is opened."""

import socket

import pytest
from typer.testing import CliRunner

from dashboards import cli

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

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_serve", lambda _host, _port, **_more: None)
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
