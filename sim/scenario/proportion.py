"""Skills that follow a size: who patches the size of a corps or of a team keeps its mix of skills.

What a patch is, is `patches`; what a skill is, is `sim.domain.skills`. Values of a wrong shape are left
for the checks.
"""

from __future__ import annotations

from typing import Any

from sim.domain.skills import rescaled

SIZED = (("pools",), ("doctrine", "teams"))
"""Where parts stand that have a size and skills."""


def in_proportion(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return patched data with the skills of every part whose size alone was changed.

    >>> old = {"pools": {"corps": {"size": 10, "skills": {"policing": 5, "health": 2}}}}
    >>> in_proportion(old, {"pools": {"corps": {"size": 3, "skills": {"policing": 5, "health": 2}}}})
    {'pools': {'corps': {'size': 3, 'skills': {'policing': 2, 'health': 0}}}}
    """
    for path in SIZED:
        old, new = _below(before, path), _below(after, path)
        changed = {name: _follows(old.get(name), part) for name, part in new.items()}
        if any(changed[name] is not part for name, part in new.items()):
            after = _with(after, path, changed)
    return after


def _follows(old: Any, new: Any) -> Any:
    """Return a part with its skills in proportion, or itself where there is nothing to do."""
    if not (_has_mix(old) and _has_mix(new)) or old["skills"] != new["skills"] or old["size"] == new["size"]:
        return new
    if sum(old["skills"].values()) > old["size"]:
        return new
    return {**new, "skills": rescaled(old["skills"], old["size"], new["size"])}


def _has_mix(part: Any) -> bool:
    """Whether a part has a whole size and whole numbers of each skill."""
    skills = part.get("skills") if isinstance(part, dict) else None
    if not isinstance(skills, dict) or not skills:
        return False
    return all(isinstance(each, int) and each >= 0 for each in (part.get("size"), *skills.values()))


def _below(data: Any, path: tuple[str, ...]) -> dict[str, Any]:
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _with(data: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    key, *rest = path
    return {**data, key: _with(data[key], tuple(rest), value) if rest else value}
