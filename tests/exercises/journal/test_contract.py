"""What every journal does, whatever keeps it: one suite for memory, SQLite and PostgreSQL."""

from __future__ import annotations

import threading
import time

import pytest
from drafting import HEADER, draft, texts

from exercises.errors import BadEntry, ExerciseExists, HeadMoved, JournalChanged, NoSuchExercise
from exercises.journal import Entry, Journal, digest
from exercises.journal.entries import START


def test_entries_come_back_as_they_were_kept(journal: Journal):
    """Floats to the last bit, text in any script, numbers as the kind of number they were."""
    payload = {
        "t": "ñ 漢 \u2028 \x01 🙂\r\n",
        "n": [1, 1.0, 0.1 + 0.2, -(2**63) + 1, None, True],
        "o": {"b": {}},
    }
    wanted = draft(wall=1_795_000_000.123456, exercise=1e-9, scenario=0.1 + 0.2, payload=payload)
    kept = journal.append("x", "op", [wanted])
    assert kept.new
    assert journal.read("x") == kept.entries
    entry = kept.entries[0]
    assert (entry.seq, entry.operation, entry.part) == (1, "op", 0)
    assert (entry.wall, entry.exercise, entry.scenario) == (wanted.wall, 1e-9, 0.1 + 0.2)
    assert str(entry.payload["n"]) == str(payload["n"])
    assert entry.payload == payload


def test_moments_that_are_not_yet_there_stay_absent(journal: Journal):
    journal.append("x", "op", [draft(exercise=None, scenario=None)])
    assert (journal.read("x")[0].exercise, journal.read("x")[0].scenario) == (None, None)


def test_a_negative_zero_is_no_other_moment(journal: Journal):
    """SQLite would keep it as 0.0, and the digest would then depend on the database."""
    journal.append("x", "op", [draft(exercise=-0.0)])
    assert str(journal.read("x")[0].exercise) == "0.0"


def test_one_command_may_write_several_entries(journal: Journal):
    journal.append("x", "first", [draft("a"), draft("b")])
    journal.append("x", "second", [draft("c")])
    found = [(each.seq, each.operation, each.part) for each in journal.read("x")]
    assert found == [(1, "first", 0), (2, "first", 1), (3, "second", 0)]


def test_the_same_operation_again_is_answered_with_what_it_wrote(journal: Journal):
    """A double click, or an answer that was lost on the way."""
    first = journal.append("x", "op", [draft("a"), draft("b")])
    journal.append("x", "other", [draft("c")])
    again = journal.append("x", "op", [draft("something else")], expected_head=0)
    assert (again.entries, again.new) == (first.entries, False)
    assert texts(journal, "x") == ["a", "b", "c"]


def test_a_command_that_rests_on_an_older_state_is_refused(journal: Journal):
    journal.append("x", "op", [draft("a")], expected_head=0)
    with pytest.raises(HeadMoved, match="rests on entry 0, and entry 1 is the last") as caught:
        journal.append("x", "late", [draft("b")], expected_head=0)
    assert (caught.value.expected, caught.value.found) == (0, 1)
    assert texts(journal, "x") == ["a"]
    journal.append("x", "late", [draft("b")], expected_head=1)
    assert texts(journal, "x") == ["a", "b"]


def test_reading_begins_after_an_entry_and_ends_at_a_limit(journal: Journal):
    for each in "abcde":
        journal.append("x", each, [draft(each)])
    assert [each.seq for each in journal.read("x", after=3)] == [4, 5]
    assert [each.seq for each in journal.read("x", after=1, limit=2)] == [2, 3]
    assert journal.read("x", after=5) == journal.read("x", limit=0) == ()
    with pytest.raises(ValueError, match="below 0"):
        journal.read("x", after=-1)
    with pytest.raises(ValueError, match="below 0"):
        journal.read("x", limit=-1)


def test_the_head_is_the_last_entry(journal: Journal):
    assert journal.head("x") == 0
    journal.append("x", "op", [draft(), draft()])
    assert journal.head("x") == 2


def test_exercises_do_not_see_each_other(journal: Journal):
    """The same operation id may stand in two of them."""
    journal.create("B", HEADER)
    journal.append("x", "op", [draft("a")])
    assert journal.append("B", "op", [draft("b")]).new
    assert (texts(journal, "x"), texts(journal, "B")) == (["a"], ["b"])
    assert journal.exercises() == ("B", "x")


def test_a_header_comes_back_as_it_was(journal: Journal):
    assert journal.header("x") == HEADER


def test_an_exercise_is_created_once(journal: Journal):
    with pytest.raises(ExerciseExists, match="'x' already"):
        journal.create("x", {"script": "other", "scenario": "other"})
    assert journal.header("x") == HEADER


def test_an_exercise_is_created_with_the_entries_of_elsewhere(journal: Journal):
    journal.append("x", "op", [draft("a"), draft("b")])
    journal.append("x", "next", [draft("c")])
    journal.create("copy", HEADER, journal.read("x"))
    assert journal.read("copy") == journal.read("x")
    assert journal.audit("copy") == journal.audit("x")
    assert not journal.append("copy", "next", [draft("c")]).new


@pytest.mark.parametrize(
    "places", [[(2, "a", 0)], [(1, "a", 1)], [(1, "a", 0), (2, "b", 1)], [(1, "a", 0)] * 2]
)
def test_entries_that_do_not_follow_are_not_taken_in(journal: Journal, places: list[tuple[int, str, int]]):
    entries = [
        Entry(kind="k", actor="a", role="r", wall=0.0, seq=seq, operation=name, part=part)
        for seq, name, part in places
    ]
    with pytest.raises(BadEntry, match="does not follow"):
        journal.create("copy", HEADER, entries)
    assert journal.exercises() == ("x",)


@pytest.mark.parametrize("name", ["y", "", "a\0b", "\ud800", "x' OR '1'='1", "ü" * 300])
def test_an_exercise_that_is_not_there_is_named(journal: Journal, name: str):
    acts = [
        lambda: journal.append(name, "op", [draft()]),
        lambda: journal.read(name),
        lambda: journal.head(name),
        lambda: journal.header(name),
        lambda: journal.audit(name),
        lambda: journal.wait(name, 0, 0.0),
    ]
    for act in acts:
        with pytest.raises(NoSuchExercise, match="no exercise"):
            act()


def test_what_a_caller_holds_on_to_changes_nothing(journal: Journal):
    payload = {"list": [1]}
    kept = journal.append("x", "op", [draft(payload=payload)])
    payload["list"].append(2)
    kept.entries[0].payload["list"].append(3)
    journal.read("x")[0].payload["list"].append(4)
    assert journal.read("x")[0].payload == {"list": [1]}


def test_the_digest_is_that_of_the_entries(journal: Journal):
    assert journal.audit("x") == START
    journal.append("x", "op", [draft("a"), draft("b")])
    journal.append("x", "next", [draft("ñ", exercise=0.1)])
    entries = journal.read("x")
    assert journal.audit("x") == digest(entries)
    assert digest(entries[2:], after=digest(entries[:2])) == digest(entries)


def test_waiting_ends_when_somebody_writes(journal: Journal):
    """Long before its time is over, and with the head that is new."""
    found: list[int] = []
    waiting = threading.Thread(target=lambda: found.append(journal.wait("x", 0, 20)))
    begin = time.monotonic()
    waiting.start()
    time.sleep(0.2)
    assert not found
    journal.append("x", "op", [draft()])
    waiting.join()
    assert found == [1]
    assert time.monotonic() - begin < 5


def test_waiting_for_what_is_there_already_takes_no_time(journal: Journal):
    journal.append("x", "op", [draft()])
    assert journal.wait("x", 0, 20) == 1


def test_waiting_ends_when_its_time_is_over(journal: Journal):
    """Another exercise's news is no news."""
    journal.create("y", HEADER)
    timer = threading.Timer(0.05, lambda: journal.append("y", "op", [draft()]))
    timer.start()
    begin = time.monotonic()
    assert journal.wait("x", 0, 0.3) == 0
    assert 0.25 < time.monotonic() - begin < 2
    timer.join()


def test_many_threads_write_without_gaps(journal: Journal):
    def write(name: str) -> None:
        for each in range(10):
            journal.append("x", f"{name}{each}", [draft(name), draft(name)])

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    entries = journal.read("x")
    assert [each.seq for each in entries] == list(range(1, 81))
    assert [each.part for each in entries] == [0, 1] * 40
    assert journal.audit("x") == digest(entries)


def test_an_entry_that_was_changed_is_named():
    """What changes a database from outside is tried in `test_changed`; here is the message."""
    assert str(JournalChanged("x", 17)).startswith("exercise 'x': entry 17 is not what was written")
