"""The rule of what is adopted after play: a lesson in words, and what it changes in the doctrine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.errors import Refused
from exercises.play.deciding.naming import declared
from exercises.play.wording import plainly
from exercises.script.schema import EffectDeclared
from sim.errors import quote

if TYPE_CHECKING:
    from exercises.journal.entries import Draft
    from exercises.play.case import Case
    from exercises.play.commands import Adopt

CHANGES = ("set", "scale")


def adopt(case: Case, command: Adopt) -> list[Draft]:
    """Keep a lesson for the doctrine; it changes nothing in play, and is held against the scenario."""
    name, text = plainly(command.lesson).strip(), plainly(command.text).strip()
    if not name or not (text or command.change):
        message = "a lesson needs a name, and a text or a change"
        raise Refused(message, advice="such as adopt one_page text='One page with two names'")
    for key in command.change:
        if key not in CHANGES:
            message = f"a lesson changes the doctrine: it has no {quote(key)}"
            raise Refused(message, advice=f"allowed: {', '.join(CHANGES)}")
    if command.change:
        effect = declared(EffectDeclared, dict(command.change), what="the lesson")
        case.setting.world.effect(effect, day=case.day, origin=name, values={}, effects=case.state.effects)
    return [case.draft("lesson.adopted", lesson=name, text=text, **command.change)]
