"""Doubts: what may be run and is probably not meant. Warnings only; none of them stops a run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.distributions import Distribution
from sim.errors import quote
from sim.quantities import say_dollars
from sim.scenario.arrivals import with_arrivals
from sim.scenario.schema.doctrine import Owed, Step, Team
from sim.scenario.tables import from_table

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema import Scenario

MANY_STEPS = 15
"""Random durations from which independence makes a sum look too certain (STATISTICS.md)."""
PEOPLE_ONLY = ("rest", "becomes", "yields", "refusal", "attrition", "service", "dwell", "intake")
"""Keys of a pool that speak of people."""


def lint_unused(case: Case) -> Iterator[Finding]:
    """Yield what is declared and never used."""
    used = _used(case)
    for kind in ("calendars", "pools", "funds", "mechanisms"):
        for name in getattr(case.scenario, kind):
            if (kind, name) not in used and not (kind == "mechanisms" and from_table(case.document, name)):
                noun = f"{kind.removesuffix('s')} {quote(name)}"
                yield case.warning((kind, name), f"the {noun} is never used", key=True)


def lint_owed(case: Case) -> Iterator[Finding]:
    """Yield what somebody owes by no day, and what nobody owes by a day."""
    for path, part in case.parts:
        if isinstance(part, Owed) and part.owner and part.due is None:
            message = f"{quote(part.owner)} owes this by no day, so nobody is held to it"
            yield case.warning((*path, "owner"), message, allowed="`due: 30 d` beside it", key=True)
        elif isinstance(part, Owed) and part.due is not None and not part.owner:
            allowed = "`owner: S/CRS` beside it"
            yield case.warning((*path, "due"), "this is due, but nobody owes it", allowed=allowed, key=True)


def _used(case: Case) -> set[tuple[str, str]]:
    """Return what something uses: (kind, name)."""
    scenario = case.scenario
    used: set[tuple[str, str]] = set()
    for _, part in case.parts:
        if isinstance(part, Step):
            used.add(("calendars", part.calendar or ""))
            used |= {("funds" if need.money else "pools", name) for name, need in part.needs.items()}
        elif isinstance(part, Team):
            used |= {("pools", name) for name in (*part.from_, *part.lift)}
    used |= {("pools", pool.becomes) for pool in scenario.pools.values() if pool.becomes}
    only = next(iter(scenario.funds), "")
    used |= {("funds", each.fund or only) for each in scenario.doctrine.programmes.values()}
    return used | {("mechanisms", name) for name in _mechanisms_used(scenario)}


def _mechanisms_used(scenario: Scenario) -> Iterator[str]:
    crises = with_arrivals(scenario).crises.values()
    regions = {"any", *(each.region for each in crises)}
    programmes = list(scenario.doctrine.programmes.values())
    sectors = {each.sector for each in programmes if each.mechanism == "any"}
    yield from (each.mechanism for each in programmes)
    for name, each in scenario.mechanisms.items():
        serves = bool(sectors) if each.sector == "any" else each.sector in sectors
        if serves and each.region in regions:
            yield name


def lint_pools(case: Case) -> Iterator[Finding]:
    """Yield pools of things that are said to rest, to be called up or to move on, like people."""
    for name, pool in case.scenario.pools.items():
        for key in PEOPLE_ONLY:
            if pool.kind not in {"people", "team"} and key in pool.model_fields_set:
                message = f"{quote(key)} is for people, and {quote(name)} holds {pool.kind}"
                yield case.warning(
                    ("pools", name, key), message, allowed="kind: people, kind: team", key=True
                )


def lint_calls(case: Case) -> Iterator[Finding]:
    """Yield call-ups that never happen: only a team is called, and only `recall` gives a refusal days."""
    called = {name for team in case.scenario.doctrine.teams.values() for name in team.from_}
    for name, pool in case.scenario.pools.items():
        for key in ("recall", "refusal"):
            path: KeyPath = ("pools", name, key)
            if key in pool.model_fields_set and name not in called:
                message = f"{quote(key)} acts when a team is called, and no team is filled from {quote(name)}"
                yield case.warning(path, message, allowed="a team with 'from'", key=True)
        if pool.refusal > 0.0 and pool.recall is None and name in called:
            message = "a refusal costs the days of 'recall', and there are none"
            yield case.warning(("pools", name, "refusal"), message, allowed="recall: 7 d", key=True)


def lint_open_ends(case: Case) -> Iterator[Finding]:
    """Yield steps of a bare plan that nothing follows and no milestone counts."""
    scenario = case.scenario
    if not scenario.milestones:
        return
    followed = {link.step for step in scenario.steps.values() for link in step.after}
    followed |= {
        each for milestone in scenario.milestones.values() for each in (*milestone.all, *milestone.any)
    }
    for name in scenario.steps:
        if name not in followed and len(scenario.steps) > 1:
            message = f"an open end: nothing follows {quote(name)} and no milestone counts it"
            yield case.warning(("steps", name), message, allowed="a later step, or a milestone", key=True)


def lint_queues(case: Case) -> Iterator[Finding]:
    """Yield requests for several pools whose lines are ordered in different ways."""
    pools = case.scenario.pools
    for path, part in case.parts:
        if isinstance(part, Step):
            yield from _mixed(case, (*path, "needs"), [each for each in part.needs if each in pools])
        elif isinstance(part, Team):
            yield from _mixed(case, (*path, "from"), [each for each in part.from_ if each in pools])


def _mixed(case: Case, path: KeyPath, names: list[str]) -> Iterator[Finding]:
    policies = {name: case.scenario.pools[name].queue for name in names}
    if len(set(policies.values())) > 1:
        shown = ", ".join(f"{name} {policy}" for name, policy in policies.items())
        message = f"one request, and lines of different order: {shown}; the first one counts"
        yield case.warning(path, message, allowed="one queue policy", key=True)


def lint_never(case: Case) -> Iterator[Finding]:
    """Yield what cannot happen before the horizon."""
    for path, text, consequence in _days(case):
        if case.day(text) > case.scenario.horizon:
            yield case.warning(path, f"{quote(text)} is beyond the horizon: {consequence}")


def _days(case: Case) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield days that a scenario names, and what it means if they lie beyond the horizon."""
    scenario = case.scenario
    for path, part in case.parts:
        if isinstance(part, Step) and part.not_before:
            yield (*path, "not_before"), part.not_before, "it never starts"
    for name, crisis in scenario.crises.items():
        yield ("crises", name, "onset"), crisis.onset, "it never begins"
    for index, target in enumerate(scenario.targets):
        yield ("targets", index, "by"), target.by, "no run can tell"
    for index, shock in enumerate(scenario.shocks):
        yield ("shocks", index, "at"), shock.at, "it never strikes"


def lint_chances(case: Case) -> Iterator[Finding]:
    """Yield risks that are none, and shares of futures that leave no doubt."""
    for name, risk in case.scenario.risks.items():
        if risk.chance in {0.0, 1.0}:
            always = "never" if risk.chance == 0.0 else "always"
            message = f"a risk with this chance {always} happens"
            yield case.warning(("risks", name, "chance"), message, allowed="more than 0 and less than 1")


def lint_independence(case: Case) -> Iterator[Finding]:
    """Yield that many independent durations narrow the spread of their sum falsely."""
    scenario = case.scenario
    if scenario.correlate or scenario.risks:
        return
    owners = [*scenario.doctrine.teams.values(), *scenario.doctrine.programmes.values()]
    owners += [*scenario.steps.values(), *scenario.doctrine.steps.values()]
    number = sum(_is_random(getattr(each, name)) for each in owners for name in type(each).model_fields)
    if number > MANY_STEPS:
        key = "steps" if scenario.steps else "doctrine"
        message = f"{number} random durations and nothing that moves them together narrow the spread falsely"
        yield case.warning((key,), message, allowed="correlate, risks", key=True)


def _is_random(law: object) -> bool:
    return isinstance(law, Distribution) and not law.certain


def lint_grants(case: Case) -> Iterator[Finding]:
    """Yield quick-start grants that their fund never gives."""
    funds = case.scenario.funds
    for name, programme in case.scenario.doctrine.programmes.items():
        fund = funds.get(programme.fund or next(iter(funds), ""))
        shared = programme.place == "shared"
        if fund is not None and not shared and programme.quick_start > fund.quick_start_ceiling:
            ceiling = say_dollars(fund.quick_start_ceiling)
            message = f"a grant above the fund's quick-start ceiling, {ceiling}, is never given"
            yield case.warning(
                ("doctrine", "programmes", name, "quick_start"), message, allowed=f"up to {ceiling}"
            )
