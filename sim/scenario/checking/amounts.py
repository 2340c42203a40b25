"""Never enough: requests that no pool, fund or mechanism can ever meet, and amounts that cannot be.

What is there at most is `capacity`; who waits for whom is `deadlock`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.domain.deployment import entry_level
from sim.domain.funding import quick_start_allowed
from sim.errors import quote
from sim.quantities import say_days, say_dollars
from sim.scenario.checking.capacity import capacities, most_money
from sim.scenario.schema.doctrine import Apart, Programme, Step, Team
from sim.scenario.schema.ground import DrawdownDeclared, PoliceArrival, Province, Review
from sim.scenario.schema.partners import PartnerArrival
from sim.scenario.schema.resources import Fund, Replenish

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.resources import Part
    from sim.scenario.values import Amount

ABOVE_ZERO: tuple[tuple[type[Part], str], ...] = (
    (Apart, "embed"),
    (Apart, "repeat"),
    (DrawdownDeclared, "every"),
    (PartnerArrival, "shape"),
    (PoliceArrival, "shape"),
    (Programme, "amount"),
    (Province, "population"),
    (Replenish, "checked"),
    (Replenish, "to"),
    (Review, "every"),
    (Team, "tour"),
)
"""Numbers that the model divides by, or that mean nothing at 0."""
ROUNDING = 1e-6
"""How far shares may be from adding up to 1."""
AS_POOL = "under pools: 'NAME: {size: 4}'"
AS_FUND = "under funds: 'NAME: {opening: 10 M USD}'"
"""How what a step needs is declared."""


def check_above_zero(case: Case) -> Iterator[Finding]:
    """Yield numbers that are 0 and must not be."""
    if case.scenario.horizon <= 0.0:
        yield case.finding(("horizon",), "the horizon is 0: nothing could happen", allowed="more than 0 d")
    for path, part in case.parts:
        for kind, name in ABOVE_ZERO:
            if isinstance(part, kind) and name in part.model_fields_set and getattr(part, name) <= 0:
                yield case.finding((*path, name), f"{quote(name)} is 0", allowed="more than 0")


def check_needs(case: Case) -> Iterator[Finding]:
    """Yield what steps need of pools and funds and can never get."""
    sizes = capacities(case.scenario)
    for path, part in case.parts:
        if isinstance(part, Step):
            for name, need in part.needs.items():
                yield from _need(case, (*path, "needs", name), name, need=need, sizes=sizes)
        elif isinstance(part, Team):
            yield from _team(case, path, part, sizes=sizes)


def _need(case: Case, path: KeyPath, name: str, *, need: Amount, sizes: dict[str, int]) -> Iterator[Finding]:
    pools, funds = case.scenario.pools, case.scenario.funds
    if need.value == 0:
        yield case.finding(path, f"asks for nothing of {quote(name)}", allowed="more than 0")
    elif need.money and name in funds:
        yield from _paid(case, path, need.value, fund=name)
    elif need.money and name in pools:
        message = f"{quote(name)} is a pool: it is counted, not paid"
        yield case.finding(path, message, allowed="a whole number, such as 4")
    elif not need.money and name in funds and name not in pools:
        message = f"{quote(name)} is a fund: it is asked for money"
        yield case.finding(path, message, allowed="an amount, such as '5 M USD'")
    elif name in pools:
        yield from _counted(case, path, need.value, pools=(name,), sizes=sizes)
    else:
        declare = AS_FUND if need.money else AS_POOL
        every = [*pools, *funds]
        yield from case.unknown(path, name, every, what="pool or fund", key=True, declare=declare)


def _counted(
    case: Case, path: KeyPath, amount: int, *, pools: tuple[str, ...], sizes: dict[str, int]
) -> Iterator[Finding]:
    known = dict.fromkeys(each for each in pools if each in sizes)
    most = sum(sizes[each] for each in known)
    if amount > most and len(known) == len(set(pools)):
        names = " and ".join(quote(each) for each in known)
        verb = "have" if len(known) > 1 else "has"
        yield case.finding(
            path, f"{amount:,} are asked for, but {names} {verb} {most:,}", allowed=f"up to {most:,}"
        )


def _team(case: Case, path: KeyPath, team: Team, *, sizes: dict[str, int]) -> Iterator[Finding]:
    if not team.from_:
        yield case.finding(
            (*path, "from"), "a team is filled from at least one pool", allowed="names of pools"
        )
    else:
        yield from _counted(case, (*path, "size"), team.size, pools=team.from_, sizes=sizes)
    for name, units in team.lift.items():
        if units == 0:
            yield case.finding(
                (*path, "lift", name), f"asks for nothing of {quote(name)}", allowed="more than 0"
            )
        yield from _counted(case, (*path, "lift", name), units, pools=(name,), sizes=sizes)
    low, high = team.curtailment.at
    if low > high:
        yield case.finding(
            (*path, "curtailment", "at"), "the first share is above the second", allowed="low, high"
        )


def _paid(case: Case, path: KeyPath, dollars: int, *, fund: str) -> Iterator[Finding]:
    declared = case.scenario.funds[fund]
    most = most_money(declared)
    if most == 0:
        message = f"the fund {quote(fund)} never has any money: it opens with 0 and is not replenished"
        yield case.finding(path, message, allowed="an opening above 0, or replenish")
    elif dollars > most:
        asked, there = say_dollars(dollars), say_dollars(most)
        message = f"{asked} is asked for, but {quote(fund)} never holds more than {there}"
        yield case.finding(path, message, allowed=f"up to {there}")


def check_programmes(case: Case) -> Iterator[Finding]:
    """Yield programmes that their fund or mechanism can never carry, or that do not add up."""
    for name, programme in case.scenario.doctrine.programmes.items():
        path: KeyPath = ("doctrine", "programmes", name)
        yield from _tranches(case, path, programme)
        yield from _fund(case, path, programme)
        yield from _mechanism(case, path, programme)
        if programme.quick_start > programme.amount:
            most = say_dollars(programme.amount)
            message = f"the quick-start grant is larger than the whole programme, {most}"
            yield case.finding((*path, "quick_start"), message, allowed=f"up to {most}")


def _tranches(case: Case, path: KeyPath, programme: Programme) -> Iterator[Finding]:
    total = math.fsum(programme.tranches)
    if abs(total - 1.0) > ROUNDING:
        yield case.finding(
            (*path, "tranches"), f"the tranches add up to {total:.6g}", allowed="shares that add up to 1"
        )


def _fund(case: Case, path: KeyPath, programme: Programme) -> Iterator[Finding]:
    funds = case.scenario.funds
    if programme.fund is not None:
        yield from case.unknown((*path, "fund"), programme.fund, funds, what="fund")
    elif len(funds) != 1:
        message = (
            "a programme names its fund where there are several" if funds else "there is no fund to pay it"
        )
        yield case.finding(path, message, allowed=", ".join(funds) or "a fund under 'funds'", key=True)
    fund = programme.fund or next(iter(funds), "")
    if fund in funds:
        yield from _paid(case, (*path, "amount"), programme.amount, fund=fund)


def _mechanism(case: Case, path: KeyPath, programme: Programme) -> Iterator[Finding]:
    mechanisms, name = case.scenario.mechanisms, programme.mechanism
    if name not in mechanisms:
        yield from case.unknown((*path, "mechanism"), name, ["any", "none", *mechanisms], what="mechanism")
        return
    mechanism = mechanisms[name]
    if mechanism.sector not in {"any", programme.sector}:
        message = f"{quote(name)} serves {mechanism.sector}, not {programme.sector}"
        yield case.finding((*path, "mechanism"), message, allowed=_serving(case, programme))
    if mechanism.ceiling < _ordered(case, programme):
        message = f"{quote(name)} has a ceiling of {say_dollars(mechanism.ceiling)}, below the amount"
        yield case.finding((*path, "mechanism"), message, allowed=_serving(case, programme))


def _serving(case: Case, programme: Programme) -> str:
    serving = (
        name
        for name, each in case.scenario.mechanisms.items()
        if each.sector in {"any", programme.sector} and each.ceiling >= _ordered(case, programme)
    )
    return ", ".join(("any", "none", *serving))


def _ordered(case: Case, programme: Programme) -> int:
    """Return the dollars of a programme that go through a mechanism: all but a grant that is given."""
    funds = case.scenario.funds
    fund = funds.get(programme.fund or next(iter(funds), ""))
    given = fund is not None and quick_start_allowed(programme.quick_start, fund.quick_start_ceiling)
    return programme.amount - programme.quick_start * given


def check_funds(case: Case) -> Iterator[Finding]:
    """Yield funds whose shares or replenishment do not add up."""
    for name, fund in case.scenario.funds.items():
        path: KeyPath = ("funds", name)
        yield from _shares(case, path, fund)
        again = fund.replenish
        if again is not None and again.to < again.below:
            message = "it would ask for less than it misses: 'to' is less than 'below'"
            yield case.finding(
                (*path, "replenish", "to"), message, allowed=f"{say_dollars(again.below)} or more"
            )


def _shares(case: Case, path: KeyPath, fund: Fund) -> Iterator[Finding]:
    where, ring_fenced = (*path, "shares"), fund.queue == "ring_fenced"
    known = list(case.whole.crises) or ["plan"]
    for crisis in fund.shares:
        yield from case.unknown((*where, crisis), crisis, known, what="crisis", key=True)
    total = math.fsum(fund.shares.values())
    if total > 1.0 + ROUNDING:
        yield case.finding(where, f"the shares add up to {total:.6g}", allowed="1 or less", key=True)
    if ring_fenced and not fund.shares:
        message = "a ring-fenced fund needs the key 'shares'"
        yield case.finding((*path, "queue"), message, allowed="shares: {crisis: share}")
    if fund.shares and not ring_fenced:
        message = f"shares count only with 'queue: ring_fenced', not {quote(fund.queue)}"
        yield case.warning(where, message, key=True)


def check_tours(case: Case) -> Iterator[Finding]:
    """Yield teams called before the one before them is there, away all the time, or gone for good."""
    for name, team in case.scenario.doctrine.teams.items():
        path: KeyPath = ("doctrine", "teams", name)
        early = team.relief.called_before
        if 0.0 < team.tour <= early:
            message = (
                f"the next team is called {say_days(early)} before the end of a tour of {say_days(team.tour)}"
            )
            allowed = "relief: {called_before: …} shorter than the tour"
            yield case.warning((*path, "tour"), message, allowed=allowed)
        if team.leave > 0.0 and team.leave >= team.tour:
            message = f"the team would be away for its whole tour of {say_days(team.tour)}"
            yield case.finding((*path, "leave"), message, allowed="less than the tour")
        if team.evacuate_below > 0.0 and entry_level(team) > 1.0:
            message = f"an evacuated team would come back at a security of {entry_level(team):g}"
            allowed = "evacuate_below and return_margin that add up to 1 or less"
            yield case.finding((*path, "evacuate_below"), message, allowed=allowed)
