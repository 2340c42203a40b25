"""What a process of a batch loads before it plays: not what only those need who ask for the batch."""

import subprocess
import sys

import pytest

NOT_NEEDED = ("pydantic", "ruamel", "scipy.stats", "typer", "rich", "pyarrow", "numba", "sim.scenario")


@pytest.mark.parametrize("module", ["sim.batch.playing", "dashboards.__main__"])
def test_a_worker_loads_no_schema_and_no_verbs(module):
    """It looks into the module that the command began in, and into the one whose work it does."""
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({NOT_NEEDED!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_name_that_the_front_door_does_not_have_is_no_attribute():
    import sim

    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        _ = sim.simulat
    assert "simulate" in dir(sim)
