"""Skills: a corps as generalists and specialists, and who may sit in which seat of a team.

Each skill of a corps is a pool of its own beside its generalists; who is free is the engine's
business. How many come, pass on or are recruited is `readiness`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.domain.readiness import in_proportion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.scenario.schema.resources import Pool

Mix = Mapping[Any, int]
"""Skill → people. Its keys are texts; a mapping of some texts is no mapping of all texts to the types."""
GENERALIST = ""
"""The skill of those who have none of the ten, and of a seat that anybody may take."""


def pool_name(corps: str, skill: str) -> str:
    """Return what the pool of a skill of a corps is called: `retainer.policing`."""
    return f"{corps}.{skill}" if skill else corps


def divided(size: int, skills: Mix) -> dict[str, int]:
    """Return skill → people of a corps or a team, with those of no skill under '' and first."""
    return {GENERALIST: size - sum(skills.values()), **skills}


def seats(size: int, skills: Mix) -> list[tuple[str, int]]:
    """Return (skill, people) of a team in the order in which its seats are filled: specialists first."""
    anybody, *special = divided(size, skills).items()
    return [each for each in (*special, anybody) if each[1] > 0]


def sources(skill: str, corps: Sequence[str], pools: Mapping[str, Pool]) -> list[tuple[str, str]]:
    """Return (corps, pool) that may fill a seat, in order of preference.

    A seat for a specialist is filled from that skill only. One for anybody is filled corps by corps:
    from its generalists, then, so as to spare them, from its specialists in declared order.
    """
    if skill:
        return [(name, pool_name(name, skill)) for name in corps if skill in pools[name].skills]
    return [(name, pool) for name in corps for _, pool in by_skill(name, pools[name].skills)]


def successor(corps: str, skill: str, skills: Mix) -> str:
    """Return the pool of another corps that a specialist joins: the same skill if it has it."""
    return pool_name(corps, skill if skill in skills else GENERALIST)


def rescaled(skills: Mix, before: int, after: int) -> dict[str, int]:
    """Return the skills of a corps or team whose size has changed, in their old proportion.

    The running sums are rounded, with the generalists last: the whole is kept, and nobody is negative.
    """
    sizes = [*skills.values(), before - sum(skills.values())]
    return dict(zip(skills, in_proportion(sizes, after if before else 0), strict=False))


def by_skill(corps: str, skills: Mix) -> Iterator[tuple[str, str]]:
    """Yield (skill, pool) of a corps, generalists first."""
    yield from ((skill, pool_name(corps, skill)) for skill in (GENERALIST, *skills))
