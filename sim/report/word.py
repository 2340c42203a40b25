"""Pieces of DOCX files that all papers are laid with: the page, muted remarks, tables, fixed bytes.

What stands in a paper, and in which order, is known to whoever lays it.
"""

from __future__ import annotations

import zipfile
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table as Laid
    from docx.table import _Row

    from sim.report.tables import Cell, Table

MUTED_INK = RGBColor(0x5D, 0x6B, 0x7A)
HEAD_FILL = "E8EEF5"
TEXT_POINTS, CELL_POINTS, NOTE_POINTS, GAP_POINTS = 9, 8.5, 7, 4
PAGE_MM, MARGIN_MM = (297, 210), 14
TEXT_MM = PAGE_MM[0] - 2 * MARGIN_MM
NARROWEST, ON_ONE_LINE, WIDEST = 7, 24, 44
"""Letters of the narrowest column, of a text that is not broken, and of the widest column."""
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The moment that every member of the file shows; there is none before it in a ZIP file."""


def blank(title: str) -> Document:
    """Return a document without content, A4 on its side."""
    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.revision = title, "scrs", "scrs", 1
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Mm(each) for each in PAGE_MM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN_MM)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(TEXT_POINTS)
    return document


def lay_muted(document: Document, text: str) -> None:
    """Lay a remark on what stands beside it."""
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.add_run(text).font.color.rgb = MUTED_INK


def lay_table(document: Document, table: Table, widths: Sequence[float] = ()) -> None:
    """Lay a table; its head is repeated on every page that it reaches, and no row breaks over two.

    Parameters: `widths`: of its columns, relative to each other; as their texts need if none are told.
    """
    laid = document.add_table(rows=2, cols=len(table.columns), style="Table Grid")
    laid.autofit = False
    _measured(laid, widths or fitting(table))
    head, model = (_dressed(row, table) for row in laid.rows)
    _mark(head, "w:tblHeader")
    _mark(model, "w:cantSplit")
    for cell, column in zip(head.iter(qn("w:tc")), table.columns, strict=True):
        run = next(cell.iter(qn("w:r")))
        run.text = column.title
        run.get_or_add_rPr().get_or_add_b()
        _fill(cell)
    for row in table.rows:
        copied = deepcopy(model)  # quicker by far than to make each of some thousand rows anew
        laid._tbl.append(copied)
        for cell, content in zip(copied.iter(qn("w:tc")), row, strict=True):
            _write(cell, content)
    laid._tbl.remove(model)
    if not any(each.title for each in table.columns):
        laid._tbl.remove(head)
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(GAP_POINTS)


def fitting(table: Table) -> tuple[float, ...]:
    """Return relative widths of columns: of the longest word in each, wider by the length of its texts."""
    found = []
    for place, column in enumerate(table.columns):
        texts = [column.title, *(part for row in table.rows for part in (row[place].text, row[place].note))]
        longest = max(map(len, texts))
        word = max((len(each) for text in texts for each in text.split()), default=0)
        found.append(
            float(min(WIDEST, max(NARROWEST, word + 1, min(longest, ON_ONE_LINE) + 1, longest // 2)))
        )
    return tuple(found)


def saved(document: Document) -> bytes:
    """Return a document as a file: the same bytes for the same content, whenever it is written."""
    buffer, fixed = BytesIO(), BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(fixed, "w") as new:
        for each in old.infolist():
            member = zipfile.ZipInfo(each.filename, FIRST_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(each))
    return fixed.getvalue()


def _measured(laid: Laid, widths: Sequence[float]) -> None:
    """Set the widths of columns and of their cells: some programs read the ones, some the others."""
    for column, width in zip(laid.columns, widths, strict=True):
        column.width = Mm(TEXT_MM * width / sum(widths))
        for cell in column.cells:
            cell.width = column.width


def _dressed(row: _Row, table: Table) -> Any:
    """Return the element of a row, with an empty run in each cell, and one for its note."""
    for cell, column in zip(row.cells, table.columns, strict=True):
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(0)
        if column.numeric:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.add_run().font.size = Pt(CELL_POINTS)
        note = line.add_run().font
        note.size, note.color.rgb = Pt(NOTE_POINTS), MUTED_INK
    return row._tr


def _write(cell: Any, content: Cell) -> None:
    """Fill the runs of a dressed cell."""
    text, note = cell.iter(qn("w:r"))
    text.text = content.text
    note.text = f"\n{content.note}" if content.note else ""


def _fill(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), HEAD_FILL)
    cell.get_or_add_tcPr().append(shade)


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)
