"""The `scrs` command, assembled from the verbs of each floor; no verb is written here."""

import exercises.cli
from sim.cli import app

__all__ = ["app", "main"]

app.add_typer(exercises.cli.app, name="exercise")


def main() -> None:
    """Run the command line, whatever file it was started from."""
    app(prog_name="scrs")
