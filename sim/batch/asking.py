"""What may be asked of many futures, as it is written: `P80(ready)`, `mean(cost)`, `P(ready by D+900)`.

The one reader of these forms, for every verb. Whether there is such a milestone is asked by `check_quantity`;
what is made of the answer is not known here.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from sim import quantities
from sim.batch.request import COST
from sim.errors import BadInput, BadQuantity, nearest, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sim.errors import Place

FORMS = "P80(MILESTONE), mean(MILESTONE), P(MILESTONE by D+900); cost in the place of a milestone"
MOST_NAMES = 20
"""Names of milestones shown of those that are there."""
_FORM = re.compile(
    r"(?:[Pp](?P<percent>\d{1,2}(?:\.\d+)?)|(?P<mean>mean)|P)\s*"
    r"\(\s*(?P<quantity>[^()]+?)(?:\s+by\s+(?P<by>[^()]+?))?\s*\)"
)


class Asked(NamedTuple):
    """A number of many futures. `p`: of a quantile, 0 to 1; `by`: the last day that counts, of a share."""

    kind: Literal["quantile", "mean", "share"]
    quantity: str
    p: float = math.nan
    by: float = math.nan


def read(text: str, *, place: Place, start: date, lead: str = "") -> Asked:
    """Return what a text asks for.

    Parameters: `place`: where the text is written; `start`: the date of D+0; `lead`: the quantity that is
    meant by a bare `P80` or `mean`.
    Raises: `BadInput` where it cannot be read.
    """
    whole = f"{text.strip()}({lead})" if lead and "(" not in text else text.strip()
    found = _FORM.fullmatch(whole)
    made = None if found is None else _made(found, place=place, start=start)
    if made is None:
        raise BadInput([place.finding(f"{quote(text)} is nothing that can be asked", allowed=FORMS)])
    return made


def _made(found: re.Match[str], *, place: Place, start: date) -> Asked | None:
    quantity, by, p = found["quantity"], found["by"], float(found["percent"] or 0.0) / 100.0
    if by is None:
        if found["mean"]:
            return Asked("mean", quantity)
        return Asked("quantile", quantity, p=p) if p > 0.0 else None
    if found["mean"] or found["percent"] or quantity == COST:
        return None
    try:
        return Asked("share", quantity, by=quantities.moment(by, start))
    except BadQuantity as error:
        raise BadInput([error.at(place)]) from error


def check_quantity(
    name: str, milestones: Collection[str], *, place: Place, counted: Sequence[str] = (COST,)
) -> None:
    """Raise `BadInput` if nothing of that name is measured.

    Parameters: `milestones`: the dates that there are; `counted`: what is no date, but of which every run has
    a number.
    """
    if name not in milestones and name not in counted:
        known = [*counted, *milestones]
        allowed = ", ".join(known[:MOST_NAMES]) + (", …" if len(known) > MOST_NAMES else "")
        message = f"there is no milestone {quote(name)}"
        shown = allowed or "none: the scenario declares no milestone"
        raise BadInput([place.finding(message, allowed=shown, suggestion=nearest(name, known))])
