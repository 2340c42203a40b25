"""The papers of a played exercise: their order, their banner, their numbers, the same bytes every time."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from playing import DIRECTOR
from reviewed import Played, reviewed

from exercises.aar import FORMATS, Gathered, Paper, files, review, write
from exercises.errors import Refused, UnknownName
from exercises.play import commands
from sim.errors import BadOutput

SECTIONS = [
    "Exercise overview",
    "Summary",
    "Objectives and ratings",
    "Analysis of objectives",
    "Expected actions",
    "Response times",
    "Timeline",
    "Decisions and their effects",
    "What each decision and inject changed",
    "Injects not delivered",
    "Corrections",
    "Improvement plan",
    "Appendix A: responses",
    "Appendix B: load of the cells",
    "Appendix C: participants, and who pressed what",
    "Appendix D: log",
]


@pytest.fixture(scope="module")
def play() -> Played:
    return reviewed()


@pytest.fixture(scope="module")
def gathered(play: Played) -> Gathered:
    return play.gathered()


@pytest.fixture(scope="module")
def paper(gathered: Gathered) -> Paper:
    return review(gathered)


@pytest.fixture(scope="module")
def made(gathered: Gathered) -> dict[str, bytes]:
    return files(gathered)


def tables(paper: Paper, title: str) -> list[list[list[str]]]:
    """Return the tables of a section as texts."""
    section = next(each for each in paper.sections if each.title == title)
    grids = [each.table for each in section.blocks if hasattr(each, "table")]
    return [[[cell.text for cell in row] for row in grid.rows] for grid in grids]


def test_the_parts_stand_in_the_order_of_hseep(paper: Paper, made: dict[str, bytes]) -> None:
    """In the paper, and as headings in DOCX, Markdown and HTML."""
    assert [each.title for each in paper.sections] == SECTIONS
    document = docx.Document(BytesIO(made["aar.docx"]))
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"] == SECTIONS
    lines = made["aar.md"].decode().splitlines()
    assert [each[3:] for each in lines if each.startswith("## ")] == SECTIONS
    assert all(f"<h2>{each}</h2>" in made["aar.html"].decode() for each in SECTIONS)


def test_the_banner_stands_on_every_page(made: dict[str, bytes]) -> None:
    """Header and footer of the only section of the DOCX; above and below elsewhere."""
    (section,) = docx.Document(BytesIO(made["aar.docx"])).sections
    assert section.header.paragraphs[0].text == "EXERCISE ONLY"
    assert section.footer.paragraphs[0].text == "EXERCISE ONLY"
    assert not section.different_first_page_header_footer
    markdown = made["aar.md"].decode().strip()
    assert markdown.startswith("**EXERCISE ONLY**")
    assert markdown.endswith("**EXERCISE ONLY**")
    assert (
        re.findall(r'<div class="banner"[^>]*>(.*?)</div>', made["aar.html"].decode())
        == ["EXERCISE ONLY"] * 2
    )


def test_the_numbers_of_the_paper_are_those_worked_out_by_hand(paper: Paper) -> None:
    """Response times, ratings, verdicts, what was not sent, what was corrected."""
    ((embassy, military),) = tables(paper, "Response times")
    assert embassy == ["Embassy", "3", "2", "1", "1", "1", "1 min", "13 min", "13 min", "13 min", "12 min"]
    assert military[1:5] == ["2", "1", "1", "0"]
    ratings = tables(paper, "Objectives and ratings")[0]
    assert [each[3] for each in ratings] == ["M", "not rated"]
    assert ratings[0] == ["Money moves", "Funding", "response fund", "M", "2 of 2", "2 of 3", "1"]
    verdicts = [(row[0], row[5], row[7]) for row in tables(paper, "Expected actions")[0]]
    assert verdicts == [
        ("ask", "met in time", "–"),
        ("clearance", "not met", "–"),
        ("act", "met in time", "S"),
    ]
    assert [row[0] for row in tables(paper, "Injects not delivered")[0]] == ["spare", "skipped"]
    ((correction,),) = tables(paper, "Corrections")
    assert correction == [
        "ask", "Embassy", "answered", "+00:25", "+00:23", "the phone rang earlier", "+01:10", "Cleo",
    ]  # fmt: skip


def test_the_improvement_plan_is_filled_from_m_and_u_with_room_for_the_rest(paper: Paper) -> None:
    """One issue, then blank rows; action, who and when are never made up."""
    rows, adopted = tables(paper, "Improvement plan")
    assert adopted == []
    assert rows[0][:4] == ["1", "Money moves (Funding)", "Tracks money: We pay. [Embassy, ask; Eve]", "M"]
    assert all(cell == "" for row in rows for cell in row[4:])
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]


def test_money_and_people_stand_beside_the_decisions(paper: Paper) -> None:
    """Who paid what, and what injects did without anybody's decision."""
    taken, others = tables(paper, "Decisions and their effects")
    assert [(row[1], row[5], row[6]) for row in taken] == [
        ("Embassy", "5.00 M USD taken from crf (paid)", "-5.00 M USD"),
        ("Embassy", "3.00 M USD added to crf (reserve)", "+3.00 M USD"),
    ]
    assert [row[1:] for row in others] == [["clearance", "3 lost from corps"]]


def test_the_log_holds_every_entry_and_the_participants_everybody(paper: Paper, gathered: Gathered) -> None:
    """Nothing in the journal is left out."""
    ((*log,),) = tables(paper, "Appendix D: log")
    assert [row[0] for row in log] == [str(each.seq) for each in gathered.entries]
    ((*people,),) = tables(paper, "Appendix C: participants, and who pressed what")
    assert {row[0] for row in people} == {each.actor for each in gathered.entries}


def test_the_same_journal_gives_the_same_bytes(
    play: Played, gathered: Gathered, made: dict[str, bytes]
) -> None:
    """Gathered anew and written anew; nothing in the DOCX tells when it was written."""
    assert files(play.gathered()) == made
    with zipfile.ZipFile(BytesIO(made["aar.docx"])) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = docx.Document(BytesIO(made["aar.docx"])).core_properties
    assert about.modified is not None
    assert int(about.modified.timestamp()) == int(gathered.last_wall)


def test_a_longer_journal_gives_another_paper(made: dict[str, bytes]) -> None:
    """A note after ENDEX changes the log and the fingerprint."""
    play = reviewed()
    play.director.do(DIRECTOR, commands.Note(text="hot wash at five"))
    assert files(play.gathered(), ("md",))["aar.md"] != made["aar.md"]


def test_an_exercise_in_which_nothing_was_sent_gives_a_paper_that_says_so() -> None:
    """Ended at once; and one that has not even begun."""
    play = Played({"uid": "a"}, objectives={})
    before = files(play.gathered())["aar.md"].decode()
    assert "STARTEX has not been given" in before
    assert "The exercise has not ended" in before
    play.at(0.0, DIRECTOR, commands.Start(), commands.End(reason="cancelled"))
    made = files(play.gathered())
    text = made["aar.md"].decode()
    assert "Nothing was sent: no row reached a cell" in text
    assert "There is no chart" in text
    assert "The script declares no objectives." in text
    assert not [each for each in made if each.endswith("png")]
    assert made["responses.csv"].count(b"\r\n") == 1
    assert docx.Document(BytesIO(made["aar.docx"])).paragraphs


def test_only_the_formats_that_are_asked_for_are_written(gathered: Gathered, tmp_path) -> None:
    """A folder that is not there is made."""
    written = write(gathered, tmp_path / "new" / "aar", ("csv",))
    assert sorted(each.name for each in (tmp_path / "new" / "aar").iterdir()) == [
        "decisions.csv",
        "improvement_plan.csv",
        "observations.csv",
        "responses.csv",
        "timeline.csv",
    ]
    assert all(each.is_file() for each in written)


def test_what_cannot_be_written_is_said(gathered: Gathered, tmp_path) -> None:
    """A file where the folder should be; a format that is not there; none at all."""
    (tmp_path / "taken").write_text("x")
    with pytest.raises(BadOutput):
        write(gathered, tmp_path / "taken", ("csv",))
    with pytest.raises(UnknownName, match="docx"):
        files(gathered, ("dcox",))
    with pytest.raises(Refused, match="no format"):
        files(gathered, ())
    assert list(FORMATS) == ["docx", "md", "html", "csv"]


def test_long_titles_and_banners_do_not_break_the_docx() -> None:
    """Properties of a DOCX hold 255 characters; the heading and the banner hold all."""
    play = Played(title="A long title " * 40, classification="B" * 300)
    made = files(play.gathered(), ("docx",))["aar.docx"]
    document = docx.Document(BytesIO(made))
    assert len(document.core_properties.title) == 255
    assert document.sections[0].header.paragraphs[0].text == "B" * 300


def test_a_header_of_other_hands_makes_a_paper_all_the_same(play: Played) -> None:
    """A package's header is anybody's text; what the paper cannot use of it, it leaves out."""
    gathered = replace(play.gathered(), header={"versions": None})
    assert not [fact for fact in review(gathered).facts if fact.startswith("played with")]
    for strange in (None, [], "5", -1, 1e308):
        assert replace(gathered, header={"created": strange}, entries=()).last_wall == 0.0
