"""Files as they come: shipped names, missing ones, and all that is no scenario file."""

import os
from pathlib import Path

import pytest

from sim.errors import Unreadable
from sim.scenario.reading import read_file

TEXT = "format: 1\ntitle: Here\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder, and beside it the shipped scenarios."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


@pytest.fixture
def known(folder):
    names = ("quick-start", "three-operations")
    for name in names:
        (folder.parent / f"{name}.yaml").write_text("format: 1\ntitle: Shipped\n")
    return {name: folder.parent / f"{name}.yaml" for name in names}


def refusal(path, known):
    with pytest.raises(Unreadable) as caught:
        read_file(path, known)
    (finding,) = caught.value.findings
    return finding


def test_a_file_is_called_as_the_user_called_it(folder, known):
    (folder / "mine.yaml").write_text(TEXT)
    for path in ("mine.yaml", Path("mine.yaml"), folder / "mine.yaml"):
        document = read_file(path, known)
        assert document.data == {"format": 1, "title": "Here"}
        assert document.name == str(path)
        assert document.place(("title",)).file == str(path)


def test_a_shipped_scenario_is_read_by_its_name(known):
    document = read_file("quick-start", known)
    assert document.data["title"] == "Shipped"
    assert document.name == "quick-start.yaml"


def test_a_file_here_goes_before_a_shipped_one_of_the_same_name(folder, known):
    (folder / "quick-start").write_text(TEXT)
    assert read_file("quick-start", known).data["title"] == "Here"


def test_a_folder_of_results_does_not_hide_a_shipped_scenario(folder, known):
    (folder / "quick-start").mkdir()
    assert read_file("quick-start", known).data["title"] == "Shipped"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quik-start", "quick-start"),
        ("quick-start.yaml", "quick-start"),
        ("mine", "mine.yaml"),
        ("mien.yaml", "mine.yaml"),
        ("../quick_start.yaml", "../quick-start.yaml"),
        ("nothing/like/it", ""),
    ],
)
def test_for_a_missing_file_the_nearest_name_is_offered(folder, known, typed, meant):
    (folder / "mine.yaml").write_text(TEXT)
    finding = refusal(typed, known)
    assert finding.message == "there is no such file"
    assert finding.allowed == "a file, or a shipped scenario: quick-start, three-operations"
    assert finding.suggestion == meant


def test_a_folder_is_not_read(folder):
    assert refusal(folder, {}).message == "is a folder; name a file in it"


def test_a_broken_link_is_told_from_a_missing_file(folder):
    (folder / "link.yaml").symlink_to("gone.yaml")
    assert refusal("link.yaml", {}).message == "is a link to a file that is not there"


def test_a_link_in_a_circle_is_refused(folder):
    (folder / "a.yaml").symlink_to("b.yaml")
    (folder / "b.yaml").symlink_to("a.yaml")
    assert refusal("a.yaml", {}).message.startswith("cannot be read: too many levels of symbolic links")


def test_a_pipe_is_refused_without_waiting_for_it(folder):
    os.mkfifo(folder / "pipe.yaml")
    assert refusal("pipe.yaml", {}).message == "is a pipe or a device, not a file"
    assert refusal(os.devnull, {}).message == "is a pipe or a device, not a file"


def test_a_file_that_may_not_be_read_is_refused(folder, monkeypatch):
    (folder / "mine.yaml").write_text(TEXT)

    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert refusal("mine.yaml", {}).message == "cannot be read: permission denied"


@pytest.mark.parametrize("path", ["x" * 5000, "mine.yaml/below", "nul\0byte"])
def test_a_name_that_no_file_can_have_is_refused(folder, path):
    (folder / "mine.yaml").write_text(TEXT)
    assert refusal(path, {}).message.startswith(("cannot be read", "there is no such file"))


def test_a_huge_file_is_refused_before_it_is_read(folder):
    with (folder / "huge.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    finding = refusal("huge.yaml", {})
    assert finding.render() == "huge.yaml: scenario files are at most 5 MB; this one is 100 MB"


def test_the_largest_file_is_read_and_one_byte_more_is_not(folder):
    line = b"# 4567890123456789012345678901234567890123456789\n"
    (folder / "large.yaml").write_bytes(b"a: 1 \n" + line * 99_999 + b"#" * (5_000_000 - 6 - 49 * 99_999))
    assert read_file("large.yaml", {}).data == {"a": 1}
    with (folder / "large.yaml").open("ab") as stream:
        stream.write(b"#")
    assert refusal("large.yaml", {}).message.endswith("this one is 5.1 MB")


def test_utf_8_with_a_byte_order_mark_is_read(folder):
    (folder / "mine.yaml").write_bytes(b"\xef\xbb\xbftitle: \xc3\xa9\n")
    assert read_file("mine.yaml", {}).data == {"title": "é"}


def test_another_encoding_is_refused_with_its_line(folder):
    (folder / "mine.yaml").write_bytes("format: 1\ntitle: Région\n".encode("latin-1"))
    finding = refusal("mine.yaml", {})
    assert finding.message == "byte 0xE9 is not UTF-8 text; save the file as UTF-8"
    assert (finding.place.line, finding.place.column) == (2, 9)


def test_utf_16_is_named(folder):
    (folder / "mine.yaml").write_bytes(TEXT.encode("utf-16"))
    assert refusal("mine.yaml", {}).message == "is UTF-16 text; save it as UTF-8"


def test_a_picture_is_no_text(folder):
    (folder / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert "is not UTF-8 text" in refusal("map.png", {}).message
    (folder / "zeros.bin").write_bytes(b"a\0\0\0")
    assert refusal("zeros.bin", {}).message == "U+0000 is NUL: this is no text file"
