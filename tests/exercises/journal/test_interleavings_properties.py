"""Any interleaving of commands, repeated or not, from either hand: what is kept is the first of each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from drafting import HEADER, draft, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.journal import Appended, Journal, MemoryJournal, digest, open_journal

NUMBERS = itertools.count()
COMMANDS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 5), st.integers(1, 3), st.booleans()), max_size=12
)
"""Which of two hands, which operation, how many entries, whether it rests on the head."""


@pytest.fixture(scope="module", params=["memory", "sqlite", "postgres"])
def hands(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Journal]]:
    """Return one journal twice: as two processes would hold it."""
    file = tmp_path_factory.mktemp("hands") / "play.sqlite"
    ways: dict[str, Callable[[], list[Journal]]] = {
        "memory": lambda: [MemoryJournal()] * 2,
        "sqlite": lambda: [open_journal(file), open_journal(file)],
        "postgres": lambda: [open_journal(request.getfixturevalue("shared")) for _ in range(2)],
    }
    found = ways[request.param]()
    yield found
    for each in found:
        each.close()


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=COMMANDS)
def test_what_is_kept_is_the_first_of_each_operation_in_order(
    hands: list[Journal], commands: list[tuple[int, int, int, bool]]
):
    """Equal to the model: a dictionary that is only added to."""
    exercise = f"play-{next(NUMBERS)}"
    hands[0].create(exercise, HEADER)
    model: dict[str, list[str]] = {}
    for at, (hand, number, size, rests) in enumerate(commands):
        operation, said = f"op-{number}", [f"{at}.{part}" for part in range(size)]
        head = sum(map(len, model.values())) if rests else None
        done = hands[hand].append(exercise, operation, [draft(each) for each in said], expected_head=head)
        assert done.new == (operation not in model)
        model.setdefault(operation, said)
        assert said_by(done) == model[operation]
    kept = [each for said in model.values() for each in said]
    assert [texts(hand, exercise) for hand in hands] == [kept, kept]
    assert hands[0].audit(exercise) == digest(hands[1].read(exercise))


def said_by(done: Appended) -> list[str]:
    return [each.payload["text"] for each in done.entries]


def test_the_same_play_has_the_same_digest_everywhere(tmp_path: Path, emptied: str):
    found = set()
    for journal in (MemoryJournal(), open_journal(tmp_path / "play.sqlite"), open_journal(emptied)):
        journal.create("x", HEADER)
        journal.append("x", "op", [draft("ñ", wall=0.1), draft("b", exercise=1 / 3, scenario=-0.0)])
        journal.append("x", "next", [draft("c", payload={"z": 1, "a": [1.0, 1e300, 5e-324]})])
        found.add(journal.audit("x"))
        journal.close()
    assert len(found) == 1
