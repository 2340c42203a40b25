"""The verbs of `scrs exercise`, a room for each kind; they read arguments, call the rooms, print."""

from exercises.cli import checking, foreseeing, importing, packing, playing, reviewing
from exercises.cli.options import app

__all__ = ["app", "checking", "foreseeing", "importing", "packing", "playing", "reviewing"]
