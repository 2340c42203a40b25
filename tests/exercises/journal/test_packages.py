"""An exercise as one file: it comes to the same digest everywhere, and is packed to the same bytes."""

from __future__ import annotations

import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from drafting import HEADER, draft, texts

from exercises.errors import BadPackage, ExerciseExists, NoSuchExercise
from exercises.journal import Journal, MemoryJournal, open_journal
from exercises.journal.packages import Bounds, Contents, export_package, import_package
from sim.errors import BadOutput


def play(journal: Journal) -> None:
    journal.append("x", "op", [draft("ñ 漢\u2028\r\n", wall=0.1), draft("b", exercise=1 / 3, scenario=-0.0)])
    journal.append("x", "next", [draft(payload={"text": "c", "z": [1, 1.0, None], "a": 5e-324})])


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """Return a package with two attachments, made from memory."""
    journal = MemoryJournal()
    journal.create("x", HEADER)
    play(journal)
    (tmp_path / "attached").mkdir()
    (tmp_path / "attached" / "map of the north.png").write_bytes(b"\x89PNG" * 100)
    (tmp_path / "attached" / "Lage Ä.txt").write_text("quiet")
    export_package(journal, "x", tmp_path / "x.zip", attachments=tmp_path / "attached")
    return tmp_path / "x.zip"


def test_what_is_exported_is_taken_in_to_the_same_digest(tmp_path: Path, packed: Path, journal: Journal):
    """From memory to every other store, and on from there to the same bytes."""
    found = import_package(packed, journal, exercise="y", attachments=tmp_path / "new")
    entries = journal.read("y")
    assert found == Contents("y", 3, journal.audit("y"), ("Lage Ä.txt", "map of the north.png"))
    assert [each.seq for each in entries] == [1, 2, 3]
    assert entries[0].payload["text"] == "ñ 漢\u2028\r\n"
    assert journal.header("y") == HEADER
    assert (tmp_path / "new" / "Lage Ä.txt").read_text() == "quiet"
    assert not journal.append("y", "op", [draft()]).new
    assert journal.append("y", "after", [draft("d")]).entries[0].seq == 4


def test_the_same_exercise_is_packed_to_the_same_bytes(tmp_path: Path, journal: Journal):
    """Whatever keeps it, whenever it is packed; and as often as it goes from hand to hand."""
    play(journal)
    other = MemoryJournal()
    other.create("x", HEADER)
    play(other)
    export_package(journal, "x", tmp_path / "a.zip")
    export_package(other, "x", tmp_path / "b.zip")
    third = MemoryJournal()
    import_package(tmp_path / "a.zip", third)
    export_package(third, "x", tmp_path / "c.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "c.zip").read_bytes()


def test_script_and_scenario_stand_in_it_as_they_were_written(packed: Path):
    with zipfile.ZipFile(packed) as file:
        assert file.read("script.yaml") == "title: Tést\n".encode()
        assert file.read("scenario.yaml") == b"format: 1\r\n"
        assert stat.S_IMODE(file.getinfo("script.yaml").external_attr >> 16) == 0o644


def test_an_exercise_without_entries_can_be_packed(tmp_path: Path):
    journal, other = MemoryJournal(), MemoryJournal()
    journal.create("x", HEADER)
    export_package(journal, "x", tmp_path / "x.zip")
    assert import_package(tmp_path / "x.zip", other).entries == 0
    assert other.read("x") == ()


def test_attachments_are_left_out_where_no_folder_is_named(packed: Path):
    assert import_package(packed, MemoryJournal()).attachments == ()


def test_attachments_go_into_a_folder_of_their_own(tmp_path: Path, packed: Path):
    """Files of another exercise are not written over, and the journal stays as it is."""
    journal = MemoryJournal()
    with pytest.raises(BadOutput, match="attachments go into a folder of their own"):
        import_package(packed, journal, attachments=tmp_path / "attached")
    assert journal.exercises() == ()


def test_an_exercise_that_is_there_is_not_written_over(tmp_path: Path, packed: Path, journal: Journal):
    journal.append("x", "mine", [draft("mine")])
    with pytest.raises(ExerciseExists):
        import_package(packed, journal, attachments=tmp_path / "new")
    assert texts(journal, "x") == ["mine"]
    assert not (tmp_path / "new").exists()


def test_what_cannot_be_packed_leaves_no_file(tmp_path: Path):
    """No exercise, attachments that are not there or have strange names, more than a package may hold."""
    journal = MemoryJournal()
    journal.create("x", HEADER)
    play(journal)
    with pytest.raises(NoSuchExercise):
        export_package(journal, "y", tmp_path / "x.zip")
    with pytest.raises(BadPackage, match="nowhere: cannot be read: no such file"):
        export_package(journal, "x", tmp_path / "x.zip", attachments=tmp_path / "nowhere")
    (tmp_path / "attached").mkdir()
    (tmp_path / "attached" / ".hidden").write_text("")
    with pytest.raises(BadPackage, match=r"'attachments/.hidden' is no part of a package"):
        export_package(journal, "x", tmp_path / "x.zip", attachments=tmp_path / "attached")
    with pytest.raises(BadPackage, match=r"journal.jsonl: has \d+ bytes\n  allowed: up to 100"):
        export_package(journal, "x", tmp_path / "x.zip", bounds=Bounds(journal=100))
    (tmp_path / "full.zip").mkdir()
    with pytest.raises(BadOutput):
        export_package(journal, "x", tmp_path / "full.zip")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["attached", "full.zip"]


def test_an_exercise_in_play_can_be_packed(tmp_path: Path):
    """By another process than the one that writes, as a backup is."""
    with (
        closing(open_journal(tmp_path / "j.sqlite")) as writer,
        closing(open_journal(tmp_path / "j.sqlite")) as reader,
    ):
        writer.create("x", HEADER)
        play(writer)
        first = export_package(reader, "x", tmp_path / "x.zip")
        writer.append("x", "later", [draft("later")])
        assert import_package(tmp_path / "x.zip", reader, exercise="copy") == Contents(
            "copy", 3, first.digest
        )
        assert reader.head("x") == 4
