"""Nobody is made or lost unseen: conservation in every pool of corps that pass on and recruit."""

import os
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from random_charts import charts

from sim.distributions import Constant
from sim.engine.world import Prepared, World, run
from sim.plan import NONE, Draw, Intake, Plan

runs = settings(deadline=None, max_examples=int(os.environ.get("RUNS", "60")))
futures = st.integers(0, 3)


@st.composite
def corps(draw: st.DrawFn) -> Plan:
    """Draw a plan whose pools let people serve several tours, pass on, and recruit."""
    plan = draw(charts()).plan()
    pools = tuple(
        replace(
            each,
            service=draw(st.integers(1, 4)),
            rests_there=draw(st.booleans()),
            becomes=draw(st.sampled_from([NONE, *(i for i in range(len(plan.pools)) if i != place)])),
        )
        for place, each in enumerate(plan.pools)
    )
    intakes = []
    if pools and draw(st.booleans()):
        members = tuple(range(draw(st.integers(1, len(pools)))))
        targets = tuple(draw(st.integers(0, 9)) for _ in members)
        intakes.append(Intake(members, targets, draw(st.sampled_from([0.4, 1.5, 6.0])), len(plan.draws)))
    training = Draw("training", Constant(draw(st.integers(0, 40))), rounds=2)
    return replace(plan, pools=pools, draws=(*plan.draws, training), intakes=tuple(intakes))


@runs
@given(corps(), futures)
def test_every_pool_has_who_it_had_and_who_joined_less_who_passed_on(plan, future):
    outcome = run(plan, replication=future)
    expected = [pool.size for pool in plan.pools]
    for each in outcome.moves:
        assert each.people > 0
        expected[each.target] += each.people
        if each.source != NONE:
            expected[each.source] -= each.people
    last = {each.pool: sum(each[2:]) for each in outcome.levels}
    assert [last[index] for index in range(len(plan.pools))] == expected


@runs
@given(corps(), futures)
def test_no_pool_of_a_corps_is_ever_negative(plan, future):
    for each in run(plan, replication=future).levels:
        assert min(each.free, each.held, each.resting, each.lost) >= 0


@runs
@given(corps(), futures)
def test_nobody_is_recruited_into_a_corps_that_has_its_strength(plan, future):
    """Recruits never lift free + held + resting above the authorised strength.

    Whom a blow took while they were out are replaced at once, and count as held until they are back.
    """
    outcome = run(plan, replication=future)
    for rule in plan.intakes:
        for pool, target in zip(rule.pools, rule.targets, strict=True):
            taken = sum(each.people for each in outcome.moves if (each.source, each.target) == (NONE, pool))
            joined = any(each.source != NONE and each.target == pool for each in outcome.moves)
            most = max(sum(each[2:5]) for each in outcome.levels if each.pool == pool)
            struck = sum(int(each.amount) for each in plan.shocks if each.target == pool)
            assert not taken or joined or most <= max(target, plan.pools[pool].size) + struck


@runs
@given(corps(), futures)
def test_stopping_to_look_at_a_corps_changes_nothing(plan, future):
    ready = Prepared.of(plan)
    drawn = [each[0].tolist() for each in ready.values(0, [future])]
    world = World(ready, drawn, seed=0, replication=future)
    for day in (5.0, 31.0, 62.0):
        world.run(until=day)
        world.outcome()
    world.run()
    assert repr(world.outcome()) == repr(run(plan, replication=future))
