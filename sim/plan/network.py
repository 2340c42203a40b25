"""Boxes and arrows: steps, what they wait for, what they seize and what they move."""

from __future__ import annotations

from dataclasses import dataclass

from sim.plan.watch import Ease
from sim.plan.words import NONE, Account, LinkKind, When


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow: this step waits for another. `back` rounds earlier in a rotation (0 or 1)."""

    step: int
    kind: LinkKind = LinkKind.FINISH_START
    lag: float = 0.0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What a step seizes, all or none with its other needs.

    `pools` in order of preference; `amount` may be filled from several of them. `until`: the
    step whose finish (same round) gives it back, NONE for this one. `lags` and `asks`: per
    pool, the draw of call-up days and of how often release must be asked for, or NONE. `split`:
    whether several pools may share the amount.
    """

    pools: tuple[int, ...]
    amount: int
    until: int = NONE
    lags: tuple[int, ...] = ()
    asks: tuple[int, ...] = ()
    split: bool = True


@dataclass(frozen=True, slots=True)
class Posting:
    """Money that moves between two accounts of a fund when a step starts or finishes.

    `amounts`: whole dollars per round (the last one repeats). A step does not start before the
    account of a posting at its start holds the amount. `purse`: whose money it is once claimed
    ('': nobody's in particular). A purse's last round moves all that it still has in the account.
    """

    fund: int
    source: Account
    target: Account
    amounts: tuple[int, ...]
    at: When
    purse: str = ""

    def amount(self, turn: int) -> int:
        """Return the dollars of one round."""
        amounts = self.amounts
        return amounts[turn] if turn < len(amounts) else amounts[-1]

    def last(self, turn: int) -> bool:
        """Whether a round is the last one that is told apart."""
        return turn >= len(self.amounts) - 1


@dataclass(frozen=True, slots=True)
class Threshold:
    """A condition on the ground that a step waits for: a sector of a province at a level.

    `province`: NONE for the mean of the whole theatre, by population.
    """

    theatre: int
    province: int
    sector: int
    at_least: float


@dataclass(frozen=True, slots=True)
class Step:
    """One box of the wall chart. Indices point into the Plan; NONE means there is none.

    `duration`, `chance`, `repeat`: draws. `working`: calendar in whose days the duration counts.
    `opens`: calendar at whose occasions it may start. `rounds`: most rounds of a rotation or a
    repeat. `unless`: step whose finish cancels further rounds. `drives`: (driver, amount) in
    force while it is under way. `presence`: share of what it drives that is there on the mean.
    `leaves`: a review that finds the ground below it ends a round at once; `returns`: what a round
    that follows such a one waits for. `signal`: finished by a theatre, never by links. `group`:
    steps with the same group and several rounds rotate together. `eased`: what makes it shorter.
    """

    id: str
    operation: int
    kind: str = "step"
    links: tuple[Link, ...] = ()
    duration: int = NONE
    working: int = NONE
    opens: int = NONE
    chance: int = NONE
    needs: tuple[Need, ...] = ()
    postings: tuple[Posting, ...] = ()
    condition: Threshold | None = None
    not_before: float = 0.0
    give_up_after: float = float("inf")
    rounds: int = 1
    repeat: int = NONE
    unless: int = NONE
    drives: tuple[tuple[int, int], ...] = ()
    presence: float = 1.0
    leaves: Threshold | None = None
    returns: Threshold | None = None
    signal: bool = False
    mandatory: bool = True
    priority: float = 0.0
    group: str = ""
    path: str = ""
    eased: tuple[Ease, ...] = ()
