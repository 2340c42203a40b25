"""Durations that play measured become distributions; with adopted lessons they are a patch of the doctrine.

Several exercises of one script teach together: their times are put in one sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.evaluation.record import adoptions
from exercises.lessons.measuring import Seen, measure
from sim.calibrating import PatchFile, fit, of_days
from sim.calibrating.families import AUTO
from sim.errors import BadInput, Place
from sim.scenario.doctrines import path_of, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exercises.evaluation.record import Adopted
    from exercises.journal.entries import Entry
    from exercises.play.state import State
    from exercises.script.schema import Script
    from sim.calibrating import Fit

DERIVED, JUDGEMENT = "derived", "judgement"


@dataclass(frozen=True)
class Taught:
    """An exercise of which something is to be learned. `scenario`: the data of the one under it."""

    exercise: str
    script: Script
    state: State
    entries: tuple[Entry, ...]
    scenario: Mapping[str, Any]


@dataclass(frozen=True)
class Lesson:
    """A duration of the doctrine as play measured it.

    `path`: of the scenario; `seen`: what was measured; `timeless`: times that are left out because no time
    passed in them; `fit`: None where nothing could be fitted, then `refused` says why.
    """

    name: str
    path: str
    seen: tuple[Seen, ...]
    timeless: int
    fit: Fit | None
    refused: str = ""


@dataclass(frozen=True)
class Lessons:
    """All that some exercises taught. `doctrine`: the steps of the scenario under them."""

    exercises: tuple[str, ...]
    title: str
    lessons: tuple[Lesson, ...]
    adopted: tuple[Adopted, ...]
    doctrine: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing of it changes a doctrine."""
        return not any(each.fit for each in self.lessons) and not any(each.changes for each in self.adopted)


def learn(taught: Sequence[Taught], *, family: str = AUTO, seed: int = 1) -> Lessons:
    """Return what exercises taught.

    Parameters: `taught`: at least one; `family`, `seed`: as `sim.calibrating.fit` takes them.
    Raises: `BadInput` where they are not of one doctrine, measure different things, or no such family is
    fitted.
    """
    first = taught[0]
    doctrine = steps_of(first.scenario)
    _alike(taught, doctrine)
    bare = "doctrine" not in first.scenario
    names = first.script.lessons
    found = tuple(
        _lesson(taught, name, path_of(each.step, bare=bare), family=family, seed=seed)
        for name, each in names.items()
    )
    last: dict[str, Adopted] = {each.name: each for one in taught for each in adoptions(one.entries)}
    return Lessons(
        tuple(each.exercise for each in taught), first.script.title, found, tuple(last.values()), doctrine
    )


def _alike(taught: Sequence[Taught], doctrine: tuple[str, ...]) -> None:
    first = taught[0]
    findings = []
    for each in taught[1:]:
        place = Place(each.exercise)
        if steps_of(each.scenario) != doctrine:
            message = f"it was played under another doctrine than {first.exercise}"
            findings.append(place.finding(message, allowed=f"exercises with the steps {', '.join(doctrine)}"))
        elif each.script.lessons != first.script.lessons:
            message = f"its script measures other things than that of {first.exercise}"
            findings.append(place.finding(message, allowed="exercises with the same 'lessons'"))
    if findings:
        raise BadInput(findings)


def _lesson(taught: Sequence[Taught], name: str, path: str, *, family: str, seed: int) -> Lesson:
    measured = [measure(each.state, each.entries, each.script.lessons[name]) for each in taught]
    seen = tuple(one for each in measured for one in each.seen)
    timeless = sum(each.timeless for each in measured)
    of = f"{', '.join(each.exercise for each in taught)}: {name}"
    observed = of_days([each.days for each in seen], of, [not each.ended for each in seen])
    try:
        return Lesson(name, path, seen, timeless, fit(observed, family, seed=seed))
    except BadInput as error:
        if any(each.place.file == "--family" for each in error.findings):
            raise
        return Lesson(name, path, seen, timeless, None, error.findings[0].message)


def patch_of(lessons: Lessons) -> PatchFile:
    """Return what was learned as a patch file; an adopted lesson stands above what was measured."""
    fitted = {each.path: each.fit for each in lessons.lessons if each.fit is not None}
    set_: dict[str, Any] = {path: each.written for path, each in fitted.items()}
    scale: dict[str, Any] = {}
    for each in lessons.adopted:
        set_ |= each.set
        scale |= each.scale
    judged = any(each.set for each in lessons.adopted)
    return PatchFile(
        title=f"Lessons of {lessons.title}",
        why=f"Learned in {', '.join(lessons.exercises)}",
        source={"set": "; ".join(_sources(lessons, fitted)), "scale": _adopted_words(lessons)},
        label={"set": JUDGEMENT if judged else DERIVED, "scale": JUDGEMENT},
        set=set_,
        scale=scale,
        doctrine=lessons.doctrine,
        notes=(
            "What exercises taught: times of play are of play, not of the field. Look before you adopt.",
            "Held against the doctrine: scrs compare SCENARIO base THIS-FILE",
        ),
    )


def _sources(lessons: Lessons, fitted: Mapping[str, Fit]) -> Iterator[str]:
    yield from (f"{path.split('.')[-2]}: {each.says}" for path, each in fitted.items())
    if any(each.set for each in lessons.adopted):
        yield _adopted_words(lessons)


def _adopted_words(lessons: Lessons) -> str:
    named = ", ".join(f"{each.name} (by {each.actor})" for each in lessons.adopted if each.changes)
    return f"adopted after play: {named}" if named else "nothing adopted"
