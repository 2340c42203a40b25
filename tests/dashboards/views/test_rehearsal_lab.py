"""The rehearsal lab: which scripts there are, orders held up, numbers read from a rehearsal's own file."""

from __future__ import annotations

import json

from rehearsing import script

from dashboards.bench import rehearsals
from dashboards.bench.rehearsals import RehearsalOrder
from dashboards.views import rehearsal_lab as view
from exercises.rehearsal import hold, reckon, rehearse, requirements, worth
from exercises.rehearsal.exports import write

BODY = """
decisions: {ask_more: {title: More, by: embassy, effects: [{gain: {corps: 1}}]}}
rows:
  - uid: a
    title: A
    to: embassy
    objectives: ask
    trigger: STARTEX+00:10
    effects: [{withdraw: {purse: 1 M USD}}]
  - {uid: b, title: B, to: command, objectives: tell, trigger: {after: {row: a, state: recalled}}}
  - {uid: c, title: C, to: command, objectives: tell, trigger: manual}
"""


def rehearsed(folder):
    """Leave a rehearsal in a folder, and return its numbers as the lab reads them."""
    loaded = script(BODY)
    found = reckon(rehearse(loaded, n=2))
    held = hold(found, requirements(["fires(b) >= 0.5"], loaded.script))
    write(found, folder, script=loaded.script, held=held, values=worth(loaded, n=1)[0])
    return rehearsals.results_of(folder)


def test_what_a_rehearsal_wrote_is_what_the_lab_shows(tmp_path):
    """Tables, headline and page come from the folder alone."""
    data = rehearsed(tmp_path)
    numbers = {label: (value, note) for label, value, note in view.headline(data)}
    assert numbers["Rows that never fire"] == ("1", "b")
    assert numbers["Objectives in less than 90 %"] == ("1", "tell")
    assert [each["uid"] for each in view.rows_table(data)] == ["b", "c", "a"]
    assert view.rows_table(data)[1]["instead"] == "by hand only"
    assert [each["who"] for each in view.load_table(data)][:2] == ["embassy", "command"]
    assert view.choices_table(data)[0]["what"] == "ask_more"
    assert [each["row"] for each in view.value_table(data)] == ["A"]
    assert rehearsals.page_of(tmp_path).startswith(b"<!doctype html>")
    standing = rehearsals.standing_of(tmp_path)
    assert (standing.word, standing.done) == ("complete", 2)


def test_a_folder_without_numbers_is_no_rehearsal_yet(tmp_path):
    """Nothing is shown of what is still being played, or was broken off before anything was written."""
    assert rehearsals.results_of(tmp_path) is None
    assert rehearsals.page_of(tmp_path) is None
    assert rehearsals.standing_of(tmp_path).word == "stopped"


def test_an_order_is_the_command_line_and_is_held_up_before_it_starts(tmp_path):
    """What cannot be read is told before a process is started."""
    wanted = ("fires(session) >= 1",)
    order = RehearsalOrder("first-72-hours", runs=20, seed=3, workers=2, require=wanted, value=2)
    words = order.arguments(tmp_path)
    assert words[:5] == ["exercise", "rehearse", "first-72-hours", "-n", "20"]
    assert words[-1] == "--json"
    assert view.fault_of(order) == ""
    misspelt = RehearsalOrder("first-72-hours", require=("fires(sesion) >= 1",))
    assert "Did you mean 'session'" in view.fault_of(misspelt)
    assert "no such file" in view.fault_of(RehearsalOrder("nowhere.yaml"))


def test_scripts_of_a_folder_come_before_those_that_ship(tmp_path):
    """A scenario file is none."""
    (tmp_path / "mine.yaml").write_text("format: 1\ntitle: T\nscenario: quick-start\nrows: []\n", "utf-8")
    (tmp_path / "world.yaml").write_text("format: 1\ntitle: T\nhorizon: 2 y\n", "utf-8")
    found = view.scripts(tmp_path)
    assert found[0].endswith("mine.yaml")
    assert not any(each.endswith("world.yaml") for each in found)
    assert "first-72-hours" in found
    assert json.dumps(found)


def test_a_rehearsal_of_the_command_line_is_found_by_what_it_wrote(tmp_path):
    """It has nothing of the lab's in its folder; a folder of something else is none."""
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "rehearsal.json").write_text("{}")
    (tmp_path / "notes").mkdir()
    assert rehearsals.folders(tmp_path) == [tmp_path / "first"]
