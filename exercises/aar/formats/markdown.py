"""A paper as Markdown; its pictures are files beside it. What stands in it is not known here."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from exercises.aar.formats.plain import markdown, markdown_line
from exercises.aar.paper import Bullets, Grid, Heading, Paper, Picture, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def to_markdown(paper: Paper) -> str:
    """Return the paper as one text; its banner stands first and last."""
    banner = f"**{markdown(paper.banner)}**"
    facts = markdown_line(" · ".join(paper.facts))
    parts = [banner, f"# {markdown(paper.title)}", facts]
    for section in paper.sections:
        parts.append(f"## {markdown(section.title)}")
        for block in section.blocks:
            parts.extend(_laid(block))
    return "\n\n".join([*parts, banner]) + "\n"


@singledispatch
def _laid(block: object) -> Iterator[str]:
    message = f"a paper has no {type(block).__name__}"
    raise TypeError(message)


@_laid.register(Text)
def _text(block: Text) -> Iterator[str]:
    yield f"*{markdown(block.text)}*" if block.muted else markdown_line(block.text)


@_laid.register(Heading)
def _heading(block: Heading) -> Iterator[str]:
    yield f"{'#' * (block.level + 1)} {markdown(block.text)}"


@_laid.register(Bullets)
def _bullets(block: Bullets) -> Iterator[str]:
    yield "\n".join(f"- {markdown_line(each)}" for each in block.items) or f"*{markdown(block.empty)}*"


@_laid.register(Picture)
def _picture(block: Picture) -> Iterator[str]:
    yield f"![{markdown(block.alt)}]({block.name}.png)"


@_laid.register(Grid)
def _grid(block: Grid) -> Iterator[str]:
    if not block.table:
        yield f"*{markdown(block.empty)}*"
        return
    lines = [
        _line(markdown(each.title) for each in block.table.columns),
        _line("---:" if each.numeric else "---" for each in block.table.columns),
    ]
    lines += [_line(markdown(cell.text) for cell in row) for row in block.table.rows]
    yield "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
