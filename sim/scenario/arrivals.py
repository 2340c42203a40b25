"""Crises at random as operations: the scenario with one crisis for each arrival a stream may bring.

When they come is chance, and is not known here; how they are watched is `compiling.watch`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.domain.laying import EvidenceOf, Path
    from sim.scenario.schema import Scenario
    from sim.scenario.schema.ground import Crisis
    from sim.scenario.schema.watch import Stream

WATCH = "watch_list"
"""The operation that holds the flags without a crisis of their own."""


class Coming(NamedTuple):
    """One arrival: the operation's name, its stream, and its place in the stream from 0."""

    name: str
    stream: str
    turn: int


def comings(scenario: Scenario) -> Iterator[Coming]:
    """Yield every arrival of every stream whose template is there, in declared order."""
    watch = scenario.watch_list
    for stream, declared in (watch.arrivals if watch else {}).items():
        if template_of(scenario, declared) is not None:
            yield from (Coming(f"{stream}_{turn + 1}", stream, turn) for turn in range(declared.at_most))


def template_of(scenario: Scenario, stream: Stream) -> Crisis | None:
    """Return the crisis that a stream's arrivals are like, or None where there is none of that name."""
    templates = scenario.watch_list.templates if scenario.watch_list else {}
    return templates.get(stream.like) or scenario.crises.get(stream.like)


def with_arrivals(scenario: Scenario) -> Scenario:
    """Return the scenario with its arrivals among the crises, after those that are scripted."""
    watch = scenario.watch_list
    if watch is None or not watch.arrivals:
        return scenario
    found = {}
    for each in comings(scenario):
        stream = watch.arrivals[each.stream]
        template = template_of(scenario, stream)
        if template is not None:
            found[each.name] = template.model_copy(update=_changes(stream))
    return scenario.model_copy(update={"crises": {**scenario.crises, **found}})


def _changes(stream: Stream) -> dict[str, Any]:
    """Return what a stream says otherwise than its template. The onset is none: chance brings it."""
    own = {key: getattr(stream, key) for key in ("region", "severity", "priority")}
    return {"onset": "D+0"} | {key: value for key, value in own.items() if value is not None}


def labelled_as_declared(scenario: Scenario, evidence_of: EvidenceOf) -> EvidenceOf:
    """Return the labels of numbers, where an arrival's are those of the crisis that it is like."""
    watch = scenario.watch_list
    if watch is None:
        return evidence_of
    like = {each.name: watch.arrivals[each.stream].like for each in comings(scenario)}

    def label(path: Path) -> tuple[str, str]:
        if len(path) > 1 and path[0] == "crises" and path[1] in like:
            template = like[str(path[1])]
            home: Path = (WATCH, "templates") if template in watch.templates else ("crises",)
            return evidence_of((*home, template, *path[2:]))
        return evidence_of(path)

    return label


def floating(scenario: Scenario) -> dict[str, str]:
    """Return operation → where its onset is declared, for all whose onset the watch list gives."""
    watch = scenario.watch_list
    if watch is None:
        return {}
    scripted = {name: f"crises.{name}" for name in watch.crises}
    return scripted | {each.name: f"{WATCH}.arrivals.{each.stream}" for each in comings(scenario)}
