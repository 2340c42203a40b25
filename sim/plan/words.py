"""The words of a Plan: the kinds of links, queues, accounts, authority and moments."""

from __future__ import annotations

from enum import IntEnum, StrEnum

NONE = -1
"""An index that points nowhere."""


class LinkKind(IntEnum):
    """Which moment of the earlier step frees which moment of the later one."""

    FINISH_START = 0
    START_START = 1
    FINISH_FINISH = 2
    START_FINISH = 3


class Policy(StrEnum):
    """Who goes first when several wait for the same thing."""

    PRIORITY = "priority"
    FIFO = "fifo"
    SMALLEST_FIRST = "smallest_first"
    RING_FENCED = "ring_fenced"


class Account(IntEnum):
    """Where a dollar stands, from outside the fund to spent or lapsed."""

    OUTSIDE = 0
    APPROPRIATED = 1
    APPORTIONED = 2
    NOTIFIED = 3
    COMMITTED = 4
    OBLIGATED = 5
    DISBURSED = 6
    LAPSED = 7


class Authority(IntEnum):
    """Who leads in a sector of a province."""

    MILITARY = 0
    CIVILIAN = 1
    LOCAL = 2


class When(IntEnum):
    """The moment of a step at which something is posted."""

    START = 0
    FINISH = 1


class PartnerKind(StrEnum):
    """What a partner brings."""

    POLICE = "police"
    TROOPS = "troops"
    CIVILIANS = "civilians"
    PROGRAMMES = "programmes"


class ShockKind(StrEnum):
    """What a shock changes: state, never a parameter."""

    WITHDRAW = "withdraw"
    DEPOSIT = "deposit"
    LOSE = "lose"
    GAIN = "gain"
    SHIFT = "shift"
