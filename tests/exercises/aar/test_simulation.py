"""What the simulation measured in the course of play, beside the same future without play's effects."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises import opening
from exercises.aar import gather, review
from exercises.director import Director
from exercises.journal.memory import MemoryJournal
from exercises.play import commands
from exercises.roles import Actor, Role
from exercises.script.loading import open_script

SCRIPT = Path(__file__).parents[1] / "script" / "two-cells.yaml"
DIRECTOR = Actor("Dana", Role.DIRECTOR)


@pytest.fixture(scope="module")
def played():
    """Return a journal and the stage of an exercise in which the embassy paid one million."""
    journal, wall = MemoryJournal(), [1_000_000.0]
    opening.create(journal, "x", open_script(str(SCRIPT)), wall=wall[0])
    stage = opening.restage(journal, "x")
    director = Director(journal, "x", stage.setting, clock=lambda: wall[0])
    director.do(DIRECTOR, commands.Start())
    for second in (600.0, 900.0):
        wall[0] = 1_000_000.0 + second
        director.tick()
    director.do(DIRECTOR, commands.Answer(row="warning", cell="embassy", option="pay"))
    while director.now() < 14_400.0:
        wall[0] += 100.0
        director.tick()
    director.do(DIRECTOR, commands.End())
    return journal, stage


def test_the_fund_shows_what_play_took_and_what_it_would_hold_otherwise(played) -> None:
    """One million less at ENDEX than without; at STARTEX nobody had touched it."""
    journal, stage = played
    headline = gather(journal, "x", stage.setting, living=stage.living).headline
    assert headline is not None
    assert [name for name, _ in headline.moments] == ["STARTEX", "Two months later", "ENDEX"]
    assert [day for _, day in headline.moments] == [0.0, 80.0, 82.0]
    free = next(each for each in headline.lines if each.measure == "purse: free to claim")
    assert free.values[0] == "60 M USD"
    millions = [float(each.removesuffix(" M USD")) for each in (free.values[-1], free.without)]
    assert millions[1] - millions[0] == pytest.approx(1.0)


def test_the_paper_says_that_it_is_one_future(played) -> None:
    """And that the last column is what would have been."""
    journal, stage = played
    with_simulation = review(gather(journal, "x", stage.setting, living=stage.living))
    texts = " ".join(
        each.text for section in with_simulation.sections for each in section.blocks if hasattr(each, "text")
    )
    assert "no interval belongs to it" in texts
    without = review(gather(journal, "x", stage.setting))
    assert any(
        "simulation was not at hand" in getattr(each, "text", "")
        for section in without.sections
        for each in section.blocks
    )
