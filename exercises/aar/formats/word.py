"""A paper as a DOCX file: the same bytes for the same paper, with its banner on every page.

What stands in it is not known here; how a table is laid is `sim.report.word`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import singledispatch
from io import BytesIO
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from exercises.aar.formats.plain import shown
from exercises.aar.paper import Bullets, Grid, Heading, Paper, Picture, Text
from sim.report.tables import Cell, Table
from sim.report.word import TEXT_MM, blank, lay_muted, lay_table, saved

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer, _Header
    from docx.text.paragraph import Paragraph

LONGEST_PROPERTY = 255
"""Characters of a property of a DOCX file."""


def to_docx(paper: Paper) -> bytes:
    """Return the paper as a DOCX file."""
    document = _begun(paper)
    document.add_heading(shown(paper.title), level=0)
    _muted(document, " · ".join(paper.facts))
    for section in paper.sections:
        document.add_heading(shown(section.title), level=1)
        for block in section.blocks:
            _lay(block, document)
    return saved(document)


def _begun(paper: Paper) -> Document:
    title, subject = (shown(each)[:LONGEST_PROPERTY] for each in (paper.title, paper.banner))
    document = blank(title)
    about, made = document.core_properties, datetime.fromtimestamp(paper.made, UTC).replace(microsecond=0)
    about.subject, about.created, about.modified = subject, made, made
    page = document.sections[0]
    _banner(page.header, paper.banner)
    _banner(page.footer, paper.banner)
    _page_number(page.footer.add_paragraph())
    return document


def _banner(place: _Header | _Footer, banner: str) -> None:
    line = place.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(shown(banner)).bold = True


def _page_number(line: Paragraph) -> None:
    """Let the reader's program count the pages."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    counted = OxmlElement("w:fldSimple")
    counted.set(qn("w:instr"), "PAGE")
    line._p.append(counted)


@singledispatch
def _lay(block: object, _document: Document) -> None:
    message = f"a paper has no {type(block).__name__}"
    raise TypeError(message)


@_lay.register(Text)
def _text(block: Text, document: Document) -> None:
    if block.muted:
        _muted(document, block.text)
    else:
        document.add_paragraph(shown(block.text))


@_lay.register(Heading)
def _heading(block: Heading, document: Document) -> None:
    document.add_heading(shown(block.text), level=block.level)


@_lay.register(Bullets)
def _bullets(block: Bullets, document: Document) -> None:
    for each in block.items:
        document.add_paragraph(shown(each), style="List Bullet")
    if not block.items:
        _muted(document, block.empty)


@_lay.register(Picture)
def _picture(block: Picture, document: Document) -> None:
    picture = document.add_picture(BytesIO(block.png), width=Mm(TEXT_MM))
    picture._inline.docPr.set("descr", shown(block.alt))


@_lay.register(Grid)
def _grid(block: Grid, document: Document) -> None:
    if not block.table:
        _muted(document, block.empty)
        return
    rows = tuple(tuple(Cell(shown(cell.text)) for cell in row) for row in block.table.rows)
    columns = tuple(each._replace(title=shown(each.title)) for each in block.table.columns)
    lay_table(document, Table(columns, rows), block.widths)


def _muted(document: Document, text: str) -> None:
    lay_muted(document, shown(text))
