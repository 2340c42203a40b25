"""Warnings: objectives, load, what comes too late, attachments."""

from scripts import HEAD

from exercises.script.loading import load_text

SILENT = "format: 1\ntitle: T\nscenario: small.yaml\ncells: {embassy: {title: Embassy}}\n"
SILENT += "clock: {startex: 2026-05-11 09:00, endex: STARTEX+08:00, moves: [{title: Only, pace: 24}]}\n"


def test_an_inject_without_an_objective_is_doubted(of_row):
    assert "9:17: warning: rows.0.objectives: this row names no objective" in of_row("objectives: []")


def test_many_injects_without_an_objective_are_one_doubt(lines):
    rows = "".join(f"  - {{uid: r{at}, title: T, to: [embassy]}}\n" for at in range(9))
    found = [each for each in lines(f"rows:\n{rows}") if "objective" in each and "no row" not in each]
    assert len(found) == 1
    assert "each of 9 rows names no objective: r0, r1" in found[0]


def test_an_objective_that_no_row_exercises_is_doubted(lines):
    assert lines("rows: []") == ["6:14: warning: objectives.ask: no row exercises the objective 'ask'"]


def test_a_script_without_objectives_is_doubted_once(lines):
    assert (
        lines("rows: [{uid: a, title: A, to: [embassy]}]", head=SILENT)
        == ["script.yaml: objectives: warning: the script has no objectives, so nothing can be evaluated"]
        or "no objectives" in lines("rows: [{uid: a, title: A, to: [embassy]}]", head=SILENT)[0]
    )


def test_a_cell_of_players_to_whom_nothing_goes_is_doubted(of_row):
    head = HEAD.replace("embassy: {title: Embassy, kind: response}", "embassy: {title: Embassy}")
    found = of_row("to: [command]", head=head)
    assert found == ["5:9: warning: cells.embassy: no row goes to the cell 'embassy'"]


def test_a_draft_with_a_trigger_is_doubted(of_row):
    found = of_row("approval: draft\ntrigger: STARTEX+00:10")
    assert found == ["9:15: warning: rows.0.approval: this row does not go out by itself: it is not approved"]
    assert of_row("approval: draft") == []


def test_a_time_limit_after_endex_is_doubted(of_row):
    keys = "trigger: STARTEX+07:30\nexpected: [{text: x, within: %s}]"
    assert of_row(keys % "30 min") == []
    (found,) = of_row(keys % "31 min")
    assert "expected.0.within: the time for this ends after ENDEX, STARTEX+08:00" in found


def burst(number, every):
    return "rows:\n" + "".join(
        f"  - {{uid: r{at}, title: T, to: [embassy], objectives: [ask], trigger: STARTEX+{at * every} min}}\n"
        for at in range(number)
    )


def test_more_rows_an_hour_than_a_cell_can_handle_are_doubted(lines):
    assert lines(burst(60, 4)) == []
    (found,) = lines(burst(20, 3))
    assert "the cell 'embassy' gets 20 rows within the hour from STARTEX+00:00" in found


def test_an_attachment_lies_beside_the_script(of_row, tmp_path):
    (found,) = of_row("attachments: [../map.png]")
    assert "9:19: rows.0.attachments.0: '../map.png' does not lie beside the script" in found
    assert "does not lie" in of_row("attachments: [/etc/passwd]")[0]


def test_an_attachment_that_is_not_there_is_doubted(tmp_path):
    (tmp_path / "map.png").write_bytes(b"x")
    text = SILENT.replace("small.yaml", "quick-start") + "objectives: {ask: {title: Ask}}\n"
    text += "rows: [{uid: a, title: A, to: embassy, objectives: ask, attachments: [map.png, mop.png]}]\n"
    (found,) = load_text(text, "s.yaml", folder=tmp_path).findings
    assert found.message == "there is no file 'mop.png' beside the script"
