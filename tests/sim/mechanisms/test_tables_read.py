"""A table of mechanisms is read whole or told where it is wrong, every fault at once."""

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.distributions import Pert
from sim.errors import BadInput, Unreadable
from sim.mechanisms import cells
from sim.mechanisms.cells import lines_of_text
from sim.mechanisms.checking import read_table, rows_of, shipped_table
from sim.mechanisms.workbooks import lines_of

HEADER = "name,sector,region,kind,ceiling,lead_low,lead_mode,lead_high,holder,expires,serves,keeping_cost"
ROW = "courts,justice,west-africa,grant,5 M USD,7 d,21 d,60 d,NGO,D+900,judges,50 k USD"


def rows(text):
    return rows_of(lines_of_text(text, "t.csv"))


def faults(text):
    with pytest.raises(BadInput) as caught:
        rows(text)
    return [f"{each.place.line}:{each.place.column}: {each.message}" for each in caught.value.findings]


def workbook(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_row_becomes_a_mechanism():
    (found,) = rows(f"{HEADER}\n{ROW}\n")
    assert (found.name, found.ceiling, found.lead) == ("courts", 5_000_000, Pert(7.0, 21.0, 60.0))
    assert (found.expires, found.keeping_cost, found.in_place) == ("D+900", 50_000, True)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_byte_order_marks_and_ends_of_lines_are_read(separator):
    text = "\ufeff" + f"{HEADER}\r\n{ROW}\r\n".replace(",", separator)
    assert rows(text) == rows(f"{HEADER}\n{ROW}\n")


def test_a_quoted_cell_may_hold_separators_quotes_and_ends_of_lines():
    (found, second) = rows('name,sector,ceiling,serves\na,any,1 USD,"x, ""y""\nz"\nb,any,2 USD,"w"\n')
    assert (found.serves, second.places["name"].line) == ('x, "y"\nz', 4)


def test_columns_have_other_words_and_the_exact_one_wins():
    (found,) = rows("Mechanism,Sector,Ceiling (USD),Lead time low,lead_mode,High\na,any,3 USD,1 d,2 d,3 d")
    assert (found.ceiling, found.lead) == (3, Pert(1.0, 2.0, 3.0))
    assert faults("name,sector,amount,ceiling\na,any,1 USD,2 USD") == [
        "1:13: the column 'ceiling' stands here twice: 'amount' and 'ceiling'"
    ]


def test_what_is_left_out_has_a_default():
    (found,) = rows("name,sector,ceiling\na,any,10 M USD")
    assert (found.region, found.expires, found.keeping_cost) == ("any", "never", 50_000)
    assert set(found.evidence.values()) == {"judgement"}


def test_every_fault_is_told_at_its_cell():
    text = f"{HEADER}\n" + "\n".join([
        "a,justise,west-afrika,grant,-5 M USD,7 d,21 d,60 d,NGO,2005-13-01,x,1 USD",
        "a,justice,any,grant,5000000,70 d,21 d,60 d,NGO,never,x,0 USD",
    ])  # fmt: skip
    assert faults(text) == [
        "2:3: sector: 'justise' is not known",
        "2:11: region: 'west-afrika' is not known",
        "2:29: ceiling: '-5 M USD' is negative",
        "2:56: expires: '2005-13-01' is not a day of the calendar",
        "3:1: name: 'a' stands here and on line 2",
        "3:21: ceiling: '5000000' needs a unit",
        "3:34: lead_mode: lead times are out of order: 70 d, 21 d, 60 d",
        "3:56: keeping_cost: '0 USD' is nothing",
    ]


def test_the_nearest_spelling_is_offered():
    with pytest.raises(BadInput, match="Did you mean 'west-africa'"):
        rows("name,sector,ceiling,region\na,any,1 USD,west-afrika")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name,sector\na,any", ["1:6: columns are missing: ceiling"]),
        ("name,sector,ceiling,colour\na,any,1 USD,red", ["1:21: there is no column 'colour'"]),
        ("name,sector,ceiling", ["1:1: the table has no rows"]),
        ("name,sector,ceiling\na,any,1 USD,5", ["2:13: the row has 4 cells, the header 3"]),
        ('name,sector,ceiling\n"a,any,1 USD', ["2:1: a quote is opened here and never closed"]),
        ('name,sector,ceiling\n"a"b,any,1 USD', ["2:4: text stands behind a closing quote"]),
        ("name,sector,ceiling\nany,any,1 USD", ["2:1: name: 'any' has a meaning of its own"]),
        ("name,sector,ceiling\n7th fleet,any,1 USD", ["2:1: name: '7th fleet' is not a name"]),
        ("name,sector,ceiling,lead_low\na,any,1 USD,", ["1:21: columns are missing: lead_mode, lead_high"]),
        (
            "name,sector,ceiling,evidence\na,any,1 USD,memory",
            ["2:13: evidence: evidence 'memory' names no source"],
        ),
        (
            "name,sector,ceiling,evidence\na,any,1 USD,ceilng: judgement",
            ["2:13: evidence: 'ceilng: judgement' is no figure and its label"],
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_of_mechanisms_is_told(text, expected):
    assert faults(text) == expected


def test_a_workbook_is_read_as_its_csv_would_be():
    header, row = HEADER.split(","), ROW.split(",")
    found = rows_of(lines_of(workbook(header, row), "t.xlsx"))
    assert found == rows(f"{HEADER}\n{ROW}\n")
    assert str(found[0].places["ceiling"]) == "t.xlsx:2:5"


def test_a_formula_in_a_workbook_is_told():
    with pytest.raises(BadInput, match=r"t.xlsx:2:3: .*'=1\+1' is a formula"):
        lines_of(workbook(["name", "sector", "ceiling"], ["a", "any", "=1+1"]), "t.xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(Unreadable, match="unpacks to more than 50 MB"):
        lines_of(stream.getvalue(), "bomb.xlsx")


@pytest.mark.parametrize("contents", [b"PK\x03\x04", b"no zip at all"])
def test_a_damaged_workbook_is_refused(contents):
    with pytest.raises(Unreadable, match="not a workbook"):
        lines_of(contents, "t.xlsx")


def test_a_table_with_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(cells, "MOST_ROWS", 1)
    assert faults("name,sector,ceiling\na,any,1 USD\nb,any,1 USD") == ["3:1: a table has at most 1 rows"]


def test_what_ships_says_that_it_is_invented_and_where_each_figure_comes_from():
    assert shipped_table().read_text("utf-8").startswith("# ILLUSTRATIVE.")
    found = read_table()
    assert len(found) >= 60
    assert {each.sector for each in found} >= {
        "security", "governance", "humanitarian", "economy", "justice"
    }  # fmt: skip
    assert {label for each in found for label in each.evidence.values()} == {"judgement", "memory"}


@given(at=st.integers(0, 1_600), cut=st.integers(0, 40), put=st.text(max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_mutated_table_is_read_or_its_faults_are_told_with_their_place(at, cut, put):
    whole = shipped_table().read_text("utf-8")[-1_500:]
    text = "name,sector,region,kind,ceiling,lead_low,lead_mode,lead_high,holder,expires,serves,keeping_cost,"
    text += "in_place,evidence,source\n" + whole[whole.index("\n") + 1 :]
    mutated = text[:at] + put + text[at + cut :]
    try:
        found, told = rows(mutated), ()
    except BadInput as error:
        found, told = (), error.findings
    assert bool(found) != bool(told)
    assert all(each.place.line > 0 or each.message == "the table is empty" for each in told)


TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1)
LINES = st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=5)


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_whatever_a_writer_of_csv_quotes_is_read_back(table):
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["h", "i"], *table])
    expected = [["h", "i"], *([each.strip() for each in line] for line in table)]
    found = [[each.text for each in line] for line in lines_of_text(stream.getvalue(), "t.csv")]
    assert found == [line for line in expected if any(line)]
