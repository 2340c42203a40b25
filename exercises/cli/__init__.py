"""The verbs of `scrs exercise`, a room for each kind; they read arguments, call the rooms, print."""

from exercises.cli import (
    checking,
    foreseeing,
    importing,
    learning,
    packing,
    playing,
    rehearsing,
    retiming,
    reviewing,
)
from exercises.cli.options import app

__all__ = [
    "app",
    "checking",
    "foreseeing",
    "importing",
    "learning",
    "packing",
    "playing",
    "rehearsing",
    "retiming",
    "reviewing",
]
