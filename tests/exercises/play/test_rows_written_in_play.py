"""Rows added or changed in play: what they name must be there, or play would stop for good."""

from __future__ import annotations

from typing import Any

import pytest
from playing import CONTROLLER, DIRECTOR, deliveries, director_of

from exercises.console.telling import board
from exercises.errors import Refused
from exercises.play.commands import Add, Edit, Hold, Start

ROW = {"uid": "new", "title": "News", "to": "embassy"}
OPTIONS = {"yes": {"text": "Yes"}}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"trigger": {"after": {"row": "askk"}}}, "Did you mean 'ask'"),
        ({"trigger": {"all": ["STARTEX", {"not": {"after": {"row": "none"}}}]}}, "there is no row"),
        ({"trigger": {"after": {"row": "ask", "cell": "military"}}}, "there is no recipient"),
        ({"trigger": {"after": {"row": "ask", "option": "no"}}}, "there is no option"),
        ({"decided_by": "military"}, "does not get it"),
        ({"to": ["embassy", "embassy"]}, "names a cell twice"),
        ({"cc": ["embassy"]}, "names a cell twice"),
        ({"cc": ["embasy"]}, "Did you mean 'embassy'"),
        ({"storyline": "none"}, "there is no storyline"),
        ({"parent": "none"}, "there is no row"),
        ({"move": 2}, "there is no move 2"),
        ({"expected": [{"text": "x", "by": "nobody"}]}, "there is no cell"),
        ({"expected": [{"text": "x", "task": "fund.aks"}]}, "Did you mean 'fund.ask'"),
    ],
)
def test_a_row_that_names_what_is_not_there_is_refused_before_it_is_kept(
    more: dict[str, Any], said: str
) -> None:
    """The journal is as it was, and play goes on."""
    director, wall = director_of({"uid": "ask", "trigger": "STARTEX+1 min", "options": OPTIONS})
    director.do(DIRECTOR, Start())
    head = director.state.head
    with pytest.raises(Refused) as refusal:
        director.do(CONTROLLER, Add(row={**ROW, **more}))
    assert said in str(refusal.value)
    with pytest.raises(Refused):
        director.do(CONTROLLER, Edit(row="ask", changes=more))
    assert director.state.head == head
    wall.pass_(61.0)
    director.tick()
    assert deliveries(director) == {"ask": 60.0}


def test_a_row_may_wait_for_itself_to_be_held_and_for_rows_added_before() -> None:
    """What is there is taken."""
    director, _ = director_of({"uid": "ask"})
    director.do(DIRECTOR, Start())
    director.do(CONTROLLER, Add(row={**ROW, "trigger": {"after": {"row": "new", "state": "held"}}}))
    director.do(CONTROLLER, Add(row={**ROW, "uid": "more", "trigger": {"after": {"row": "new"}}}))
    assert [uid for _, uid in director.ahead()] == []


def test_a_recipient_that_an_edit_took_away_is_not_on_the_board() -> None:
    """Held for two cells, then meant for one: control is asked about one."""
    director, _ = director_of({"uid": "ask", "to": ["embassy", "military"]})
    director.do(DIRECTOR, Start())
    director.do(CONTROLLER, Hold(row="ask"))
    director.do(CONTROLLER, Edit(row="ask", changes={"to": ["embassy"]}))
    assert [each for each in board(director) if "military" in each] == []
