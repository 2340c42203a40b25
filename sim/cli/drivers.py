"""The verb that says what drives a date: drivers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sim.batch.engines import Engine
from sim.batch.sampling import Sampling
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import (
    JsonOption,
    OutOption,
    QuietOption,
    ScenarioArg,
    SeedOption,
    SetOption,
    VariantOption,
    WithoutOption,
    app,
    model_of,
)
from sim.cli.progress import WorkersOption, bar
from sim.cli.telling import Findings, tell
from sim.cli.verbs import ASK
from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from sim.drivers import Drivers
    from sim.drivers.designs import Design
    from sim.drivers.playing import Player
    from sim.plan import Plan


class Method(StrEnum):
    """How the shares of the variance are found: from the futures, or by a design of its own."""

    GIVEN = "given"
    MORRIS = "morris"
    SOBOL = "sobol"


OfOption = Annotated[str, typer.Option("--of", help="A percentile of a milestone: P80(military_exit).")]
FuturesOption = Annotated[
    int, typer.Option("-n", "--futures", help="Futures; a design plays about as many.", min=60, max=100_000)
]
MethodOption = Annotated[Method, typer.Option(help="Play a design of Morris or Sobol as well.")]
SamplingOption = Annotated[
    Sampling, typer.Option(help="Add the mean over evenly spread points, with its error over 16 scrambles.")
]


@app.command(rich_help_panel=ASK)
def drivers(
    scenario: ScenarioArg,
    *,
    of: OfOption = "P80(military_exit)",
    futures: FuturesOption = 2_000,
    method: MethodOption = Method.GIVEN,
    sampling: SamplingOption = Sampling.RANDOM,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    variant: VariantOption = None,
    without: WithoutOption = None,
    out: OutOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Say what drives a date: what it is made of, who it waits for, which quantities move it."""
    from sim.batch import executor_for
    from sim.batch.sampling import refuse_moving
    from sim.drivers import asked, find_drivers
    from sim.drivers.playing import Player, sampled_mean

    with told_plainly():
        model = model_of(scenario, sets=set_, variant=variant, without=without)
        plan, question = model.plan, asked(of, model.plan)
        refuse_moving(plan.draws, sampling=sampling)
        _need_salib(method)
        with bar(hidden=quiet) as progress:
            player = Player(executor_for(workers), progress, engine=engine)
            found = find_drivers(plan, question, replications=futures, seed=seed, player=player)
            if method is not Method.GIVEN:
                design = _designed(
                    plan, question.milestone, method=method, runs=futures, player=player, seed=seed
                )
                found = found._replace(design=design)
            if sampling is not Sampling.RANDOM:
                mean = sampled_mean(
                    plan, question.milestone, sampling=sampling, runs=futures, seed=seed, player=player
                )
                found = found._replace(mean=mean)
            found = found._replace(broken=(*found.broken, *player.broken))
        usual = f"{model.name}-drivers-{question.milestone}-seed{seed}"
        tell(_told(found), out=out, usual=usual, as_json=as_json, quiet=quiet)
    end_if_broken(found.broken)


def _need_salib(method: Method) -> None:
    if method is Method.GIVEN:
        return
    try:
        import sim.drivers.designs  # noqa: F401  what it needs may not be installed
    except ImportError as error:
        message = f"{method} needs SALib, which is not installed. Run: pip install 'scrs[sensitivity]'"
        raise BadInput([Place("--method").finding(message, allowed="given")]) from error


def _designed(plan: Plan, milestone: str, *, method: Method, runs: int, player: Player, seed: int) -> Design:
    from sim.draws import Sampler
    from sim.drivers.designs import decompose, screen
    from sim.drivers.quantities import groups

    design = screen if method is Method.MORRIS else decompose
    return design(
        groups(plan),
        lambda points: player.points(plan, points, milestone),
        width=Sampler(plan).width,
        runs=runs,
        seed=seed,
    )


def _told(found: Drivers) -> Findings:
    from sim.report.drivers import exports, terminal

    files = "drivers.csv, attribution.svg, tornado.svg, evidence.svg"
    return Findings(
        lambda folder: exports.write(found, folder),
        lambda: exports.to_json(found),
        lambda console: terminal.render(found, console),
        lambda folder: f"To paste: {folder / 'drivers.md'}, {files}",
    )
