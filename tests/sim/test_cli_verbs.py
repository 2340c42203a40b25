"""`scrs --help` lists the verbs in the order in which they are met."""

import importlib

from typer.testing import CliRunner

from sim.cli.verbs import HEADINGS


def test_verbs_stand_under_their_headings_in_order() -> None:
    """None is left without one, and the first step comes first."""
    said = CliRunner().invoke(importlib.import_module("dashboards.cli").app, ["--help"]).output
    found = [line.strip("╭╮─ ") for line in said.splitlines() if line.startswith("╭")]
    assert found == ["Options", *HEADINGS]
    assert said.index(" new ") < said.index(" batch ") < said.index(" compare ") < said.index(" panel ")
