"""A paper as a DOCX file: the same bytes for the same paper, with its banner on every page.

What stands in it is not known here.
"""

from __future__ import annotations

import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from functools import singledispatch
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from exercises.aar.formats.plain import shown
from exercises.aar.paper import Bullets, Grid, Heading, Paper, Picture, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.section import _Footer, _Header
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

MUTED_INK = RGBColor(0x5D, 0x6B, 0x7A)
HEAD_FILL = "E8EEF5"
TEXT_POINTS, SMALL_POINTS = 9, 8
PAGE_MM, MARGIN_MM = (297, 210), 16
TEXT_MM = PAGE_MM[0] - 2 * MARGIN_MM
LONGEST_PROPERTY = 255
"""Characters of a property of a DOCX file."""
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The moment that every member of the file shows; there is none before it in a ZIP file."""


def to_docx(paper: Paper) -> bytes:
    """Return the paper as a DOCX file."""
    document = _blank(paper)
    document.add_heading(shown(paper.title), level=0)
    _muted(document, " · ".join(paper.facts))
    for section in paper.sections:
        document.add_heading(shown(section.title), level=1)
        for block in section.blocks:
            _lay(block, document)
    buffer = BytesIO()
    document.save(buffer)
    return _fixed(buffer.getvalue())


def _blank(paper: Paper) -> Document:
    document = docx.Document()
    about, made = document.core_properties, datetime.fromtimestamp(paper.made, UTC).replace(microsecond=0)
    about.title, about.subject = (shown(each)[:LONGEST_PROPERTY] for each in (paper.title, paper.banner))
    about.author = about.last_modified_by = "scrs"
    about.created, about.modified, about.revision = made, made, 1
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Mm(each) for each in PAGE_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN_MM)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(TEXT_POINTS)
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
    """Lay a table; its head is repeated on every page that it reaches, and no row breaks over two."""
    if not block.table:
        _muted(document, block.empty)
        return
    columns = block.table.columns
    laid = document.add_table(rows=2, cols=len(columns), style="Table Grid")
    laid.autofit = False
    head, model = (_dressed(row, block) for row in laid.rows)
    _mark(head, "w:tblHeader")
    _mark(model, "w:cantSplit")
    _write(head, [each.title for each in columns])
    for run in head.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_b()
    for cell in head.iter(qn("w:tc")):
        _fill(cell)
    for row in block.table.rows:
        copied = deepcopy(model)  # quicker by far than to make each of some thousand rows anew
        laid._tbl.append(copied)
        _write(copied, [each.text for each in row])
    laid._tbl.remove(model)
    if not block.titled:
        laid._tbl.remove(head)
    document.add_paragraph()


def _dressed(row: _Row, block: Grid) -> Any:
    """Return the element of a row with its widths, and an empty run in each cell."""
    for cell, column, width in zip(row.cells, block.table.columns, block.widths, strict=True):
        cell.width = Mm(TEXT_MM * width / sum(block.widths))
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(0)
        if column.numeric:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.add_run().font.size = Pt(SMALL_POINTS)
    return row._tr


def _write(row: Any, texts: Sequence[str]) -> None:
    """Fill the runs of a dressed row."""
    for run, text in zip(row.iter(qn("w:r")), texts, strict=True):
        run.text = shown(text)


def _muted(document: Document, text: str) -> None:
    document.add_paragraph().add_run(shown(text)).font.color.rgb = MUTED_INK


def _fill(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), HEAD_FILL)
    cell.get_or_add_tcPr().append(shade)


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def _fixed(content: bytes) -> bytes:
    """Return a ZIP file with the same members that says nothing about when it was written."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for each in old.infolist():
            member = zipfile.ZipInfo(each.filename, FIRST_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(each))
    return buffer.getvalue()
