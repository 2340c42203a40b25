"""The first call: compiled in a process of its own, told as it goes, kept where it can be kept."""

from pathlib import Path

import pytest
from numba import config

from sim.compiled import jitting, warming


@pytest.fixture
def _nowhere_to_write(monkeypatch):
    """Let Numba find no folder for compiled code but the one that it is told."""

    def njit(function, **options):
        if not config.CACHE_DIR:
            message = "cannot cache function: no locator available"
            raise RuntimeError(message)
        return function

    monkeypatch.setattr(jitting, "njit", njit)
    monkeypatch.setattr(config, "CACHE_DIR", "")
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")


@pytest.mark.usefixtures("_nowhere_to_write")
def test_where_nothing_can_be_written_code_is_kept_until_the_command_ends():
    """In a folder of its own, which processes that are started find in their environment."""
    assert jitting.kept_on_disk(len) is len
    folder = Path(jitting.environ["NUMBA_CACHE_DIR"])
    assert folder.is_dir()
    assert folder.name.startswith("scrs-compiled-")


def test_the_first_call_tells_how_many_functions_are_compiled(monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(warming, "_mark", lambda: tmp_path / "engine.ready")
    monkeypatch.setattr(warming, "COMMAND", "print(1); print(2)")
    warming.warm(told.append)
    assert told == [1, 2]
    assert (tmp_path / "engine.ready").exists()
    warming.warm(told.append)
    assert told == [1, 2]


def test_a_compilation_that_breaks_off_is_not_taken_for_done(monkeypatch, tmp_path):
    monkeypatch.setattr(warming, "_mark", lambda: tmp_path / "engine.ready")
    monkeypatch.setattr(warming, "COMMAND", "raise SystemExit(1)")
    warming.warm()
    assert not (tmp_path / "engine.ready").exists()


@pytest.mark.parametrize("files", jitting.SOURCES)
def test_any_source_that_goes_into_the_code_changes_its_stamp(files, monkeypatch, tmp_path):
    source = tmp_path / files.replace("*", "formulas")
    source.parent.mkdir(exist_ok=True)
    source.write_text("one = 1\n")
    monkeypatch.setattr(jitting.domain, "__file__", str(tmp_path / "domain" / "__init__.py"))
    before = jitting.source_stamp()
    source.write_text("one = 2\n")
    assert jitting.source_stamp() != before
