"""What the pages show: each `scrs` command in a block or a line of text, and the output that stands below it.

Running them is `walking`; holding them against the command's own options, `test_commands`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"```(\w*)")
INLINE = re.compile(r"`(scrs [^`|…]+)`")
NOTE = re.compile(r"""((?:'[^']*'|"[^"]*"|[^'"\s]|\s(?!\s))*)\s{2,}.*""")
"""A command, and two blanks or more before a word about it."""
OTHERS = ("make", "python", "streamlit", "duckdb", "git", "pytest", "pip", "cd", "py")
ANSWERS = "questions.md"
"""The page on which everything below a command is its output, tables too, up to the next heading."""


@dataclass
class Shown:
    """A command as a page shows it: where, what, and the lines that are said to come of it."""

    page: str
    line: int
    command: str
    output: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where it stands, as editors open it."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """Return the pages that people read; references are made by a program."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [each for each in found if each.parent.name not in {"reference", "_site"}]


def in_text(page: Path) -> list[Shown]:
    """Return the commands within sentences and tables."""
    name = page.relative_to(ROOT).as_posix()
    return [
        Shown(name, number, each.strip())
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1)
        for each in INLINE.findall(line)
    ]


def in_blocks(page: Path) -> list[Shown]:
    """Return the commands of blocks, in order, each with the output below it."""
    reader = _Reader(page)
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        reader.take(number, line)
    return reader.found


class _Reader:
    """Goes down a page: in a fence, in an indented block, in text."""

    def __init__(self, page: Path) -> None:
        self.page = page.relative_to(ROOT).as_posix()
        self.found: list[Shown] = []
        self.open: Shown | None = None
        self.fence: str | None = None
        self.goes_on = False

    def take(self, number: int, line: str) -> None:
        if fence := FENCE.match(line):
            self.fence = fence[1] if self.fence is None else None
        elif self.fence is not None:
            self.within(number, line if self.fence in {"", "sh"} else "")
        elif line.startswith("    "):
            self.within(number, line[4:])
        elif line.startswith("|") and self.page.endswith(ANSWERS) and self.open:
            self.open.output.append(line)
        elif line.startswith("#") or (line.strip() and not self.page.endswith(ANSWERS)):
            self.open = None

    def within(self, number: int, line: str) -> None:
        """Take a line of a block."""
        words = line.removeprefix("$ ").strip()
        if self.goes_on and self.open:
            self.open.command = f"{self.open.command.removesuffix(chr(92))}{self.command(words)}"
        elif words.startswith("scrs "):
            self.open = Shown(self.page, number, self.command(words))
            self.found.append(self.open)
        elif words.startswith(OTHERS):
            self.open = None
        elif words and self.open:
            self.open.output.append(line)
        self.goes_on = bool(self.open) and words.endswith("\\")

    @staticmethod
    def command(words: str) -> str:
        """Return the words without what is said about them."""
        noted = NOTE.fullmatch(words)
        return (noted[1] if noted else words).strip()


def normal(line: str) -> str:
    """Return a line with single blanks, without lines that are drawn."""
    return " ".join(line.replace("─", " ").split())


def missing(output: list[str], printed: str) -> list[str]:
    """Return the lines that were not printed, or not in this order; `…` at an end stands for the rest."""
    lines = [normal(each) for each in printed.splitlines()]
    lost, place = [], 0
    for each in filter(None, map(normal, output)):
        wanted = each.removesuffix("…").rstrip("; ,")
        fits = (
            at
            for at in range(place, len(lines))
            if (lines[at].startswith(wanted) if each.endswith("…") else lines[at] == each)
        )
        at = next(fits, None)
        if at is None:
            lost.append(each)
        else:
            place = at + 1
    return lost
