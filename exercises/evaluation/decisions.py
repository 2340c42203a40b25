"""Decisions: what cells decided and chose, and what each did to the simulation, line by line.

What that changed in the end is read off the simulation elsewhere; here stands what was asked of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.evaluation.lived import lives
from exercises.play.state import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exercises.evaluation.lived import Lived
    from exercises.play.setting import Setting
    from exercises.play.state import State
    from exercises.script.schema import Row

UNITS = {
    "withdraw": "USD",
    "deposit": "USD",
    "lose": "people or things",
    "gain": "people or things",
    "shift": "of a condition, 0 to 1",
    "scale": "factor",
    "set": "",
}
"""Kind of act → unit of its amount; '' where the amount carries its own."""
CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Act:
    """One line of what an effect did. `until_day`: day on which it ends, None for a blow or for good."""

    kind: str
    target: str
    amount: float | str
    unit: str
    until_day: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the script that a cell took or asked for, or an option that it chose.

    `what`: its id, or `row.option`. `state`: taken, asked, refused or chosen. `at_s`: seconds since STARTEX;
    `day`: days since D+0. `values`: what was filled in.
    """

    what: str
    title: str
    cell: str
    actor: str
    at_s: float
    day: float
    state: str
    reason: str
    values: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]

    @property
    def net_dollars(self) -> int:
        """Return dollars put into funds minus dollars taken out of them."""
        signs = {"deposit": 1, "withdraw": -1}
        found = [(signs[each.kind], each.amount) for each in self.acts if each.kind in signs]
        return sum(sign * int(amount) for sign, amount in found if not isinstance(amount, str))


@dataclass(frozen=True, slots=True)
class Acted:
    """What injects and control did to the simulation, without a decision of a cell. `day`: since D+0."""

    origin: str
    day: float
    acts: tuple[Act, ...]


def decisions(setting: Setting, state: State) -> tuple[Decision, ...]:
    """Return what cells decided and chose, in order of time."""
    found = [*_requests(setting, state), *_choices(state)]
    return tuple(sorted(found, key=lambda each: each.at_s))


def _requests(setting: Setting, state: State) -> Iterator[Decision]:
    for request in state.requests.values():
        yield Decision(
            what=request.id,
            title=setting.script.decisions[request.decision].title,
            cell=request.cell,
            actor=request.stamp.actor,
            at_s=request.stamp.exercise,
            day=request.stamp.scenario,
            state=request.state,
            reason=request.reason,
            values=tuple((name, str(value)) for name, value in request.values.items()),
            acts=acts_of(_by(state, request.id)),
        )


def _choices(state: State) -> Iterator[Decision]:
    for each in lives(state):
        if each.run.option in each.row.options and each.cell == decider(each.row):
            yield _choice(state, each)


def _choice(state: State, lived: Lived) -> Decision:
    row, cell, run = lived
    stamp, what = run.stamps["answered"], f"{row.uid}.{run.option}"
    return Decision(
        what=what,
        title=f"{row.title}: {row.options[run.option].text}",
        cell=cell,
        actor=stamp.actor,
        at_s=stamp.exercise,
        day=stamp.scenario,
        state=CHOSEN,
        reason=run.text,
        values=(),
        acts=acts_of(_by(state, what)),
    )


def decider(row: Row) -> str:
    """Return the cell whose choice of an option counts; '' where there is none."""
    return row.decided_by or next(iter(row.to), NOBODY)


def others(state: State, taken: Iterable[Decision]) -> tuple[Acted, ...]:
    """Return the effects that no decision of a cell carried, in the order in which they acted."""
    claimed = {each.what for each in taken}
    return tuple(
        Acted(str(each["origin"]), float(each["day"]), acts_of([each]))
        for each in state.effects
        if each["origin"] not in claimed
    )


def _by(state: State, origin: str) -> list[dict[str, Any]]:
    return [each for each in state.effects if each["origin"] == origin]


def acts_of(effects: Iterable[Mapping[str, Any]]) -> tuple[Act, ...]:
    """Return the lines of some effects as the journal holds them."""
    return tuple(
        Act(kind, str(target), _amount(value), unit, _until(kind, effect), str(effect.get("why") or ""))
        for effect in effects
        for kind, unit in UNITS.items()
        for target, value in (effect.get(kind) or {}).items()
    )


def _amount(value: Any) -> float | str:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain else str(value)


def _until(kind: str, effect: Mapping[str, Any]) -> float | None:
    return effect.get("until") if kind in {"set", "scale"} else None
