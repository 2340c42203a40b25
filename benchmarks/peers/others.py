"""The two desks as a user of SimPy, salabim or Ciw would write them; each returns the day of the last exit.

What is not installed is left out: `pip install -e .[bench]` brings salabim and Ciw.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from importlib.util import find_spec
from typing import Any

import numpy as np
import simpy

from benchmarks.peers.desks import CRISES, DESIGN, GAP, HORIZON, MANAGE, STAFF, TEAMS

Run = Callable[[int], float]


def others() -> dict[str, Run]:
    """Return who can be measured here: name → play one run of a seed."""
    found: dict[str, Run] = {"SimPy": on_simpy}
    if find_spec("salabim"):
        found["salabim"] = on_salabim
    if find_spec("ciw"):
        found["Ciw"] = on_ciw
    return found


def on_simpy(seed: int) -> float:
    """Play it on SimPy."""
    env, rng = simpy.Environment(), np.random.default_rng(seed)
    teams, staff = simpy.Resource(env, TEAMS), simpy.Resource(env, STAFF)

    def crisis() -> Generator[simpy.Event, Any, None]:
        with teams.request() as team:
            yield team
            yield env.timeout(rng.triangular(*DESIGN))
        with staff.request() as slot:
            yield slot
            yield env.timeout(rng.triangular(*MANAGE))

    def come() -> Generator[simpy.Event, Any, None]:
        for _ in range(CRISES):
            yield env.timeout(rng.triangular(*GAP))
            env.process(crisis())

    env.process(come())
    env.run()
    return float(env.now)


def on_salabim(seed: int) -> float:
    """Play it on salabim, with generators."""
    import salabim  # noqa: PLC0415  not everybody has it

    env = salabim.Environment(trace=False, random_seed=seed, yieldless=False)
    teams = salabim.Resource("teams", capacity=TEAMS, monitor=False, env=env)
    staff = salabim.Resource("staff", capacity=STAFF, monitor=False, env=env)
    gap, design, manage = (
        salabim.Triangular(each.low, each.high, each.mode, env=env) for each in (GAP, DESIGN, MANAGE)
    )

    class Crisis(salabim.Component):  # type: ignore[misc]  # it has no types
        def process(self) -> Generator[Any, Any, None]:
            yield self.request(teams)
            yield self.hold(design.sample())
            self.release(teams)
            yield self.request(staff)
            yield self.hold(manage.sample())
            self.release(staff)

    class Coming(salabim.Component):  # type: ignore[misc]  # as above
        def process(self) -> Generator[Any, Any, None]:
            for _ in range(CRISES):
                yield self.hold(gap.sample())
                Crisis(env=env)

    Coming(env=env)
    env.run()
    return float(env.now())


def on_ciw(seed: int) -> float:
    """Play it on Ciw: a network of two nodes."""
    import ciw  # noqa: PLC0415  not everybody has it

    class Gaps(ciw.dists.Triangular):  # type: ignore[misc]  # it has no types
        """Gaps up to the last crisis; after that nobody comes."""

        left = CRISES

        def sample(self, t: float | None = None, ind: object = None) -> float:
            """Return the next gap."""
            self.left -= 1
            return super().sample(t, ind) if self.left >= 0 else float("inf")

    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[Gaps(*GAP), None],
        service_distributions=[ciw.dists.Triangular(*DESIGN), ciw.dists.Triangular(*MANAGE)],
        number_of_servers=[TEAMS, STAFF],
        routing=[[0.0, 1.0], [0.0, 0.0]],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(HORIZON)
    return max(float(each.exit_date) for each in simulation.get_all_records())
