"""Texts of players stay letters: no paper runs, links or renders them, and no paper breaks on them."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from exercises.aar.formats.plain import markdown, markdown_line, shown, spreadsheet

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MEANT = "ab1 \n#*_`~|<>&[]()!-+=.:\\$'\"/"
"""Letters of which Markdown makes something."""
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Letters(HTMLParser):
    """What a reader sees of HTML, and the tags that made it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.letters, self.tags = "", set[str]()
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.letters += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.letters += "\n" if tag == "br" else ""


def squeezed(text: str) -> str:
    """Return a text without the spaces that Markdown does not keep."""
    return re.sub(r"\s+", "", text)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from(MEANT), max_size=40) | st.text(max_size=30))
@example("a closing #")
@example("1. one\n- two\n# three\n---\n===")
@example("<script>alert(1)</script>")
@example("<script src=x")
@example("<!-- gone")
@example("[a](http://b) ![c](d) <http://e> &amp; `f`")
@example("***\n___\n~~~\n    code")
def test_markdown_shows_any_text_as_its_letters(text: str) -> None:
    """As a paragraph and as an item of a list: the letters come out, and no tag but a line break."""
    for source, allowed in (
        (markdown_line(text), {"p", "br"}),
        (f"- {markdown_line(text)}", {"ul", "li", "p", "br"}),
        (f"### {markdown(text)}", {"h3", "br"}),
    ):
        seen = Letters(READER.render(source))
        assert seen.tags <= allowed
        assert squeezed(seen.letters) == squeezed(shown(text))


@settings(deadline=None)
@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
@example(["a|b", "c\\|d"])
def test_a_cell_of_a_table_never_becomes_two(cells: list[str]) -> None:
    """Whatever stands in it, a row of two cells has two."""
    row = " | ".join(markdown(each) for each in cells)
    rendered = READER.render(f"| x | y |\n| --- | --- |\n| {row} |\n")
    assert rendered.count("<td>") == 2
    assert rendered.count("<tr>") == 2
    assert squeezed(Letters(rendered).letters) == squeezed("xy" + "".join(shown(each) for each in cells))


@given(st.text(max_size=40))
@example("=1+1")
@example("\t@SUM(A1)")
@example("\x07=1")
def test_no_text_of_a_csv_file_begins_as_a_formula(text: str) -> None:
    """Nor holds a control character."""
    found = spreadsheet(text)
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert not CONTROL.search(found)


def test_csv_files_hold_what_was_written_as_text(hostile_files: dict[str, bytes]) -> None:
    """Marked where a spreadsheet would run it, and on its own row."""
    rows = list(csv.DictReader(io.StringIO(hostile_files["responses.csv"].decode(), newline="")))
    answered = next(each for each in rows if each["row"] == "ask" and each["cell"] == "embassy")
    assert answered["text"].startswith("'=HYPERLINK(")
    assert (answered["sent_to_answered_s"], answered["answered_before_correction_s"]) == ("780", "1500")
    assert len(rows) == 5


@pytest.mark.parametrize(
    "name", ["aar.md", "aar.html", "timeline.svg", "timeline.csv", "improvement_plan.csv"]
)
def test_no_control_character_is_left_in_a_paper(hostile_files: dict[str, bytes], name: str) -> None:
    """Carriage returns of CSV aside."""
    assert not CONTROL.search(hostile_files[name].decode().replace("\r\n", "\n"))


def test_docx_holds_the_letters_and_opens(hostile_files: dict[str, bytes]) -> None:
    """XML has no place for some of the characters; the rest is there, as text of one run."""
    document = docx.Document(io.BytesIO(hostile_files["aar.docx"]))
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    first = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script> | **b**'
    assert any(first in each for each in texts)
    assert any("# second line\n- third" in each for each in texts)


def test_html_has_no_tag_of_a_player_and_loads_nothing(hostile_files: dict[str, bytes]) -> None:
    """No script, no link out, no picture but those inside the file."""
    page = hostile_files["aar.html"].decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not re.findall(r"(?:href|src)=\"(?!#|data:image/png;base64,)", page)
    assert "default-src 'none'" in page


def test_markdown_has_no_tag_of_a_player(hostile_files: dict[str, bytes]) -> None:
    """The whole paper rendered: no script, no bold of theirs, no link."""
    seen = Letters(READER.render(hostile_files["aar.md"].decode()))
    assert not seen.tags & {"script", "a", "b", "s", "code", "ol", "hr"}
