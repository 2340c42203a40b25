"""Theatres, provinces and partners on the sheet; crises at random and the watch list."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from sim.compiled import layout as at
from sim.domain.handover import spread
from sim.engine.capacity import counts_here
from sim.plan import NONE, PartnerKind

if TYPE_CHECKING:
    from sim.compiled.flattening.sheet import Sheet
    from sim.plan import Aftermath, Arrival, Partner, Province, Theatre, Watch

KINDS = tuple(PartnerKind)
AFTER_NUMBERS = (
    "in_ten_years",
    "shape",
    "early_exit_level",
    "early_exit",
    "local_capacity",
    "ownership",
    "women",
    "blow",
    "returns",
)


def lay_grounds(sheet: Sheet) -> None:
    """Write theatres with their provinces and partners, what is counted there, and the watch list."""
    plan, places = sheet.plan, sheet.places
    for place in places.drivers:
        sheet.write(place, {at.GROUND_OF: NONE})
    floating = {each.operation for each in plan.watch.arrivals} if plan.watch else set()
    for index, theatre in enumerate(plan.theatres):
        ints, floats = _theatre(sheet, theatre, index)
        sheet.write(places.theatres[index], ints | {at.FLOATING: theatre.operation in floating}, floats)
        _lay_provinces(sheet, theatre, index)
        _lay_signals(sheet, theatre, index)
        for place, partner in enumerate(theatre.partners):
            sheet.write(places.partners[index][place], *_partner(sheet, partner))
    sheet.write(0, {at.HAS_WATCH: plan.watch is not None}, {at.HORIZON: plan.horizon})
    if plan.watch is not None:
        _lay_watch(sheet, plan.watch)


def _lay_provinces(sheet: Sheet, theatre: Theatre, index: int) -> None:
    places = sheet.places
    for driver in (theatre.capital, *(each.civilians for each in theatre.provinces)):
        sheet.write(places.drivers[driver], {at.GROUND_OF: places.theatres[index]})
    garrisons = spread(theatre.force.troops, [each.population for each in theatre.provinces])
    for place, province in enumerate(theatre.provinces):
        ints, floats = _province(sheet, province, index=index, place=place)
        sheet.write(places.provinces[index][place], ints | {at.GARRISON: garrisons[place]}, floats)


def _lay_signals(sheet: Sheet, theatre: Theatre, index: int) -> None:
    """Note which steps the ground finishes: handovers, the exit, a relapse."""
    for place, step in enumerate([*(each.handover for each in theatre.provinces), theatre.exit]):
        if step != NONE:
            row = {at.SIGNAL_OF: sheet.places.theatres[index], at.SIGNAL_PLACE: place}
            sheet.write(sheet.first(step), row)
    if theatre.aftermath is not None:
        sheet.write(sheet.first(theatre.aftermath.relapse), {at.RELAPSE_AFTER: sheet.first(theatre.exit)})


def _theatre(sheet: Sheet, theatre: Theatre, index: int) -> tuple[dict[int, int], dict[int, float]]:
    places, gate = sheet.places, theatre.gate
    drivers = [each for p in theatre.provinces for each in (p.transforming, p.sustaining)]
    partners = places.partners[index]
    ints = {
        at.T_INDEX: index,
        at.T_OPERATION: theatre.operation,
        at.PROVINCES: places.provinces[index][0],
        at.PROVINCES_N: len(theatre.provinces),
        at.SECTORS_N: len(theatre.sectors),
        at.PARTNERS: partners[0] if partners else 0,
        at.PARTNERS_N: len(partners),
        at.CAPITAL: places.drivers[theatre.capital],
        at.EXIT: sheet.first(theatre.exit),
        at.TROOPS: theatre.force.troops,
        at.COUNTS_CAPACITY: counts_here(theatre),
        at.CAPACITY_DRIVERS: NONE not in drivers,
        at.FROM_ONSET: gate.from_onset,
        at.G_NEEDED: gate.needed,
        at.G_REVIEWS: gate.reviews,
        at.G_NEIGHBOURS: gate.neighbours,
        at.G_ROLLBACK_REVIEWS: gate.rollback_reviews,
        at.DD_SHARE: sheet.draw(theatre.drawdown.share),
        at.PEOPLE: sum(each.population for each in theatre.provinces),
        at.AFTERMATH: theatre.aftermath is not None,
    }
    floats = {
        at.REVIEW_EVERY: theatre.review_every,
        at.BEGINS: theatre.begins,
        at.OWNERSHIP: theatre.ownership,
        at.G_AT_LEAST: gate.at_least,
        at.G_ROLLBACK_BELOW: gate.rollback_below,
        at.G_DEADLINE: gate.deadline,
        at.G_CIVILIAN_LEAD: gate.civilian_lead,
        at.G_PASSES: gate.passes,
        at.G_MARGIN: gate.margin,
        at.DD_EVERY: theatre.drawdown.every,
        at.DD_RESIDUAL: theatre.drawdown.residual,
        at.DD_EXIT_BELOW: theatre.drawdown.exit_below,
        at.F_TROOP_YEAR: theatre.force.troop_year,
        at.F_ELASTICITY: theatre.force.elasticity,
        at.F_CIVILIAN_YEAR: theatre.force.civilian_year,
        at.F_POLICE_YEAR: theatre.force.police_year,
    }
    floats |= {at.GROWTH + place: each for place, each in enumerate(astuple(theatre.growth))}
    if theatre.aftermath is not None:
        more, numbers = _aftermath(sheet, theatre.aftermath)
        ints, floats = ints | more, floats | numbers
    return ints, floats


def _aftermath(sheet: Sheet, rules: Aftermath) -> tuple[dict[int, int], dict[int, float]]:
    ints = {
        at.RELAPSE: sheet.first(rules.relapse),
        at.A_CHANCE: sheet.draw(rules.chance),
        at.A_RETURN_AFTER: sheet.draw(rules.return_after),
        at.A_WOMEN_MULTIPLIER: sheet.draw(rules.women_multiplier),
    }
    numbers = [getattr(rules, name) for name in AFTER_NUMBERS]
    return ints, {at.AFTER + place: each for place, each in enumerate(numbers)}


def _province(
    sheet: Sheet, province: Province, *, index: int, place: int
) -> tuple[dict[int, int], dict[int, float]]:
    places = sheet.places
    drivers = places.drivers
    neighbours, count = sheet.ints(places.provinces[index][each] for each in province.neighbours)
    plots = places.plots[index][place]
    for sector, level in enumerate(province.conditions):
        row = {
            at.PACE: sheet.col(province.pace[sector]),
            at.PROGRAMME: drivers[province.programmes[sector]],
        }
        sheet.write(plots + sector * at.PLOT, row, {at.AT_ONSET: level})
    ints = {
        at.P_INDEX: place,
        at.POPULATION: province.population,
        at.NEIGHBOURS: neighbours,
        at.NEIGHBOURS_N: count,
        at.ASSESSED: sheet.draw(province.assessed),
        at.RETRY: sheet.draw(province.retry),
        at.VETO: sheet.draw(province.veto),
        at.HANDOVER: sheet.first(province.handover),
        at.CIVILIANS: drivers[province.civilians],
        at.TRANSFORMING: NONE if province.transforming == NONE else drivers[province.transforming],
        at.SUSTAINING: NONE if province.sustaining == NONE else drivers[province.sustaining],
        at.SETBACK: sheet.draw(province.setback),
        at.SETBACK_LOSS: sheet.draw(province.setback_loss),
        at.PLOTS: plots,
    }
    return ints, {at.CAPACITY_AT_ONSET: province.capacity}


def _partner(sheet: Sheet, partner: Partner) -> tuple[dict[int, int], dict[int, float]]:
    pledges, count = sheet.rows(1, [({0: heads}, {0: day}) for day, heads in partner.pledges])
    ints = {
        at.B_KIND: KINDS.index(partner.kind),
        at.B_SECTOR: partner.sector,
        at.B_REPLACES: partner.replaces,
        at.B_PLEDGES: pledges,
        at.B_PLEDGES_N: count,
        at.B_LAG: sheet.col(partner.lag),
        at.B_SCALE: sheet.col(partner.scale),
        at.B_CEILING: sheet.col(partner.ceiling),
        at.B_WEIGHTS: sheet.floats(partner.weights)[0],
    }
    return ints, {at.B_SHAPE: partner.shape}


def _lay_watch(sheet: Sheet, watch: Watch) -> None:
    for index, arrival in enumerate(watch.arrivals):
        sheet.write(sheet.places.arrivals[index], _arrival(sheet, arrival), {at.W_DAY: arrival.day})
    sheet.write(0, {}, {at.REFRESHED: watch.refreshed, at.VALID: watch.valid})
    if watch.alarms is None:
        return
    flags, count = sheet.ints(sheet.first(each) for each in watch.alarms.flagged)
    columns = {at.ALARMS: flags, at.ALARMS_N: count, at.ALARM_GAP: sheet.draw(watch.alarms.gap)}
    columns[at.ALARM_ELSEWHERE] = sheet.draw(watch.alarms.elsewhere)
    columns[at.ALARM_PLACE] = sheet.draw(watch.alarms.place)
    sheet.write(0, columns)


def _arrival(sheet: Sheet, arrival: Arrival) -> dict[int, int]:
    places = sheet.places
    theatres = {each.operation: places.theatres[i] for i, each in enumerate(sheet.plan.theatres)}
    return {
        at.W_OPERATION: arrival.operation,
        at.W_ONSET: sheet.first(arrival.onset),
        at.W_GAP: sheet.draw(arrival.gap),
        at.W_TURN: arrival.turn,
        at.W_AFTER: NONE if arrival.after == NONE else places.arrivals[arrival.after],
        at.W_FLAGGED: sheet.first(arrival.flagged),
        at.W_SEEN: sheet.draw(arrival.seen),
        at.W_LEAD: sheet.draw(arrival.lead),
        at.W_PLACE: sheet.draw(arrival.place),
        at.W_PREPLAN: sheet.first(arrival.preplan),
        at.W_PREPLANNED: sheet.first(arrival.preplanned),
        at.W_PREVENTION: sheet.first(arrival.prevention),
        at.W_LOWERS: sheet.draw(arrival.lowers),
        at.W_LUCK: sheet.draw(arrival.luck),
        at.W_THEATRE: theatres.get(arrival.operation, NONE),
    }
