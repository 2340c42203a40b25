"""The `scrs` command, assembled from the verbs of each floor; those that open pages are written here."""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exercises.cli import app as exercise
from sim.cli import app
from sim.cli.ending import told_plainly
from sim.cli.verbs import PEOPLE, PLAY

if TYPE_CHECKING:
    from streamlit import App

    from dashboards.door.oidc import Provider

__all__ = ["app", "labs", "main", "panel"]

app.add_typer(exercise, name="exercise", rich_help_panel=PEOPLE)
LOOPBACK = "127.0.0.1"
MOST_PAGES = 150
LABS_PORT = 8502
"""Beside a panel, not in its place."""
LOOK_AGAIN = 0.1
"""Seconds between two tries whether the server answers."""


def main() -> None:
    """Run the command line, whatever file it was started from."""
    app(prog_name="scrs")


@app.command(rich_help_panel=PEOPLE)
def panel(
    *,
    exercise: Annotated[
        str, typer.Option("--exercise", help="A script file, or the name of a shipped one.")
    ] = "first-72-hours",
    name: Annotated[
        str | None, typer.Option(help="Name of the exercise in the journal; usually the script's.")
    ] = None,
    folder: Annotated[
        Path, typer.Option(help="Folder for the journal, the signing key and drafts.", file_okay=False)
    ] = Path("scrs-exercises"),
    database_url: Annotated[
        str | None,
        typer.Option(
            help="Journal elsewhere: a file, or postgresql://USER@HOST/DATABASE.", show_default=False
        ),
    ] = None,
    host: Annotated[
        str, typer.Option(help="Address to listen at; others than this machine need 0.0.0.0.")
    ] = LOOPBACK,
    port: Annotated[int, typer.Option(help="Port to listen at.", min=1, max=65_535)] = 8501,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="Another name by which browsers come, such as a proxy's.", show_default=False),
    ] = None,
    new_passwords: Annotated[
        bool, typer.Option("--new-passwords", help="Make and show new passwords: nobody signed in stays so.")
    ] = False,
    ask_passwords: Annotated[
        bool, typer.Option("--ask-passwords", help="Ask for the passwords here instead of making them.")
    ] = False,
    roles: Annotated[
        Path | None,
        typer.Option(
            help="Table of people and groups, for sign-in with an organisation.",
            show_default=False,
            dir_okay=False,
        ),
    ] = None,
    most_pages: Annotated[
        int, typer.Option(help="Pages that may be open at once; those of control come on top.", min=1)
    ] = MOST_PAGES,
) -> None:
    """Open the control panel of an exercise in the browser: control, cells, evaluators, observers.

    Makes the exercise if the journal does not hold it yet, else takes it up where it stood. Prints one
    join link for each role and cell; whoever opens a link sits in that seat. Director and administrator
    need a password too: made and shown at the first start, or given in SCRS_PANEL_DIRECTOR_PASSWORD and
    SCRS_PANEL_ADMINISTRATOR_PASSWORD.
    """
    with told_plainly():
        _check_free(host, port)
        _make(folder)
        address = database_url or str(folder / "exercises.sqlite")
        typer.echo(f"Opening {exercise} ...", err=True)
        title = _prepare(address, exercise, name or Path(exercise).stem)
        made = _set_passwords(folder, ask=ask_passwords, anew=new_passwords)
        os.environ |= {
            "SCRS_PANEL_JOURNAL": address,
            "SCRS_PANEL_EXERCISE": name or Path(exercise).stem,
            "SCRS_PANEL_FOLDER": str(folder),
        }
        greeting = _greeting(title, host, port, made=made)
        provider = _provider(roles) if roles else None
    _tell_once_it_answers(host, port, greeting)
    _serve(host, port, given=allow_host or [], most=most_pages, provider=provider)


@app.command(rich_help_panel=PLAY)
def labs(
    *, port: Annotated[int, typer.Option(help="Port to listen at.", min=1, max=65_535)] = LABS_PORT
) -> None:
    """Open the labs in the browser, for whoever writes doctrine or scripts: no exercise is needed.

    They open the scenarios of this folder and those that ship, for this machine only.
    """
    with told_plainly():
        _check_free(LOOPBACK, port, advice="name another with --port")
    import streamlit as st

    from dashboards import theme

    _tell_once_it_answers(LOOPBACK, port, f"The labs are at http://{LOOPBACK}:{port}. Stop with Ctrl+C.")
    _run(st.App(Path(__file__).with_name("labs.py")), theme.options(host=LOOPBACK, port=port))


def _check_free(host: str, port: int, *, advice: str = "name another with --port or --host") -> None:
    from exercises.errors import Refused

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = f"cannot listen at {host}, port {port}: {(error.strerror or str(error)).lower()}"
            raise Refused(message, advice=advice) from None


def _make(folder: Path) -> None:
    """Make the folder where it is not there. Raises: `BadOutput`."""
    from sim.errors import BadOutput

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"{folder}: cannot be made: {reason}. Name another with --folder."
        raise BadOutput(message) from None


def _prepare(address: str, script: str, name: str) -> str:
    """Make the exercise if it is not there; return its title."""
    from dashboards.house import now
    from exercises import opening
    from exercises.journal.opening import open_journal
    from exercises.script.loading import open_script

    journal = open_journal(address)
    try:
        if name not in journal.exercises():
            loaded = open_script(script)
            for finding in loaded.findings:
                typer.echo(finding.render(), err=True)
            opening.create(journal, name, loaded, wall=now())
        return str(journal.header(name).get("title", name))
    finally:
        journal.close()


def _set_passwords(folder: Path, *, ask: bool, anew: bool) -> dict[str, str]:
    """Keep the passwords that are given, make those that are missing; return seat → what was made."""
    from dashboards.access import key_in
    from dashboards.door.passwords import ASKED, VARIABLES, set_passwords

    # Taken out of the environment: what this process starts has no business with them.
    given = {role: told for role in ASKED if (told := os.environ.pop(VARIABLES[role], ""))}
    if ask:
        given |= {
            role: typer.prompt(f"Password of the {role}", hide_input=True, confirmation_prompt=True)
            for role in ASKED
            if role not in given
        }
    made = set_passwords(folder, key_in(folder), given, anew=anew)
    return {role.value: each for role, each in made.items()}


def _greeting(title: str, host: str, port: int, *, made: dict[str, str]) -> str:
    """Open the house; return where it is and who comes in by which link."""
    from dashboards.access import open_doors
    from dashboards.door.names import ANYWHERE
    from dashboards.house import house
    from exercises.roles import Actor, Role

    here = house()
    by = Actor("scrs panel", Role.ADMINISTRATOR)
    shown = socket.gethostname() if host in ANYWHERE else f"[{host}]" if ":" in host else host
    links = open_doors(here.gate, list(here.director.setting.script.cells), by=by)
    lines = [
        f"{title}: {here.director.state.phase}, kept in {here.journal.name}",
        f"The panel is at http://{shown}:{port} - open a link to take a seat (several tabs are fine):\n",
        *(f"  {each.claims.seat:<15} http://{shown}:{port}/join?t={each.token}" for each in links),
        "",
        *(f"  Password of the {seat}, shown this once: {password}" for seat, password in made.items()),
        "\nWhoever has a link has its seat; director and administrator need their password too.",
        "The administrator can take links back. Stop with Ctrl+C.",
    ]
    return "\n".join(lines)


def _tell_once_it_answers(host: str, port: int, told: str) -> None:
    """Say where the server is as soon as it listens there: a link that is opened earlier leads nowhere."""
    near = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(host, host)  # noqa: S104  nobody can call 'everywhere'

    def wait() -> None:
        while True:
            with suppress(OSError), socket.create_connection((near, port), timeout=1):
                break
            time.sleep(LOOK_AGAIN)
        typer.echo(told)

    threading.Thread(target=wait, name="greeting", daemon=True).start()


def _provider(roles: Path) -> Provider:
    """Return who vouches for people, by the role table and the section `[auth]`."""
    import streamlit as st

    from dashboards.door.oidc import provider_of
    from dashboards.door.role_table import read_table
    from dashboards.house import house

    table = read_table(roles, house().director.setting.script.cells)
    try:
        section = dict(st.secrets.get("auth", {}))
    except FileNotFoundError:
        section = {}
    return provider_of(section, table)


def _serve(host: str, port: int, *, given: list[str], most: int, provider: Provider | None = None) -> None:
    from dashboards import theme
    from dashboards.door.guarding import Rules
    from dashboards.door.names import names_of
    from dashboards.serve import make_app

    names = names_of(host, given)
    known = frozenset(each.lower() for each in given)
    rules = Rules(names, known, most, back=provider.back if provider else "")
    options = {**theme.options(host=host, port=port), "server.allowedHosts": sorted(names)}
    _run(make_app(rules, provider), options)


def _run(served: App, options: dict[str, object]) -> None:
    """Serve until Ctrl-C; then end who works behind the pages: a forecast under way would be waited for."""
    import streamlit as st

    try:
        served.run(config=options)
    finally:
        st.cache_resource.clear()
