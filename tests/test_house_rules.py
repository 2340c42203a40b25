"""The rules of the house that no checker holds: sizes, names, the front door, errors and verbs."""

import ast
import importlib
import inspect
import re
import tomllib
from importlib.machinery import PathFinder
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import typer.main

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("sim", "exercises", "dashboards")
ERRORS = ("sim.errors", "exercises.errors")
LONGEST_FILE = 400
MOST_PUBLIC_NAMES = 25
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "data", "process"}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def is_command_room(path: Path) -> bool:
    return path.name == "cli.py" or path.parent.name == "cli"


def calls_print(path: Path) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


def error_names() -> list[str]:
    return sorted(
        name
        for errors in map(importlib.import_module, ERRORS)
        for name, thing in vars(errors).items()
        if inspect.isclass(thing) and issubclass(thing, Exception) and thing.__module__ == errors.__name__
    )


def verbs(command: Any, name: str = "scrs") -> dict[str, Any]:
    """Return every command of the tree that a user can type, under its full name."""
    if not hasattr(command, "commands"):
        return {name: command}
    return {
        full: verb
        for each, below in command.commands.items()
        if not below.hidden
        for full, verb in verbs(below, f"{name} {each}").items()
    }


def command_tree() -> dict[str, Any]:
    return verbs(typer.main.get_command(importlib.import_module("dashboards.cli").app))


def documents() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text("utf-8") for page in pages)


def test_every_floor_is_there():
    """Without this the other rules would hold over no files at all."""
    assert {floor: bool(python_files(floor)) for floor in FLOORS} == dict.fromkeys(FLOORS, True)


def test_no_file_is_two_rooms_long():
    lengths = {
        shown(path): len(path.read_text("utf-8").splitlines()) for path in python_files(*FLOORS, "benchmarks")
    }
    too_long = {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
    assert not too_long, f"over {LONGEST_FILE} lines, so two ideas in one file: {too_long}"


def test_no_name_says_nothing():
    parts = {
        shown(path): {*path.relative_to(ROOT).parent.parts, path.stem}
        for path in python_files(*FLOORS, "tests", "benchmarks")
    }
    empty = [name for name, used in parts.items() if used & EMPTY_NAMES]
    assert not empty, f"name these after what is in them: {empty}"


def test_every_module_says_what_lives_in_it():
    silent = [
        shown(path)
        for path in python_files(*FLOORS, "tests", "benchmarks")
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent, f"modules without a docstring: {silent}"


def test_the_tests_of_a_distribution_do_not_stand_in_for_ours(tmp_path):
    """Some install a package `tests`: `python -m tests.hostile` then still has to be ours."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    found = PathFinder.find_spec("tests", [str(ROOT), str(tmp_path)])
    assert found is not None
    assert list(found.submodule_search_locations or ()) == [str(ROOT / "tests")]


def test_only_the_command_prints():
    printing = [
        shown(path) for path in python_files(*FLOORS) if not is_command_room(path) and calls_print(path)
    ]
    assert not printing, f"print belongs to the command, logging to the rest: {printing}"


def test_the_front_door_names_exactly_what_is_public():
    """What a type checker is told, what is listed, and what is really found behind each name."""
    sim = importlib.import_module("sim")
    tree = ast.parse(Path(sim.__file__).read_text("utf-8"))
    told = [node for each in tree.body if isinstance(each, ast.If) for node in each.body]
    public = {name.name for node in told if isinstance(node, ast.ImportFrom) for name in node.names}
    homes = {
        name.name: node.module for node in told if isinstance(node, ast.ImportFrom) for name in node.names
    }
    found = {name: getattr(importlib.import_module(home), name) for name, home in homes.items()}
    assert all(getattr(sim, name) is thing for name, thing in found.items())
    rooms = [name for name in sim.__all__ if isinstance(getattr(sim, name), ModuleType)]
    assert set(sim.__all__) == public, f"in one only: {sorted(set(sim.__all__) ^ public)}"
    assert len(sim.__all__) == len(public), "a name stands twice in sim.__all__"
    assert not rooms, f"rooms, not things, behind the front door: {rooms}"
    assert len(public) <= MOST_PUBLIC_NAMES, f"{len(public)} public names, more than a user can hold in mind"


def test_there_are_errors_and_verbs_to_check():
    """Without this the next three rules would hold over nothing."""
    assert error_names(), f"{ERRORS} define no error class"
    assert command_tree(), "the scrs command has no verbs"


def test_every_error_has_a_test():
    tests = "\n".join(
        path.read_text("utf-8") for path in python_files("tests") if path != Path(__file__).resolve()
    )
    untested = [name for name in error_names() if not re.search(rf"\b{name}\b", tests)]
    assert not untested, f"no test mentions these errors: {untested}"


def test_every_verb_has_help():
    silent = [name for name, verb in command_tree().items() if not (verb.help or "").strip()]
    assert not silent, f"verbs without a docstring, so without help: {silent}"


def test_every_verb_stands_in_the_documents():
    text = documents()
    unwritten = [name for name in command_tree() if not re.search(rf"\b{re.escape(name)}\b", text)]
    assert not unwritten, f"not in README.md nor in docs/: {unwritten}"


def pin_lines() -> list[str]:
    return (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def canonical(name: str) -> str:
    """Write a distribution's name as package indexes do."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_are_names_and_versions_only():
    strange = [line for line in pin_lines() if not re.fullmatch(r"[\w.-]+==\d[\w.+!]*", line)]
    assert not strange, f"not name==version: {strange}"


def test_every_direct_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    wanted = {canonical(re.split(r"[^\w.-]", each)[0]) for each in chain.from_iterable(lists)}
    pinned = {canonical(line.split("==")[0]) for line in pin_lines()}
    loose = sorted(wanted - pinned - {project["name"]})
    assert not loose, f"no line in constraints.txt: {loose}"


def brief_rows() -> list[list[str]]:
    """Return the cells of the table that maps the brief: what, how, module, parameters, lever, test."""
    page = (ROOT / "docs" / "model.md").read_text("utf-8")
    table = page.partition("## The brief, sentence by sentence")[2].partition("## Sources")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines() if "|" in line
    ]
    return [row for row in rows[2:] if len(row) == 6]


def test_every_sentence_of_the_brief_names_a_module_and_a_test_that_are_there():
    tests = "\n".join(path.read_text("utf-8") for path in python_files("tests"))
    rows = brief_rows()
    assert len(rows) > 25
    for row in rows:
        modules, named = re.findall(r"`([a-z_/]+)`", row[2]), re.findall(r"`(test_\w+)`", row[5])
        assert modules, row[0]
        assert named, row[0]
        missing = [each for each in modules if not list((ROOT / "sim").glob(f"{each.rstrip('/')}*"))]
        assert missing == [], row[0]
        assert not [each for each in named if f"def {each}(" not in tests], row[0]


def test_every_lever_and_variant_that_the_brief_is_mapped_to_ships():
    shipped = "\n".join(path.read_text("utf-8") for path in (ROOT / "sim/scenario/library").glob("*.yaml"))
    for row in brief_rows():
        for lever in re.findall(r"`(\w+)`", row[4].partition("(in")[0]):
            assert re.search(rf"^  {lever}:", shipped, re.MULTILINE), f"{row[0]}: no lever or variant {lever}"
