"""`scrs exercise forecast`, `whatif`, `rewind`: what may come, what would, and playing again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from exercises.cli.options import ExerciseArg, JournalArg, app, journal_at, one_of
from exercises.cli.playing import now
from sim.cli.ending import told_plainly
from sim.cli.progress import working

if TYPE_CHECKING:
    from exercises.journal.store import Journal
    from exercises.opening import Stage
    from exercises.play.state import State

AtOption = Annotated[
    str | None,
    typer.Option("--at", help="A moment, such as STARTEX+01:20, `day 1 14:20` or 14:20; without it now."),
]
InsteadOption = Annotated[
    int | None,
    typer.Option(
        "--instead",
        help="Number of an entry, as `replay` tells it: in the place of what somebody did there.",
        min=1,
        show_default=False,
    ),
]
FuturesOption = Annotated[int, typer.Option("-n", help="Futures that are played.", min=20, max=100_000)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command()
def forecast(
    journal: JournalArg,
    exercise: ExerciseArg,
    *,
    at: AtOption = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(help="A command taken as given at that moment, as at the console; may be repeated."),
    ] = None,
    futures: FuturesOption = 1_000,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep it in the journal as it was seen; only at this moment.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Tell what may still come: rows that wait for the simulation, dates, load; and what is assumed.

    What happened is kept, what is under way goes on from where it is, what comes is drawn anew, a thousand
    times. Nothing is written to the journal, unless --keep is given.
    """
    from exercises.console.session import EXCON
    from exercises.director import Director
    from exercises.errors import Refused
    from exercises.forecasting import forecast as foresee
    from exercises.forecasting.carrying import entries_until
    from exercises.forecasting.forking import given, not_over
    from exercises.forecasting.telling import plain, summary, told
    from exercises.play.commands import Foresee

    with told_plainly(), journal_at(journal) as kept:
        stage, state = _staged(kept, exercise)
        entries = kept.read(exercise)
        second = _second(stage, state, at)
        not_over(entries, second)
        if keep and (at is not None or assume):
            message = "only the forecast of this moment, without assumptions, can be kept"
            raise Refused(message, advice="leave --keep out, or --at and --assume")
        tried = [given(each, stage.setting.script, EXCON) for each in assume or ()]
        with working(f"Playing {futures:,} futures"):
            found = foresee(
                stage,
                entries_until(entries, second) if entries else (),
                second=second,
                futures=futures,
                commands=[(each.actor, each.command) for each in tried],
            ).forecast
        _print(json.dumps(plain(found)) if as_json else "\n".join(told(found)))
        if keep:
            director = Director(kept, exercise, stage.setting, clock=now)
            director.do(EXCON, Foresee(summary=summary(found)))


@app.command()
def whatif(
    journal: JournalArg,
    exercise: ExerciseArg,
    commands: Annotated[
        list[str],
        typer.Argument(help='Commands as at the console: "release storm", "embassy: answer ask option=yes".'),
    ],
    *,
    at: AtOption = None,
    instead: InsteadOption = None,
    adopt: Annotated[
        str | None, typer.Option(help="Give the commands for real, with this reason; only at this moment.")
    ] = None,
    futures: FuturesOption = 1_000,
    as_json: JsonOption = False,
) -> None:
    """Try commands at a moment, and hold both futures beside each other, with the same luck in both.

    Nothing is written, unless --adopt gives them for real.
    """
    from exercises.console.session import EXCON
    from exercises.director import Director
    from exercises.errors import Refused
    from exercises.forecasting import fork, given
    from exercises.forecasting.forking import adopt as adopt_for_real
    from exercises.forecasting.telling import plain_fork, told_fork

    with told_plainly(), journal_at(journal) as kept:
        stage, state = _staged(kept, exercise)
        if adopt is not None and (at, instead) != (None, None):
            message = "only what is tried at this moment can be adopted"
            advice = "leave --at and --instead out, or play again from that moment: scrs exercise rewind"
            raise Refused(message, advice=advice)
        entries = kept.read(exercise)
        tried = [given(each, stage.setting.script, EXCON) for each in commands]
        second = _second(stage, state, at)
        with working(f"Playing {futures:,} futures, with and without"):
            found = fork(stage, entries, tried, second=second, futures=futures, instead=instead)
        _print(json.dumps(plain_fork(found)) if as_json else "\n".join(told_fork(found)))
        if adopt is not None:
            director = Director(kept, exercise, stage.setting, clock=now)
            adopt_for_real(director, tried, reason=adopt, head=entries[-1].seq)
            typer.echo("Adopted.", err=True)


@app.command()
def rewind(
    journal: JournalArg,
    exercise: ExerciseArg,
    *,
    at: Annotated[
        str | None,
        typer.Option("--at", help="A moment of it, such as STARTEX+01:20, `day 1 14:20` or 14:20."),
    ] = None,
    instead: InsteadOption = None,
    do: Annotated[
        list[str] | None,
        typer.Option(help="A command given in the new one, as at the console; may be repeated."),
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the new exercise; usually made of both.")] = "",
    reason: Annotated[str, typer.Option(help="Why, for the record.")] = "",
) -> None:
    """Begin an exercise that stands where another one stood, to play on otherwise; the other one stays."""
    from exercises.console.session import EXCON
    from exercises.errors import Refused
    from exercises.forecasting import given, origin_of, play_otherwise

    with told_plainly(), journal_at(journal) as kept:
        stage, state = _staged(kept, exercise)
        if (at is None) == (instead is None):
            message = "a moment to play again from is needed: one, not two"
            raise Refused(message, advice="--at STARTEX+01:20, or --instead with the number of an entry")
        new = play_otherwise(
            kept,
            exercise,
            [given(each, stage.setting.script, EXCON) for each in do or ()],
            by=EXCON,
            clock=now,
            second=_second(stage, state, at),
            instead=instead,
            name=name,
            reason=reason,
        )
        typer.echo(f"{new}: {origin_of(kept.header(new))}; it stands paused.")
        typer.echo(f"Play on: scrs exercise play {new} --journal {kept.name}, then 'resume'", err=True)


def _staged(journal: Journal, exercise: str) -> tuple[Stage, State]:
    """Return an exercise ready to be asked, and the state of play. Raises: `NoSuchExercise`."""
    from exercises.opening import restage
    from exercises.play.state import fold

    stage = restage(journal, one_of(journal, exercise))
    return stage, fold(stage.setting.opening(), journal.read(exercise))


def _second(stage: Stage, state: State, written: str | None) -> float:
    """Return the second of the exercise that is meant; now, where none is named."""
    from exercises.errors import Refused
    from exercises.forecasting.moments import second_at
    from exercises.times import say_offset

    present = max(state.clock.at(now()), state.now)
    if written is None:
        return present
    second = second_at(written, stage.setting, state)
    if second > present:
        message = f"{written} has not come: the exercise stands at {say_offset(present)}"
        raise Refused(message, advice="name a moment that has, or leave --at out")
    return second


def _print(text: str) -> None:
    typer.echo(text)
