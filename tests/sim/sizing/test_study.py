"""The smallest sizes of small scenarios whose answer is known by hand or by formula."""

import math
from dataclasses import replace

import pytest

from sim.batch import Processes
from sim.batch.sizing import Standard, Tried
from sim.concurrency import looked_at, small_scenario
from sim.domain.washington import erlang_loss
from sim.errors import BadInput
from sim.scenario.patches import Patch
from sim.scenario.reading import document_from
from sim.simulating import replay
from sim.sizing import Question, base_from, base_of, size
from sim.sizing.script import Script
from sim.sizing.stage import Stage

DESKS = "pools.desk.size"


def desks(*, by="D+20", tasks=4, **more):
    """Return tasks of 10 days that take a desk each: ceil(tasks / 2) desks do them in 20 days."""
    steps = {f"t{i}": {"needs": {"desk": 1}, "duration": "10 d"} for i in range(tasks)}
    data = {
        "format": 1,
        "title": "Desks",
        "start": "2026-01-05",
        "horizon": "400 d",
        "evidence": "judgement",
        "pools": {"desk": {"size": 3, "kind": "people", "cost": "200 k USD / person y"}},
        "doctrine": {"steps": steps},
        "crises": {"alpha": {"country": "Alpha"}},
        "milestones": {"done": {"all": list(steps)}},
        "targets": [{"milestone": "alpha.done", "by": by, "confidence": 0.8}],
        **more,
    }
    return base_from(document_from(data, "desks"))


def ask(base, **more):
    return size(base, Question(**{"operations": (1,), "over": (DESKS,), "futures": 20, **more}))


def points(sizing):
    return [each.found.point for each in sizing.sized]


def test_desks_for_one_to_four_operations_at_once():
    """Four tasks of 10 days each by D+20: 2 desks for each operation, 8 for four of them."""
    found = ask(desks(), operations=(1, 2, 3, 4))
    assert points(found) == [(2,), (4,), (6,), (8,)]
    assert all(each.holds and each.found.proven and not each.against for each in found.sized)


def test_copies_that_come_later_need_no_more_desks():
    found = ask(desks(), operations=(1, 2, 4), spacing=20.0)
    assert points(found) == [(2,), (2,), (2,)]


def test_more_time_needs_fewer_desks():
    assert points(ask(desks(by="D+10"))) == [(4,)]
    assert points(ask(desks(by="D+40"))) == [(1,)]


def test_money_is_found_in_steps_of_about_a_hundredth():
    """Two claims of 30 M USD at once, in steps of 1 M USD."""
    doctrine = {"steps": {f"buy{i}": {"needs": {"fund": "30 M USD"}, "duration": "1 d"} for i in range(2)}}
    base = desks(
        doctrine=doctrine,
        funds={"fund": {"opening": "100 M USD"}},
        milestones={"done": {"all": ["buy0", "buy1"]}},
    )
    found = ask(base, over=("funds.fund.opening",))
    assert [each.value(found.sized[0].found.point[0]) for each in found.capacities] == [60_000_000]


def two_places(desk_rate):
    """Return tasks of which two also need a hall: 3 desks and 1 hall, or 2 desks and 2 halls, do."""
    pools = {
        "desk": {"size": 10, "kind": "people", "cost": desk_rate},
        "hall": {"size": 5, "kind": "slots", "cost": "300 k USD / person y"},
    }
    base = desks(pools=pools)
    hall = {f"doctrine.steps.t{i}.needs": {"desk": 1, "hall": 1} for i in range(2)}
    return base_from(base.model([Patch(set=hall)]).document)


@pytest.mark.parametrize(
    ("desk_rate", "point"),
    [("200 k USD / person y", (3, 1)), ("500 k USD / person y", (2, 2))],
)
def test_the_cheapest_mix_follows_from_the_rates(desk_rate, point):
    """0.6 + 0.3 against 0.4 + 0.6 M USD; 1.5 + 0.3 against 1.0 + 0.6."""
    found = ask(two_places(desk_rate), over=(DESKS, "pools.hall.size"))
    assert points(found) == [point]
    assert not found.sized[0].found.proven


def test_capacities_that_nobody_named_are_those_that_the_targets_draw_on():
    pools = {"desk": {"size": 3, "kind": "people"}, "idle": {"size": 9, "kind": "people"}}
    found = ask(desks(pools=pools), over=())
    assert [each.path for each in found.capacities] == [DESKS]


def test_a_target_that_no_size_meets_is_set_aside_with_what_binds_and_the_others_are_sized():
    targets = [
        {"milestone": "alpha.done", "by": "D+9", "confidence": 0.8},
        {"milestone": "alpha.done", "by": "D+20", "confidence": 0.8},
    ]
    found = ask(desks(targets=targets)).sized[0]
    assert (found.aside, found.found.point) == ((0,), (2,))
    (bound,) = found.binds
    assert (bound.target, bound.missed, bound.n) == ("alpha.done", 20, 20)
    assert [(each.kind, each.days) for each in bound.kinds] == [("work", 10.0)]


def test_where_no_target_can_be_met_nothing_is_found_and_a_capacity_that_is_not_sized_is_named():
    pools = {"desk": {"size": 3, "kind": "people"}, "hall": {"size": 1, "kind": "slots"}}
    base = desks(pools=pools)
    hall = {f"doctrine.steps.t{i}.needs": {"desk": 1, "hall": 1} for i in range(4)}
    base = base_from(base.model([Patch(set=hall)]).document)
    found = ask(base).sized[0]
    assert (found.found.point, found.aside) == (None, (0,))
    waits = {each.label: each.days for each in found.binds[0].waits}
    assert waits == {"for hall": 30.0, "for desk": 30.0}, "who stands in the desks' line behind waits for it"


def test_what_never_happens_is_told_by_its_reason():
    steps = {"t0": {"needs": {"desk": 1}, "duration": "500 d"}}
    base = desks(doctrine={"steps": steps}, milestones={"done": "t0"})
    (bound,) = ask(base).sized[0].binds
    assert (bound.unreached, bound.missed, bound.kinds) == (20, 20, ())
    ((reason, times),) = bound.reasons
    assert "t0" in reason
    assert times == 20


def test_a_size_with_which_the_scenario_cannot_be_run_is_not_enough_and_says_so():
    base = desks()
    needy = base_from(base.model([Patch(set={"doctrine.steps.t0.needs": {"desk": 3}})]).document)
    found = ask(needy, over=(DESKS,)).sized[0]
    assert found.found.point == (3,)
    notes = {each.point: each.note for each in found.curves[0]}
    assert "3 are asked for" in notes[2,]


def test_all_targets_in_one_future_ask_for_more_than_each_alone():
    """Two dice of 70 %: each is met at 60 %, both in about half of the futures."""
    steps = {f"t{i}": {"needs": {"desk": 1}, "duration": {"uniform": ["0 d", "10 d"]}} for i in range(2)}
    targets = [
        {"milestone": "alpha.first", "by": "D+7", "confidence": 0.5},
        {"milestone": "alpha.second", "by": "D+7", "confidence": 0.5},
    ]
    milestones = {"first": "t0", "second": "t1"}
    base = desks(doctrine={"steps": steps}, targets=targets, milestones=milestones)
    apart = ask(base, futures=200).sized[0]
    assert (apart.found.point, apart.aside) == ((2,), ())
    joint = ask(base, futures=200, confidence=0.6, judge="share", together=True).sized[0]
    assert joint.criteria[-1].confidence == 0.6
    assert joint.aside == (2,)


def erlang(load, slots, confidence):
    """Return the small scenario of `scrs concurrency`, with a promise to the operation that is looked at."""
    number = looked_at(slots, load)
    data = small_scenario(slots, load)
    served = f"crisis_{number}.served"
    data["milestones"] = {"served": "intensive_phase"}
    data["targets"] = [
        {"milestone": served, "by": f"D+{data['horizon'].split()[0]}", "confidence": confidence}
    ]
    return base_from(document_from(data, "erlang"))


def test_slots_of_the_loss_formula():
    """Load 1, half of the promise between two slots and three: 1 − B(2, 1) = 80 %, 1 − B(3, 1) = 93.75 %."""
    confidence = 0.87
    enough = [slots for slots in range(1, 6) if 1.0 - erlang_loss(slots, 1.0) >= confidence]
    base = erlang(1.0, 3, confidence)
    asked = Question(operations=(), over=("pools.slots.size",), futures=200, judge="share", at_most=2)
    found = size(base, asked).sized[0]
    assert (found.found.point, min(enough)) == ((3,), 3)
    shares = {each.point: each.share(0) for each in found.curves[0]}
    for slots in (2, 3, 4):
        assert shares[slots,].low < 1.0 - erlang_loss(slots, 1.0) < shares[slots,].high


def test_fresh_futures_are_others_than_those_of_the_search():
    steps = {"t0": {"needs": {"desk": 1}, "duration": {"uniform": ["0 d", "10 d"]}}}
    base = desks(doctrine={"steps": steps}, milestones={"done": "t0"}, by="D+9")
    found = ask(base, futures=60, seed=2).sized[0]
    days = [each.milestones[0] for each in replay(base.model().plan, seed=2, replications=range(120))]
    assert found.at_found.met[0] == sum(day <= 9.0 for day in days[:60])
    assert found.fresh.met[0] == sum(day <= 9.0 for day in days[60:])
    assert found.fresh.met != found.at_found.met


@pytest.mark.parametrize(("needed", "holds"), [(2, True), (99, False)])
def test_a_search_that_fresh_futures_contradict_goes_on_with_both(monkeypatch, needed, holds):
    """In the first 20 futures one desk is enough by luck; in the first 40 it is 2; in fresh ones `needed`."""

    def play(_, points, futures):
        lucky = {range(20): 1, range(40): 2}
        enough = lucky.get(futures, needed)
        met = [len(futures) if point[0] >= enough else 0 for point in points]
        return [Tried(each, (m, m), len(futures)) for each, m in zip(points, met, strict=True)]

    monkeypatch.setattr(Stage, "play", play)
    monkeypatch.setattr(Stage, "screen", lambda stage, points, futures, _: play(stage, points, futures))
    found = ask(desks()).sized[0]
    assert (found.found.point, found.at_found.n, found.fresh.n) == ((2,), 40, 40)
    assert found.holds == holds


def test_a_target_that_luck_alone_had_met_is_looked_at_again_in_all_futures(monkeypatch):
    """In the first 20 futures 2 desks are enough; in all 40 no number is, so the target is set aside."""

    def play(_, points, futures):
        enough = 2 if futures == range(20) else 99
        met = [len(futures) if point[0] >= enough else 0 for point in points]
        return [Tried(each, (m, m), len(futures)) for each, m in zip(points, met, strict=True)]

    monkeypatch.setattr(Stage, "play", play)
    monkeypatch.setattr(Stage, "screen", lambda stage, points, futures, _: play(stage, points, futures))
    found = ask(desks()).sized[0]
    assert (found.aside, found.found.point, found.at_found.n) == ((0,), None, 40)
    assert [each.target for each in found.binds] == ["alpha.done"]


def played_one_by_one(monkeypatch):
    """Let no size be given up early, and every plan be compiled whole."""
    monkeypatch.setattr(Script, "template", None)
    monkeypatch.setattr(Standard, "hopeless", lambda *_: False)


def test_plans_laid_anew_and_sizes_given_up_early_change_no_answer(monkeypatch):
    """A scenario that ships, against the slow road."""
    base = base_of("quick-start")
    over = ("pools.standby_corps.size", "funds.conflict_response_fund.opening")
    asked = Question((1,), confidence=0.6, judge="share", over=over, futures=20, at_most=1)
    quick = size(base, asked).sized[0]
    played_one_by_one(monkeypatch)
    slow = size(base, asked).sized[0]
    assert replace(quick, runs=0) == replace(slow, runs=0)


def test_sizes_on_which_something_else_hangs_are_compiled_whole():
    """Numbers that change in time: each size is a plan of its own, and the answer is found all the same."""
    patch = {"set": {"doctrine.steps.t0.duration": "9 d"}, "from": "D+300"}
    found = ask(desks(patches=[patch]))
    assert points(found) == [(2,)]


def test_the_same_is_found_over_processes():
    base = desks()
    asked = Question(operations=(2,), over=(DESKS,), futures=60)
    told = []
    alone = size(base, asked, progress=lambda label, runs: told.append((label, runs)))
    assert size(base, asked, executor=Processes(2)).sized == alone.sized
    assert told[-1] == ("2", alone.sized[0].runs)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("pools.desks.size", "no 'desks' there"),
        ("pools.desk.kind", "no number of heads or dollars"),
        ("crises.alpha", "no number of heads or dollars"),
    ],
)
def test_a_capacity_that_is_none_is_refused(path, message):
    with pytest.raises(BadInput, match=message):
        ask(desks(), over=(path,))


def test_a_capacity_named_twice_is_refused():
    with pytest.raises(BadInput, match="named twice"):
        ask(desks(), over=(DESKS, DESKS))


def test_the_weakest_target_is_the_one_farthest_below_its_confidence():
    found = ask(desks()).sized[0]
    assert math.isclose(found.weakest(found.at_found).value, 1.0)


def test_a_size_that_cannot_pass_any_more_is_given_up_and_the_curve_is_played_whole():
    found = ask(desks(), futures=60).sized[0]
    assert found.found.point == (2,)
    assert {each.n for each in found.curves[0]} == {60}
    runs = {"3 desks, declared": 60, "2": 60, "1, given up": 20, "fresh": 60, "1, for the curve": 40}
    assert found.runs == sum(runs.values())


def test_people_of_one_skill_are_sized_with_their_pool():
    pools = {"desk": {"size": 4, "kind": "people", "skills": {"planning": 2}}}
    found = ask(desks(pools=pools), over=())
    assert [each.path for each in found.capacities] == [DESKS]


def test_operations_for_which_what_is_declared_can_never_be_enough_are_sized_all_the_same():
    """Two claims of 30 M USD on a fund of 40: the checks refuse them as declared, the search goes on."""
    base = desks(
        doctrine={"steps": {"t0": {"needs": {"desk": 1, "fund": "30 M USD"}, "duration": "1 d"}}},
        milestones={"done": "t0"},
        funds={"fund": {"opening": "40 M USD"}},
    )
    found = ask(base, operations=(1, 2), over=(DESKS, "funds.fund.opening"))
    sizes = [
        [each.value(steps) for each, steps in zip(found.capacities, point, strict=True)]
        for point in points(found)
    ]
    assert sizes == [[1, 30_000_000], [1, 60_000_000]]
    assert len(ask(base, operations=(1, 2), over=()).capacities) == 2


def test_targets_that_draw_on_nothing_leave_nothing_to_size():
    base = desks(doctrine={"steps": {"t0": {"duration": "1 d"}}}, milestones={"done": "t0"})
    with pytest.raises(BadInput, match="nothing to size"):
        ask(base, over=())
