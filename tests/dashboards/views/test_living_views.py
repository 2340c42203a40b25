"""What is shown of the simulation, on a real one: the situation up to now, and previews."""

import pytest
import yaml

from dashboards.views.rows import preview_of
from dashboards.views.situation import situation_view
from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.opening import create, restage
from exercises.play.commands import Apply, Start
from exercises.roles import Actor, Role
from exercises.script.loading import load_mapping

DANA = Actor("Dana", Role.DIRECTOR)
SCRIPT = {
    "format": 1, "title": "Short", "scenario": "quick-start",
    "clock": {"startex": "2026-05-11 09:00", "endex": "STARTEX+4 h",
              "moves": [{"title": "M", "scenario": "D+60", "pace": 24}]},
    "cells": {"embassy": {"title": "Embassy"}},
    "rows": [{"uid": "a", "title": "A", "to": ["embassy"], "trigger": "STARTEX",
              "effects": [{"withdraw": {"conflict_response_fund": "5 M USD"}}]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def staged():
    """Return a director of a real simulation, begun, and the living simulation under it."""
    journal = MemoryJournal()
    create(journal, "short", load_mapping(yaml.safe_load(yaml.safe_dump(SCRIPT)), "short"), wall=0.0)
    stage = restage(journal, "short")
    director = Director(journal, "short", stage.setting, clock=lambda: 1_000_000.0)
    director.do(DANA, Start())
    return director, stage.living


def test_the_situation_ends_now_and_shows_what_play_has_done(staged):
    """No point lies after this moment, and money that was taken away is gone in it."""
    director, living = staged
    before = situation_view(director, living)
    director.do(DANA, Apply(effect={"withdraw": {"conflict_response_fund": "5 M USD"}}, reason="test"))
    after = situation_view(director, living)
    assert {each.line for each in after.strengths} == {"alpha: troops", "alpha: police", "alpha: civilians"}
    assert max(each.day for each in (*after.funds, *after.strengths)) == pytest.approx(60.0)
    assert before.funds[-1].value - after.funds[-1].value == 5_000_000
    assert after.effects[-1][1].endswith("test")
    assert all(0 <= each.condition <= 1 for each in after.ground)


def test_a_preview_says_what_would_change_and_changes_nothing(staged):
    """In the words of the measures."""
    director, living = staged
    head = director.state.head
    lines = preview_of(director, living, director.state.rows["a"].effects, values={})
    assert any("conflict_response_fund: free to claim" in each for each in lines)
    assert director.state.head == head
