"""What the rehearsal lab shows: scripts that can be rehearsed, orders held up, results as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboards.bench.scenarios import files_with
from exercises.rehearsal import requirements
from exercises.script.loading import open_script, shipped
from exercises.times import say_length, say_offset
from sim.errors import ScrsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.bench.rehearsals import RehearsalOrder

OFTEN = 0.9


def scripts(folder: Path) -> list[str]:
    """Return what can be rehearsed: the script files of a folder, then those that ship."""
    return [*files_with(folder, {"format", "title", "scenario"}), *shipped()]


def fault_of(order: RehearsalOrder) -> str:
    """Return why an order cannot be played, '' where it can."""
    try:
        requirements(order.require, open_script(order.source).script)
    except ScrsError as error:
        return str(error)
    return ""


def headline(data: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return (label, value, note) of what matters first."""
    late, never = data["endex_on_time"], never_fired(data)
    duties = {**data["cells"], **data["controllers"]}
    busy = [name for name, each in duties.items() if each["overloaded"]["value"] > 1.0 - OFTEN]
    weak = [name for name, each in data["objectives"].items() if each["exercised"]["value"] < OFTEN]
    return [
        ("Done by ENDEX", _percent(late["value"]), f"{_percent(late['low'])} to {_percent(late['high'])}"),
        ("Rows that never fire", str(len(never)), ", ".join(never)),
        ("Objectives in less than 90 %", str(len(weak)), ", ".join(weak)),
        ("Overloaded in 10 % or more", str(len(busy)), ", ".join(busy)),
    ]


def never_fired(data: Mapping[str, Any]) -> list[str]:
    """Return the rows that went out in no play, and that do not wait for a person."""
    return [uid for uid, row in data["rows"].items() if not row["fires"]["value"] and not row["by_hand"]]


def rows_table(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each row of the script; those that fire least come first."""
    found = [
        {
            "row": f"{row['number']} {row['title']}",
            "uid": uid,
            "fires": row["fires"]["value"],
            "median": _moment(row["at_s"]["p50"]),
            "P10 to P90": _span(row["at_s"]),
            "instead": "by hand only"
            if row["by_hand"]
            else ", ".join(f"{k} {n}" for k, n in row["ended"].items()),
        }
        for uid, row in data["rows"].items()
    ]
    return sorted(found, key=lambda each: each["fires"])


def load_table(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each cell and controller."""
    duties = [("cell", data["cells"]), ("controller", data["controllers"])]
    return [
        {
            "who": name,
            "is": what,
            "rows": round(each["rows"], 1),
            "peak quarter, P90": each["peak"]["p90"],
            "silence, P90": say_length(60.0 * round(each["silence_s"]["p90"] / 60.0)),
            "overloaded": each["overloaded"]["value"],
            "idle": each["idle"]["value"],
            "answered": each["answered"],
        }
        for what, group in duties
        for name, each in group.items()
    ]


def choices_table(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each decision and each option."""
    taken = [
        {"what": name, "choice": "decision taken", "share": each["value"]}
        for name, each in data["decisions"].items()
    ]
    return taken + [
        {"what": uid, "choice": option, "share": each["value"]}
        for uid, row in data["rows"].items()
        for option, each in row["options"].items()
    ]


def value_table(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each row of the script whose effects were held against a play without them."""
    return [
        {
            "row": each["title"],
            "acted in": f"{each['acted']} of {each['plays']}",
            "changed anything": each["anything"]["value"],
            "other rows": each["rows"]["value"],
            "dates": each["dates"]["value"],
            "exit, days": each["exit_days"]["value"],
            "cost, USD": each["usd"]["value"],
        }
        for each in data.get("value", [])
    ]


def _otherwise(ended: Mapping[str, int]) -> str:
    return ", ".join(f"{word} in {plays}" for word, plays in ended.items())


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %"


def _moment(second: float | None) -> str:
    return "–" if second is None else say_offset(60.0 * round(second / 60.0))


def _span(at_s: Mapping[str, float | None]) -> str:
    low, high = _moment(at_s["p10"]), _moment(at_s["p90"])
    return low if low == high else f"{low} to {high}"
