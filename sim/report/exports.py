"""Results as files for machines: one JSON object, and the whole trace as Parquet and JSON.

Indices become names; days and dollars stay numbers. A file is written beside its place and then put
there in one move, so that nobody ever finds half of one.
"""

from __future__ import annotations

import json
import math
from io import BytesIO
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim import measures
from sim.files import write_file
from sim.report.columns import BLANK
from sim.report.rows import Row, trace_tables

if TYPE_CHECKING:
    from pathlib import Path

    from sim.trace import Outcome


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
