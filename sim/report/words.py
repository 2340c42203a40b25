"""Days, dates, dollars and people as a reader sees them; the same words on every page.

Only formats live here: what is shown where is decided by who calls.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from sim.plan import Account, Authority

if TYPE_CHECKING:
    from datetime import date

    from sim.plan import Plan

PERCENT = 0.01
SCALES = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
ACCOUNT_WORDS = {
    Account.OUTSIDE: "outside",
    Account.APPROPRIATED: "appropriated, not apportioned",
    Account.APPORTIONED: "free to claim",
    Account.NOTIFIED: "set aside, notified",
    Account.COMMITTED: "committed",
    Account.OBLIGATED: "obligated",
    Account.DISBURSED: "disbursed",
    Account.LAPSED: "lapsed",
}
AUTHORITY_WORDS = {
    Authority.MILITARY: "military",
    Authority.CIVILIAN: "civilian",
    Authority.LOCAL: "local",
}


def day_text(day: float, horizon: float) -> str:
    """Return a day since D+0, or that it lies beyond the horizon.

    >>> day_text(41.3, 1095.0), day_text(float("nan"), 1095.0)
    ('D+41', '> D+1095')
    """
    return f"> D+{horizon:.0f}" if math.isnan(day) else f"D+{day:.0f}"


def date_text(day: float, start: date) -> str:
    """Return the calendar date of a day, '' where there is none.

    >>> from datetime import date
    >>> date_text(41.3, date(2005, 10, 1))
    '11 Nov 2005'
    """
    if math.isnan(day):
        return ""
    when = start + timedelta(days=math.floor(day + 1e-9))
    return f"{when.day} {when:%b %Y}"


def dollars_text(dollars: float) -> str:
    """Return dollars to three figures.

    >>> dollars_text(40_000_000), dollars_text(1_234_567_890.0), dollars_text(0)
    ('40.0 M USD', '1.23 bn USD', '0 USD')
    """
    for size, name in SCALES:
        if abs(dollars) >= size * 0.9995:
            return f"{three_figures(dollars / size)} {name} USD"
    return f"{dollars:.0f} USD"


def three_figures(value: float) -> str:
    """Return a number below 1,000 to three figures.

    >>> three_figures(1.2345), three_figures(40.0), three_figures(123.4)
    ('1.23', '40.0', '123')
    """
    whole = len(f"{abs(value):.0f}") if abs(value) >= 1.0 else 1
    return f"{value:.{max(0, 3 - whole)}f}"


def count_text(count: float) -> str:
    """Return a count with separators.

    >>> count_text(6567899.99)
    '6,567,900'
    """
    return f"{count:,.0f}"


def days_text(days: float) -> str:
    """Return a length of time in days.

    >>> days_text(41.04), days_text(1386.5)
    ('41.0 d', '1,386.5 d')
    """
    return f"{days:,.1f} d"


def share_text(share: float) -> str:
    """Return a share as a percentage.

    >>> share_text(0.4334)
    '43 %'
    """
    return f"{100.0 * share:.0f} %"


def chance_text(chance: float) -> str:
    """Return a chance as a percentage that is never 0 and never 100.

    >>> chance_text(0.4), chance_text(0.001), chance_text(0.9999)
    ('40 %', '< 1 %', '> 99 %')
    """
    if chance < PERCENT:
        return "< 1 %"
    return "> 99 %" if chance > 1.0 - PERCENT else share_text(chance)


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number of things in words.

    >>> counted(1, "decision"), counted(2, "reply", "replies"), counted(0, "row")
    ('1 decision', '2 replies', '0 rows')
    """
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def milestone_words(name: str) -> str:
    """Return a milestone's name in words.

    >>> milestone_words("first_team_in_country"), milestone_words("alpha.handover.north")
    ('first team in country', 'alpha · handover of north')
    """
    head, dot, rest = name.partition(".")
    if head == "handover" and dot:
        return f"handover of {rest}"
    return f"{head} · {milestone_words(rest)}" if dot else name.replace("_", " ")


def operation_names(plan: Plan) -> list[str]:
    """Return the operations with a ground or people: not the funds' own acts, nor flags of the watch list."""
    return [each.id for each in plan.operations if each.id not in {"funds", "watch_list"}]
