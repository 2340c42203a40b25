"""From a script to an exercise in a journal, and from a journal back to a director of it.

The journal's header holds the script and the scenario as they were when the exercise was made: what
becomes of their files later changes nothing in play.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import yaml

from exercises.director import Director
from exercises.living.living import Living
from exercises.living.world import LivingWorld
from exercises.play.setting import Setting
from exercises.script.loading import Loaded, load_text, shipped
from sim.errors import BadInput, Place
from sim.scenario.reading import read_file, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exercises.journal.store import Journal


STAGED: Mapping[str, str] = {
    "name": "the name of a file",
    "script": "a script as YAML",
    "scenario_name": "the name of a file",
    "scenario": "a scenario as YAML",
}
"""What of a header an exercise is staged from, and what that is: all of it text."""


@dataclass(frozen=True)
class Stage:
    """An exercise ready to be played: the script as understood, the world under it, the setting of play."""

    loaded: Loaded
    living: Living
    setting: Setting


def stage(loaded: Loaded) -> Stage:
    """Return a script with its world, warmed up so that the first question is answered at once."""
    script = loaded.script
    living = Living(loaded.model, script.seed, script.replication)
    living.begin()
    setting = Setting(
        script=script,
        written=tuple(loaded.document.data.get("rows") or ()),
        startex=loaded.startex,
        start=loaded.planned.start,
        endex=loaded.endex,
        world=LivingWorld(living),
    )
    return Stage(loaded, living, setting)


def create(journal: Journal, exercise: str, loaded: Loaded, *, wall: float) -> None:
    """Begin an exercise of a script in a journal.

    Parameters: `wall`: seconds since 1970 UTC, for the record.
    Raises: `ExerciseExists`; `JournalGone`.
    """
    script = loaded.script
    header: dict[str, Any] = {
        "name": loaded.name,
        "title": script.title,
        "script": _text(loaded.document.data),
        "scenario": _text(loaded.source.data),
        "scenario_name": script.scenario,
        "seed": script.seed,
        "replication": script.replication,
        "created": wall,
        "versions": {"scrs": version("scrs"), "python": platform.python_version()},
    }
    journal.create(exercise, header)


def differs(journal: Journal, exercise: str, source: str) -> bool:
    """Whether a script file, or a shipped script, no longer says what an exercise was made of.

    What is no script file, or none that can be read, says nothing. Raises: `NoSuchExercise`.
    """
    try:
        document = read_file(source, shipped(), what="script")
    except BadInput:
        return False
    return bool(_text(document.data) != journal.header(exercise).get("script"))


def restage(journal: Journal, exercise: str) -> Stage:
    """Return an exercise of a journal ready to be played, from what its header holds.

    Raises: `NoSuchExercise`; `BadInput` where this version does not understand the script any more.
    """
    return staged(journal.header(exercise), exercise)


def staged(header: Mapping[str, Any], exercise: str) -> Stage:
    """Return an exercise ready to be played, from its header alone. Raises: `BadInput` as `restage`."""
    wrong = [each for each in STAGED if not isinstance(header.get(each), str)]
    if wrong:
        place = Place(f"header of {exercise}", path=wrong[0])
        raise BadInput([place.finding("is missing or no text", allowed=STAGED[wrong[0]])])
    scenario = read_text(header["scenario"], header["scenario_name"])
    return stage(load_text(header["script"], header["name"], scenario=scenario))


def direct(journal: Journal, exercise: str, *, clock: Callable[[], float]) -> Director:
    """Return the director of an exercise of a journal. Raises: as `restage`."""
    return Director(journal, exercise, restage(journal, exercise).setting, clock=clock)


def _text(data: dict[str, Any]) -> str:
    """Return plain data as YAML that reads back as the same data."""
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100))
