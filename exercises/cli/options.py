"""What the verbs of exercises share: the group, its arguments, the journal that is open while they work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from exercises.journal.store import Journal

app = typer.Typer(
    name="exercise",
    help="Write, check and play exercises: people in the loop of a simulation.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

ScriptArg = Annotated[
    str, typer.Argument(help="A script file, or the name of a shipped one.", show_default=False)
]
JournalArg = Annotated[str, typer.Argument(help="A journal: a file or an address.", show_default=False)]
ExerciseArg = Annotated[str, typer.Argument(help="An exercise of it.", show_default=False)]
OnlyExerciseArg = Annotated[
    str | None, typer.Argument(help="An exercise of it; may be left out where it holds one only.")
]


@contextmanager
def journal_at(address: str, *, create: bool = False) -> Iterator[Journal]:
    """Hold a journal open. Raises: as `open_journal`."""
    from exercises.journal.opening import open_journal

    kept = open_journal(address, create=create)
    try:
        yield kept
    finally:
        kept.close()


def one_of(journal: Journal, exercise: str | None) -> str:
    """Return the exercise that is meant. Raises: `NoSuchExercise`; `Refused` where several could be."""
    from exercises.errors import NoSuchExercise, Refused

    names = journal.exercises()
    if exercise is None and len(names) == 1:
        return names[0]
    if exercise is None:
        message = "the journal holds no exercise" if not names else "the journal holds several exercises"
        raise Refused(message, advice=f"name one: {', '.join(names)}" if names else "play one first")
    if exercise not in names:
        raise NoSuchExercise(exercise, names)
    return exercise
