"""A seated exercise with its simulation under it, for the pages that look ahead and learn."""

import pytest
import seating
from scripts import small

from exercises.script.loading import load_text

SCRIPT = """
format: 1
title: Harbour
scenario: small.yaml
seed: 3
clock: {startex: 2026-05-11 09:00, endex: STARTEX+04:00, moves: [{title: Only, pace: 240}]}
cells: {embassy: {title: Embassy}, command: {title: Command}}
objectives: {ask: {title: Ask in time}}
lessons: {deciding: {step: decide, cells: [embassy]}}
rows:
  - uid: ask
    title: Ask
    to: embassy
    trigger: STARTEX+00:05
    on_late: fire
    options:
      yes: {text: We ask, effects: [{deposit: {purse: 5 M USD}, why: asked}]}
      no: {text: We do not}
  - {uid: by_hand, title: By hand, to: command, trigger: manual}
  - {uid: richer, title: Richer, to: embassy, trigger: {when: {measure: fund.purse.free, above: 62 M USD}}}
"""


@pytest.fixture(scope="module")
def loaded():
    """Return the script, understood."""
    return load_text(SCRIPT, "harbour.yaml", scenario=small())


@pytest.fixture
def harbour(tmp_path, monkeypatch, loaded):
    """Yield the table; no study or file of others is in the folder."""
    monkeypatch.chdir(tmp_path)
    yield from seating.living_table(tmp_path, monkeypatch, loaded)
