"""Results as files for machines: one JSON object, and the whole trace as Parquet and JSON.

Indices become names; days and dollars stay numbers. A file is written beside its place and then put
there in one move, so that nobody ever finds half of one.
"""

from __future__ import annotations

import json
import math
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim import files, measures
from sim.measures.ground import theatre_name
from sim.measures.naming import target_name
from sim.plan import NONE
from sim.report.columns import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sim.trace import Outcome

Row = dict[str, Any]
write_file = files.write_file


def to_json(outcome: Outcome) -> Row:
    """Return the machine-readable result of a run; days are null where something did not happen.

    `scenario`, `seed`; `milestones`: name → day; `steps`: operation.step → ready, start, finish,
    cause (later rounds as operation.step#2 …); `funds`: name → dollars that ever came to each account
    and, under `closing`, what each holds at the end; `unfinished`: step → reason; `deadlock`: the
    cycle or ''; `hash`: of the plan.
    """
    plan = outcome.plan
    return {
        "scenario": plan.title,
        "seed": outcome.seed,
        "milestones": {name: _number(day) for name, day in measures.milestones(outcome).items()},
        "steps": {
            round_name(plan.steps[row.step].id, row.turn): {
                "ready": _number(row.ready),
                "start": _number(row.start),
                "finish": _number(row.finish),
                "cause": row.cause.word,
            }
            for row in outcome.steps
        },
        "funds": _funds(outcome),
        "unfinished": {
            round_name(plan.steps[each.step].id, each.turn): each.reason for each in outcome.unfinished
        },
        "deadlock": outcome.deadlock,
        "hash": plan.hash,
    }


def round_name(step: str, turn: int) -> str:
    """Return the name of a round of a step: its own for the first, with a number from 2 for later ones.

    >>> round_name("alpha.decide", 0), round_name("alpha.field.north.tour", 2)
    ('alpha.decide', 'alpha.field.north.tour#3')
    """
    return f"{step}#{turn + 1}" if turn else step


def _funds(outcome: Outcome) -> Row:
    closing = measures.closing_balances(outcome)
    return {
        name: {
            **{account.name.lower(): dollars for account, dollars in ever.items()},
            "closing": {account.name.lower(): dollars for account, dollars in closing[name].items()},
        }
        for name, ever in measures.ever_reached(outcome).items()
    }


def _number(value: float) -> float | None:
    """Return a finite number, or None, which JSON can say."""
    return value if math.isfinite(value) else None


def write_trace(outcome: Outcome, folder: Path) -> None:
    """Write the trace of a run: a Parquet file per kind of row, and trace.json with all of it.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    tables = trace_tables(outcome)
    for name, rows in tables.items():
        write_file(folder / f"{name}.parquet", _parquet(name, rows))
    whole = {**to_json(outcome), "replication": outcome.replication, "trace": _finite(tables)}
    text = json.dumps(whole, allow_nan=False, separators=(",", ":"))
    write_file(folder / "trace.json", text.encode())


def _parquet(name: str, rows: list[Row]) -> bytes:
    """Return a table as a file; without rows it still has its columns and their types."""
    buffer = BytesIO()
    if rows:
        pd.DataFrame(rows).to_parquet(buffer, index=False)
    else:
        one = pa.Table.from_pandas(pd.DataFrame([BLANK[name]]), preserve_index=False)
        pq.write_table(one.slice(0, 0), buffer)
    return buffer.getvalue()


def _finite(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {
        name: [
            {key: _number(value) if isinstance(value, float) else value for key, value in row.items()}
            for row in rows
        ]
        for name, rows in tables.items()
    }


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
        **_aftermath_rows(outcome),
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


def _aftermath_rows(outcome: Outcome) -> dict[str, list[Row]]:
    """Return local capacity, exits and relapses, where the scenario asks for them."""
    plan = outcome.plan
    capacity: list[Row] = [
        {
            "time": row.time,
            "operation": theatre_name(outcome, row.theatre),
            "province": plan.theatres[row.theatre].provinces[row.province].id,
            "capacity": row.capacity,
        }
        for row in outcome.capacity
    ]
    if all(each.aftermath is None for each in plan.theatres):
        return {"capacity": capacity} if capacity else {}
    exits: list[Row] = [
        {"time": row.time, "operation": theatre_name(outcome, row.theatre), "hazard": row.hazard}
        for row in outcome.exits
    ]
    relapses: list[Row] = [
        {"time": row.time, "operation": theatre_name(outcome, row.theatre), "troops": row.troops}
        for row in outcome.relapses
    ]
    return {"capacity": capacity, "exits": exits, "relapses": relapses}


def _strength_rows(outcome: Outcome) -> Iterator[Row]:
    partners = any(row.partner_troops or row.partner_civilians for row in outcome.strength)
    for row in outcome.strength:
        of_partners = {"partner_troops": row.partner_troops, "partner_civilians": row.partner_civilians}
        yield {
            "time": row.time,
            "operation": theatre_name(outcome, row.theatre),
            "troops": row.troops,
            "police": row.police,
            "civilians": row.civilians,
            **(of_partners if partners else {}),
        }
