"""From a file, a name or a text to a script that has been understood, with the scenario under it.

Reads, checks, loads the scenario with its variant and changes, and turns moments into numbers. What
happens in play is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercises.script.checking import ScriptCase, check
from exercises.script.checking.files import is_beside, is_outside
from exercises.script.patching import patch_at
from exercises.script.planned import MoveAt, Planned, Point
from exercises.script.schema import Row, Script
from sim.errors import BadInput, Finding, nearest, quote
from sim.recent import collector_resting
from sim.scenario import loading as scenarios
from sim.scenario.checking.shape import shaped
from sim.scenario.reading import Document, document_from, read_file, read_text
from sim.scenario.understanding import in_order

if TYPE_CHECKING:
    from datetime import datetime

    from sim.scenario.loading import Model

WHAT = "script"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class RowTimes:
    """The moments of a row as numbers.

    `at`: of a trigger that is one moment. `latest`: after which it expires. `due`: seconds since STARTEX
    at which it is to come due if all goes as planned; None where play decides.
    """

    at: Point | None
    latest: Point | None
    due: float | None


@dataclass(frozen=True)
class Loaded:
    """A script without fault.

    `name`: the file's stem or the shipped name. `source`: the scenario that it names, as it stands there;
    `model`: the same with variant and changes laid on.
    `findings`: warnings. `planned`: its clock as numbers. `times`: uid → moments of the row.
    `folder`: where files beside it lie, if it has one.
    """

    name: str
    document: Document
    script: Script
    source: Document
    model: Model
    findings: tuple[Finding, ...]
    planned: Planned
    times: Mapping[str, RowTimes]
    folder: Path | None = None

    @property
    def startex(self) -> datetime:
        """STARTEX in its time zone."""
        return self.planned.startex

    @property
    def endex(self) -> float:
        """Seconds from STARTEX to ENDEX."""
        return self.planned.endex

    @property
    def moves(self) -> tuple[MoveAt, ...]:
        """The moves, in order."""
        return self.planned.moves


def shipped() -> dict[str, Path]:
    """Return the scripts that ship: name → file."""
    folder = Path(str(resources.files("exercises.script").joinpath("library")))
    return {each.stem: each for each in sorted(folder.glob("*.yaml"))}


def open_script(source: str | Path) -> Loaded:
    """Return a script file, or a shipped script, that has been understood.

    Raises: `BadInput` with every fault of the script and of the scenario under it, each with its place.
    """
    known = shipped()
    with collector_resting():
        document = read_file(source, known, what=WHAT)
        file = Path(source) if Path(source).is_file() else known[str(source)]
        return understood(document, folder=file.parent)


def load_text(
    text: str, name: str, *, folder: Path | None = None, scenario: Document | None = None
) -> Loaded:
    """Return the script of a text; `name` stands for its file in errors.

    Parameters: `folder`: where files beside it lie. `scenario`: stands for the one that it names.
    Raises: `BadInput` with every fault.
    """
    with collector_resting():
        return understood(read_text(text, name, what=WHAT), folder=folder, scenario=scenario)


def load_mapping(
    data: Mapping[str, Any], name: str, *, folder: Path | None = None, scenario: Document | None = None
) -> Loaded:
    """Return the script given as plain data; as `load_text` otherwise."""
    return understood(document_from(data, name), folder=folder, scenario=scenario)


def understood(document: Document, *, folder: Path | None = None, scenario: Document | None = None) -> Loaded:
    """Return the script that a document declares.

    Raises: `BadInput` with every fault, errors first.
    """
    script, faults = shaped(document, Script)
    if script is None:
        raise BadInput(in_order(faults))
    problems: list[Finding] = []
    source = _found(document, script, folder=folder, scenario=scenario, faults=problems)
    model = _under(document, script, source, faults=problems)
    case = ScriptCase(document, script, model, folder)
    findings = in_order([*problems, *check(case)])
    planned = case.planned
    if (
        source is None
        or model is None
        or planned is None
        or any(each.severity == "error" for each in findings)
    ):
        raise BadInput(findings)
    return Loaded(
        name=Path(document.name).stem,
        document=document,
        script=script,
        source=source,
        model=model,
        findings=findings,
        planned=planned,
        times={row.uid: _times(row, case.due[row.uid], planned) for row in script.rows},
        folder=folder,
    )


def _times(row: Row, due: float | None, planned: Planned) -> RowTimes:
    at = row.trigger.at if row.trigger is not None else None
    return RowTimes(
        None if at is None else planned.point(at),
        None if row.latest is None else planned.point(row.latest),
        due,
    )


def _found(
    document: Document,
    script: Script,
    *,
    folder: Path | None,
    scenario: Document | None,
    faults: list[Finding],
) -> Document | None:
    """Return the document of the scenario under a script; what is wrong with it is added to the faults."""
    try:
        return scenario if scenario is not None else _read(document, script.scenario, folder)
    except BadInput as error:
        faults += [each for each in error.findings if each.severity == "error"]
        return None


def _under(
    document: Document, script: Script, found: Document | None, *, faults: list[Finding]
) -> Model | None:
    """Return the scenario under a script with its variant and changes; as `_found` for what is wrong."""
    if found is None:
        return None
    try:
        bare = scenarios.understood(found)
        _check_variant(document, script, bare[0].variants)
        changes = [patch_at(document, (), {"set": script.set})] if script.set else []
        standing = scenarios.standing(found, bare[0], script.variant)
        return scenarios.build(found, [*standing, *changes], bare=bare)
    except BadInput as error:
        faults += [each for each in error.findings if each.severity == "error"]
        return None


def _read(document: Document, name: str, folder: Path | None) -> Document:
    """Return the document of the scenario that a script names.

    Raises: `BadInput` at the place of the name where there is none.
    """
    known = scenarios.shipped()
    if is_outside(name):
        message = f"{quote(name)} does not lie beside the script"
        raise BadInput([document.place(("scenario",)).finding(message, allowed=_allowed(known))])
    if folder is not None and is_beside(name, folder):
        return scenarios.opened(folder / name)
    if name in known:
        return scenarios.opened(name)
    beside = [] if folder is None else [each.name for each in folder.iterdir() if each.suffix in SUFFIXES]
    finding = document.place(("scenario",)).finding(
        f"there is no scenario {quote(name)}",
        allowed=_allowed(known),
        suggestion=nearest(name, [*known, *sorted(beside)]),
    )
    raise BadInput([finding])


def _allowed(known: Mapping[str, Path]) -> str:
    return f"a file beside the script, or a shipped scenario: {', '.join(known)}"


def _check_variant(document: Document, script: Script, variants: Mapping[str, object]) -> None:
    if script.variant is not None and script.variant != "base" and script.variant not in variants:
        place = document.place(("variant",))
        message = f"the scenario has no variant {quote(script.variant)}"
        allowed = ", ".join(["base", *variants])
        suggestion = nearest(script.variant, variants)
        raise BadInput([place.finding(message, allowed=allowed, suggestion=suggestion)])
