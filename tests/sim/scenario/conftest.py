"""Short ways to ask what is found in a scenario."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from sim.errors import BadInput, Finding
from sim.scenario.reading import read_text
from sim.scenario.understanding import understand

HEAD = "format: 1\ntitle: T\nstart: 2005-10-01\nhorizon: 1 y\nevidence: judgement\n"
"""Five lines that are right, so that what a test writes begins on line 6."""


@pytest.fixture
def findings() -> Callable[[str], tuple[Finding, ...]]:
    """Return what is found in a whole file, whoever finds it."""

    def found(text: str) -> tuple[Finding, ...]:
        try:
            return understand(read_text(text, "plan.yaml"))[1]
        except BadInput as error:
            return error.findings

    return found


@pytest.fixture
def first_lines(findings) -> Callable[[str], list[str]]:
    """Return the first line of each finding below the head, without the file's name."""

    def lines(text: str) -> list[str]:
        found = findings(HEAD + textwrap.dedent(text) + "\n")
        return [each.render().partition("\n")[0].removeprefix("plan.yaml:") for each in found]

    return lines
