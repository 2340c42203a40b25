"""Where results are to go is known to be writable before anything is played."""

from pathlib import Path

import pytest

from sim.errors import BadOutput
from sim.files import check_folder


def test_a_folder_that_can_be_made_is_not_left_behind(tmp_path):
    """Only what was not there is taken away again."""
    (tmp_path / "here").mkdir()
    check_folder(tmp_path / "here" / "deep" / "deeper")
    check_folder(tmp_path / "here")
    assert [each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*")] == ["here"]


@pytest.mark.parametrize("place", ["file/study", "file"])
def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(tmp_path, place):
    """A file stands in the way."""
    (tmp_path / "file").write_text("here already")
    with pytest.raises(BadOutput, match=r"cannot be written: .*\. Name another folder with --out\."):
        check_folder(tmp_path / place)


def test_a_folder_in_which_nothing_can_be_written_is_refused():
    """Linux lets nobody write there, not even root."""
    if not Path("/proc/self").exists():
        pytest.skip("only Linux has a folder in which not even root may write")
    with pytest.raises(BadOutput, match="/proc/x: cannot be written"):
        check_folder(Path("/proc/x"))
