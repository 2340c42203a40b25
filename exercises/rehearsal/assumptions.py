"""What a rehearsal assumes about people, in words: what the script declares, and what nobody declared.

How simulated cells behave is `exercises.rehearsal.cells`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.times import say_length
from sim.report.words import share_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exercises.script.schema import Script
    from sim.distributions import Distribution


def assumptions(script: Script) -> tuple[str, ...]:
    """Return the assumptions, one sentence each."""
    return tuple(_said(script))


def _said(script: Script) -> Iterator[str]:
    usual = script.rehearsal
    given = usual.model_fields_set
    basis = _basis({"sees", "answers", "chance"} & given, usual.evidence)
    yield (
        f"Cells read after {_law(usual.sees)} and answer after {_law(usual.answers)} from delivery, "
        f"{share_text(usual.chance)} of what they owe{basis}."
    )
    own = [*usual.cells, *usual.rows]
    if own:
        yield f"The script says otherwise for {', '.join(own)}."
    work = "any number of rows" if not usual.at_once else f"{usual.at_once} rows"
    yield f"A cell works on {work} at a time, unless the script says otherwise."
    yield (
        f"Control releases what waits for it after {_law(usual.releases)}"
        f"{_basis({'releases'} & given, usual.evidence)}; rows that only people send stay unsent."
    )
    yield "Options have the weights that the script declares, and are equally likely where it declares none."
    if script.decisions:
        undeclared = [name for name in script.decisions if name not in usual.decisions]
        even = f" An even chance, for want of a declared one: {', '.join(undeclared)}." if undeclared else ""
        yield f"Decisions are taken at most once, at any moment of play, with answers spread evenly.{even}"
    if any(each.begins is None for each in script.clock.moves[1:]):
        yield "Moves that control begins are spread evenly, and wait until no answer is under way."
    yield "Each play takes another future of the scenario. Pauses and what people invent are not played."


def _basis(declared: set[str], label: object) -> str:
    if not declared:
        return " (defaults of the program; judgement)"
    return f" (declared; {label})" if isinstance(label, str) else " (declared)"


def _law(law: Distribution) -> str:
    """Return a distribution in words: its span from the 10 % to the 90 % quantile."""
    if law.certain:
        return say_length(law.at(0.5))
    return f"{say_length(law.at(0.1))} to {say_length(law.at(0.9))} (P10 to P90)"
