"""Partners: what others pledged, when it comes, where it counts and what it replaces.

Pure functions; how partners are laid into the Plan is `pledging`, how the ground answers to people
and money is `operation`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from sim.adding import added
from sim.plan import PartnerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.plan import Partner


class Pull(NamedTuple):
    """What partners add to the effort in one province: heads of forces and civilians, dollars per sector."""

    forces: float
    civilians: float
    money: tuple[float, ...]


MOST_RECRUITED = 600.0
"""Logarithm of what is recruited from which on it is as good as all: e^600 still is a number."""


def recruited(days: float, *, lag: float, scale: float, shape: float) -> float:
    """Return ((t - lag) / scale)^shape: how much recruiting has been done, 0 before the lag is over."""
    if days <= lag:
        return 0.0
    ratio = (days - lag) / scale
    if ratio > 1.0 and shape * math.log(ratio) > MOST_RECRUITED:
        return math.exp(MOST_RECRUITED)
    return float(ratio**shape)


def strength(partner: Partner, days: float, values: tuple[float, float, float]) -> float:
    """Return heads (or dollars) of a partner some days after the onset; `values`: lag, scale, ceiling.

    ceiling x sum over raises of the pledge: raise x (1 - exp(-(H(t) - H(day of the raise)))), with H
    what is `recruited`: for one pledge at the onset, a Weibull curve. A raise does not jump and does
    not begin anew; it fills at the rate that recruiting has reached.
    Source: UN police in Kosovo, 1999–2002: shape 1.88, scale 10.6 months, ceiling 0.96 (D, three
    points); the rule for raises is judgement.
    """
    lag, scale, ceiling = values
    done = recruited(days, lag=lag, scale=scale, shape=partner.shape)
    total, before = 0.0, 0
    for day, pledge in partner.pledges:
        if days <= day:
            break
        since = done - recruited(day, lag=lag, scale=scale, shape=partner.shape)
        total += filled(pledge - before, ceiling, since)
        before = pledge
    return total


def filled(more: int, ceiling: float, since: float) -> float:
    """Return how much of a raise of the pledge has come; `since`: recruiting done since the raise."""
    return more * ceiling * (1.0 - math.exp(-since))


def strengths(
    partners: Sequence[Partner], days: float, values: Sequence[tuple[float, float, float]]
) -> tuple[float, ...]:
    """Return the strength of each partner; `values`: lag, scale and ceiling of each."""
    return tuple([strength(each, days, drawn) for each, drawn in zip(partners, values, strict=True)])


def totals(partners: Sequence[Partner], there: Sequence[float]) -> dict[PartnerKind, float]:
    """Return the strength of all partners of each kind that is there."""
    found: dict[PartnerKind, float] = {}
    for each, now in zip(partners, there, strict=True):
        found[each.kind] = found.get(each.kind, 0.0) + now
    return found


def pull_in(partners: Sequence[Partner], there: Sequence[float], *, province: int, sectors: int) -> Pull:
    """Return what partners add to the effort in a province."""
    forces, civilians, money = 0.0, 0.0, [0.0] * sectors
    for each, now in zip(partners, there, strict=True):
        here = now * each.weights[province]
        if each.kind is PartnerKind.CIVILIANS:
            civilians += here
        elif each.kind is PartnerKind.PROGRAMMES:
            money[each.sector] += here
        else:
            forces += here
    return Pull(forces, civilians, tuple(money))


def still_required(required: float, partners: Sequence[Partner], there: Sequence[float]) -> float:
    """Return the own troops that must stay: what partner troops that replace them do not cover."""
    return uncovered(required, added(now for each, now in zip(partners, there, strict=True) if each.replaces))


def uncovered(required: float, covered: float) -> float:
    """Return what is required and not covered by others."""
    return max(0.0, required - covered)
