"""`scrs exercise play`, `status` and `list`: an exercise at the console, and the journals that hold them."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exercises import opening
from exercises.cli.options import ExerciseArg, JournalArg, app, journal_at, one_of
from exercises.console.session import EXCON, Session, Wall
from exercises.console.telling import board
from exercises.errors import Refused
from exercises.journal.memory import MemoryJournal
from exercises.play.commands import Start
from exercises.script.loading import open_script
from exercises.times import say_offset
from sim.cli.ending import STOPPED, told_plainly

if TYPE_CHECKING:
    from exercises.journal.store import Journal

JournalOption = Annotated[
    str,
    typer.Option(
        "--journal",
        help="Where the exercise is kept: a file, postgresql://USER@HOST/DATABASE, or memory:",
        show_default=True,
    ),
]
NameOption = Annotated[
    str | None, typer.Option("--name", help="Name of the exercise in the journal; usually the script's.")
]


@app.command()
def play(
    script: Annotated[
        str,
        typer.Argument(
            help="A script file, a shipped script, or an exercise of the journal.", show_default=False
        ),
    ],
    *,
    journal: JournalOption = "memory:",
    name: NameOption = None,
    lines: Annotated[
        Path | None, typer.Option(help="File of lines to play instead of the keyboard; - for standard input.")
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="As fast as it can be worked out, not in real time.")
    ] = False,
    speed: Annotated[float, typer.Option(help="Exercise seconds per second, in real time.", min=0.1)] = 1.0,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print only what was refused and how it ended.")
    ] = False,
) -> None:
    """Play an exercise from STARTEX to ENDEX at the console, or take it up where it stood.

    Lines are commands such as `embassy: answer fund-request option=approve We agree`; `help` lists them.
    With --fast the lines' own moments (`STARTEX+00:12 …`) move the clock, and what is left plays by itself.
    """
    with told_plainly():
        given = None if lines is None else _given(lines)  # before anything begins: the file may not be there
        with journal_at(journal, create=True) as kept:
            exercise = _begun(kept, script, name)
            session = _session(kept, exercise, fast=fast, quiet=quiet)
            with _left_in_words(session, kept, script):
                _played(session, given, fast=fast, speed=speed)
    raise typer.Exit(1 if session.refusals else 0)


def _begun(journal: Journal, script: str, name: str | None) -> str:
    """Return the exercise to play: one of the journal, or a new one of a script."""
    exercise = name or Path(script).stem
    if exercise in journal.exercises():
        typer.echo(f"Taking up {exercise} in {journal.name}.", err=True)
        if opening.differs(journal, exercise, script):
            typer.echo(
                f"{script} has changed since this exercise was made of it: the script in the journal counts. "
                "For another exercise give another --name.",
                err=True,
            )
        return exercise
    loaded = open_script(script)
    for finding in loaded.findings:
        typer.echo(finding.render(), err=True)
    opening.create(journal, exercise, loaded, wall=now())
    return exercise


@contextmanager
def _left_in_words(session: Session, journal: Journal, script: str) -> Iterator[None]:
    """Say, however play was left, how the exercise stands and how it is taken up again."""
    broken = False
    try:
        yield
    except KeyboardInterrupt:
        broken = True
        typer.echo("", err=True)
    state = session.director.state
    if state.phase != "ended":
        typer.echo(_how_to_go_on(session, journal, script), err=True)
    if broken:
        _end(session)
        raise typer.Exit(STOPPED)


def _how_to_go_on(session: Session, journal: Journal, script: str) -> str:
    if isinstance(journal, MemoryJournal):
        return "The exercise is not over, and was kept in memory only: --journal FILE keeps one."
    exercise, running = session.director.exercise, session.director.state.phase == "running"
    name = "" if Path(script).stem == exercise else f" --name {exercise}"
    again = f"scrs exercise play {script} --journal {journal.name}{name}"
    return f"The exercise is not over. Take it up again: {again}" + (
        ". Its clock runs on meanwhile; 'pause' before leaving lets it stand." if running else ""
    )


def _played(session: Session, lines: Iterable[str] | None, *, fast: bool, speed: float) -> None:
    """Play to the end of the lines, or of the exercise."""
    if session.director.state.phase == "ready":
        session.director.do(EXCON, Start(speed=speed))
    session.follow()
    if lines is None and sys.stdin is not None and sys.stdin.isatty():
        _at_the_keyboard(session)
    else:
        for each in lines if lines is not None else sys.stdin or ():
            session.take(each)
    if fast or lines is not None:
        session.finish()
    _end(session)


def _given(lines: Path) -> Iterable[str]:
    """Return the lines of a file or, for `-`, of standard input; none where that is closed."""
    return _read(lines) if str(lines) != "-" else sys.stdin or ()


def _session(journal: Journal, exercise: str, *, fast: bool, quiet: bool) -> Session:
    """Return a session in real time or, where it is to be fast, on a wall that is turned."""
    wall = Wall(max([now(), *(each.wall for each in journal.read(exercise))]))

    def turn(seconds: float) -> None:
        wall.time += seconds

    director = opening.direct(journal, exercise, clock=wall if fast else now)
    return Session(
        director,
        wait=turn if fast else time.sleep,
        say=_say_nothing if quiet else typer.echo,
        fast=fast,
        told=director.state.head,
    )


def now() -> float:
    """Return seconds since 1970 UTC: the one clock that is read, here at the edge of the program."""
    return datetime.now(UTC).timestamp()


def _say_nothing(_line: str) -> None:
    """Take a line of the feed and keep it to oneself."""


def _read(file: Path) -> list[str]:
    """Return the lines of a file or, where there is none of that name, of a play that ships."""
    shipped_play = Path(str(resources.files("exercises.script").joinpath("library", file.name)))
    if not file.exists() and file.name == str(file) and shipped_play.suffix == ".txt":
        file = shipped_play if shipped_play.exists() else file
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "it is not UTF-8 text").lower()
        message = f"{file} cannot be read: {reason}"
        raise Refused(message, advice="name a text file, a line a command") from error


def _at_the_keyboard(session: Session) -> None:
    """Take lines as they are typed, and tell what happens meanwhile, until ENDEX or end of input."""
    typed: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_type, args=(typed,), daemon=True).start()
    while session.director.state.phase != "ended":
        session.look()
        try:
            line = typed.get(timeout=0.25)
        except queue.Empty:
            continue
        if line == "":
            return
        session.take(line)


def _type(typed: queue.Queue[str]) -> None:
    for line in iter(sys.stdin.readline, ""):
        typed.put(line)
    typed.put("")


def _end(session: Session) -> None:
    """Say how it ended and what was refused."""
    state = session.director.state
    sent = sum(1 for run in state.runs.values() if "sent" in run.stamps)
    answered = sum(1 for run in state.runs.values() if "answered" in run.stamps)
    where = f"{session.director.exercise}: {state.phase} at {say_offset(session.director.now())}"
    what = f"{sent} deliveries, {answered} answered, {len(state.effects)} effects on the simulation"
    typer.echo(f"{where}; {what}; state {state.digest()[:12]}.")
    for refusal in session.refusals:
        typer.echo(f"refused: {refusal}", err=True)


@app.command()
def status(
    journal: JournalArg,
    exercise: Annotated[
        str | None, typer.Argument(help="An exercise of it; without it all are listed.")
    ] = None,
) -> None:
    """Show what a journal holds, or how an exercise stands: what comes next, what waits for a person."""
    from exercises.forecasting import origin_of

    with told_plainly(), journal_at(journal) as kept:
        names = kept.exercises()
        if exercise is None:
            for name in names:
                typer.echo(_listed(kept, name))
            if not names:
                typer.echo("The journal holds no exercise yet.")
            return
        director = opening.direct(kept, one_of(kept, exercise), clock=now)
        if origin := origin_of(kept.header(exercise)):
            typer.echo(origin)
        for line in board(director):
            typer.echo(line)


def _listed(journal: Journal, name: str) -> str:
    """Return an exercise of a journal in a line, with where it comes from."""
    from exercises.forecasting import origin_of

    header = journal.header(name)
    origin = origin_of(header)
    told = f"{name}: {header.get('title', '')}, {journal.head(name)} entries"
    return f"{told}; {origin}" if origin else told


@app.command()
def replay(
    journal: JournalArg,
    exercise: ExerciseArg,
) -> None:
    """Fold the journal of an exercise from the beginning: its feed, and the state that it comes to."""
    from exercises.console.telling import tell
    from exercises.play.state import fold

    with told_plainly(), journal_at(journal) as kept:
        setting = opening.restage(kept, exercise).setting
        state = setting.opening()
        for entry in kept.read(exercise):
            fold(state, [entry])
            line = tell(entry, state, setting.startex)
            if line:
                typer.echo(f"{entry.seq:>4}  {line}")
        typer.echo(
            f"{exercise}: {state.phase}; {state.head} entries; journal {kept.audit(exercise)[:12]}, "
            f"state {state.digest()[:12]}."
        )
