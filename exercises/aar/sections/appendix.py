"""Appendices: every response, the load of the cells, who took part and pressed what, and the whole log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exercises.aar.gathering import at, lasting
from exercises.aar.paper import MISSING, Section, Text, columns, grid
from exercises.console.telling import TOLD
from exercises.journal.entries import canonical

if TYPE_CHECKING:
    from exercises.aar.gathering import Gathered
    from exercises.evaluation import Response
    from exercises.journal.entries import Entry

LONGEST_PAYLOAD = 200
"""Characters shown of an entry that the feed has no words for."""


def responses(gathered: Gathered) -> Section:
    """Return every row that reached a cell, with its times."""
    heads = columns(
        {
            "row": 1.5,
            "title": 3,
            "cell": 1.5,
            "sent": 1.3,
            "seen": 1.3,
            "answered": 1.3,
            "sent to answered": 1.2,
            "remarks": 2,
        },
        numeric=("sent to answered",),
    )
    rows = (
        (
            each.row,
            each.title,
            gathered.cell(each.cell),
            at(each.sent_s),
            at(each.seen_s),
            at(each.answered_s),
            lasting(each.to_answered_s),
            _remarks(each),
        )
        for each in gathered.evaluation.responses
    )
    return Section("Appendix A: responses", (grid(heads, rows, empty="No row reached a cell."),))


def _remarks(found: Response) -> str:
    remarks = [f"{state} was {at(second)} before correction" for state, second in found.was_s]
    marks = (
        ("no answer owed", not found.owed),
        ("no answer", found.unanswered),
        ("recalled", found.recalled),
        ("clock set ahead meanwhile", found.set_ahead),
        (f"chose {found.option}", bool(found.option)),
    )
    return "; ".join([*remarks, *(text for text, true in marks if true)])


def loads(gathered: Gathered) -> Section:
    """Return what each cell had to do in each quarter of an hour."""
    counts = ("received", "answered", "messages and decisions", "answers owed at its end")
    heads = columns({"cell": 2, "quarter of an hour from": 2, **dict.fromkeys(counts, 1)}, numeric=counts)
    rows = (
        (
            gathered.cell(each.cell),
            at(each.from_s),
            str(each.received),
            str(each.answered),
            str(each.acted),
            str(each.waiting),
        )
        for each in gathered.evaluation.load
    )
    lead = Text(
        "Quarters in which a cell received, answered, wrote and decided nothing are left out.", muted=True
    )
    return Section(
        "Appendix B: load of the cells", (lead, grid(heads, rows, empty="No cell had anything to do."))
    )


def participants(gathered: Gathered) -> Section:
    """Return who left an entry in the journal, in which role, and what they did."""
    heads = columns(
        {"name": 1.5, "role": 1.2, "cells": 2, "entries": 0.8, "first": 1.3, "last": 1.3, "what": 5},
        numeric=("entries",),
    )
    rows = (
        (
            each.actor,
            each.role,
            gathered.cells(each.cells),
            str(each.entries),
            at(each.first_s),
            at(each.last_s),
            ", ".join(f"{count} {kind}" for kind, count in each.kinds),
        )
        for each in gathered.pressed
    )
    lead = Text("Taken from the journal: whoever did nothing in it does not stand here.", muted=True)
    table = grid(heads, rows, empty="Nobody has done anything yet.")
    return Section("Appendix C: participants, and who pressed what", (lead, table))


def log(gathered: Gathered) -> Section:
    """Return every entry of the journal."""
    heads = columns(
        {"no.": 0.6, "exercise": 1.3, "scenario": 0.8, "wall (UTC)": 1.5, "who": 1.2, "role": 1, "entry": 6},
        numeric=("no.",),
    )
    rows = (
        (
            str(each.seq),
            at(each.exercise),
            MISSING if each.scenario is None else f"D+{each.scenario:.1f}",
            f"{datetime.fromtimestamp(each.wall, UTC):%Y-%m-%d %H:%M:%S}",
            each.actor,
            each.role,
            _told(gathered, each),
        )
        for each in gathered.entries
    )
    return Section("Appendix D: log", (grid(heads, rows, empty="The journal holds no entries."),))


def _told(gathered: Gathered, entry: Entry) -> str:
    tell = TOLD.get(entry.kind)
    if tell is not None:
        return tell(gathered.state, entry.payload)
    payload = canonical(entry.payload)
    short = payload if len(payload) <= LONGEST_PAYLOAD else f"{payload[:LONGEST_PAYLOAD]} …"
    return f"{entry.kind} {short}"
