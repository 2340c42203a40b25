"""Two processes that want to compile: the second waits for the first."""

import subprocess
import sys
import time

import pytest

from sim.compiled.locking import locked

WAIT = "from pathlib import Path; from sim.compiled.locking import locked\nprint('here', flush=True)\n"
TAKE = "with locked(Path({path!r})): print('mine')"


def test_who_comes_second_waits_until_the_first_is_done(tmp_path):
    path = tmp_path / "engine.lock"
    with locked(path):
        command = [sys.executable, "-c", WAIT + TAKE.format(path=str(path))]
        other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        time.sleep(0.3)
        assert other.poll() is None
    assert other.communicate(timeout=60)[0] == "mine\n"


def test_a_lock_is_free_again_after_an_error(tmp_path):
    path = tmp_path / "engine.lock"
    with pytest.raises(ValueError, match="broken off"), locked(path):
        raise ValueError("broken off")  # noqa: TRY003, EM101  any error will do
    with locked(path):
        assert path.exists()
