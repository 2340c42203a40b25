"""A run as plain data by the day: teams and where they are, who leads where, strength, money, waits, events.

Everything is read off the trace; where things lie on the page is `mapping`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sim import measures
from sim.measures.money import balances_of
from sim.measures.naming import TEAM_PHASES, cause_phrase, place_name, spoken_target, step_label
from sim.measures.steps import INSTANT
from sim.plan import NONE, Account
from sim.report.words import AUTHORITY_WORDS, milestone_words
from sim.trace import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.plan import Plan
    from sim.trace import AuthorityRow, Outcome, StepRow, WaitRow

HOME, CAPITAL, PROVINCE = 0, 1, 2
"""Where a team can be."""
LEGS = {
    "call": (HOME, HOME, "called up"),
    "clearance": (HOME, HOME, "being cleared"),
    "training": (HOME, HOME, "in training"),
    "travel": (HOME, CAPITAL, "on the way"),
    "set_up": (CAPITAL, CAPITAL, "setting up"),
    "move": (CAPITAL, PROVINCE, "moving on to the province"),
    "embed": (PROVINCE, PROVINCE, "embedding"),
    "tour": (PROVINCE, PROVINCE, "on the ground"),
    "home": (PROVINCE, HOME, "on the way home"),
}
"""Phase of a team → from where, to where, in words; of a team of the capital the province is the capital."""
ACCOUNTS = (
    Account.DISBURSED,
    Account.OBLIGATED,
    Account.COMMITTED,
    Account.NOTIFIED,
    Account.APPORTIONED,
    Account.APPROPRIATED,
    Account.LAPSED,
)
DIGITS = 2


class Round(NamedTuple):
    """One round of one team: its operation, its lane, which round."""

    operation: int
    group: str
    turn: int


def teams(outcome: Outcome) -> list[dict[str, Any]]:
    """Return every round of every team that was called, with its `legs`; `province` −1 is the capital.

    A leg is [since, until, from, to, words]; places are `HOME`, `CAPITAL`, `PROVINCE`.
    """
    rounds: dict[Round, list[StepRow]] = defaultdict(list)
    for row in outcome.steps:
        step = outcome.plan.steps[row.step]
        if step.kind in LEGS and not math.isnan(row.start):
            rounds[Round(step.operation, step.group, row.turn)].append(row)
    people = _people(outcome)
    return [_team(outcome, each, rows, people=people.get(each, 0)) for each, rows in rounds.items()]


def _people(outcome: Outcome) -> dict[Round, int]:
    """Return how many people each round of a team holds."""
    total: dict[Round, int] = defaultdict(int)
    for row in outcome.holdings:
        step = outcome.plan.steps[row.step]
        if step.kind in TEAM_PHASES and step.kind in {"call", "tour"}:
            total[Round(step.operation, step.group, row.turn)] += row.amount
    return total


def _team(outcome: Outcome, team: Round, rows: list[StepRow], *, people: int) -> dict[str, Any]:
    plan = outcome.plan
    theatre = next((i for i, each in enumerate(plan.theatres) if each.operation == team.operation), NONE)
    names = [each.id for each in plan.theatres[theatre].provinces] if theatre != NONE else []
    province = names.index(place) if (place := team.group.rpartition(".")[2]) in names else NONE
    label = f"{plan.operations[team.operation].id} · {team.group} team"
    return {
        "label": label + (f" (round {team.turn + 1})" if team.turn else ""),
        "theatre": theatre,
        "province": province,
        "people": people,
        "legs": [_leg(outcome, row) for row in sorted(rows, key=lambda each: each.start)],
    }


def _leg(outcome: Outcome, row: StepRow) -> list[Any]:
    source, target, words = LEGS[outcome.plan.steps[row.step].kind]
    until = outcome.plan.horizon if math.isnan(row.finish) else row.finish
    return [short(row.start), short(until), source, target, words]


def leads(outcome: Outcome, theatre: int, province: int) -> list[list[list[Any]]]:
    """Return per sector of a province who led from when on: [day, authority, why]."""
    sectors = range(len(outcome.plan.theatres[theatre].sectors))
    rows = [row for row in outcome.authority if (row.theatre, row.province) == (theatre, province)]
    return [
        [[short(row.time), int(row.authority), row.why] for row in rows if row.sector == each]
        for each in sectors
    ]


def levels(outcome: Outcome, theatre: int, province: int) -> list[list[Any]]:
    """Return the conditions of a province at each review: [day, level of each sector]."""
    rows = (row for row in outcome.conditions if (row.theatre, row.province) == (theatre, province))
    return [[short(row.time), [short(each) for each in row.conditions]] for row in rows]


def strength(outcome: Outcome, theatre: int) -> list[list[float]]:
    """Return who is on the ground after each change: [day, troops, police, civilians], partners included."""
    return [
        [short(row.time), row.troops + row.partner_troops, row.police, row.civilians + row.partner_civilians]
        for row in outcome.strength
        if row.theatre == theatre
    ]


def funds(outcome: Outcome) -> list[dict[str, Any]]:
    """Return each fund: `name`, and `held`: [day, dollars of each of `ACCOUNTS`] after each change."""
    return [
        {
            "name": fund.id.replace("_", " "),
            "held": [
                [short(time), *(held[each] for each in ACCOUNTS)]
                for time, held in balances_of(outcome, index)
            ],
        }
        for index, fund in enumerate(outcome.plan.funds)
    ]


def money(outcome: Outcome) -> list[list[Any]]:
    """Return every obligation and disbursement for an operation: [day, theatre, dollars, what]."""
    plan = outcome.plan
    theatres = {each.operation: index for index, each in enumerate(plan.theatres)}
    words = {Account.OBLIGATED: "obligated", Account.DISBURSED: "disbursed"}
    return [
        [short(row.time), theatres[operation], row.amount, words[row.target]]
        for row in outcome.postings
        if row.target in words
        and row.source < row.target
        and row.step != NONE
        and (operation := plan.steps[row.step].operation) in theatres
    ]


def waits(outcome: Outcome) -> list[list[Any]]:
    """Return every wait, longest first: [since, until, who, [[since, until, what for], …]]."""
    stretches: dict[tuple[str, int], list[WaitRow]] = defaultdict(list)
    for row in outcome.waits:
        stretches[outcome.plan.steps[row.step].id, row.turn].append(row)
    return [
        [
            short(each.since),
            short(each.until),
            each.label,
            _reasons(outcome, each, stretches[each.id, each.turn]),
        ]
        for each in measures.all_waits(outcome)
    ]


def _reasons(outcome: Outcome, wait: measures.Wait, rows: list[WaitRow]) -> list[list[Any]]:
    if not rows:
        return [[short(wait.since), short(wait.until), wait.reasons.partition(" d ")[2]]]
    return [[short(row.since), short(_end(row, wait)), _phrase(outcome.plan, row)] for row in rows]


def _end(row: WaitRow, wait: measures.Wait) -> float:
    return wait.until if math.isnan(row.until) else row.until


def _phrase(plan: Plan, row: WaitRow) -> str:
    return cause_phrase(Cause(row.cause), spoken_target(plan, row.cause, row.target, step=row.step))


def events(outcome: Outcome) -> list[list[Any]]:
    """Return what happened, in order: [day, text]; of one province and day one line."""
    found = [*_passages(outcome), *_assessments(outcome), *_ends(outcome), *_milestones(outcome)]
    return [[short(day), text] for day, text in sorted(found)]


def _passages(outcome: Outcome) -> Iterator[tuple[float, str]]:
    together: dict[tuple[float, int, int, int, str], list[AuthorityRow]] = defaultdict(list)
    for row in outcome.authority:
        together[row.time, row.theatre, row.province, int(row.authority), row.why].append(row)
    for (time, theatre, province, _, why), rows in together.items():
        names = outcome.plan.theatres[theatre].sectors
        whole = len(rows) == len(names)
        sectors = "all sectors" if whole else ", ".join(names[row.sector] for row in rows)
        place = place_name(outcome.plan, theatre, province)
        yield time, f"{place}: {sectors} under {AUTHORITY_WORDS[rows[0].authority]} lead ({why})"


def _assessments(outcome: Outcome) -> Iterator[tuple[float, str]]:
    for each in measures.assessment_list(outcome):
        yield each.time, f"{each.operation}.{each.province}: assessment {each.result}"


def _ends(outcome: Outcome) -> Iterator[tuple[float, str]]:
    plan = outcome.plan
    for leaving in outcome.exits:
        yield leaving.time, f"{place_name(plan, leaving.theatre)}: the military leaves"
    for relapse in outcome.relapses:
        yield relapse.time, f"{place_name(plan, relapse.theatre)}: relapse, {relapse.troops:,} troops go back"
    for left in outcome.evacuations:
        yield left.time, f"{step_label(plan, left.step, left.turn)}: {left.people} people evacuated"


def _milestones(outcome: Outcome) -> Iterator[tuple[float, str]]:
    for name, day in measures.milestones(outcome).items():
        if not math.isnan(day) and day > INSTANT:
            yield day, f"milestone: {milestone_words(name)}"


def short(number: float) -> float:
    """Return a number as short as a page needs it; whole numbers stay whole."""
    return round(number, DIGITS)
