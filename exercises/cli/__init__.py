"""The exercises' own verbs of the `scrs` command, a room for each kind.

They read arguments, call the rooms, print. Exit codes: 0 done, 1 the input is wrong, 2 usage.
"""

from exercises.cli import importing
from exercises.cli.options import app

__all__ = ["app", "importing"]
