"""The watch list and lessons: templates, names, rates and what they ease.

What pools and funds their steps ask for is checked as for any step (`amounts`, `references`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.domain.watchlist import YEAR, onsets_per_year
from sim.errors import quote
from sim.scenario.arrivals import WATCH, floating, template_of
from sim.scenario.checking.chances import unknown_duration
from sim.scenario.checking.references import check_ground

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.checking.naming import Names
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.watch import WatchList

STRAY = ("after", "keeps_until", "optional", "alias")
"""Keys of a step that mean nothing for what answers a flag."""


def check_watch_list(case: Case) -> Iterator[Finding]:
    """Yield streams like nothing, names that are taken, rates that cannot be, keys without a meaning."""
    watch = case.scenario.watch_list
    if watch is None:
        return
    yield from _streams(case, watch)
    yield from _names(case)
    for name, template in watch.templates.items():
        path: KeyPath = (WATCH, "templates", name)
        yield from check_ground(case, path, template)
        if "onset" in template.model_fields_set:
            message = "chance gives a template's crises their onset"
            yield case.finding((*path, "onset"), message, allowed="leave it out", key=True)
    for index, name in enumerate(watch.crises):
        crises = case.scenario.crises
        yield from case.unknown((WATCH, "crises", index), name, crises, what="crisis")
    yield from _answers(case, watch)


def _streams(case: Case, watch: WatchList) -> Iterator[Finding]:
    names = (*watch.templates, *case.scenario.crises)
    expected = 0.0
    for stream, each in watch.arrivals.items():
        path: KeyPath = (WATCH, "arrivals", stream)
        yield from case.unknown((*path, "like"), each.like, names, what="template or crisis")
        if each.every <= 0.0:
            yield case.finding((*path, "every"), "'every' is 0", allowed="more than 0 d")
        else:
            expected += YEAR / each.every
    known = onsets_per_year(watch.states, watch.base_rate)
    if watch.states and expected > known:
        message = f"{expected:.3g} onsets a year are declared, and {watch.states} states have {known:.3g}"
        allowed = "a higher base_rate, more states, or longer gaps"
        yield case.warning((WATCH, "arrivals"), message, allowed=allowed, key=True)
    if watch.base_rate > 1.0:
        message = "more than one onset per state and year"
        yield case.finding((WATCH, "base_rate"), message, allowed="up to 1 / y")


def _names(case: Case) -> Iterator[Finding]:
    """Yield arrivals that are called like something else, and a crisis called like the list."""
    watch, taken = case.scenario.watch_list, {*case.scenario.crises, "funds", WATCH}
    for name, origin in floating(case.scenario).items():
        stream = origin.rpartition(".")[2]
        if watch is not None and stream in watch.arrivals and name in taken and name not in watch.crises:
            message = f"an arrival would be called {quote(name)}, and so is something else"
            yield case.finding((WATCH, "arrivals", stream), message, allowed="another name", key=True)
    if WATCH in case.scenario.crises:
        message = f"the name {quote(WATCH)} is taken"
        yield case.finding(("crises", WATCH), message, allowed="another name", key=True)


def _answers(case: Case, watch: WatchList) -> Iterator[Finding]:
    """Yield keys that mean nothing where a step answers a flag, and what it eases in vain."""
    for key in ("preplanning", "prevention"):
        step = getattr(watch, key)
        for name in STRAY if step is not None else ():
            if name in step.model_fields_set:
                message = f"{quote(name)} means nothing here: every flagged state is answered by itself"
                yield case.finding((WATCH, key, name), message, allowed="leave it out", key=True)
    if watch.preplanning is not None:
        watched = (*watch.arrivals, *watch.crises)
        for index, name in enumerate(watch.preplanning.only):
            path = (WATCH, "preplanning", "only", index)
            yield from case.unknown(path, name, watched, what="stream or watched crisis")
        yield from _eases(case, (WATCH, "preplanning", "eases"), watch.preplanning.eases)


def check_lessons(case: Case, names: Names) -> Iterator[Finding]:
    """Yield lessons that nothing teaches, or that ease nothing."""
    lessons = case.scenario.lessons
    if lessons and not names.scenario.crises:
        message = "lessons pass from operation to operation, and there are no 'crises'"
        yield case.finding(("lessons",), message, allowed="crises, or watch_list.arrivals", key=True)
        return
    for name, lesson in lessons.items():
        yield from names.unknown(case, ("lessons", name, "from"), lesson.from_)
        yield from _eases(case, ("lessons", name, "eases"), lesson.eases)
    if lessons and len(names.scenario.crises) == 1:
        message = "there is only one operation: nobody else can use its lessons"
        yield case.warning(("lessons",), message, key=True)


def _eases(case: Case, path: KeyPath, eases: dict[str, float]) -> Iterator[Finding]:
    for pattern in eases:
        yield from unknown_duration(case, (*path, pattern), pattern, beginning="doctrine.")


def lint_templates(case: Case) -> Iterator[Finding]:
    """Yield templates that no stream uses."""
    watch = case.scenario.watch_list
    used = {each.like for each in watch.arrivals.values()} if watch else set()
    for name in watch.templates if watch else ():
        if name not in used:
            message = f"the template {quote(name)} is never used"
            yield case.warning((WATCH, "templates", name), message, key=True)


def lint_streams(case: Case) -> Iterator[Finding]:
    """Yield streams that will run out before the horizon in many runs."""
    watch = case.scenario.watch_list
    for name, each in (watch.arrivals if watch else {}).items():
        there = template_of(case.scenario, each) is not None and each.every > 0.0
        mean = case.scenario.horizon / each.every if there else 0.0
        if mean > each.at_most:
            message = f"{mean:.3g} are expected by the horizon, and at most {each.at_most} are laid"
            path = (WATCH, "arrivals", name, "at_most")
            yield case.warning(path, message, allowed=f"{mean + 1:.0f} or more")
