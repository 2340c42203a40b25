"""The verbs of `scrs` in the order in which they are met: headings of `scrs --help`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

BEGIN = "Begin"
PLAY = "Play futures"
ASK = "Ask of them"
HELD = "Hold against the world"
PEOPLE = "People in the loop"
HEADINGS = (BEGIN, PLAY, ASK, HELD, PEOPLE)


class Verbs(TyperGroup):
    """Lists verbs under their headings, in the order of these; what has no heading comes last."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all verbs."""
        return sorted(super().list_commands(ctx), key=self._place)

    def _place(self, name: str) -> int:
        heading = getattr(self.commands[name], "rich_help_panel", None)
        return HEADINGS.index(heading) if heading in HEADINGS else len(HEADINGS)
