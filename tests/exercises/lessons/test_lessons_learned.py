"""What exercises taught becomes a patch: pooled, refused where it is too little, with what was adopted."""

from __future__ import annotations

import pytest
import yaml
from playing import DIRECTOR, EMBASSY, ToldWorld, Wall, director_of

from exercises.errors import NotAllowed, Refused
from exercises.evaluation.record import adoptions
from exercises.journal.memory import MemoryJournal
from exercises.lessons import learn, patch_of
from exercises.play import commands
from sim.calibrating import patch_text
from sim.errors import BadInput
from sim.scenario.patch_files import read_patch_file

MINUTES = [6.0, 9.0, 12.0, 15.0, 18.0, 24.0, 30.0]


def test_measured_times_become_a_law_in_a_patch_of_the_doctrine(taught, tmp_path):
    """Seven answers of 6 to 30 min are 0.1 to 0.5 d; the file reads back as the same patch."""
    found = learn([taught("harbour", MINUTES)], family="lognormal")
    deciding, by_hand = found.lessons
    assert [each.days for each in deciding.seen] == pytest.approx([each / 60.0 for each in MINUTES])
    assert by_hand.fit is None
    assert by_hand.refused == "0 durations: nothing is fitted to fewer than 5"
    (tmp_path / "lessons.yaml").write_text(patch_text(patch_of(found)), "utf-8")
    patch = read_patch_file(tmp_path / "lessons.yaml")
    assert dict(patch.set) == {"doctrine.steps.decide.duration": deciding.fit.written}
    assert patch.doctrine == ("decide", "notify")
    assert patch.label_of("set")[0] == "derived"
    assert "7 durations in harbour: deciding; lognormal by maximum likelihood" in patch.label_of("set")[1]


def test_several_exercises_teach_together(taught):
    alone = [taught("one", MINUTES[:3]), taught("two", MINUTES[3:])]
    assert all(learn([each]).lessons[0].fit is None for each in alone)
    both = learn(alone, family="gamma").lessons[0]
    assert both.fit is not None
    assert both.fit.observed.n == 7


def test_exercises_of_another_doctrine_or_with_other_lessons_do_not(taught):
    one, other = taught("one", MINUTES), taught("two", MINUTES)
    foreign = other.__class__(**{**vars(other), "scenario": {"doctrine": {"steps": {"march": {}}}}})
    with pytest.raises(BadInput, match="played under another doctrine than one"):
        learn([one, foreign])
    different = taught("three", MINUTES, lessons={"deciding": {"step": "notify"}})
    with pytest.raises(BadInput, match="measures other things"):
        learn([one, different])


def test_nothing_and_too_little_leave_no_patch(taught):
    assert learn([taught("x", [10.0])]).empty
    assert learn([taught("x", MINUTES, lessons={})]).lessons == ()
    with pytest.raises(BadInput, match="no family that is fitted"):
        learn([taught("x", MINUTES)], family="normal")


def adopting(*wishes, world=None):
    journal, wall = MemoryJournal(), Wall()
    journal.create("test", {"script": "", "scenario": ""})
    director, _ = director_of(wall=wall, journal=journal, world=world)
    for each in (commands.Start(), commands.End(), *wishes):
        director.do(DIRECTOR, each)
    return director, journal.read("test")


def test_the_director_adopts_lessons_after_play_and_the_last_of_a_name_counts():
    """An adopted lesson changes nothing in play: the state is the same but for its place in the journal."""
    first = commands.Adopt(lesson="page", text="Two pages")
    last = commands.Adopt(
        lesson="page", text="One page", change={"scale": {"doctrine.steps.decide.duration": 0.8}}
    )
    director, entries = adopting(first, last)
    (found,) = adoptions(entries)
    assert (found.text, found.scale, found.actor) == (
        "One page",
        {"doctrine.steps.decide.duration": 0.8},
        "Dana",
    )
    assert director.state.effects == []
    with pytest.raises(NotAllowed):
        director.do(EMBASSY, first)


@pytest.mark.parametrize(
    ("lesson", "told"),
    [
        (commands.Adopt(lesson="", text="One page"), "needs a name"),
        (commands.Adopt(lesson="page"), "a text or a change"),
        (commands.Adopt(lesson="page", change={"withdraw": {"crf": "1 M USD"}}), "it has no 'withdraw'"),
        (commands.Adopt(lesson="page", change={"scale": "much"}), "scale"),
    ],
)
def test_a_lesson_that_says_nothing_or_changes_no_doctrine_is_refused(lesson, told):
    with pytest.raises(Refused, match=told):
        adopting(lesson)


def test_a_lesson_that_the_scenario_cannot_take_is_refused():
    with pytest.raises(BadInput, match="no room"):
        adopting(commands.Adopt(lesson="p", change={"scale": {"a.b": 2}}), world=ToldWorld(most=0))


def test_what_was_adopted_stands_above_what_was_measured(taught):
    """And is labelled for what it is: a judgement."""
    one = taught("x", MINUTES)
    change = {
        "set": {"doctrine.steps.decide.duration": "2 d"},
        "scale": {"doctrine.steps.notify.duration": 0.5},
    }
    _, entries = adopting(commands.Adopt(lesson="faster", text="Decide at once", change=change))
    found = learn([one.__class__(**{**vars(one), "entries": entries})], family="gamma")
    data = yaml.safe_load(patch_text(patch_of(found)))
    assert data["set"] == {"doctrine.steps.decide.duration": "2 d"}
    assert data["scale"] == {"doctrine.steps.notify.duration": 0.5}
    assert data["evidence"] == {"set": "judgement", "scale": "judgement"}
    assert "faster (by Dana)" in data["source"]["scale"]
