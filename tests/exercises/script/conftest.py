"""Short ways to ask what is found in a script."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from scripts import HEAD, small

from exercises.script.loading import load_text
from sim.errors import BadInput, Finding


@pytest.fixture
def findings() -> Callable[[str], tuple[Finding, ...]]:
    """Return what is found in a whole script, whoever finds it."""

    def found(text: str) -> tuple[Finding, ...]:
        try:
            return load_text(text, "script.yaml", scenario=small()).findings
        except BadInput as error:
            return error.findings

    return found


@pytest.fixture
def lines(findings) -> Callable[..., list[str]]:
    """Return the first line of each finding of what stands below a head, without the file's name."""

    def told(text: str, *, head: str = HEAD) -> list[str]:
        found = findings(head + textwrap.dedent(text) + "\n")
        return [each.render().partition("\n")[0].removeprefix("script.yaml:") for each in found]

    return told


@pytest.fixture
def of_row(lines) -> Callable[..., list[str]]:
    """Return what is found in a row that is right but for some keys, with whatever else is declared.

    The row begins on line 8, each of its keys has a line of its own; doubts about the rest are left out.
    """

    def told(keys: str = "", *, others: str = "", head: str = HEAD) -> list[str]:
        body = textwrap.indent(textwrap.dedent(keys).strip("\n"), "    ")
        given = {line.strip().partition(":")[0] for line in body.splitlines()}
        usual = {"title": "Bad", "to": "[embassy]", "objectives": "[ask]"}
        rest = "".join(f"    {key}: {value}\n" for key, value in usual.items() if key not in given)
        text = f"rows:\n  - uid: bad\n{body}\n{rest}{others}"
        return lines(text, head=head)

    return told
