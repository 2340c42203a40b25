"""Each cause left out over the same futures: differences by hand, and what had no consequence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercises.aar import findings, gather, review
from exercises.aar.formats.markdown import to_markdown
from exercises.aar.formats.sheets import to_csv
from exercises.counterfactual import causes, weigh

N = 12


@pytest.fixture(scope="session")
def found(over):
    return weigh(over.stage.living, over.stage.setting, over.director.state, futures=N)


def change(worth, measure):
    return next(each for each in worth.changes if each.measure.name == measure)


def test_effects_are_grouped_by_what_carried_them(over):
    told = [(each.name, each.kind, each.cell) for each in causes(over.stage.setting, over.director.state)]
    assert told == [
        ("storm", "inject", ""), ("hurry-1", "decision", "crew"), ("pay.yes_please", "choice", "crew")
    ]  # fmt: skip


def test_each_cause_is_held_against_play_without_it(found):
    """The bridge takes 8 × 2 × ½ = 8 d as played, 4 d without the storm, 16 d without the hurry."""
    storm, hurry, _ = found.worths
    for worth, days in ((storm, 4.0), (hurry, -8.0)):
        opened = change(worth, "opened")
        assert opened.played == pytest.approx(days)
        assert (opened.mean.value, opened.mean.low, opened.mean.high) == pytest.approx((days, days, days))
        assert (opened.less.value, opened.more.value) == ((0.0, 1.0) if days > 0 else (1.0, 0.0))
    assert found.whole.moved == (), "together they change nothing, and the whole says so"


def test_what_changed_nothing_is_named_with_how_sure_that_is(found):
    """0 of 12: at most 24 % of futures, says Wilson; nothing is said for certain."""
    assert [each.cause.name for each in found.idle] == ["pay.yes_please"]
    assert found.most_idle == pytest.approx(0.2425, abs=1e-3)


def test_the_future_that_was_played_is_none_of_the_new_ones(over, found):
    """Replication 2 stands apart: twelve new ones from thirteen. Other futures, the same sums here."""
    assert found.n == N
    assert found.seed == 3
    again = weigh(over.stage.living, over.stage.setting, over.director.state, futures=N)
    assert again == found


def test_a_milestone_beyond_the_horizon_counts_as_the_horizon(over):
    """With a horizon of 36 days some bridges open in time only because somebody hurried."""
    living = over.stage.living
    short = replace(living.model, plan=replace(living.model.plan, horizon=36.0))
    told = weigh(replace(living, model=short), over.stage.setting, over.director.state, futures=60)
    opened = change(told.worths[1], "opened")
    assert 0.0 < opened.cut.side < opened.cut.base < 1.0
    assert -8.0 < opened.mean.value < 0.0


def test_the_review_shows_it_in_words_and_numbers(over, found):
    gathered = gather(over.journal, "storm", over.stage.setting, living=over.stage.living)
    text = to_markdown(review(replace(gathered, counterfactual=found)))
    assert "| A storm (inject, D+0.2) | opened, days | +4.0 \\[+4.0, +4.0\\] | none | 100 % | +4.0 |" in text
    assert "Pay a bonus?: Yes (choice, The crew, D+0.4)" in text
    assert "so in at most 24.2 % of all" in text
    sheet = to_csv(replace(gathered, counterfactual=found))["counterfactual"].decode()
    assert "hurry-1,decision,Hurry,crew,0.25,opened,d,-8,-8,-8,12,1,0,0,-8" in sheet
    said = " ".join(findings(replace(gathered, counterfactual=found)))
    assert "2 of 3 decisions and injects that acted on the simulation changed an outcome" in said


def test_play_that_did_nothing_has_nothing_to_weigh(over):
    state = replace(over.director.state, effects=[])
    assert weigh(over.stage.living, over.stage.setting, state, futures=N) is None
