"""The verb of the mechanism database: what could carry a programme, and what to pre-position first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from sim.batch.engines import Engine
from sim.cli.ending import end_if_broken, told_plainly
from sim.cli.engines import EngineOption
from sim.cli.options import JsonOption, SeedOption, app
from sim.cli.progress import WorkersOption
from sim.cli.verbs import ASK
from sim.errors import BadInput, Place

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sim.batch.road import Broken
    from sim.mechanisms.ranking import Question, Ranking

    Answer = tuple[RenderableType, dict[str, Any]]

RANK_ONLY, SEARCH_ONLY = "goes with --rank", "does not go with --rank"


@app.command(rich_help_panel=ASK)
def mechanisms(
    *,
    sector: Annotated[str | None, typer.Option(help="Sector of the programme.")] = None,
    region: Annotated[str | None, typer.Option(help="Region of the crisis.")] = None,
    needed_by: Annotated[str | None, typer.Option(help="An award by then: D+30.")] = None,
    amount: Annotated[str | None, typer.Option(help="Least ceiling: '5 M USD'.")] = None,
    kind: Annotated[str | None, typer.Option(help="Task order contract, trust fund …")] = None,
    holder: Annotated[str | None, typer.Option(help="Agency, university, firm, NGO, UN, IFI.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that all stand in it.")] = None,
    start: Annotated[str | None, typer.Option(help="D+0 as a date, for expiry dates.")] = None,
    table: Annotated[Path | None, typer.Option(help="Your own table: CSV or XLSX.")] = None,
    rank: Annotated[str | None, typer.Option(help="Scenario: what to put in place first?")] = None,
    own: Annotated[bool, typer.Option("--own", help="Rank what is in place, switched off in turn.")] = False,
    futures: Annotated[int, typer.Option("-n", help="Paired futures of --rank.", min=2)] = 100,
    top: Annotated[int, typer.Option(help="How many --rank chooses.", min=1)] = 5,
    seed: SeedOption = 1,
    workers: WorkersOption = None,
    engine: EngineOption = Engine.AUTO,
    as_json: JsonOption = False,
) -> None:
    """Search the database of pre-positioned mechanisms, or rank what to put in place first."""
    words = {"sector": sector, "region": region, "kind": kind, "holder": holder, "needed_by": needed_by}
    words |= {"amount": amount, "text": text, "start": start}
    broken: Sequence[Broken] = ()
    with told_plainly():
        _refuse_mixed(words, rank=rank, own=own)
        if rank is None:
            shown, plain = _searched(words, table)
        else:
            from sim.batch.executors import available_processors
            from sim.mechanisms.ranking import Question
            from sim.report.mechanisms import ranking_json, ranking_table

            count = available_processors() if workers is None else workers
            question = Question(
                rank, seed=seed, futures=futures, top=top, own=own, workers=count, engine=engine
            )
            ranking = _ranking(question, table)
            shown, plain = ranking_table(ranking, own=own), ranking_json(ranking)
            broken = ranking.broken
    if as_json:
        typer.echo(json.dumps(plain, indent=1))
    else:
        _tell(shown, illustrative=table is None and not own)
    end_if_broken(broken)


def _tell(shown: RenderableType, *, illustrative: bool) -> None:
    from sim.report.mechanisms import ILLUSTRATIVE

    Console().print(shown)
    if illustrative:
        typer.echo(ILLUSTRATIVE)


def _refuse_mixed(words: dict[str, str | None], *, rank: str | None, own: bool) -> None:
    """Refuse an option that would do nothing."""
    stray = [name for name, value in words.items() if value is not None and rank is not None]
    findings = [Place(f"--{each.replace('_', '-')}").finding(SEARCH_ONLY) for each in stray]
    if own and rank is None:
        findings.append(Place("--own").finding(RANK_ONLY))
    if findings:
        raise BadInput(findings)


def _searched(words: dict[str, str | None], table: Path | None) -> Answer:
    from sim.mechanisms.asking import asked
    from sim.mechanisms.checking import read_table
    from sim.mechanisms.searching import nearest_to, search
    from sim.report.mechanisms import found_json, found_table

    wanted = asked(words)
    rows = read_table(table)
    found = search(rows, wanted) or nearest_to(rows, wanted)
    return found_table(found, wanted), found_json(found, wanted)


def _ranking(question: Question, table: Path | None) -> Ranking:
    from rich.progress import Progress

    from sim.mechanisms.ranking import rank

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Playing paired futures …", total=1.0)
        return rank(question, table, told=lambda share: bar.update(task, completed=share))
