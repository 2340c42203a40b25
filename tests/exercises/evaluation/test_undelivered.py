"""What was not delivered: every row with the reason, those of equal fate together."""

from __future__ import annotations

from playing import CONTROLLER, DIRECTOR
from reviewed import MINUTE, Played, reviewed

from exercises.play import commands


def test_every_row_that_nobody_got_stands_with_its_reason() -> None:
    """Spare was never released, one was skipped; the expected action is no delivery."""
    found = reviewed().evaluated()
    told = [(each.row, each.state, each.why, each.actor) for each in found.undelivered]
    assert told == [
        ("spare", "waiting", "goes out by hand only, and nobody released it", ""),
        ("skipped", "skipped", "no time", "Cleo"),
    ]
    assert (found.delivery.rows, found.delivery.sent, found.delivery.contingencies) == (5, 3, 1)
    assert found.delivery.unsent_share == 0.4


def test_held_armed_expired_and_recalled_rows_are_told_apart() -> None:
    """Each as it stood when play was over; recipients of one fate stand together."""
    both = {"to": ["embassy", "military"]}
    play = Played(
        {"uid": "held", "trigger": "STARTEX+1 h", **both},
        {"uid": "armed", "trigger": "STARTEX+1 min", "release": "controller"},
        {"uid": "expired", "latest": "STARTEX+2 min"},
        {"uid": "recalled", "trigger": "STARTEX+1 min", **both},
        {"uid": "after", "trigger": {"after": {"row": "held"}}},
    )
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(3 * MINUTE, CONTROLLER, commands.Hold(row="held", reason="not ready"))
    play.at(3 * MINUTE, CONTROLLER, commands.Recall(row="recalled", cells=("military",), reason="wrong"))
    found = {each.row: each for each in play.evaluated().undelivered}
    assert {name: each.state for name, each in found.items()} == {
        "held": "held",
        "armed": "armed",
        "expired": "expired",
        "recalled": "recalled",
        "after": "waiting",
    }
    assert found["held"].cells == ("embassy", "military")
    assert found["recalled"].cells == ("military",)
    assert found["after"].why == "never came due: held sent not yet"
    assert found["expired"].at_s == 2 * MINUTE


def test_an_empty_list_has_no_share() -> None:
    """No division by nothing."""
    assert Played().evaluated().delivery.unsent_share == 0.0
