"""Effects on a living simulation: when they act and end, in what order, and what is refused."""

import pytest

import sim
from exercises.living import Effect, Living
from sim.errors import BadInput
from sim.measures.catalogue import series

FUND = "fund.conflict_response_fund.free"
CRF = "conflict_response_fund"
TRAVEL = "doctrine.teams.*.travel"


def days_of(outcome, step, what="finish"):
    index = [each.id for each in outcome.plan.steps].index(step)
    return next(getattr(row, what) for row in outcome.steps if row.step == index and row.turn == 0)


def travel_days(outcome, step="alpha.advance.travel"):
    return days_of(outcome, step) - days_of(outcome, step, "start")


def test_without_effects_it_is_the_run_of_the_scenario(quick, living):
    assert repr(living.begin()) == repr(sim.simulate(quick, seed=1))


def test_patches_of_the_scenario_itself_stay_in_force():
    model = sim.load_mapping(
        {
            "format": 1,
            "title": "Timed",
            "start": "2026-01-05",
            "horizon": "1 y",
            "evidence": "judgement",
            "steps": {
                "a": {"duration": "10 d"},
                "b": {"duration": "10 d", "after": "a"},
                "c": {"duration": "10 d", "after": "b"},
            },
            "patches": [{"scale": {"steps.*.duration": 2.0}, "from": "D+5", "until": "D+25"}],
        },
        name="timed",
    )
    living = Living(model, seed=1)
    assert repr(living.begin()) == repr(sim.simulate(model, seed=1))
    assert days_of(living.begin(), "plan.c") == 40.0
    outcome = living.outcome([Effect(8.0, scale={"steps.b.duration": 3.0})])
    assert days_of(outcome, "plan.b") == pytest.approx(70.0)


def test_a_patch_acts_on_what_starts_after_its_day_and_ends(living):
    start, usual = days_of(living.begin(), "alpha.advance.travel", "start"), travel_days(living.begin())
    slow = {TRAVEL: 3.0}
    assert travel_days(living.outcome([Effect(start - 1.0, scale=slow)])) == pytest.approx(3 * usual)
    assert travel_days(living.outcome([Effect(start, scale=slow)])) == pytest.approx(usual)
    ended = Effect(start - 5.0, until=start - 1.0, scale=slow)
    assert travel_days(living.outcome([ended])) == pytest.approx(usual)


def test_a_path_with_a_star_acts_on_all_it_names(living):
    fast = living.outcome([Effect(0.0, scale={TRAVEL: 0.5})])
    for step in ("alpha.advance.travel", "alpha.field.coast.travel"):
        assert travel_days(fast, step) == pytest.approx(travel_days(living.begin(), step) / 2)


def test_patches_of_one_moment_act_in_the_order_of_the_list(living):
    ten, twice = (
        Effect(2.0, set={"pools.active_corps.size": 10}),
        Effect(2.0, scale={"pools.active_corps.size": 2.0}),
    )
    sizes = [
        sum(row[2:5])
        for effects in ([ten, twice], [twice, ten])
        for row in [next(r for r in living.outcome(effects).levels if r.time > 2.0 and r.pool == 2)]
    ]
    assert sizes == [20, 10]


def test_blows_of_one_moment_fall_in_the_order_of_the_list(living):
    """All is withdrawn that is free: before the deposit, or with it."""
    give, take = Effect(3.0, deposit={CRF: 5_000_000}), Effect(3.0, withdraw={CRF: 10**9})
    assert series(living.outcome([give, take]), FUND).at(4.0) == 0
    assert series(living.outcome([take, give]), FUND).at(4.0) == 5_000_000


def test_two_effects_of_one_day_are_two(living):
    gift = Effect(3.0, deposit={CRF: 1_000_000})
    usual = series(living.begin(), FUND).at(3.5)
    assert series(living.outcome([gift, gift]), FUND).at(3.5) == usual + 2_000_000


def test_a_moment_is_seen_before_the_effect_that_happens_at_it(living):
    found = series(living.outcome([Effect(3.0, deposit={CRF: 1_000_000})]), FUND)
    assert found.at(3.0) == series(living.begin(), FUND).at(3.0)
    assert found.at(3.001) == found.at(3.0) + 1_000_000


def test_a_pool_whose_size_changes_in_time_goes_back_when_the_patch_ends(living):
    outcome = living.outcome([Effect(2.0, until=5.0, scale={"pools.escorts.size": 3.0})])
    free = series(outcome, "pool.escorts.free")
    assert free.at(3.0) == 3 * free.at(1.0)
    assert free.at(6.0) == free.at(1.0)


def test_an_effect_played_until_a_day_asks_nothing_of_later_ones(living):
    broken = Effect(50.0, set={"pools.nothing.size": 3})
    assert living.outcome([broken], until=40.0).milestones
    with pytest.raises(BadInput):
        living.outcome([broken], until=60.0)


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (
            Effect(1.0, set={"pools.active_corp.size": 3}, origin="rows.cut.effects.0"),
            "rows.cut.effects.0: pools.active_corp.size: 'pools.active_corp.size' is not there: "
            "'pools' has no 'active_corp'",
        ),
        (
            Effect(1.0, scale={TRAVEL: -1.0}, origin="rows.cut"),
            f"rows.cut: {TRAVEL}: '-1.0' is not a factor",
        ),
        (
            Effect(1.0, set={"pools.active_corps.size": "many"}, origin="rows.cut"),
            "rows.cut: pools.active_corps.size: 'many' is not a whole number",
        ),
        (
            Effect(1.0, set={"doctrine.steps.design.after": ["decide"]}, origin="rows.cut"),
            "rows.cut: doctrine.steps.design.after: a patch with a time may change numbers, not steps, "
            "links, teams or places",
        ),
        (
            Effect(1.0, scale={f"funds.{CRF}.opening": 0.5}, origin="rows.cut"),
            f"rows.cut: funds.{CRF}.opening: a patch with a time comes too late for what is settled at D+0: "
            "the opening of a fund",
        ),
        (
            Effect(1.0, withdraw={"crf": 3}, origin="rows.cut"),
            "rows.cut: withdraw.crf: there is no fund 'crf'",
        ),
        (Effect(1.0, gain={"corps": 3}, origin="rows.cut"), "rows.cut: gain.corps: there is no pool 'corps'"),
        (
            Effect(1.0, shift={"alpha.cost.*": 0.1}, origin="rows.cut"),
            "rows.cut: shift.alpha.cost.*: there is no condition 'alpha.cost.*'",
        ),
        (Effect(-1.0, lose={"escorts": 1}, origin="rows.cut"), "rows.cut: day: D+-1 is not in the scenario"),
    ],
)
def test_what_the_scenario_cannot_take_is_refused_at_its_origin(living, effect, said):
    with pytest.raises(BadInput) as refusal:
        living.accept(effect)
    assert refusal.value.findings[0].render().partition("\n")[0] == said


def test_asking_again_plays_nothing_again(living):
    effects = [Effect(9.0, scale={TRAVEL: 1.5})]
    assert living.outcome(effects) is living.outcome(list(effects))


def test_a_new_effect_costs_one_new_regime(living, monkeypatch):
    """However many effects there are already: what is compiled is counted."""
    before = [Effect(10.0 * each, scale={TRAVEL: 1.0 + each / 100}) for each in range(1, 20)]
    living.outcome(before)
    made = []
    compiled = living._regimes._made
    monkeypatch.setattr(living._regimes, "_made", lambda patches: made.append(patches) or compiled(patches))
    living.outcome([*before, Effect(300.0, scale={TRAVEL: 4.0}), Effect(300.0, lose={"escorts": 1})])
    assert [len(each) for each in made] == [20]
