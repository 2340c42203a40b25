"""A part of a batch as a Parquet file, and back: a row per run, a column per number.

`replication`; every number of `Measuring.names` (NaN where a run has none); per milestone looked into
`critical:MILESTONE`, the steps on its critical chain by name; `failed`, why a run broke off or ''. The
same part gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.batch.results import Results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sim.batch.measuring import Measuring

CRITICAL = "critical:"


def to_parquet(results: Results) -> bytes:
    """Return a part as a file, runs in order of replication."""
    buffer = BytesIO()
    pq.write_table(to_table(results), buffer, compression="zstd")
    return buffer.getvalue()


def to_table(results: Results) -> pa.Table:
    """Return a part as a table, runs that broke off among the others."""
    measuring = results.measuring
    broken = np.array([number for number, _ in results.failures], dtype=np.int64)
    numbers = np.concatenate([results.replications, broken])
    order = np.argsort(numbers, kind="stable")
    lost = len(results.failures)
    reasons = np.array([""] * len(results) + [why for _, why in results.failures], dtype=object)
    columns: dict[str, Any] = {"replication": numbers[order]}
    for place, name in enumerate(measuring.names):
        column = np.concatenate([results.values[:, place], np.full(lost, np.nan)])
        columns[name] = pa.array(column[order])
    for name, flags in zip(_looked_into(measuring), results.critical, strict=True):
        whole = np.concatenate([flags, np.zeros((lost, flags.shape[1]), dtype=np.bool_)])
        columns[CRITICAL + name] = _chains(whole[order], [each.id for each in measuring.plan.steps])
    columns["failed"] = pa.array(reasons[order], type=pa.string())
    return pa.table(columns)


def from_parquet(path: Path, measuring: Measuring, *, seed: int) -> Results:
    """Return the part that a file holds."""
    table = pq.read_table(path)
    reasons = table["failed"].to_pylist()
    good = np.array([not each for each in reasons], dtype=np.bool_)
    numbers = table["replication"].to_numpy()
    return Results(
        measuring=measuring,
        seed=seed,
        replications=numbers[good].astype(np.int64),
        values=np.stack([table[name].to_numpy() for name in measuring.names], axis=1)[good],
        critical=tuple(
            _flags(table[CRITICAL + name], [each.id for each in measuring.plan.steps])[good]
            for name in _looked_into(measuring)
        ),
        failures=tuple((int(i), why) for i, why in zip(numbers, reasons, strict=True) if why),
    )


def numbers_in(path: Path, names: Sequence[str]) -> NDArray[np.float64]:
    """Return some numbers of the runs of a file that were played to their end, shape (runs, names)."""
    table = pq.read_table(path, columns=[*names, "failed"])
    good = pc.equal(table["failed"], "").to_numpy()
    numbers: NDArray[np.float64] = np.stack([table[name].to_numpy() for name in names], axis=1)[good]
    return numbers


def _looked_into(measuring: Measuring) -> list[str]:
    return [measuring.plan.milestones[index].id for index in measuring.looked_into]


def _chains(flags: NDArray[np.bool_], steps: Sequence[str]) -> pa.Array:
    """Return per run the names of its critical steps, each name stored once."""
    runs, places = np.nonzero(flags)
    offsets = np.searchsorted(runs, np.arange(len(flags) + 1)).astype(np.int32)
    names = pa.array(list(steps), pa.string()).take(pa.array(places))
    return pa.ListArray.from_arrays(pa.array(offsets), names)


def _flags(column: pa.ChunkedArray, steps: Sequence[str]) -> NDArray[np.bool_]:
    chains = column.combine_chunks()
    names = chains.flatten().dictionary_encode()
    index = {name: place for place, name in enumerate(steps)}
    places = np.array([index[name] for name in names.dictionary.to_pylist()], dtype=np.intp)
    flags = np.zeros((len(chains), len(steps)), dtype=np.bool_)
    lengths = np.diff(chains.offsets.to_numpy())
    runs = np.repeat(np.arange(len(chains)), lengths)
    if len(runs):
        flags[runs, places[names.indices.to_numpy()]] = True
    return flags
