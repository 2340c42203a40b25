"""The columns of our own exports: the names of HSEEP where it has one; no cell is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.msel.reading.headings import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exercises.msel.rows import Category, Column

HEADINGS: Mapping[str, str] = {
    "uid": "UID",
    "number": "Event Number",
    "delivery_date": "Delivery Date",
    "delivery_time": "Delivery Time",
    "day": "Scenario Day",
    "scenario_time": "Designated Scenario Time",
    "category": "Event Type",
    "status": "Status",
    "status_written": "Status As Written",
    "title": "Title",
    "channel": "Inject Mode",
    "from_": "From",
    "to": "To",
    "cc": "Cc",
    "body": "Message",
    "description": "Description",
    "background": "Background Information",
    "expected_actions": "Expected Participant Response",
    "objectives": "Exercise Objective",
    "capabilities": "Core Capability",
    "controller": "Controller",
    "author": "Author",
    "move": "Move",
    "phase": "Phase",
    "group": "Group",
    "storyline": "Storyline",
    "units": "Unit",
    "locations": "Location",
    "priority": "Priority",
    "trigger": "Trigger",
    "attachments": "Attachments",
    "notes": "Notes",
}
"""Field → heading, in the order of the columns."""
CATEGORIES: Mapping[Category, str] = {
    "inject": "Inject",
    "contingency": "Contingency Inject",
    "expected_action": "Expected Action",
    "context": "Contextual Inject",
    "admin": "Administrative",
    "key_event": "Key Event",
}
"""Kind of a row → its word in exports."""
TELLING = frozenset(normalised(HEADINGS[field]) for field in ("uid", "number", "category", "status_written"))
"""Headings by which a sheet is known as an export of ours."""


def is_ours(columns: Iterable[Column]) -> bool:
    """Return whether a row of headings is that of an export, so that nothing is carried down or guessed."""
    return {normalised(each.heading) for each in columns} >= TELLING
