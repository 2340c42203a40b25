"""The verb that plays many futures of a scenario and keeps them: batch."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from sim.batch.engines import Engine
from sim.batch.sampling import Sampling
from sim.cli.ending import MISSED, NOT_PRECISE, SOME_FAILED, STOPPED, USAGE, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.evenly import batch_evenly, refuse_beside
from sim.cli.options import (
    JsonOption,
    OutOption,
    QuietOption,
    SetOption,
    VariantOption,
    WithoutOption,
    app,
    model_of,
    warn,
)
from sim.cli.progress import WorkersOption
from sim.cli.standing import Kind, progress_of
from sim.cli.telling import RUNS
from sim.cli.verbs import PLAY
from sim.simulating import DEFAULT_SEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.batch.executors import Executor
    from sim.batch.request import Request
    from sim.batch.summary import Summary
    from sim.scenario.loading import Model

MOST = 2**32
SOURCE = "SCENARIO"
OptionalScenario = Annotated[
    str | None,
    typer.Argument(metavar=SOURCE, help="A scenario file, or the name of a shipped one.", show_default=False),
]
RunsOption = Annotated[
    int | None, typer.Option("-n", "--runs", help="Futures to play; 1000 if not told.", min=1, max=MOST)
]
UntilOption = Annotated[
    str | None,
    typer.Option(help="Play until this is known: 'P80(military_exit) ± 5 d'.", metavar="PRECISION"),
]
MostOption = Annotated[
    int | None, typer.Option(help="With --until, at most so many runs; 10000 if not told.", min=2, max=MOST)
]
BatchSeed = Annotated[
    int | None,
    typer.Option(help="Names the stream of chance; 1 if not told.", min=0, max=2**63 - 1, show_default=False),
]
ClusterOption = Annotated[
    str | None, typer.Option(help="A Dask cluster: tcp://HOST:PORT, or a scheduler file.", show_default=False)
]
ResumeOption = Annotated[
    Path | None,
    typer.Option(help="A study folder to finish, with the arguments it was begun with.", show_default=False),
]
RepairOption = Annotated[bool, typer.Option("--repair", help="Play lost parts of the study again.")]
AtOption = Annotated[
    list[float] | None,
    typer.Option(help="A percentile to show, as a share: 0.1, 0.5, 0.8, 0.9, 0.95. May be repeated."),
]
SamplingOption = Annotated[
    Sampling, typer.Option(help="Evenly spread points instead: means only, with errors over 16 scrambles.")
]
RequireOption = Annotated[
    bool, typer.Option("--require", help="End with 5 where fewer futures meet a target than it promises.")
]
ProgressOption = Annotated[Kind, typer.Option(help="How progress is shown on standard error.")]


@app.command(rich_help_panel=PLAY)
def batch(
    scenario: OptionalScenario = None,
    *,
    runs: RunsOption = None,
    until: UntilOption = None,
    max_n: MostOption = None,
    seed: BatchSeed = None,
    workers: WorkersOption = None,
    cluster: ClusterOption = None,
    engine: EngineOption = Engine.AUTO,
    set_: SetOption = None,
    variant: VariantOption = None,
    without: WithoutOption = None,
    out: OutOption = None,
    resume: ResumeOption = None,
    repair: RepairOption = False,
    at: AtOption = None,
    sampling: SamplingOption = Sampling.RANDOM,
    require: RequireOption = False,
    progress: ProgressOption = Kind.BAR,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Play many futures of a scenario: how likely, how late, how sure, what is critical."""
    given = {
        "scenario": scenario,
        "n": runs,
        "until": until,
        "max_n": max_n,
        "seed": seed,
        "set": set_ or None,
        "variant": variant,
        "without": without or None,
    }
    with told_plainly():
        percentiles = _percentiles(at or ())
        arguments = _arguments(given, resume)
        model, request = _asked(arguments)
        if sampling is not Sampling.RANDOM:
            beside = {"--until": until, "--at": at, "--out": out, "--resume": resume, "--repair": repair}
            refuse_beside(beside)
            batch_evenly(
                model,
                sampling,
                runs=request.n,
                seed=request.seed,
                executor=_executor(workers, cluster),
                engine=engine,
                as_json=as_json,
                quiet=quiet or progress is Kind.NONE,
            )
            return
        folder = resume or out or (None if as_json else _usual_folder(model, request))
        summary = _play(
            model,
            request,
            folder=folder,
            arguments=arguments,
            executor=_executor(workers, cluster),
            engine=engine,
            repair=repair,
            shown=Kind.NONE if quiet else progress,
        )
        _tell(summary, model, folder, at=percentiles, as_json=as_json, quiet=quiet)
    raise typer.Exit(_exit_code(summary) or (MISSED if require and _missed(summary) else 0))


def _missed(summary: Summary) -> bool:
    return any(each.share.value < each.confidence for each in summary.targets)


def _percentiles(given: Sequence[float]) -> tuple[str, ...]:
    """Return the names of the percentiles to show; the usual ones where none is asked for."""
    from sim.batch.summary import PERCENTILES
    from sim.errors import BadInput, Place, quote
    from sim.report.batches import SHOWN

    names = {share: name for name, share in PERCENTILES.items()}
    wrong = [each for each in given if each not in names]
    if wrong:
        allowed = ", ".join(f"{each:g}" for each in names)
        raise BadInput([Place("--at").finding(f"{quote(wrong[0])} is not among them", allowed=allowed)])
    return tuple(names[each] for each in dict.fromkeys(given)) or SHOWN


def _arguments(given: dict[str, Any], resume: Path | None) -> dict[str, Any]:
    """Return what was asked; what is not told comes from the study that is taken up."""
    from sim.batch.storing import manifest_of

    stored = manifest_of(resume)["arguments"] if resume is not None else {}
    found = {name: stored.get(name) if value is None else value for name, value in given.items()}
    if fault := _unfit(found):
        typer.echo(f"scrs batch: {fault}", err=True)
        raise typer.Exit(USAGE)
    return found


def _unfit(arguments: dict[str, Any]) -> str:
    """Return what does not go together, '' where all does."""
    if arguments["scenario"] is None:
        return "name a SCENARIO, or a study folder with --resume"
    if arguments["n"] is not None and arguments["until"] is not None:
        return "-n and --until exclude each other; the cap of --until is --max-n"
    if arguments["max_n"] is not None and arguments["until"] is None:
        return "--max-n caps --until; the number of runs is -n"
    return ""


def study_of(folder: Path) -> tuple[Model, Request, dict[str, Any]]:
    """Return the model of a study folder, what was asked of it, and the arguments it was begun with."""
    nothing = dict.fromkeys(("scenario", "n", "until", "max_n", "seed", "set", "variant", "without"))
    arguments = _arguments(nothing, folder)
    return *_asked(arguments), arguments


def _asked(arguments: dict[str, Any]) -> tuple[Model, Request]:
    from sim.batch.stopping import criterion
    from sim.batch.study import request_of

    model = model_of(
        arguments["scenario"],
        sets=arguments["set"],
        variant=arguments["variant"],
        without=arguments["without"],
    )
    text = arguments["until"]
    until = criterion(text, plan=model.plan) if text is not None else None
    seed = DEFAULT_SEED if arguments["seed"] is None else arguments["seed"]
    return model, request_of(n=arguments["n"] or arguments["max_n"], seed=seed, until=until)


def _usual_folder(model: Model, request: Request) -> Path:
    """Return a folder of this study's own: the same request finds what it has done already."""
    from sim.batch.study import charter_of

    return RUNS / f"{model.name}-batch-{charter_of(model, request, {}).digest[:8]}"


def _executor(workers: int | None, cluster: str | None) -> Executor:
    from sim.batch.executors import executor_for

    if cluster is None:
        return executor_for(workers)
    from sim.batch.cluster import Cluster

    return Cluster(cluster)


def _play(
    model: Model,
    request: Request,
    *,
    folder: Path | None,
    arguments: dict[str, Any],
    executor: Executor,
    engine: Engine,
    repair: bool,
    shown: Kind,
) -> Summary:
    from sim.batch.measuring import Measuring
    from sim.batch.storing import Folder
    from sim.batch.study import charter_of, monte_carlo, play_into

    with _stopped_plainly(folder), progress_of(shown, model.plan.horizon) as show:
        if folder is None:
            return monte_carlo(
                model,
                n=request.n,
                seed=request.seed,
                until=request.until,
                executor=executor,
                engine=engine,
                progress=show,
            ).summary
        study = Folder(folder, charter_of(model, request, arguments), Measuring(model.plan))
        return play_into(study, model, executor=executor, engine=engine, repair=repair, progress=show)


@contextmanager
def _stopped_plainly(folder: Path | None) -> Iterator[None]:
    from sim.errors import BadOutput, WorkerLost

    resume = f"What is finished is kept; resume with: scrs batch --resume {folder}"
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"Stopped. {resume if folder else 'Nothing was written.'}", err=True)
        raise typer.Exit(STOPPED) from None
    except (BadOutput, WorkerLost):
        if folder is not None and (folder / "manifest.json").exists():
            typer.echo(resume, err=True)
        raise


def _tell(
    summary: Summary, model: Model, folder: Path | None, *, at: Sequence[str], as_json: bool, quiet: bool
) -> None:
    from sim.batch.summary import to_json
    from sim.report import batches

    if as_json:
        typer.echo(json.dumps(to_json(summary), indent=1, allow_nan=False))
        return
    if not quiet:
        batches.render(summary, Console(), at=at)
        warn(model)
    typer.echo(f"\nStudy: {folder}   (manifest.json, summary.json, parts/*.parquet)")


def _exit_code(summary: Summary) -> int:
    """Return how the command ends; runs that broke off weigh more than a precision not reached."""
    for line in (_said_of_failures(summary), _said_of_precision(summary)):
        if line:
            typer.echo(line, err=True)
    if summary.failures:
        return SOME_FAILED
    return NOT_PRECISE if summary.look is not None and not summary.look.reached else 0


def _said_of_failures(summary: Summary) -> str:
    if not summary.failures:
        return ""
    replication, why = summary.failures[0]
    count = f"{len(summary.failures)} of {summary.runs} runs"
    return f"{count} broke off and are in no number; the first is replication {replication}: {why}"


def _said_of_precision(summary: Summary) -> str:
    from sim.report.batches import precision_words

    return "" if summary.look is None or summary.look.reached else precision_words(summary)
