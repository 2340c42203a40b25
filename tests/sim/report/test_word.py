"""DOCX tables as office programs read them: widths of the grid, repeated heads, whole rows, same bytes."""

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from sim.report import word
from sim.report.tables import Cell, Column, Table

TABLE = Table(
    (Column("line"), Column("leads"), Column("P50", numeric=True)),
    (
        (Cell("situation analysis of the whole country"), Cell("nobody named"), Cell("D+38", note="D+31-40")),
        (Cell("design"), Cell("USAID"), Cell("D+40")),
    ),
)


def laid():
    document = word.blank("A plan")
    word.lay_table(document, TABLE)
    return word.saved(document)


def test_the_grid_spans_the_page_and_every_cell_is_as_wide_as_its_column():
    """Some programs read the widths of the grid, some those of the cells."""
    (table,) = docx.Document(BytesIO(laid())).tables
    widths = [each.width for each in table.columns]
    assert sum(widths) == pytest.approx(Mm(word.TEXT_MM), rel=1e-3)
    assert all([cell.width for cell in row.cells] == widths for row in table.rows)


def test_a_text_that_fits_on_a_line_is_not_broken():
    name, leads, day = word.fitting(TABLE)
    assert name > leads > len("nobody named") > day
    assert name < len("situation analysis of the whole country")


def test_the_head_is_repeated_and_no_row_breaks_over_two_pages():
    (table,) = docx.Document(BytesIO(laid())).tables
    head, *rows = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(each._tr.trPr.find(qn("w:cantSplit")) is not None for each in rows)
    assert [cell.text for cell in rows[0].cells] == [
        "situation analysis of the whole country",
        "nobody named",
        "D+38\nD+31-40",
    ]


def test_the_same_table_makes_the_same_file():
    assert laid() == laid()
