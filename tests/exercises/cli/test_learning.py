"""`scrs lessons` as typed: what is wrong is said with what to do."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboards.cli import app


def typed(*words: str | Path) -> str:
    """Return what is said on standard error by a command that is refused."""
    done = CliRunner().invoke(app, ["lessons", *map(str, words)])
    assert done.exit_code == 1, done.output
    return done.stderr


def test_a_journal_in_the_place_of_an_exercise_is_refused_with_the_option_for_it(tmp_path: Path) -> None:
    """Whoever has just played with `--journal play.sqlite` types that name first."""
    kept = tmp_path / "play.sqlite"
    kept.touch()
    assert f"name the exercise, and the file with --database-url {kept}" in typed(kept)


def test_where_nothing_was_played_it_is_said_how_to_play(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that a folder is to be made."""
    monkeypatch.chdir(tmp_path)
    said = typed("first-72-hours")
    assert "there is no journal" in said
    assert "scrs exercise play" in said
