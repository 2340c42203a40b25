"""Every `scrs` command in the documents is one that the command takes: its verb, options and choices."""

import shlex
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from dashboards.cli import app
from tests.docs.shown import ROOT, Shown, in_blocks, in_text, missing, pages

GROUP, MISSING = "a group of verbs", "something is missing"
USAGE = typer.BadParameter.__mro__[1]
"""What is raised for every wrong word; Typer has no public name for it."""


@cache
def tree() -> Any:
    """Return the `scrs` command; to build it takes a while."""
    return typer.main.get_command(app)


def refusal(command: str) -> str:
    """Return why the command would be refused before anything is done; '' where it would not."""
    found = tree()
    words = shlex.split(command.partition(" > ")[0])[1:]
    while hasattr(found, "commands"):
        name = words.pop(0) if words else ""
        if name not in found.commands:
            return f"there is no verb '{name}'" if name else GROUP
        found = found.commands[name]
    try:
        found.make_context(found.name, words)
    except USAGE as error:
        lacking = type(error).__name__ == "MissingParameter" or "requires an argument" in str(error)
        return MISSING if lacking else str(error)
    return ""


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", pages(), ids=named)
def test_commands_of_a_page_are_taken(page: Path) -> None:
    """Whoever renames an option finds the pages that show it."""
    whole = {each.place: refusal(each.command) for each in in_blocks(page)}
    named_only = {each.place: refusal(each.command) for each in in_text(page)}
    refused = {place: why for place, why in whole.items() if why}
    refused |= {p: why for p, why in named_only.items() if why not in {"", GROUP, MISSING}}
    assert not refused


def test_a_command_that_is_not_taken_is_found() -> None:
    """Else the test above could not fail."""
    assert refusal("scrs run quick-start --sede 7")
    assert refusal("scrs rum quick-start")
    assert refusal("scrs batch quick-start --engine abacus")
    assert not refusal("scrs run quick-start --seed 7")


def test_a_command_is_read_with_what_is_said_to_come_of_it(tmp_path: Path, monkeypatch: Any) -> None:
    """Notes behind two blanks are no part of it; a line that goes on is one command."""
    monkeypatch.setattr("tests.docs.shown.ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "    scrs run plan.yaml      a note\n\n      milestone   alpha\n\ntext\n\n    not of it\n\n"
        "    $ scrs batch a \\\n        --of 'P80(x)  y'\n    first\n    $ make demo\n    not of it\n"
    )
    assert in_blocks(page) == [
        Shown("page.md", 1, "scrs run plan.yaml", ["  milestone   alpha"]),
        Shown("page.md", 9, "scrs batch a --of 'P80(x)  y'", ["first"]),
    ]


def test_what_was_not_printed_is_told() -> None:
    """In order, with single blanks; `…` stands for the rest of a line."""
    printed = "one  two\nthree\nfour five\n"
    assert missing(["one two", "four …"], printed) == []
    assert missing(["three", "one two", "six"], printed) == ["one two", "six"]
