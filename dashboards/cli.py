"""The `scrs` command, assembled from the verbs of each floor; no verb is written here."""

from exercises.cli import app as exercise
from sim.cli import app

__all__ = ["app", "main"]

app.add_typer(exercise, name="exercise")


def main() -> None:
    """Run the command line, whatever file it was started from."""
    app(prog_name="scrs")
