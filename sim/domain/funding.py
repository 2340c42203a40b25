"""Funding: two serial clocks, authority to spend and means to spend, dollar by dollar.

Authority: appropriated, apportioned, set aside under a notification, committee hold. Means:
mechanism, award, obligation, mobilisation, tranches. A pre-positioned mechanism shortens only the
second clock, no-year money only the first (FACTS 1.3, model note).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.distributions import Chance, Constant, Distribution
from sim.domain.laying import Arrow, NeedByName, Path, Table, Where, arrows
from sim.plan import NONE, Account, Fund, Need, Policy, Posting, Replenishment, When

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.domain.ground import Ground
    from sim.scenario.schema.doctrine import Programme
    from sim.scenario.schema.resources import Fund as FundDeclared
    from sim.scenario.schema.resources import Mechanism


def tranche_amounts(dollars: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Return whole dollars per tranche that add up exactly; rounding goes into the last one."""
    amounts = [int(dollars * each) for each in shares[:-1]]
    return (*amounts, dollars - sum(amounts))


def shared_amounts(dollars: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Return whole dollars in proportion to weights that add up exactly, by largest remainder.

    Of equal remainders the first declared gets the dollar.
    """
    total = sum(weights)
    amounts = [dollars * each // total for each in weights]
    rests = [dollars * each % total for each in weights]
    for place in sorted(range(len(weights)), key=lambda each: -rests[each])[: dollars - sum(amounts)]:
        amounts[place] += 1
    return tuple(amounts)


def quick_start_allowed(asked: int, ceiling: int) -> bool:
    """Whether a quick-start grant is given: it was asked for and fits under the fund's ceiling."""
    return 0 < asked <= ceiling


def lay_fund(
    table: Table, name: str, declared: FundDeclared, *, expires: float, operations: Sequence[str]
) -> None:
    """Lay a fund, and the steps before its money is free to claim."""
    direct = declared.apportionment == Constant(0.0) and declared.continuing_resolution is None
    lag = NONE
    if declared.replenish is not None:
        lag = table.draw(
            declared.replenish.lag,
            key=f"funds/{name}/replenish/lag",
            path=("funds", name, "replenish", "lag"),
            rounds=100,
        )
    table.fund(
        Fund(
            id=name,
            opening=declared.opening,
            apportioned=direct,
            policy=Policy(declared.queue),
            may_pass=declared.may_pass,
            expires=expires,
            shares=tuple(declared.shares.get(each, 0.0) for each in operations) if declared.shares else (),
            replenishment=_replenishment(declared, lag),
            path=f"funds.{name}",
        )
    )
    if not direct:
        _lay_apportionment(table, name, declared)


def _replenishment(declared: FundDeclared, lag: int) -> Replenishment | None:
    asked = declared.replenish
    return None if asked is None else Replenishment(asked.below, asked.to, asked.checked, lag)


def _lay_apportionment(table: Table, name: str, declared: FundDeclared) -> None:
    index = table.funds[name]
    where = Where(len(table.operations) - 1, "funds")
    path: Path = ("funds", name)
    resolution = declared.continuing_resolution
    after: tuple[Arrow, ...] = ()
    if resolution is not None:
        inner = (*path, "continuing_resolution")
        table.step(
            where,
            f"{name}.continuing_resolution",
            kind="authority",
            group=name,
            chance=table.chance(resolution.chance, key=f"funds/{name}/cr/chance", path=(*inner, "chance")),
            duration=table.draw(resolution.lasts, key=f"funds/{name}/cr/lasts", path=(*inner, "lasts")),
            path=".".join(map(str, inner)),
        )
        after = (Arrow(f"{name}.continuing_resolution"),)
    table.step(
        where,
        f"{name}.apportion",
        after=after,
        kind="authority",
        group=name,
        duration=table.draw(
            declared.apportionment, key=f"funds/{name}/apportion", path=(*path, "apportionment")
        ),
        postings=(
            Posting(index, Account.APPROPRIATED, Account.APPORTIONED, (declared.opening,), When.FINISH),
        ),
        path=f"funds.{name}.apportionment",
    )


@dataclass(frozen=True, slots=True)
class Award:
    """One programme in one place of one operation, about to be laid.

    `mechanisms`: those it may use, in order of preference; `region`: of its crisis.
    """

    where: Where
    name: str
    luck: str
    programme: Programme
    path: Path
    fund: int
    ceiling: int
    mechanisms: Mapping[str, Mechanism]
    ground: Ground | None

    @property
    def base(self) -> str:
        """Return the programme's name within its operation, with its province where it has one."""
        return f"{self.name}.{self.where.province}" if self.where.province else self.name

    @property
    def quick(self) -> int:
        """Return the dollars that go as a quick-start grant: all that was asked, or nothing."""
        asked = self.programme.quick_start
        return asked if quick_start_allowed(asked, self.ceiling) else 0

    @property
    def main(self) -> int:
        """Return the dollars that take the normal way."""
        return self.programme.amount - self.quick


def chosen_mechanisms(
    asked: str, mechanisms: Mapping[str, Mechanism], *, sector: str, region: str
) -> tuple[str, ...]:
    """Return the mechanisms a programme may use: the one named, or all that serve, fastest first."""
    if asked not in {"any", "none"}:
        return (asked,)
    if asked == "none":
        return ()
    serving = [
        name
        for name, each in mechanisms.items()
        if each.sector in {"any", sector} and each.region in {"any", region}
    ]
    return tuple(sorted(serving, key=lambda name: _typical_days(mechanisms[name])))


def award_law(mechanism: Mechanism) -> Distribution:
    """Return days to an award: a task order where it is in place, a competition where it is not."""
    return mechanism.award if mechanism.prepositioned else mechanism.competition


def _typical_days(mechanism: Mechanism) -> float:
    return award_law(mechanism).at(0.5)


def lay_programme(table: Table, award: Award) -> None:
    """Lay both clocks of one programme: request, notify, hold, award, obligate, mobilise, disburse."""
    chain = _Clocks(table, award)
    programme, main = award.programme, award.main
    begins = arrows(programme.after) or (Arrow("onset"),)
    chain.lay("request", after=begins, postings=(chain.post(Account.APPORTIONED, Account.NOTIFIED, main),))
    chain.lay("notify", law=programme.notification, chance=1.0 - programme.waiver)
    chain.lay("hold", law=programme.hold.duration, chance=programme.hold.chance)
    chain.lay(
        "award",
        needs=(_mechanism_need(table, award),),
        postings=(chain.post(Account.NOTIFIED, Account.COMMITTED, main),),
    )
    chain.lay("obligate", also=True, postings=(chain.post(Account.COMMITTED, Account.OBLIGATED, main),))
    chain.lay("mobilise", law=programme.mobilise)
    chain.lay_tranches()
    if programme.quick_start > 0:
        chain.lay_grant(begins)


class _Clocks:
    """Lays one step of a programme after the other."""

    def __init__(self, table: Table, award: Award) -> None:
        self.table = table
        self.award = award
        self.last = ""

    def post(
        self, source: Account, target: Account, *amounts: int, at: When = When.START, grant: bool = False
    ) -> Posting:
        """Return a posting of this programme's fund, out of its own purse or its grant's."""
        base = f"{self.award.where.operation_id}.{self.award.base}"
        purse = f"{base}.grant" if grant else base
        return Posting(self.award.fund, source, target, amounts, at, purse)

    def draw(self, phase: str, law: Distribution, *field: str) -> int:
        """Lay a quantity of one phase."""
        award = self.award
        place = f".{award.where.province}" if award.where.province else ""
        return self.table.draw(
            law,
            key=f"{award.where.operation_id}/{award.luck}{place}.{phase}/{field[-1] if field else phase}",
            path=(*award.path, *(field or (phase,))),
            operation=award.where.operation,
        )

    def lay(
        self,
        phase: str,
        *,
        law: Distribution | None = None,
        chance: float | None = None,
        after: tuple[Arrow, ...] | None = None,
        also: bool = False,
        needs: tuple[NeedByName, ...] = (),
        postings: tuple[Posting, ...] = (),
        rounds: int = 1,
        drives: tuple[tuple[int, int], ...] = (),
        fields: tuple[str, ...] = (),
    ) -> None:
        """Lay one phase of the programme."""
        award = self.award
        full = f"{award.base}.{phase}"
        names = (f"{award.name}.{phase}", *((award.name, award.base) if also else ()))
        inside = FIELDS.get(phase, fields)
        self.table.step(
            award.where,
            full,
            after=(Arrow(self.last),) if after is None else after,
            known_as=names,
            kind=phase,
            group=award.base,
            rounds=rounds,
            duration=NONE if law is None else self.draw(phase, law, *inside),
            chance=NONE if chance is None else self._chance(phase, chance),
            needs=needs,
            postings=postings,
            drives=drives,
            priority=self.table.operations[award.where.operation].priority,
            path=".".join(map(str, award.path)),
        )
        self.last = full

    def _chance(self, phase: str, chance: float) -> int:
        field = {"notify": ("waiver",), "hold": ("hold", "chance")}.get(phase, ("quick_start",))
        return self.draw(phase, Chance(chance), *field)

    def lay_tranches(self) -> None:
        """Lay the disbursement: a round per tranche, the first at the end of mobilisation."""
        award, programme = self.award, self.award.programme
        name = f"{award.base}.disburse"
        amounts = tranche_amounts(award.main, programme.tranches)
        drives = _delivered(award, award.main)
        self.lay(
            "disburse",
            law=Constant(programme.tranche_every),
            after=(Arrow(self.last), Arrow(name, back=1)),
            postings=(self.post(Account.OBLIGATED, Account.DISBURSED, *amounts),),
            rounds=len(programme.tranches),
            drives=drives,
        )

    def lay_grant(self, begins: tuple[Arrow, ...]) -> None:
        """Lay the quick-start grant: no prior notification and no award, up to the fund's ceiling."""
        award, programme = self.award, self.award.programme
        given = 1.0 if award.quick else 0.0
        asked = programme.quick_start
        self.lay(
            "grant",
            law=programme.grant,
            chance=given,
            after=begins,
            postings=(
                self.post(Account.APPORTIONED, Account.COMMITTED, asked, grant=True),
                self.post(Account.COMMITTED, Account.OBLIGATED, asked, at=When.FINISH, grant=True),
            ),
        )
        self.lay(
            "spend",
            law=programme.grant_lasts,
            chance=given,
            postings=(self.post(Account.OBLIGATED, Account.DISBURSED, asked, grant=True),),
            drives=_delivered(award, asked),
        )


FIELDS: dict[str, tuple[str, ...]] = {
    "notify": ("notification",),
    "hold": ("hold", "duration"),
    "disburse": ("tranche_every",),
    "spend": ("grant_lasts",),
}
"""Phase → where the scenario states its days, where that is not its own name."""


def _delivered(award: Award, dollars: int) -> tuple[tuple[int, int], ...]:
    if award.ground is None:
        return ()
    programme = award.programme
    return award.ground.money(programme.sector, award.where.province, dollars, phase=programme.phase)


def _mechanism_need(table: Table, award: Award) -> NeedByName:
    """Return the need for ceiling on a mechanism, with full and open competition as the last resort."""
    programme = award.programme
    names = list(award.mechanisms)
    pools = [table.pools[f"mechanism:{name}"] for name in names]
    lags = [_award_draw(table, award, name) for name in names]
    if programme.mechanism in {"any", "none"}:
        pools.append(table.pools["mechanism:open_competition"])
        lags.append(_award_draw(table, award, ""))
    return NeedByName(
        Need(tuple(pools), award.main, lags=tuple(lags), asks=(NONE,) * len(pools), split=False)
    )


def _award_draw(table: Table, award: Award, name: str) -> int:
    place = f".{award.where.province}" if award.where.province else ""
    law = award_law(award.mechanisms[name]) if name else award.programme.competition
    path: Path = (*award.path, "competition")
    if name:
        path = ("mechanisms", name, "award" if award.mechanisms[name].prepositioned else "competition")
    return table.draw(
        law,
        key=f"{award.where.operation_id}/{award.luck}{place}.award/{name or 'open_competition'}",
        path=path,
        operation=award.where.operation,
    )
