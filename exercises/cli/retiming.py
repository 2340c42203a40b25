"""`scrs exercise retime`: proposals for play that runs late, and one of them carried out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from exercises.cli.options import JournalArg, OnlyExerciseArg, app, journal_at, one_of
from exercises.cli.playing import now
from sim.cli.ending import told_plainly
from sim.cli.options import JsonOption
from sim.cli.progress import working

if TYPE_CHECKING:
    from exercises.director import Director
    from exercises.retiming import Retiming


@app.command()
def retime(
    journal: JournalArg,
    exercise: OnlyExerciseArg = None,
    *,
    by: Annotated[
        str | None,
        typer.Option(
            help="Everything is answered by then: STARTEX+03:10; ENDEX if not told.", show_default=False
        ),
    ] = None,
    at_once: Annotated[int, typer.Option(help="Answers that a cell may owe at once.", min=1, max=100)] = 4,
    number: Annotated[
        int | None,
        typer.Option("--adopt", help="Carry out the proposal of this number.", min=1, show_default=False),
    ] = None,
    actor: Annotated[str, typer.Option("--as", help="Who adopts, for the record.")] = "excon",
    as_json: JsonOption = False,
) -> None:
    """Propose the smallest moves and skips after which all objectives are still exercised in time.

    Solved exactly, three ways: fewest changes, fewest rows left out, fewest rows moved. Nothing is changed
    without --adopt.
    """
    from exercises import opening
    from exercises.retiming import retime as propose
    from exercises.retiming.telling import as_data, lines

    with told_plainly(), journal_at(journal) as kept:
        director = opening.direct(kept, one_of(kept, exercise), clock=now)
        director.tick()
        end = None if by is None else _second(by, director)
        with working("Looking for the smallest changes"):
            found = propose(director, end_s=end, at_once=at_once)
        if as_json:
            typer.echo(json.dumps(as_data(found), indent=1))
        else:
            for line in lines(found):
                typer.echo(line)
        if number is not None:
            _adopt(director, found, number, actor=actor)


def _second(written: str, director: Director) -> float:
    """Return the second of a moment on the exercise clock. Raises: `BadInput`; `Refused` for the past."""
    from exercises.errors import Refused
    from exercises.times import moment
    from sim.errors import BadInput, BadQuantity, Place

    try:
        found = moment(written)
    except BadQuantity as error:
        raise BadInput([error.at(Place("--by"))]) from None
    if found.clock != "exercise":
        raise BadInput(
            [Place("--by").finding(f"{written} is on the scenario's clock", allowed="STARTEX+03:10")]
        )
    second = found.seconds(director.setting.startex)
    if second <= director.now():
        message = f"{written} has passed"
        raise Refused(message, advice="name a moment that is still to come")
    return second


def _adopt(director: Director, found: Retiming, number: int, *, actor: str) -> None:
    from exercises.errors import Refused
    from exercises.retiming import adopt
    from exercises.roles import Actor, Role

    if number > len(found.proposals):
        message = f"there is no proposal {number}"
        raise Refused(message, advice=f"1 to {len(found.proposals)}" if found.proposals else "none is needed")
    chosen = found.proposals[number - 1]
    done = adopt(director, Actor(actor, Role.DIRECTOR), chosen, situation=found.situation)
    typer.echo(f"Adopted {number}: {done.done} changes made.", err=True)
    for each in done.refused:
        typer.echo(f"refused: {each}", err=True)
    if done.refused:
        raise typer.Exit(1)
