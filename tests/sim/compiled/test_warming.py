"""The first call: compiled in a process of its own, told as it goes, kept where it can be kept."""

import subprocess
import sys
from os import environ, pathsep
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


KERNEL = """
from sim.compiled.jitting import kept_on_disk

def kernel(number):
    return number * 2 + 1

def entry():
    return kept_on_disk(kernel)
"""
ASK = """
import sys
from numba import config
import kernels
entry = kernels.entry()
assert entry(20) == 41
print(config.CACHE_DIR, sum(entry.stats.cache_hits.values()), entry.stats.cache_path)
"""
START = (
    ASK
    + """
import subprocess
print(subprocess.run([sys.executable, "-c", sys.argv[1]], check=True, capture_output=True, text=True).stdout)
"""
)


def _told(command, folder, **places):
    """Return what a process tells that finds code in a folder: where it is kept, how often it was there."""
    ours = environ | {"PYTHONPATH": pathsep.join([str(folder), *sys.path]), "HOME": str(folder)} | places
    done = subprocess.run(
        [sys.executable, "-c", command, ASK], capture_output=True, text=True, env=ours, check=True, cwd=folder
    )
    return [line.split() for line in done.stdout.splitlines() if line]


@pytest.fixture
def blocked(tmp_path):
    """A folder with code beside which none can be made, and a place where none can: files are in the way."""
    (tmp_path / "kernels.py").write_text(KERNEL)
    (tmp_path / "__pycache__").write_text("")
    (tmp_path / "file").write_text("")
    return tmp_path, str(tmp_path / "file" / "below")


def test_without_a_folder_that_can_be_written_code_is_kept_for_us_and_whom_we_start(blocked):
    """The folder of the user's choice, the one beside the code and the one at home cannot be made."""
    folder, nowhere = blocked
    ours, theirs = _told(START, folder, NUMBA_CACHE_DIR=nowhere, XDG_CACHE_HOME=nowhere)
    kept, hits, _ = ours
    assert (Path(kept).name.startswith("scrs-compiled-"), hits) == (True, "0")
    assert theirs[:2] == [kept, "1"]
    assert not Path(kept).exists()


def test_a_folder_of_the_users_that_cannot_be_written_gives_way_to_the_one_at_home(blocked):
    """Read-only, or missing where none can be made: the next place that Numba knows is taken."""
    folder, nowhere = blocked
    home = folder / "home"
    (told,) = _told(ASK, folder, NUMBA_CACHE_DIR=nowhere, XDG_CACHE_HOME=str(home))
    assert Path(told[2]).is_relative_to(home)
