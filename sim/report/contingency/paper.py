"""The contingency plan as a document: its sections in order, as a page and as a DOCX file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from sim.files import write_file
from sim.report.contingency import declared, reckoned
from sim.report.html import SHORT_HASH, laid_out, version
from sim.report.words import date_text

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.table import _Cell

    from sim.report.contingency.gathering import Gathered, Section
    from sim.report.tables import Cell, Table

TEMPLATE = "contingency/plan.html.j2"
ORDER = (
    reckoned.summary,
    declared.situation,
    declared.mission,
    declared.phases,
    declared.resources,
    reckoned.synchronisation,
    reckoned.decisions,
    reckoned.handover,
    declared.risks,
    declared.assumptions,
    reckoned.owed,
)
MUTED_INK = RGBColor(0x5D, 0x6B, 0x7A)
HEAD_FILL = "E8EEF5"
TEXT_POINTS, SMALL_POINTS = 8.5, 7
MARGIN_MM = 14


def sections(gathered: Gathered) -> tuple[Section, ...]:
    """Return the sections of the document that have something to say, in order."""
    return tuple(each for each in (make(gathered) for make in ORDER) if each.tables)


def write(gathered: Gathered, folder: Path) -> Path:
    """Write plan.docx and plan.html; return the DOCX.

    Raises: `BadOutput` if the folder cannot be made or written.
    """
    write_file(folder / "plan.html", to_html(gathered).encode())
    write_file(folder / "plan.docx", to_docx(gathered))
    return folder / "plan.docx"


def facts(gathered: Gathered) -> list[str]:
    """Return what the document rests on."""
    plan, results = gathered.plan, gathered.results
    return [
        f"D+0 is {date_text(0.0, plan.start)}",
        f"horizon D+{plan.horizon:.0f}",
        f"{len(results)} futures, seed {results.seed}",
        f"plan {plan.hash[:SHORT_HASH]}",
        f"scrs {version()}",
    ]


def to_html(gathered: Gathered) -> str:
    """Return the document as a page that opens offline."""
    found = sections(gathered)
    shown: dict[str, Any] = {
        "title": f"Contingency plan: {gathered.plan.title}",
        "facts": facts(gathered),
        "badges": [],
        "risks": [],
        "figures": {},
        "sections": [(f"s{place}", each) for place, each in enumerate(found)],
        "footer": [("scenario", gathered.plan.title), ("scrs", version())],
    }
    return laid_out(TEMPLATE, shown)


def to_docx(gathered: Gathered) -> bytes:
    """Return the document as a DOCX file; the summary has the first page to itself."""
    paper = _blank(f"Contingency plan: {gathered.plan.title}")
    paper.add_heading(f"Contingency plan: {gathered.plan.title}", level=0)
    _small(paper, " · ".join(facts(gathered)))
    for place, section in enumerate(sections(gathered)):
        if place == 1:
            paper.add_page_break()  # type: ignore[no-untyped-call]  # python-docx says no types here
        paper.add_heading(f"{place}. {section.title}" if place else section.title, level=1)
        if section.lead:
            _small(paper, section.lead)
        for title, table in section.tables:
            if title:
                paper.add_heading(title, level=2)
            _lay(paper, table)
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _blank(title: str) -> Document:
    paper = docx.Document()
    paper.core_properties.title = title
    paper.core_properties.author = "scrs"
    page = paper.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN_MM)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(TEXT_POINTS)
    return paper


def _small(paper: Document, text: str) -> None:
    paper.add_paragraph().add_run(text).font.color.rgb = MUTED_INK


def _lay(paper: Document, table: Table) -> None:
    """Lay a table; its head is repeated on every page it reaches."""
    grid = paper.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    titled = any(each.title for each in table.columns)
    for place, column in enumerate(table.columns):
        cell = grid.rows[0].cells[place]
        cell.paragraphs[0].add_run(column.title).bold = True
        _fill(cell, HEAD_FILL)
    _repeat(grid.rows[0]._tr)
    for row in table.rows:
        places = grid.add_row().cells
        for place, content in enumerate(row):
            _put(places[place], content, numeric=table.columns[place].numeric)
    if not titled:
        grid._tbl.remove(grid.rows[0]._tr)
    paper.add_paragraph()


def _put(cell: _Cell, content: Cell, *, numeric: bool) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(0)
    line.add_run(content.text)
    if numeric:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if content.note:
        note = line.add_run(f"\n{content.note}")
        note.font.size, note.font.color.rgb = Pt(SMALL_POINTS), MUTED_INK


def _fill(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(head)
