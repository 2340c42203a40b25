"""Makes the modules of this folder that tests share importable by name; how properties are looked for.

This folder itself must stay off the path: its `sim` would hide the package of that name.
"""

import importlib.util
import sys
from pathlib import Path

from hypothesis import settings

settings.register_profile("scrs", deadline=None)
settings.load_profile("scrs")
"""Without a deadline: how long an example takes says how busy the machine is."""

collect_ignore = ["hostile/fuzzing.py"]
"""A program of its own, for a fuzzer that is no dependency of the project."""


def lend(name: str) -> None:
    """Load a module of this folder under its plain name."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


for name in (
    "building",
    "comparing_engines",
    "drafting",
    "pasts",
    "playing",
    "postgres",
    "random_charts",
    "random_grounds",
    "reviewed",
    "scripts",
    "rehearsing",
    "seating",
    "knocking",
    "watching",
):
    lend(name)
