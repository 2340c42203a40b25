"""What the Lessons page shows: durations that play measured, adopted lessons, the file; no Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.errors import Refused
from exercises.lessons import text_of
from sim.scenario.doctrines import path_of, steps_of
from sim.scenario.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exercises.evaluation.record import Adopted
    from exercises.lessons import Lesson, Lessons

WORDS, FACTOR, VALUE = "words only", "times a factor", "another value"
KINDS = (WORDS, FACTOR, VALUE)
"""What an adopted lesson may do with a number of the doctrine."""


@dataclass(frozen=True)
class LessonsView:
    """What was learned. `text`: of the patch file, '' where there is nothing to take along."""

    head: str
    lessons: tuple[Lesson, ...]
    text: str


def lessons_view(found: Lessons) -> LessonsView:
    """Return what was learned as it is shown."""
    count = len(found.exercises)
    played = "1 exercise" if count == 1 else f"{count} exercises, which teach together"
    head = f"{found.title}: from {played}"
    return LessonsView(head, found.lessons, "" if found.empty else text_of(found))


def seen_of(lesson: Lesson) -> str:
    """Return what a lesson rests on, in words."""
    count = len(lesson.seen)
    cut = sum(not each.ended for each in lesson.seen)
    parts = [f"{count} times of play"] + ([f"{cut} had not ended"] if cut else [])
    left = [f"{lesson.timeless} left out, because no time of the scenario passed"] if lesson.timeless else []
    return ", ".join(parts + left)


def adopted_table(adopted: Sequence[Adopted]) -> list[dict[str, str]]:
    """Return a row for each lesson that was adopted."""
    return [
        {
            "Lesson": each.name,
            "In words": each.text,
            "Changes": ", ".join(
                [
                    *(f"{path} × {by}" for path, by in each.scale.items()),
                    *(f"{path} = {value}" for path, value in each.set.items()),
                ]
            ),
            "By": each.actor,
        }
        for each in adopted
    ]


def paths_of(scenario: Mapping[str, Any]) -> list[str]:
    """Return the durations of a scenario's doctrine that lessons usually change."""
    bare = "doctrine" not in scenario
    return [path_of(each, bare=bare) for each in steps_of(scenario)]


def change_of(kind: str, path: str, written: str) -> dict[str, Any]:
    """Return what an adopted lesson changes, as the command takes it.

    Parameters: `kind`: one of `KINDS`; `written`: the factor, or the value as a scenario writes it.
    Raises: `Refused` where something is missing; `BadInput` where it cannot be read.
    """
    if kind == WORDS:
        return {}
    if not path.strip() or not written.strip():
        message = "a change needs a path and a value"
        raise Refused(message, advice="such as doctrine.steps.decide.duration and 0.8")
    value = read_text(f"value: {written}", "value").data["value"]
    return {"scale" if kind == FACTOR else "set": {path.strip(): value}}
