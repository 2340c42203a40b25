"""Draws a row of cards: a number, what is to say of it, and a small chart of how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True, slots=True)
class Card:
    """A card. `said`: below the number, escaped; `line`, `bars`: its chart, whichever is given.

    `says`: what the chart shows; `alarm`: whether the number wants somebody.
    """

    label: str
    value: str
    said: str = ""
    line: Sequence[float] = ()
    bars: Sequence[float] = ()
    says: str = ""
    alarm: bool = False


def row_of_cards(cards: Sequence[Card], *, widths: Sequence[float] = ()) -> None:
    """Draw cards beside each other. `widths`: their shares of the row; all the same without."""
    for column, each in zip(st.columns(widths or len(cards), gap="small"), cards, strict=True):
        _draw(column, each)


def _draw(column: DeltaGenerator, card: Card) -> None:
    drawn = card.bars or card.line
    column.metric(
        card.label,
        card.value,
        card.said or None,
        delta_color="orange" if card.alarm else "off",
        delta_arrow="off",
        border=True,
        help=card.says or None,
        height="stretch",
        chart_data=drawn if any(drawn) else None,
        chart_type="bar" if card.bars else "area",
    )
