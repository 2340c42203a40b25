"""An exercise of a journal as something to learn from, and what was learned as a file to take along.

What is measured and fitted is `measuring` and `learning`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.errors import NoSuchExercise
from exercises.lessons.learning import Taught, patch_of
from exercises.opening import Stage, staged
from exercises.play.state import fold
from sim.calibrating import patch_text
from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exercises.journal.entries import Entry
    from exercises.journal.store import Journal
    from exercises.lessons.learning import Lessons

FILE = "lessons.yaml"
"""What the patch is called where nobody says otherwise."""


def taught(journal: Journal, name: str) -> Taught:
    """Return an exercise of a journal with its state of play. Raises: `NoSuchExercise`; as `staged`."""
    if name not in journal.exercises():
        raise NoSuchExercise(name, journal.exercises())
    return taught_by(name, journal.header(name), journal.read(name))


def taught_by(
    name: str,
    header: Mapping[str, Any],
    entries: Sequence[Entry],
    *,
    stage_of: Callable[[Mapping[str, Any], str], Stage] = staged,
) -> Taught:
    """Return an exercise with its state of play, from its header and entries.

    Parameters: `stage_of`: returns it ready to be asked; whoever keeps stages gives them here.
    Raises: as `staged`.
    """
    stage = stage_of(header, name)
    state = fold(stage.setting.opening(), entries)
    return Taught(name, stage.setting.script, state, tuple(entries), stage.loaded.model.document.data)


def text_of(found: Lessons) -> str:
    """Return what was learned as the text of a patch file. Raises: `BadInput` where there is nothing."""
    if found.empty:
        message = "nothing was learned that changes a doctrine"
        allowed = "more exercises of the script, 'lessons' in it, --family empirical, or an adopted lesson"
        raise BadInput([Place(", ".join(found.exercises)).finding(message, allowed=allowed)])
    return patch_text(patch_of(found))
