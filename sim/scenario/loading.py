"""From a file or a name to a Model: the whole stair from text to Plan, walked once.

Reads, lays the patches over (the scenario's own, a variant, levers switched off, `--set`),
understands, compiles. Patches with a time become regimes of the Plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import BadInput, Finding, Place, nearest
from sim.scenario.clashes import clashes
from sim.scenario.compiling import compile_scenario
from sim.scenario.evidence import evidence_of
from sim.scenario.lost import without_lost
from sim.scenario.observed import with_observed
from sim.scenario.patches import Patch, apply, patch_from
from sim.scenario.reading import Document, document_from, read_file
from sim.scenario.regimes import Regimes, Span, span_of
from sim.scenario.schema import Scenario
from sim.scenario.tables import with_tables
from sim.scenario.understanding import understand

if TYPE_CHECKING:
    from sim.batch.study import Study
    from sim.comparing import Comparison
    from sim.plan import Plan
    from sim.played import Played


@dataclass(frozen=True)
class Laid:
    """What a model was made from: a document, a variant, levers switched off, changes laid on last."""

    document: Document
    without: tuple[str, ...]
    patches: tuple[Patch, ...]
    variant: str | None = None


@dataclass(frozen=True)
class Model:
    """A scenario that has been understood, and the Plan it became.

    `name`: the file's stem or the shipped name; `warnings`: what lint found; `timed`: the patches from
    which the plan's regimes come. `lost`: those of the warnings about milestones that a change took, and
    that are not in the plan. `laid`: what it was made from, where it was loaded.
    """

    name: str
    document: Document
    scenario: Scenario
    plan: Plan
    warnings: tuple[Finding, ...] = ()
    timed: tuple[Span, ...] = ()
    lost: tuple[Finding, ...] = ()
    laid: Laid | None = field(default=None, repr=False, compare=False)

    def check(self) -> tuple[Finding, ...]:
        """Return what lint found; what is wrong was raised when it was loaded."""
        return self.warnings

    def simulate(self, **asked: Any) -> Played:
        """Return one future; `asked`: `seed` and `replication`, as `sim.played.played` takes them."""
        from sim.played import played  # noqa: PLC0415  loading a scenario needs no runs

        return played(self, **asked)

    def compare(self, *names: str, **asked: Any) -> Comparison:
        """Return variants over the same futures; `asked`: as `sim.comparing.variants` takes it."""
        from sim.comparing.variants import compare_variants  # noqa: PLC0415  as below

        return compare_variants(self, names, **asked)

    def varied(self, variant: str) -> Model:
        """Return a variant in the place of the one that it was loaded with, all else as it was laid on.

        Raises: `BadInput` if there is no such variant, or it cannot be run.
        """
        if self.laid is None:
            message = "what was laid over this model is not known"
            raise BadInput([self.document.place(()).finding(message, allowed="a model that was loaded")])
        laid = self.laid
        return _model(laid.document, variant=variant, without=laid.without, patches=laid.patches)

    def patched(self, patch: Patch) -> Model:
        """Return the model with one more patch, laid on after those that it was loaded with.

        Raises: `BadInput` if the scenario does not take it.
        """
        if self.laid is None:
            return build(self.document, [patch])
        laid = self.laid
        patches = (*laid.patches, patch)
        return _model(laid.document, variant=laid.variant, without=laid.without, patches=patches)

    def monte_carlo(self, **asked: Any) -> Study:
        """Return a study of many futures; `asked`: as `sim.batch.study.monte_carlo` takes it."""
        from sim.batch.study import monte_carlo  # noqa: PLC0415  loading a scenario needs no batches

        return monte_carlo(self, **asked)


def shipped() -> dict[str, Path]:
    """Return the scenarios that ship: name → file."""
    folder = Path(str(resources.files("sim.scenario").joinpath("library")))
    return {each.stem: each for each in sorted(folder.glob("*.yaml"))}


def load(
    source: str | Path,
    *,
    variant: str | None = None,
    without: Sequence[str] = (),
    patches: Sequence[Patch] = (),
) -> Model:
    """Return the model of a scenario file or of a shipped scenario.

    Parameters: `variant`: a named variant of the file; `without`: levers to switch off;
    `patches`: further changes, laid on last.
    Raises: `BadInput` with every fault found, each with its place.
    """
    return _model(opened(source), variant=variant, without=without, patches=patches)


def opened(source: str | Path) -> Document:
    """Return the document of a scenario file or of a shipped scenario, with what it reads from other files.

    Raises: `BadInput` where one of them cannot be read.
    """
    document = read_file(source, shipped())
    folder = Path(document.name).parent
    return with_tables(with_observed(document, folder), folder)


def load_mapping(data: Mapping[str, Any], *, name: str) -> Model:
    """Return the model of a scenario given as data, without a file."""
    return _model(with_tables(document_from(dict(data), name), None))


def changed(model: Model, patches: Sequence[Patch]) -> Model:
    """Return a model with further patches laid on, for changes that are known to be right.

    What the patches say is not checked again, which is most of the work of loading. Only for a plan
    without regimes: each would have to be laid again.
    """
    document = apply(model.document, patches)
    scenario = Scenario.model_validate(document.data)
    plan = compile_scenario(scenario, partial(evidence_of, document))
    return replace(model, document=document, scenario=scenario, plan=plan, laid=None)


def _model(
    document: Document,
    *,
    variant: str | None = None,
    without: Sequence[str] = (),
    patches: Sequence[Patch] = (),
) -> Model:
    scenario, warnings = understood(document)
    levers = {each: _lever(document, scenario, each) for each in without}
    together(document, levers)
    chosen = [
        *standing(document, scenario, variant),
        *levers.values(),
        *patches,
    ]
    found = build(document, chosen, bare=(scenario, warnings))
    return replace(found, laid=Laid(document, tuple(without), tuple(patches), variant))


def standing(document: Document, scenario: Scenario, variant: str | None = None) -> Iterable[Patch]:
    """Yield the patches that hold whatever lever is thrown: the scenario's own, and a variant."""
    yield from _numbered(document, "patches", len(scenario.patches))
    yield from _variant(document, scenario, variant)


def together(document: Document, levers: Mapping[str, Patch]) -> None:
    """Raise if two of the levers that are switched off act on the same value in different ways."""
    findings = [each.finding() for each in clashes(document, levers)]
    if findings:
        raise BadInput(findings)


Understood = tuple[Scenario, tuple[Finding, ...]]
"""A scenario and its warnings."""


def build(document: Document, patches: Iterable[Patch], *, bare: Understood | None = None) -> Model:
    """Return the model of a document with some patches laid over it; what they leave no way to is `lost`.

    Parameters: `bare`: what the document without them has been understood as, where that is known.
    Raises: `BadInput` with every fault of what they leave.
    """
    now, later = _split(patches)
    changed, scenario, warnings, lost = _understood_changed(document, now, bare)
    plan = compile_scenario(scenario, partial(evidence_of, changed))
    spans = [span_of(each, plan.start) for each in later]
    timed = replace(plan, regimes=Regimes(changed, plan).of(spans))
    name = Path(document.name).stem
    return Model(name, changed, scenario, timed, (*lost, *warnings), tuple(spans), lost)


def _understood_changed(
    before: Document, patches: Sequence[Patch], bare: Understood | None
) -> tuple[Document, Scenario, tuple[Finding, ...], tuple[Finding, ...]]:
    """Return a changed document without the milestones that the change took; its scenario, what was found."""
    after = apply(before, patches)
    lost: tuple[Finding, ...] = ()
    try:
        scenario, warnings = bare if bare is not None and not patches else understood(after)
    except BadInput:
        after, lost = without_lost(before, after)
        if not lost:
            raise
        scenario, warnings = understood(after)
    return after, scenario, warnings, lost


def understood(document: Document) -> tuple[Scenario, tuple[Finding, ...]]:
    """Return the scenario and its warnings, or raise all its errors at once."""
    scenario, findings = understand(document)
    if scenario is None or any(each.severity == "error" for each in findings):
        raise BadInput(findings)
    return scenario, findings


def _numbered(document: Document, key: str, count: int) -> Iterable[Patch]:
    return (patch_from(document, (key, index)) for index in range(count))


def _variant(document: Document, scenario: Scenario, name: str | None) -> Iterable[Patch]:
    if name is None or name == "base":
        return ()
    _known(name, scenario.variants, what="variant", document=document)
    return (patch_from(document, ("variants", name)),)


def _lever(document: Document, scenario: Scenario, name: str) -> Patch:
    _known(name, scenario.levers, what="lever", document=document)
    return patch_from(document, ("levers", name, "without"))


def _known(name: str, names: Mapping[str, object], *, what: str, document: Document) -> None:
    if name not in names:
        place = Place(document.name, path=f"{what}s")
        allowed = ", ".join(names) or "none is declared"
        suggestion = nearest(name, names)
        raise BadInput(
            [place.finding(f"there is no {what} {name!r}", allowed=allowed, suggestion=suggestion)]
        )


def _split(patches: Iterable[Patch]) -> tuple[list[Patch], list[Patch]]:
    now: list[Patch] = []
    later: list[Patch] = []
    for each in patches:
        (later if each.start is not None or each.until is not None else now).append(each)
    return now, later
