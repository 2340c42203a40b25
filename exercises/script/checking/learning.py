"""What play is to teach: steps, cells, rows, decisions that are not there, steps that are taught twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import BadInput, quote
from sim.scenario.doctrines import path_of, steps_of
from sim.scenario.patches import Patch, apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.script.checking.case import ScriptCase
    from exercises.script.schema.learning import Learned
    from sim.errors import Finding
    from sim.scenario.parsing import KeyPath


def check_lessons(case: ScriptCase) -> Iterator[Finding]:
    """Yield what is wrong with each duration that play is to measure."""
    first: dict[str, str] = {}
    for name, lesson in case.script.lessons.items():
        path: KeyPath = ("lessons", name)
        yield from _names(case, path, lesson)
        yield from _step(case, (*path, "step"), lesson)
        if lesson.step in first:
            message = f"{quote(lesson.step)} is learned from {first[lesson.step]} already"
            yield case.finding(
                (*path, "step"), message, allowed="each step once: name all cells and rows there"
            )
        first.setdefault(lesson.step, name)


def _names(case: ScriptCase, path: KeyPath, lesson: Learned) -> Iterator[Finding]:
    script = case.script
    for index, each in enumerate(lesson.cells):
        yield from case.unknown((*path, "cells", index), each, script.cells, what="cell")
    for index, each in enumerate(lesson.rows):
        yield from case.unknown((*path, "rows", index), each, case.uids, what="row")
    for index, each in enumerate(lesson.decisions):
        where = (*path, "decisions", index)
        yield from case.unknown(where, each, script.decisions, what="decision")
        known = script.decisions.get(each)
        if known is not None and not known.approval:
            message = f"{quote(each)} waits for nobody: there is no time to measure"
            yield case.finding(where, message, allowed="a decision with 'approval: true'")


def _step(case: ScriptCase, path: KeyPath, lesson: Learned) -> Iterator[Finding]:
    """Yield that the scenario has no such step, or that what stands there is no duration."""
    if case.model is None:
        return
    document = case.model.document
    known = steps_of(document.data)
    if "." not in lesson.step:
        yield from case.unknown(path, lesson.step, known, what="step")
        if lesson.step not in known:
            return
    target = path_of(lesson.step, bare="doctrine" not in document.data)
    try:
        apply(document, [Patch(scale={target: 1.0}, place=case.document.place(path))])
    except BadInput as error:
        for each in error.findings:
            yield case.finding(path, each.message, allowed=each.allowed)
