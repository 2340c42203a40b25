"""What passes the search for deadlocks never ends in one, and what is refused never ends otherwise.

Random plans, searched and then played.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine import world
from sim.scenario.compiling import compile_scenario
from sim.scenario.reading import document_from
from sim.scenario.understanding import understand
from sim.trace import State

LINKS = ("finish-start", "finish-start", "start-start", "finish-finish", "start-finish")
DOUBT, CERTAINTY = "could deadlock", "can never go on"
QUEUES = ("fifo", "priority", "smallest_first")


@st.composite
def plans(draw: st.DrawFn) -> dict[str, object]:
    """Draw steps that share few pools, keep them for a while and wait for each other, and who does them."""
    names = [f"s{index}" for index in range(draw(st.integers(2, 6)))]
    pools = {
        name: {
            "size": draw(st.integers(1, 3)),
            "may_pass": draw(st.booleans()),
            "queue": draw(st.sampled_from(QUEUES)),
        }
        for name in ("crew", "crane")
    }
    steps = {name: draw(step(names, index, pools=pools)) for index, name in enumerate(names)}
    plan = {"format": 1, "title": "T", "start": "2005-10-01", "horizon": "3 y", "pools": pools}
    crises = draw(st.integers(0, 2))
    if not crises:
        return {**plan, "steps": steps}
    return {
        **plan,
        "doctrine": {"steps": steps},
        "crises": {f"c{i}": {"country": "C"} for i in range(crises)},
    }


@st.composite
def step(
    draw: st.DrawFn, names: list[str], index: int, *, pools: dict[str, dict[str, object]]
) -> dict[str, object]:
    found: dict[str, object] = {"duration": {"uniform": ["1 d", "9 d"]}}
    if index and draw(st.booleans()):
        found["after"] = {"step": draw(st.sampled_from(names[:index])), "link": draw(st.sampled_from(LINKS))}
    needed = draw(st.sets(st.sampled_from(sorted(pools))))
    if needed:
        found["needs"] = {
            name: draw(st.integers(1, int(str(pools[name]["size"])))) for name in sorted(needed)
        }
        if draw(st.booleans()):
            found["keeps_until"] = draw(st.sampled_from(names))
    return found


@settings(max_examples=300, deadline=None)
@given(plans(), st.integers(0, 2**32 - 1))
def test_a_plan_without_finding_always_ends(declared, seed):
    scenario, found = understand(document_from(declared, "plan.yaml"))
    if scenario is None or any(each.severity == "error" or DOUBT in each.message for each in found):
        return
    plan = compile_scenario(scenario, lambda _: ("", ""))
    for outcome in world.replicate(plan, seed, 5):
        assert all(row.state is State.FINISHED for row in outcome.steps)


@settings(max_examples=300, deadline=None)
@given(plans(), st.integers(0, 2**32 - 1))
def test_a_plan_that_can_never_go_on_never_ends(declared, seed):
    scenario, found = understand(document_from(declared, "plan.yaml"))
    errors = [each.message for each in found if each.severity == "error"]
    if scenario is None or not errors or not all(each.startswith(f"this {CERTAINTY}") for each in errors):
        return
    plan = compile_scenario(scenario, lambda _: ("", ""))
    for outcome in world.replicate(plan, seed, 3):
        assert any(row.state is not State.FINISHED for row in outcome.steps)
