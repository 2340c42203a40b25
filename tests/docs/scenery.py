"""Files that documents name without having made them: a schedule, observed durations, a planners' list."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.docs.shown import ROOT

Say = Callable[[str], object]
"""Runs a line of `scrs` in the folder."""

STEPS = """id,name,low,likely,high,predecessors,needs
1,Survey,5 d,10 d,20 d,,crew: 1
2,Build,20 d,30 d,60 d,1,crew: 2
3,Open,1 d,1 d,2 d,2FS+2 d,
"""
PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
  <Title>Field hospital</Title><StartDate>2026-01-05T08:00:00</StartDate><MinutesPerDay>480</MinutesPerDay>
  <Tasks>
    <Task><UID>1</UID><ID>1</ID><Name>Survey</Name><Duration>PT40H0M0S</Duration></Task>
    <Task><UID>2</UID><ID>2</ID><Name>Open</Name><Duration>PT16H0M0S</Duration>
      <PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
  </Tasks>
</Project>
"""
DAYS = "4 6 7 8 9 9 10 11 11 12 13 14 14 15 16 17 18 19 21 22 24 27 31 38"
DURATIONS = "\n".join(["duration", *(f"{each} d" for each in DAYS.split()), ""])


def page(name: str) -> str:
    """Return the text of a page."""
    return (ROOT / "docs" / name).read_text("utf-8")


def example(name: str, title: str) -> str:
    """Return the whole file with that title which a page shows."""
    blocks = re.findall(r"```yaml\n(.*?)```", page(name), re.DOTALL)
    return next(each for each in blocks if f"title: {title}\n" in each)


def make(name: str, folder: Path, say: Say) -> None:
    """Make a file of that name, if it is one that pages take for granted."""
    if name in TEXTS:
        (folder / name).write_text(TEXTS[name](), "utf-8")
    for each in FOLDERS.get(name, ()):
        (folder / name).mkdir(exist_ok=True)
        shutil.copy(ROOT / each, folder / name)
    for line in LINES.get(name, ()):
        say(line)


def with_a_variant(name: str) -> str:
    """Return a shipped scenario with the variant that the timeline lab puts in."""
    text = (ROOT / "sim/scenario/library" / f"{name}.yaml").read_text("utf-8")
    lab = "  lab: {set: {pools.active_corps.size: 150}, evidence: judgement}\n"
    return re.sub(r"^(variants:.*\n)", lambda found: f"{found[1]}{lab}", text, count=1, flags=re.MULTILINE)


TEXTS: dict[str, Callable[[], str]] = {
    "steps.csv": lambda: STEPS,
    "hospital.xml": lambda: PROJECT,
    "durations.csv": lambda: DURATIONS,
    "plan.yaml": lambda: example("language.md", "What may change"),
    "my-plan.yaml": lambda: example("language.md", "Three steps, one crew"),
    "adopted.txt": lambda: "\n".join(
        re.findall(r"^    (director: adopt .*)$", page("loop.md"), re.MULTILINE)
    ),
    "quick-start-lab.yaml": lambda: with_a_variant("quick-start"),
    "ours.csv": lambda: "name,sector,ceiling\nour_courts,justice,9 M USD\n",
}
FOLDERS = {"my-folder": ("sim/history/events.csv", "sim/history/tests.csv")}
LINES = {
    "my-operation.yaml": ["scrs new my-operation.yaml"],
    "my-exercise.yaml": ["scrs exercise new my-exercise"],
    "mine.yaml": ["scrs exercise new mine"],
    "my.yaml": ["scrs exercise new my"],
    "my-msel.xlsx": ["scrs exercise export first-72-hours my-msel.xlsx"],
    "play.sqlite": [
        "scrs exercise play first-72-hours --fast --lines first-72-hours.play.txt -q --journal play.sqlite"
    ],
}
