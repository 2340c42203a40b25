"""The ground of one operation: conditions grow, reviews are held, authority passes, troops leave.

A SimPy process that reads as the doctrine does: every so many days conditions are measured, each
province is looked at, and at mandate reviews strength is drawn down. Authority and strength are
two variables. What a review decides is arithmetic in `sim.domain`.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING

from sim.domain.handover import (
    meets,
    neighbours_allow,
    passes,
    required_troops,
    spread,
    troops_after_review,
)
from sim.domain.operation import SECURITY, grown_conditions, shifted
from sim.domain.partners import pull_in, still_required, strengths, totals
from sim.engine.aftermath import AfterExit
from sim.engine.calendars import TICK
from sim.engine.capacity import LocalCapacity
from sim.engine.events import At, Order
from sim.plan import NONE, Authority, PartnerKind
from sim.trace import AssessmentRow, AuthorityRow, ConditionRow, StrengthRow

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    import simpy

    from sim.engine.counts import Counts
    from sim.engine.network import Network
    from sim.plan import Theatre

HEADS = (PartnerKind.POLICE, PartnerKind.TROOPS, PartnerKind.CIVILIANS)
"""What partners bring that is counted in people."""


class Ground:
    """The state of one theatre."""

    def __init__(
        self,
        env: simpy.Environment,
        index: int,
        theatre: Theatre,
        *,
        counts: Counts,
        value: Callable[[int, int], float],
        network: Network,
    ) -> None:
        """Put every province at its onset; `network` is told of handovers and of the exit."""
        size = len(theatre.provinces)
        self.env = env
        self.index = index
        self.counts = counts
        self.value = value
        self.network = network
        self.conditions = [each.conditions for each in theatre.provinces]
        lead = Authority.MILITARY if theatre.force.troops > 0 else Authority.CIVILIAN
        self.authority = [[lead] * len(theatre.sectors) for _ in theatre.provinces]
        self.streak, self.weak = [0] * size, [0] * size
        self.attempts, self.votes = [0] * size, [0] * size
        self.not_before = [0.0] * size
        self.cleared, self.handed_over = [False] * size, [False] * size
        self.populations = [each.population for each in theatre.provinces]
        self.drivers = [
            theatre.capital,
            *(driver for each in theatre.provinces for driver in (each.civilians, *each.programmes)),
        ]
        self.garrisons = spread(theatre.force.troops, self.populations)
        self.troops = 0
        self.partners = (0.0,) * len(theatre.partners)
        """Strength of each partner at the last review."""
        self.partner_heads: tuple[int, ...] = (0, 0, 0)
        """Police, troops and civilians among them, to the nearest person."""
        self.posted = self.garrisons
        """Troops per province now."""
        self.strength = (-1, -1, -1, -1, -1)
        """Troops, police, civilians, partner troops and partner civilians as last written down."""
        self.civilian_drivers = [theatre.capital, *(each.civilians for each in theatre.provinces)]
        counts.tell(self.civilian_drivers, self.note_strength)
        self.mandates = self.held = 0
        """Mandate reviews and reviews held."""
        self.capacity = LocalCapacity(env, index, theatre, counts=counts)
        self.after = AfterExit(self)
        self.renew(theatre)
        self.begins = self.grown_at = self.mandate = theatre.begins
        self.left = self.exited = False
        """Whether the military is away after an exit (it may come back), and whether it ever left."""
        self.condition_rows: list[ConditionRow] = []
        self.authority_rows: list[AuthorityRow] = []
        self.assessment_rows: list[AssessmentRow] = []
        self.strength_rows: list[StrengthRow] = []

    def renew(self, theatre: Theatre) -> None:
        """Take over other numbers from now on."""
        self.theatre = theatre
        people = sum(self.populations)
        self.parts = [each.population / people for each in theatre.provinces]
        """Share of the people in each province."""
        self.recruitment = [
            (self.value(each.lag, 0), self.value(each.scale, 0), self.value(each.ceiling, 0))
            for each in theatre.partners
        ]
        """Lag, scale and ceiling of each partner."""
        self.pace = [[self.value(each, 0) for each in province.pace] for province in theatre.provinces]

    @property
    def deadline(self) -> float:
        """The day on which everything is handed over: it moves with an onset that came at random."""
        gate, late = self.theatre.gate, self.begins - self.theatre.begins
        return gate.deadline + (late if gate.from_onset else 0.0)

    def reviews(self) -> Generator[At, None, None]:
        """Live through the operation on the ground, from the onset on: a SimPy process."""
        yield At(self.env, self.begins - self.env.now, Order.REVIEW)
        self._arrive()
        while True:
            yield At(self.env, self.theatre.review_every, Order.REVIEW)
            self._hold_review()

    def _arrive(self) -> None:
        """Stand on the ground on the day of the onset."""
        self.troops = self.theatre.force.troops
        self._post_troops()
        for province, conditions in enumerate(self.conditions):
            self.condition_rows.append(ConditionRow(self.env.now, self.index, province, conditions))
            for sector in range(len(self.theatre.sectors)):
                self._note_authority(province, sector, "onset")
        self.counts.means(self.drivers, 0.0)
        self.capacity.begin(self.theatre)
        self.grown_at = self.env.now
        self.note_strength()
        self.network.line.ask()
        self.mandate = self.env.now + self.theatre.drawdown.every

    def _hold_review(self) -> None:
        """Hold one review."""
        self._grow()
        self._set_back()
        self._count()
        self.network.rotations.evacuate(self.index)
        deadline = self.deadline - TICK
        for province in range(len(self.theatre.provinces)):
            self._review(province, late=self.env.now >= deadline)
        if self.env.now >= self.mandate - TICK:
            self._draw_down()
            self.mandate += self.theatre.drawdown.every
        self.note_strength()
        self.network.line.ask()

    def _grow(self) -> None:
        """Grow every province's conditions by the effort since the last review."""
        theatre, growth = self.theatre, self.theatre.growth
        days, self.grown_at = self.env.now - self.grown_at, self.env.now
        self._let_partners_come(self.env.now - self.begins)
        capital, *rest = self.counts.means(self.drivers, days)
        width = 1 + len(theatre.sectors)
        mentors = []
        for place, province in enumerate(theatre.provinces):
            civilians, *money = rest[place * width : (place + 1) * width]
            added = pull_in(theatre.partners, self.partners, province=place, sectors=width - 1)
            mentors.append(civilians + growth.capital_share * capital * self.parts[place] + added.civilians)
            self.conditions[place] = grown_conditions(
                growth,
                self.conditions[place],
                pace=self.pace[place],
                forces=self.posted[place] + added.forces,
                civilians=mentors[place],
                money=list(map(add, money, added.money)),
                population=province.population,
                days=days,
                capacity=self.capacity.levels[place],
            )
            self.condition_rows.append(ConditionRow(self.env.now, self.index, place, self.conditions[place]))
        self.capacity.grow(theatre, mentors, days)

    def _set_back(self) -> None:
        """Let conditions fall where this review finds a setback."""
        turn = self.held
        self.held += 1
        for place, province in enumerate(self.theatre.provinces):
            if province.setback != NONE and self.value(province.setback, turn) > 0.0:
                fall = self.value(province.setback_loss, turn)
                self.conditions[place] = shifted(self.conditions[place], -fall)
                self.condition_rows.append(
                    ConditionRow(self.env.now, self.index, place, self.conditions[place])
                )

    def _count(self) -> None:
        """Count, for every province, the reviews in a row at which it met its gate."""
        for place, conditions in enumerate(self.conditions):
            self.streak[place] = self.streak[place] + 1 if meets(self.theatre.gate, conditions) else 0

    def _review(self, place: int, *, late: bool) -> None:
        """Look at a province; `late`: whether it is past the day on which everything is handed over."""
        self._let_civilians_lead(place)
        if self.handed_over[place]:
            if not late:
                self._look_back(place)
        elif late:
            self._hand_over(place, "deadline")
        elif self.streak[place] < self.theatre.gate.reviews:
            self.cleared[place] = False
        elif self.cleared[place] or self._assess(place):
            self._ask_politics(place)

    def _let_civilians_lead(self, place: int) -> None:
        """Pass a sector from military to civilian lead as early as possible: a team is there."""
        there = self.counts.now[self.theatre.provinces[place].civilians] > 0
        if not there or Authority.MILITARY not in self.authority[place]:
            return
        for sector, level in enumerate(self.conditions[place]):
            military = self.authority[place][sector] is Authority.MILITARY
            if military and level >= self.theatre.gate.civilian_lead:
                self._pass_authority(place, sector, to=Authority.CIVILIAN, why="civilian team in place")

    def _assess(self, place: int) -> bool:
        """Hold a formal assessment, if one is due and the neighbours allow; return if it is passed."""
        province = self.theatre.provinces[place]
        neighbours = [
            self.handed_over[each] or self.streak[each] >= self.theatre.gate.reviews
            for each in province.neighbours
        ]
        if self.env.now < self.not_before[place] - TICK or not neighbours_allow(
            self.theatre.gate, neighbours
        ):
            return False
        turn = self.attempts[place]
        self.attempts[place] += 1
        drawn = self.value(province.assessed, turn)
        self.cleared[place] = passes(self.theatre.gate, self.conditions[place], drawn)
        if not self.cleared[place]:
            self.not_before[place] = self.env.now + self.value(province.retry, turn)
        result = "passed" if self.cleared[place] else "failed"
        self.assessment_rows.append(AssessmentRow(self.env.now, self.index, place, result))
        return self.cleared[place]

    def _ask_politics(self, place: int) -> None:
        turn = self.votes[place]
        self.votes[place] += 1
        if self.value(self.theatre.provinces[place].veto, turn) > 0.0:
            self.assessment_rows.append(AssessmentRow(self.env.now, self.index, place, "vetoed"))
        else:
            self._hand_over(place, "gate met")

    def _hand_over(self, place: int, why: str) -> None:
        self.handed_over[place] = True
        self.weak[place] = 0
        for sector in range(len(self.theatre.sectors)):
            self._pass_authority(place, sector, to=Authority.LOCAL, why=why)
        self._post_troops()
        self.network.signal(self.theatre.provinces[place].handover)

    def _look_back(self, place: int) -> None:
        """Take a province back when its security stays too low; not after the military has left."""
        gate = self.theatre.gate
        weak = self.conditions[place][SECURITY] < gate.rollback_below and not self.left
        self.weak[place] = self.weak[place] + 1 if weak else 0
        if self.weak[place] >= gate.rollback_reviews:
            self.take_back(place, why="security fell")

    def _draw_down(self) -> None:
        """Let strength leave at a mandate review; the last step is the military's exit."""
        drawdown = self.theatre.drawdown
        share = self.value(drawdown.share, self.mandates)
        self.mandates += 1
        if self.left:
            return
        required = required_troops(drawdown, self.garrisons, self.handed_over)
        self.troops = troops_after_review(
            drawdown,
            self.troops,
            required=still_required(required, self.theatre.partners, self.partners),
            share=share,
            start=self.theatre.force.troops,
            done=all(self.handed_over),
        )
        self._post_troops()
        if self.troops == 0 and self.theatre.force.troops > 0:
            self.left = self.exited = True
            self.network.signal(self.theatre.exit)
            self.after.begin()

    def shift(self, province: int, sector: int, change: float) -> None:
        """Shift conditions by a blow, within 0 to 1; NONE means every province or every sector."""
        for place in range(len(self.conditions)) if province == NONE else (province,):
            struck = range(len(self.theatre.sectors)) if sector == NONE else (sector,)
            self.conditions[place] = tuple(
                min(1.0, max(0.0, level + change)) if kind in struck else level
                for kind, level in enumerate(self.conditions[place])
            )
            self.condition_rows.append(ConditionRow(self.env.now, self.index, place, self.conditions[place]))

    def take_back(self, place: int, *, why: str) -> None:
        """Put a province under military and civilian authority again, as before its handover."""
        self.handed_over[place] = self.cleared[place] = False
        self.streak[place] = self.weak[place] = 0
        self._post_troops()
        self.network.take_back(self.theatre.provinces[place].handover)
        self.network.reopen(self.theatre.provinces[place].handover)
        self._pass_authority(place, SECURITY, to=Authority.MILITARY, why=why)
        for sector in range(1, len(self.theatre.sectors)):
            self._pass_authority(place, sector, to=Authority.CIVILIAN, why=why)

    def _pass_authority(self, place: int, sector: int, *, to: Authority, why: str) -> None:
        if self.authority[place][sector] is not to:
            self.authority[place][sector] = to
            self._note_authority(place, sector, why)

    def _note_authority(self, place: int, sector: int, why: str) -> None:
        authority = self.authority[place][sector]
        self.authority_rows.append(AuthorityRow(self.env.now, self.index, place, sector, authority, why))

    def note_strength(self) -> None:
        """Write down troops, police and civilians if any of them changed."""
        police, troops, civilians = self.partner_heads
        strength = (self.troops, police, self._civilians(), troops, civilians)
        if strength != self.strength:
            self.strength = strength
            self.strength_rows.append(StrengthRow(self.env.now, self.index, *strength))

    def _civilians(self) -> int:
        now = self.counts.now
        return sum(map(now.__getitem__, self.civilian_drivers))

    def _post_troops(self) -> None:
        """Spread the troops over the provinces: a residual's weight where authority has passed."""
        residual = self.theatre.drawdown.residual
        weights = [
            count * (residual if passed else 1.0)
            for count, passed in zip(self.garrisons, self.handed_over, strict=True)
        ]
        self.posted = spread(self.troops, weights)

    def bring_back(self, troops: int) -> None:
        """Let troops come back after a relapse: drawdown and exit go on by the same rules."""
        self.left = False
        self.troops = troops
        self._post_troops()
        self.note_strength()

    def _let_partners_come(self, days: float) -> None:
        """Take over the strength of every partner some days after the onset."""
        partners = self.theatre.partners
        self.partners = strengths(partners, days, self.recruitment)
        there = totals(partners, self.partners)
        self.partner_heads = tuple([round(there.get(kind, 0.0)) for kind in HEADS])
