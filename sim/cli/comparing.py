"""The verb that holds variants of a scenario against each other over the same futures: compare."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.batch.engines import Engine
from sim.cli.ending import NOT_PRECISE, end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import (
    JsonOption,
    OutOption,
    QuietOption,
    ScenarioArg,
    SeedOption,
    SetOption,
    WithoutOption,
    app,
    patches_of,
)
from sim.cli.progress import WorkersOption, bar
from sim.cli.telling import Findings, tell
from sim.cli.verbs import ASK
from sim.errors import BadInput, Place, quote

if TYPE_CHECKING:
    from sim.batch import Executor
    from sim.comparing import Choice, Comparison, Sides
    from sim.comparing.playing import Progress

VariantsArg = Annotated[
    list[str] | None,
    typer.Argument(
        help="Two or more: variants, patch files (FILE.yaml), or base for the scenario as it stands.",
        show_default=False,
    ),
]
ByOption = Annotated[
    list[str] | None,
    typer.Option(
        help="What to compare by: a milestone, a step (* for anything), cost, cost.force, people_lost "
        "or people_evacuated …; the first leads. May be repeated."
    ),
]
AtOption = Annotated[
    list[float] | None, typer.Option(help="A percentile as a share, such as 0.8. May be repeated.")
]
BestOption = Annotated[
    str | None, typer.Option(help="Select the best by it: mean, P80, 'P80(military_exit)', 'mean(cost)' …")
]
IndifferenceOption = Annotated[
    str | None, typer.Option(help="With --best: a difference that does not matter, such as '5 d'.")
]
JointOption = Annotated[
    str | None, typer.Option(help="A promise: 'military_exit by D+900, cost below 20 B USD'.")
]
MostOption = Annotated[int, typer.Option("--max-n", help="With --best: futures of each at most.", min=100)]
FuturesOption = Annotated[int, typer.Option("-n", "--futures", help="Futures of each.", min=2, max=1_000_000)]


@app.command(rich_help_panel=ASK)
def compare(
    scenario: ScenarioArg,
    variants: VariantsArg = None,
    *,
    futures: FuturesOption = 1_000,
    by: ByOption = None,
    at: AtOption = None,
    best: BestOption = None,
    indifference: IndifferenceOption = None,
    most: MostOption = 20_000,
    joint: JointOption = None,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    without: WithoutOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Compare variants over the same futures: differences of dates and dollars, with intervals."""
    from sim.batch import executor_for
    from sim.comparing import sides_of

    with told_plainly():
        patches = patches_of(set_)
        sides = sides_of(scenario, variants or (), without=tuple(without or ()), patches=patches)
        asked = _Asked(sides, by=by or (), at=at or (), joint=joint, best=best, indifference=indifference)
        asked.engine = engine
        with bar(hidden=quiet) as progress:
            executor = executor_for(workers)
            comparison = asked.comparison(futures, seed=seed, executor=executor, progress=progress)
            chosen = asked.choice(comparison, most=most, executor=executor, progress=progress)
        _tell(comparison, chosen, out=out, as_json=as_json, quiet=quiet)
    end_if_broken((*comparison.broken, *(chosen.broken if chosen else ())))
    if chosen is not None and chosen.best is None:
        raise typer.Exit(NOT_PRECISE)


class _Asked:
    """What the command line asks of the sides, read and checked before anything is played."""

    def __init__(
        self,
        sides: Sides,
        *,
        by: Sequence[str],
        at: Sequence[float],
        joint: str | None,
        best: str | None,
        indifference: str | None,
    ) -> None:
        from sim.batch.asking import check_quantity
        from sim.comparing.pairing import PERCENTILES
        from sim.comparing.statistic import check_measure, indifference_of, promise_of, statistic_of
        from sim.comparing.variants import measures_named

        start = sides.plans[0].start
        self.sides = sides
        self.by = measures_named(sides, by, option="--by")
        self.at = _percentiles(at) or PERCENTILES
        self.promise = promise_of(joint, option="--joint", start=start) if joint else None
        if self.promise:
            check_quantity(self.promise.milestone, sides.milestones, place=Place("--joint"))
        lead = (self.by or sides.headlines[-2:])[0].name
        self.statistic = statistic_of(best, option="--best", start=start, lead=lead) if best else None
        self.indifference = 0.0
        self.engine = Engine.AUTO
        if self.statistic:
            check_measure(self.statistic.measure.name, sides.dates, place=Place("--best"))
            if indifference is None:
                message = "--best needs to know which difference does not matter"
                raise BadInput(
                    [Place("--indifference").finding(message, allowed="such as --indifference '5 d'")]
                )
            self.indifference = indifference_of(indifference, self.statistic, option="--indifference")

    def comparison(self, n: int, *, seed: int, executor: Executor, progress: Progress) -> Comparison:
        """Return the comparison over n futures."""
        from sim.comparing import compare as compared

        return compared(
            self.sides,
            n=n,
            seed=seed,
            by=self.by,
            at=self.at,
            promise=self.promise,
            executor=executor,
            engine=self.engine,
            progress=progress,
        )

    def choice(
        self, comparison: Comparison, *, most: int, executor: Executor, progress: Progress
    ) -> Choice | None:
        """Return the best side, if it is asked for; the futures of the comparison count."""
        from sim.comparing import choose

        if self.statistic is None:
            return None
        name = self.statistic.measure.name
        begun = comparison.begun(name)
        return choose(
            self.sides,
            self.statistic,
            indifference=self.indifference,
            seed=comparison.seed,
            most=most,
            begun=begun,
            executor=executor,
            engine=self.engine,
            progress=progress,
        )


def _percentiles(given: Sequence[float]) -> tuple[float, ...]:
    wrong = [each for each in given if not 0.0 < each < 1.0]
    if wrong:
        message = f"{quote(wrong[0])} is no percentile"
        raise BadInput([Place("--at").finding(message, allowed="a share between 0 and 1, such as 0.8")])
    return tuple(dict.fromkeys(given))


def _tell(
    comparison: Comparison, chosen: Choice | None, *, out: Path | None, as_json: bool, quiet: bool
) -> None:
    from sim.report.comparing import exports, terminal

    found = Findings(
        lambda folder: exports.write(comparison, folder, chosen=chosen),
        lambda: exports.to_json(comparison, chosen=chosen),
        lambda console: terminal.render(comparison, console, chosen=chosen),
        lambda folder: f"To paste: {folder / 'compare.md'}, compare.csv, compare.svg, compare-curves.svg",
    )
    usual = f"{comparison.sides.file}-compare-seed{comparison.seed}"
    tell(found, out=out, usual=usual, as_json=as_json, quiet=quiet)
