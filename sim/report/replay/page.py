"""The page of a replay: one HTML file with map, slider and play button, and everything it needs inside.

What it shows is `story` and `mapping`; how it moves is the template's own script. It loads nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from sim.files import write_file
from sim.report.dates import run_end
from sim.report.html import SHORT_HASH, environment, style, version
from sim.report.replay import mapping, story
from sim.report.theme import ACCOUNTS, AUTHORITIES
from sim.report.words import ACCOUNT_WORDS, AUTHORITY_WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from sim.trace import Outcome

TEMPLATE = "replay/replay.html.j2"
Tone = Literal["auto", "light", "dark"]


def render(outcome: Outcome, *, tone: Tone = "auto", framed: bool = False, until: float | None = None) -> str:
    """Return the replay of a run as HTML.

    Parameters: `tone`: light or dark, or as the reader's system has it; `framed`: within another page, so
    without its own title; `until`: the last day that is shown, where the run was played so far
    only; the page opens there.
    """
    text = json.dumps(told(outcome, until), separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    return (
        environment()
        .get_template(TEMPLATE)
        .render(
            style=style(),
            tone=tone,
            framed=framed,
            title=outcome.plan.title,
            facts=_facts(outcome),
            told=Markup(text),  # noqa: S704  no `<` is left, and it is JSON
        )
    )


def write(outcome: Outcome, path: Path) -> None:
    """Write the replay of a run, whole or not at all.

    Raises: `BadOutput` if it cannot be written there.
    """
    write_file(path, render(outcome).encode(), advice="Name another file with --replay.")


def told(outcome: Outcome, until: float | None = None) -> dict[str, Any]:
    """Return all that the page's script knows of the run: numbers and text, nothing to be run."""
    places = mapping.theatres(outcome)
    return {
        "start": outcome.plan.start.isoformat(),
        "end": story.short(run_end(outcome) if until is None else until),
        "at": 0 if until is None else story.short(until),
        "width": mapping.WIDTH,
        "height": mapping.HEIGHT,
        "theatres": places,
        "teams": story.teams(outcome),
        "funds": story.funds(outcome),
        "money": story.money(outcome),
        "waits": story.waits(outcome),
        "events": story.events(outcome),
        "authorities": [[word, AUTHORITIES[word]] for word in AUTHORITY_WORDS.values()],
        "accounts": [[ACCOUNT_WORDS[each], ACCOUNTS[ACCOUNT_WORDS[each]]] for each in story.ACCOUNTS],
    }


def _facts(outcome: Outcome) -> list[str]:
    return [
        f"one run, seed {outcome.seed}, replication {outcome.replication}",
        f"plan {outcome.plan.hash[:SHORT_HASH]}",
        f"scrs {version()}",
    ]
