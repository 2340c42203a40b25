"""What control may do to the simulation by hand, and the effect that a form describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exercises.errors import Refused
from exercises.play import commands
from exercises.play.deciding.naming import declared
from exercises.script.schema import EffectDeclared
from sim.errors import BadInput
from sim.scenario.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KINDS: Mapping[str, str] = {
    "withdraw": "Take money out of a fund",
    "deposit": "Add money to a fund",
    "lose": "Lose people or things of a pool",
    "gain": "Gain people or things for a pool",
    "shift": "Shift a condition on the ground",
    "set": "Set a value of the scenario",
    "scale": "Scale values of the scenario",
}
"""Kind of effect → what it does."""
EXAMPLES: Mapping[str, str] = {
    "withdraw": "500 k USD",
    "deposit": "5 M USD",
    "lose": "2",
    "gain": "4",
    "shift": "-0.05",
    "set": "18",
    "scale": "0.5",
}
"""Kind → an amount as it is written."""
LASTING = ("set", "scale")
"""Kinds that may end after some days of the scenario."""


def targets(measures: Iterable[str], kind: str) -> list[str]:
    """Return what an effect of a kind may name; none where any path of the scenario will do.

    Parameters: `measures`: the names of what can be read off the simulation.
    """
    names = list(measures)
    if kind in {"withdraw", "deposit"}:
        return [each.split(".")[1] for each in names if each.startswith("fund.") and each.endswith(".free")]
    if kind in {"lose", "gain"}:
        return [each.split(".")[1] for each in names if each.startswith("pool.") and each.endswith(".free")]
    if kind == "shift":
        return [each.removeprefix("condition.") for each in names if each.startswith("condition.")]
    return []


def effect_written(kind: str, target: str, amount: str, *, lasting: str = "") -> dict[str, Any]:
    """Return an effect as a script writes it.

    Raises: `Refused` where something is missing or cannot be read.
    """
    if not target.strip() or not amount.strip():
        message = "the effect needs a name to act on and an amount"
        raise Refused(message, advice=f"such as {EXAMPLES[kind]}")
    value: Any = amount.strip()
    if kind not in {"withdraw", "deposit"}:
        try:
            value = read_text(f"value: {value}", "amount").data["value"]
        except BadInput as error:
            raise Refused(error.findings[0].message, advice=f"such as {EXAMPLES[kind]}") from error
    effect: dict[str, Any] = {kind: {target.strip(): value}}
    if lasting.strip() and kind in LASTING:
        effect["lasting"] = lasting.strip()
    return effect


def understood(effect: Mapping[str, Any]) -> EffectDeclared:
    """Return an effect as the script's language has it. Raises: `Refused` with its first fault."""
    return declared(EffectDeclared, effect, what="the effect")


def command_of(effect: dict[str, Any], reason: str, *, mark: str) -> commands.Apply:
    """Return the command; `mark`: names the wish, so that a double click is one."""
    return commands.Apply(effect=effect, reason=reason, operation=f"apply:{mark}")
