"""Hostile input by the hundred: taken, or refused with its place. `make chaos` lets in 20,000."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sim
from sim.errors import BadInput
from sim.scenario.patches import Patch
from tests.hostile import judging
from tests.hostile.feeding import KINDS, SMALL, Kind
from tests.hostile.texts import paths_of

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(1_200)  # half a minute of work, on a machine that may have much else to do
def test_hundreds_of_hostile_files_end_in_a_result_or_a_located_refusal():
    """In a process that may take a gigabyte and two seconds for each; every kind, some of each taken."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.hostile", "--inputs", "450", "--seed", "7"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    told = re.findall(r"^(\w+) +([\d,]+) let in: +(\d+) taken, +(\d+) refused, 0 faults", done.stdout, re.M)
    assert [each[0] for each in told] == [each.name for each in KINDS]
    assert sum(int(each[1]) for each in told) >= 440
    assert {each[0] for each in told if int(each[2])} >= {
        "scenario",
        "script",
        "console",
        "workbook",
        "study",
    }


def _broken(_path: Path, _folder: Path) -> str:
    return str({}["nobody knows"])


def _hanging(_path: Path, _folder: Path) -> str:
    while True:
        pass


def _leaving(path: Path, folder: Path) -> str:
    (folder / "half.part").write_bytes(path.read_bytes())
    return ""


def _turning(_path: Path, _folder: Path) -> str:
    return "a title\x1b[2J"


@pytest.mark.parametrize(
    ("feed", "fault"),
    [
        (_broken, "KeyError: 'nobody knows'"),
        (_hanging, "hangs: more than"),
        (_leaving, r"left behind: \['half.part'\]"),
        (_turning, r"U\+001B is shown"),
    ],
)
def test_the_judge_sees_each_kind_of_fault(tmp_path, monkeypatch, feed, fault):
    """Without this the harness could find nothing because it looks at nothing."""
    monkeypatch.setattr(judging, "SECONDS", 0.1)
    bad = Kind("scenario", ".txt", lambda _: b"x", feed, 1.0)
    assert re.search(fault, judging.judge(bad, tmp_path, seed=1, index=0).fault)


PATHS = sorted(set(paths_of(sim.load(SMALL).document.data)), key=str)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["10 d", "1e9 y", "-1 d", "3 M USD", "D+5", "*", "staff", "decide"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(PATHS), value=VALUES)
def test_any_value_set_anywhere_is_taken_or_refused_with_its_place(path, value):
    """As a patch from Python, where values need not be such as a file can hold."""
    patch = Patch(set={".".join(map(str, path)): value}, name="mine")
    with suppress(BadInput):
        sim.load(SMALL, patches=[patch])
        return
    with pytest.raises(BadInput) as refused:
        sim.load(SMALL, patches=[patch])
    assert refused.value.findings
    assert all(each.place.file for each in refused.value.findings)
