"""The review as files in a folder, each whole or not at all; the same journal gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exercises.aar.formats.markdown import to_markdown
from exercises.aar.formats.page import to_html
from exercises.aar.formats.sheets import to_csv
from exercises.aar.formats.word import to_docx
from exercises.aar.review import review
from exercises.errors import Refused, UnknownName
from sim.files import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from exercises.aar.gathering import Gathered
    from exercises.aar.paper import Paper

    Files = dict[str, bytes]

NAME = "aar"


def _word(paper: Paper, _gathered: Gathered) -> Files:
    return {f"{NAME}.docx": to_docx(paper)}


def _markdown(paper: Paper, _gathered: Gathered) -> Files:
    """Return the text and its pictures, each as PNG, which the text shows, and as SVG."""
    pictures = {
        f"{each.name}.{ending}": content
        for each in paper.pictures
        for ending, content in (("png", each.png), ("svg", each.svg.encode()))
    }
    return {f"{NAME}.md": to_markdown(paper).encode(), **pictures}


def _page(paper: Paper, _gathered: Gathered) -> Files:
    return {f"{NAME}.html": to_html(paper).encode()}


def _sheets(_paper: Paper, gathered: Gathered) -> Files:
    return {f"{name}.csv": content for name, content in to_csv(gathered).items()}


FORMATS: Mapping[str, Callable[[Paper, Gathered], Files]] = {
    "docx": _word,
    "md": _markdown,
    "html": _page,
    "csv": _sheets,
}
"""Format → the files that it makes."""


def check_formats(formats: Collection[str]) -> None:
    """Refuse a format that is not there. Raises: `UnknownName`; `Refused` where none is named."""
    if not formats:
        message = "no format was named"
        raise Refused(message, advice=f"allowed: {', '.join(FORMATS)}")
    for each in formats:
        if each not in FORMATS:
            raise UnknownName(each, FORMATS, what="format")


def files(gathered: Gathered, formats: Collection[str] = tuple(FORMATS)) -> Files:
    """Return name → content of the files of a review.

    Raises: as `check_formats`.
    """
    check_formats(formats)
    paper = review(gathered)
    made: Files = {}
    for each in formats:
        made |= FORMATS[each](paper, gathered)
    return made


def write(gathered: Gathered, folder: Path, formats: Collection[str] = tuple(FORMATS)) -> list[Path]:
    """Write a review into a folder; return the files, in the order of the formats.

    Raises: as `check_formats`; `BadOutput` if the folder cannot be made or written.
    """
    made = files(gathered, formats)
    for name, content in made.items():
        write_file(folder / name, content)
    return [folder / name for name in made]
