"""The rows of a trace by kind, with names instead of indices: what exports write to files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import measures
from sim.measures.ground import theatre_name
from sim.measures.naming import target_name
from sim.plan import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.trace import Outcome

Row = dict[str, Any]


def trace_tables(outcome: Outcome) -> dict[str, list[Row]]:
    """Return every row of the trace with names instead of indices, by kind."""
    return {
        "steps": [row._asdict() for row in measures.step_table(outcome)],
        "waits": list(_wait_rows(outcome)),
        "holdings": list(_holding_rows(outcome)),
        "levels": [row._asdict() for row in measures.pool_levels(outcome)],
        "postings": list(_posting_rows(outcome)),
        "conditions": [row._asdict() for row in measures.condition_series(outcome)],
        "authority": list(_authority_rows(outcome)),
        "assessments": [row._asdict() for row in measures.assessment_list(outcome)],
        "strength": list(_strength_rows(outcome)),
        "capacity": list(_capacity_rows(outcome)),
        "exits": list(_exit_rows(outcome)),
        "relapses": list(_relapse_rows(outcome)),
        "evacuations": [row._asdict() for row in measures.evacuation_list(outcome)],
        "moves": list(_move_rows(outcome)),
        "watch": list(_watch_rows(outcome)),
        "eases": list(_ease_rows(outcome)),
    }


def _wait_rows(outcome: Outcome) -> Iterator[Row]:
    plan = outcome.plan
    for row in outcome.waits:
        yield {
            "id": plan.steps[row.step].id,
            "turn": row.turn,
            "cause": row.cause.word,
            "target": target_name(plan, row.cause, row.target, step=row.step),
            "since": row.since,
            "until": row.until,
        }


def _holding_rows(outcome: Outcome) -> Iterator[Row]:
    plan = outcome.plan
    for row in outcome.holdings:
        yield {
            "id": plan.steps[row.step].id,
            "turn": row.turn,
            "pool": plan.pools[row.pool].id,
            "amount": row.amount,
            "since": row.since,
            "until": row.until,
        }


def _posting_rows(outcome: Outcome) -> Iterator[Row]:
    plan = outcome.plan
    for row in outcome.postings:
        yield {
            "time": row.time,
            "fund": plan.funds[row.fund].id,
            "id": "" if row.step == NONE else plan.steps[row.step].id,
            "turn": row.turn,
            "source": row.source.name.lower(),
            "target": row.target.name.lower(),
            "amount": row.amount,
        }


def _authority_rows(outcome: Outcome) -> Iterator[Row]:
    for row in outcome.authority:
        theatre = outcome.plan.theatres[row.theatre]
        yield {
            "time": row.time,
            "operation": theatre_name(outcome, row.theatre),
            "province": theatre.provinces[row.province].id,
            "sector": theatre.sectors[row.sector],
            "authority": row.authority.name.lower(),
            "why": row.why,
        }


def _capacity_rows(outcome: Outcome) -> Iterator[Row]:
    for row in outcome.capacity:
        yield {
            "time": row.time,
            "operation": theatre_name(outcome, row.theatre),
            "province": outcome.plan.theatres[row.theatre].provinces[row.province].id,
            "capacity": row.capacity,
        }


def _exit_rows(outcome: Outcome) -> Iterator[Row]:
    for row in outcome.exits:
        yield {"time": row.time, "operation": theatre_name(outcome, row.theatre), "hazard": row.hazard}


def _relapse_rows(outcome: Outcome) -> Iterator[Row]:
    for row in outcome.relapses:
        yield {"time": row.time, "operation": theatre_name(outcome, row.theatre), "troops": row.troops}


def _move_rows(outcome: Outcome) -> Iterator[Row]:
    pools = outcome.plan.pools
    for row in outcome.moves:
        source = "" if row.source == NONE else pools[row.source].id
        yield {"time": row.time, "source": source, "target": pools[row.target].id, "people": row.people}


def _watch_rows(outcome: Outcome) -> Iterator[Row]:
    plan = outcome.plan
    for row in outcome.watch:
        yield {
            "id": plan.steps[row.step].id,
            "operation": "" if row.operation == NONE else plan.operations[row.operation].id,
            "flagged": row.flagged,
            "onset": row.onset,
            "fate": row.fate.value,
        }


def _ease_rows(outcome: Outcome) -> Iterator[Row]:
    for row in outcome.eases:
        yield {**row._asdict(), "step": outcome.plan.steps[row.step].id}


def _strength_rows(outcome: Outcome) -> Iterator[Row]:
    for row in outcome.strength:
        yield {
            "time": row.time,
            "operation": theatre_name(outcome, row.theatre),
            "troops": row.troops,
            "police": row.police,
            "civilians": row.civilians,
            "partner_troops": row.partner_troops,
            "partner_civilians": row.partner_civilians,
        }
