"""What control may change of a row that has gone to nobody: every key of it, in a form or as YAML.

What a row may say is the script's language; a fault is found where the command is decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import yaml

from exercises.script.schema.rows import Approval, Channel, Kind
from exercises.script.schema.timing import OnLate
from sim.scenario.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exercises.script.schema import Script

WIDTH = 100
"""Characters of a line of YAML."""
TEXTS = ("title", "body", "from", "number", "latest", "phase", "controller", "description", "background")
LISTS = ("to", "cc", "objectives")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "channel": get_args(Channel),
    "release": ("auto", "controller"),
    "on_late": get_args(OnLate),
    "approval": get_args(Approval),
}
"""Key → its words, the usual one as `USUAL` has it."""
USUAL: Mapping[str, str] = {
    "kind": "inject",
    "channel": "email",
    "release": "auto",
    "on_late": "hold",
    "approval": "approved",
}
FIXED = "uid"
"""The key that is never changed."""


def form_of(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form shows of a row: texts, lists, words, and its trigger as it is written."""
    shown: dict[str, Any] = {key: str(written.get(key) or "") for key in TEXTS}
    shown |= {key: _listed(written.get(key)) for key in LISTS}
    shown |= {key: str(written.get(key) or usual) for key, usual in USUAL.items()}
    shown["storyline"] = str(written.get("storyline") or "")
    shown["priority"] = written.get("priority")
    shown["move"] = written.get("move")
    shown["trigger"] = _trigger_text(written.get("trigger"))
    return shown


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _trigger_text(trigger: Any) -> str:
    if trigger is None:
        return "manual"
    if isinstance(trigger, dict) and set(trigger) == {"at"}:
        return str(trigger["at"])
    if isinstance(trigger, str):
        return trigger
    return yaml.safe_dump(trigger, default_flow_style=True, width=10_000, sort_keys=False).strip()


def changes_of(written: Mapping[str, Any], filled: Mapping[str, Any] | str) -> dict[str, Any]:
    """Return what a filled form, or the row written anew as YAML, changes; None takes a key away.

    Raises: `BadInput` with the places of what is no YAML.
    """
    return _in_text(written, filled) if isinstance(filled, str) else _in_form(written, filled)


def _in_form(written: Mapping[str, Any], filled: Mapping[str, Any]) -> dict[str, Any]:
    before = form_of(written)
    changed = {key: value for key, value in filled.items() if value != before[key]}
    if "trigger" in changed:
        text = changed["trigger"] or "manual"
        changed["trigger"] = read_text(f"trigger: {text}", "trigger").data["trigger"]
    return {key: None if value in ("", [], None) else value for key, value in changed.items()}


def _in_text(written: Mapping[str, Any], text: str) -> dict[str, Any]:
    found = read_text(text, "row").data
    gone = {key: None for key in written if key not in found and key != FIXED}
    return {**{key: value for key, value in found.items() if written.get(key) != value}, **gone}


def as_yaml(written: Mapping[str, Any]) -> str:
    """Return a row as the script writes it, without its uid."""
    kept = {key: value for key, value in written.items() if key != FIXED}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=WIDTH)


def choices_of(script: Script) -> dict[str, list[str]]:
    """Return what lists and storylines of a form may name."""
    return {
        "to": list(script.cells),
        "cc": list(script.cells),
        "objectives": list(script.objectives),
        "storyline": ["", *script.storylines],
    }
