"""Kinds of input that come from outside: how a hostile one is made, and where it is let in.

Each is let in by the door that the command uses. What counts as a fault is in `judging`.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from sim.errors import ScrsError
from tests.hostile.archives import hostile_package, hostile_workbook, parts_of
from tests.hostile.texts import PIECES, UNREAD, USUAL, VALUES, Chance, any_of, hostile, turned_bytes

HERE = Path(__file__).parents[1]
ROOT = HERE.parent
SMALL = HERE / "exercises" / "script" / "small.yaml"
LISTS = sorted((HERE / "exercises" / "msel" / "files").glob("*.xlsx"))
SCENARIOS = (SMALL, SMALL, ROOT / "sim/scenario/library/quick-start.yaml")
MORE = ("timor-leste-policing-2009", "east-timor-interfet-2000", "watch-list", "three-operations")
SCRIPT = """\
format: 1
title: A small exercise
scenario: small.yaml
seed: 3
clock:
  startex: 2026-05-11 09:00
  zone: UTC
  endex: STARTEX+08:00
  moves: [{title: First, scenario: D+5, pace: 24}, {title: Second, begins: STARTEX+04:00, pace: 24}]
cells: {embassy: {title: Embassy, kind: response}, command: {title: Command, kind: control}}
objectives: {ask: {title: Ask in time, tasks: {request: It names a sum}}}
decisions:
  hire:
    title: Hire some
    by: [embassy]
    approval: true
    asks: {people: {text: How many, kind: count, least: 1, most: 20}}
    effects: [{gain: {corps: "{people}"}}]
rows:
  - {uid: a, number: "1", title: First, to: embassy, trigger: STARTEX+00:10, body: What happened,
     objectives: [ask], expected: [{text: Answers, within: 30 min, task: ask.request}]}
  - {uid: b, title: Second, to: [embassy, command], trigger: {after: {row: a, delay: 20 min}},
     options: {pay: {text: Pay, effects: [{withdraw: {purse: 1 M USD}}]}, wait: {text: Wait}}}
  - {uid: c, title: Third, to: command, on_late: fire, latest: STARTEX+07:00,
     trigger: {all: [{at: D+8}, {not: {after: {row: b, state: answered}}}]},
     effects: [{scale: {doctrine.programmes.courts.amount: 1.5}, lasting: 30 d, why: Dearer}]}
  - {uid: d, title: Fourth, to: embassy, trigger: {any: [{at: STARTEX+05:00},
     {when: {measure: condition.alpha.north.security, below: 0.3, for: 1 d}}]}}
"""
LINES = (
    "STARTEX+00:11 embassy: answer a We ask for 2 M USD",
    "STARTEX+00:40 embassy: answer b option=pay Paid",
    "STARTEX+01:00 embassy: decide hire people=5",
    "controller: approve hire-1",
    "controller: apply {withdraw: {purse: 1 M USD}} By hand",
    "controller: add {uid: n, title: New, to: [embassy], body: x}",
    "controller: release n",
    "controller: edit d {title: Other}",
    "evaluator: observe ask.request P cell=embassy row=a Saw it",
    "director: jump STARTEX+06:00 rest=hold",
    "embassy: message to=command Hello",
    "controller: correct a embassy answered STARTEX+00:10 why",
    "pause",
    "step 10 min",
    "resume",
    "measure fund.purse.free",
    "why d",
    "inbox embassy",
)


@dataclass(frozen=True)
class Kind:
    """A kind of input. `make`: bytes from chance; `feed`: lets a file in, returns what people are shown."""

    name: str
    suffix: str
    make: Callable[[Chance], bytes]
    feed: Callable[[Path, Path], str]
    share: float


# ------------------------------------------------------------------------------------------- scenarios


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


def _scenario(chance: Chance) -> bytes:
    large = ROOT / "sim/scenario/library" / f"{any_of(chance, MORE)}.yaml"
    return hostile(_text(large if chance.random() < 0.1 else any_of(chance, SCENARIOS)), chance)


def _run(path: Path, _folder: Path) -> str:
    import sim

    model = sim.load(path)
    sim.simulate(model, seed=1)
    return "\n".join(each.render() for each in model.warnings)


@cache
def _paths() -> tuple[str, ...]:
    import sim

    found = sim.load(SMALL).document.places
    return tuple(".".join(map(str, each)) for each in found)


def _patch(chance: Chance) -> bytes:
    target = any_of(chance, _paths())
    if chance.random() < 0.3:
        parts = target.split(".")
        parts[int(chance.integers(len(parts)))] = any_of(chance, ("*", "", "x", "0", "-1", "é", "1e9"))
        target = ".".join(parts)
    value = any_of(chance, USUAL if chance.random() < 0.6 else (*VALUES, *PIECES))
    line = f"{target}={json.dumps(value) if isinstance(value, dict | bool | type(None)) else value}"
    return (
        hostile(line, chance, ways=UNREAD)
        if chance.random() < 0.1
        else line.encode("utf-8", errors="surrogatepass")
    )


def _lay(path: Path, _folder: Path) -> str:
    import sim
    from sim.scenario.patches import patch_from_set

    text = path.read_bytes().decode("utf-8", errors="surrogateescape")  # as a shell hands it on
    model = sim.load(SMALL, patches=[patch_from_set(text)])
    sim.simulate(model, seed=1)
    return "\n".join(each.render() for each in model.warnings)


# --------------------------------------------------------------------------------------------- scripts


def _script(chance: Chance) -> bytes:
    library = ROOT / "exercises/script/library/first-72-hours.yaml"
    return hostile(_text(library) if chance.random() < 0.05 else SCRIPT, chance)


def _beside(folder: Path) -> None:
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())


def _play(path: Path, folder: Path) -> str:
    from exercises.script.loading import open_script

    _beside(folder)
    loaded = open_script(path)
    session, said = _session(loaded)
    for line in LINES[:3]:
        session.take(line)
    session.finish()
    return "\n".join([*(each.render() for each in loaded.findings), *said])


def _session(loaded: Any) -> tuple[Any, list[str]]:
    """Return a console at which a script is played as fast as it goes, and what it says."""
    from exercises import opening
    from exercises.console.session import EXCON, Session, Wall
    from exercises.journal import MemoryJournal
    from exercises.play.commands import Start

    journal, wall, said = MemoryJournal(), Wall(1_700_000_000.0), []

    def turn(seconds: float) -> None:
        wall.time += seconds

    opening.create(journal, "x", loaded, wall=wall())
    director = opening.direct(journal, "x", clock=wall)
    director.do(EXCON, Start())
    return Session(director, wait=turn, say=said.append, fast=True), said


@cache
def _loaded() -> Any:
    from exercises.script.loading import load_text

    return load_text(SCRIPT, "small.yaml", folder=SMALL.parent)


def _lines(chance: Chance) -> bytes:
    lines = [any_of(chance, LINES) for _ in range(3)]
    at = int(chance.integers(3))
    if chance.random() < 0.5:
        words = lines[at].split(" ")
        words[int(chance.integers(len(words)))] = str(any_of(chance, (*VALUES, *PIECES)))
        lines[at] = " ".join(words)
        return "\n".join(lines).encode(errors="surrogatepass")
    lines[at] = hostile(lines[at], chance, ways=UNREAD).decode(errors="replace")
    return "\n".join(lines).encode()


def _type(path: Path, _folder: Path) -> str:
    session, said = _session(_loaded())
    for line in (LINES[0], *path.read_text("utf-8", errors="replace").split("\n")):
        session.take(line)
    director = session.director
    session.finish()
    assert director.state.phase in {"ended", "paused"}, director.state.phase
    return "\n".join(said)


# ---------------------------------------------------------------------------------------------- lists


@cache
def _workbooks() -> tuple[dict[str, bytes], ...]:
    return tuple(parts_of(each.read_bytes()) for each in LISTS)


@cache
def _separated_lists() -> tuple[str, ...]:
    found = []
    for each in LISTS:
        book = openpyxl.load_workbook(each)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=40)
        found.append("\n".join(",".join(_quoted(cell) for cell in row) for row in rows))
        book.close()
    return tuple(found)


def _quoted(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set(',"\n') else text


def _workbook(chance: Chance) -> bytes:
    return hostile_workbook(any_of(chance, _workbooks()), chance)


def _separated(chance: Chance) -> bytes:
    text = any_of(chance, _separated_lists())
    if chance.random() < 0.5:
        cells = text.split(",")
        for _ in range(5):
            cells[int(chance.integers(len(cells)))] = _quoted(any_of(chance, (*VALUES, *PIECES)))
        text = ",".join(cells)
        return text.encode(any_of(chance, ("utf-8", "utf-16", "utf-8-sig")), errors="replace")
    return turned_bytes(text.encode(), chance)


def _read_list(path: Path, folder: Path) -> str:
    """Read a list, write it as a script and as lists of ours, and look that nothing in those would run."""
    import yaml

    from exercises.msel import read_msel, write_csv, write_xlsx
    from exercises.msel.preview import as_json
    from exercises.script.listing import taken

    msel = read_msel(path)
    as_json(msel)
    shown = "\n".join(each.render() for each in msel.all_findings)
    if msel.questions:
        return shown
    script = taken(msel.rows, title="list", scenario="quick-start")
    yaml.safe_dump(script.data)
    out = folder / "out.xlsx"
    write_xlsx(msel.rows, out)
    write_csv(msel.rows, folder / "out.csv")
    cells = openpyxl.load_workbook(out).worksheets[0].iter_rows()
    assert not [each.value for row in cells for each in row if each.data_type == "f"], "a formula goes out"
    for each in ("out.xlsx", "out.csv"):
        (folder / each).unlink()
    return shown


# ------------------------------------------------------------------------------- packages and journals


@cache
def _package() -> dict[str, bytes]:
    import tempfile

    from exercises.journal.packages import export_package

    session, _ = _session(_loaded())
    for line in LINES[:13]:
        session.take(line)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "files").mkdir()
        (Path(folder) / "files" / "map.png").write_bytes(b"a map")
        journal = session.director._journal
        export_package(journal, "x", Path(folder) / "x.zip", attachments=Path(folder) / "files")
        return parts_of((Path(folder) / "x.zip").read_bytes())


def _unpack(path: Path, folder: Path) -> str:
    from exercises.journal import MemoryJournal
    from exercises.journal.packages import export_package, import_package

    journal, attached = MemoryJournal(), folder / "attached"
    found = import_package(path, journal, attachments=attached)
    try:  # what was taken in is somebody's from here on: a refusal of what comes later leaves it
        _folded(journal, found.exercise)
        laid = attached if attached.exists() else None
        export_package(journal, found.exercise, folder / "again.zip", attachments=laid)
        (folder / "again.zip").unlink()
        for each in attached.glob("*"):
            assert each.is_file(), each
            assert not each.is_symlink(), each
    finally:
        shutil.rmtree(attached, ignore_errors=True)
    return ""


def _folded(journal: Any, exercise: str) -> None:
    from exercises import opening
    from exercises.aar.formats.markdown import to_markdown
    from exercises.aar.gathering import gather
    from exercises.aar.review import review
    from exercises.console.telling import board, tell
    from exercises.play.state import fold

    setting = opening.restage(journal, exercise).setting
    state = setting.opening()
    for entry in journal.read(exercise):
        fold(state, [entry])
        tell(entry, state, setting.startex)
    state.digest()
    director = opening.direct(journal, exercise, clock=lambda: 1_700_000_000.0)
    director.tick()
    list(board(director))
    to_markdown(review(gather(journal, exercise, director.setting)))


@cache
def _database() -> bytes:
    import tempfile

    from exercises.journal import open_journal
    from exercises.journal.packages import import_package
    from tests.hostile.archives import zipped

    with tempfile.TemporaryDirectory() as folder:
        package, path = Path(folder) / "x.zip", Path(folder) / "x.sqlite"
        package.write_bytes(zipped(_package()))
        journal = open_journal(path)
        import_package(package, journal)
        _folded(journal, "x")  # what draws a review takes much memory once: before that is limited
        journal.close()
        bare = sqlite3.connect(path)
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        bare.execute("PRAGMA journal_mode = DELETE")
        bare.close()
        return path.read_bytes()


def _journal(chance: Chance) -> bytes:
    whole = _database()
    if chance.random() < 0.3:
        return whole[: int(chance.integers(len(whole)))]
    turned = bytearray(whole)
    for _ in range(1 + int(chance.integers(30))):
        turned[int(chance.integers(len(turned)))] = int(chance.integers(256))
    return bytes(turned)


def _open(path: Path, _folder: Path) -> str:
    from exercises.journal import open_journal

    journal = open_journal(path, create=False)
    try:
        for each in journal.exercises():
            journal.audit(each)
            _folded(journal, each)
    finally:
        journal.close()
        for each in path.parent.glob(f"{path.name}-*"):
            each.unlink()
    return ""


# --------------------------------------------------------------------------------------------- tables


def _table(chance: Chance) -> bytes:
    return turned_bytes(_text(ROOT / "sim/mechanisms/library/illustrative.csv").encode(), chance)


def _search(path: Path, _folder: Path) -> str:
    from sim.mechanisms.checking import read_table

    read_table(path)
    return ""


def _history(chance: Chance) -> bytes:
    return turned_bytes(_text(ROOT / "sim/history/events.csv").encode(), chance)


def _past(path: Path, folder: Path) -> str:
    from sim.history.reading import read_history

    past = folder / "history"
    past.mkdir()
    (past / "events.csv").write_bytes(path.read_bytes())
    (past / "tests.csv").write_bytes((ROOT / "sim/history/tests.csv").read_bytes())
    try:
        read_history(past)
    finally:
        for each in past.iterdir():
            each.unlink()
        past.rmdir()
    return ""


@cache
def _study() -> dict[str, bytes]:
    import tempfile

    from typer.testing import CliRunner

    from dashboards.cli import app

    with tempfile.TemporaryDirectory() as folder:
        done = CliRunner().invoke(
            app, ["batch", str(SMALL), "-n", "8", "--workers", "1", "--quiet", "--out", f"{folder}/s"]
        )
        assert done.exit_code == 0, done.output
        found = sorted(each for each in Path(folder, "s").rglob("*") if each.is_file())
        return {each.relative_to(Path(folder, "s")).as_posix(): each.read_bytes() for each in found}


def _torn_study(chance: Chance) -> bytes:
    from tests.hostile.archives import zipped

    parts = _study()
    name = any_of(chance, [each for each in parts if not each.endswith((".html", ".svg"))])
    if name.endswith((".json", ".yaml")):
        content = hostile(parts[name].decode(), chance)
    else:
        content = turned_bytes(parts[name], chance)
    return zipped({**parts, name: content})


def _take_up(path: Path, folder: Path) -> str:
    """Lay a study folder out and let the command finish it."""
    import shutil

    from typer.testing import CliRunner

    from dashboards.cli import app

    study = folder / "study"
    for name, content in parts_of(path.read_bytes()).items():
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_bytes(content)
    done = CliRunner().invoke(
        app, ["batch", "--resume", str(study), "--workers", "1", "--quiet"], catch_exceptions=False
    )
    shutil.rmtree(study)
    assert done.exit_code in {0, 1, 2, 4}, done.exit_code
    if done.exit_code in {1, 2}:
        raise ScrsError(str(done.output))
    return str(done.output)


KINDS = (
    Kind("scenario", ".yaml", _scenario, _run, 0.26),
    Kind("patch", ".txt", _patch, _lay, 0.16),
    Kind("script", ".yaml", _script, _play, 0.18),
    Kind("console", ".txt", _lines, _type, 0.05),
    Kind("workbook", ".xlsx", _workbook, _read_list, 0.10),
    Kind("separated", ".csv", _separated, _read_list, 0.08),
    Kind("package", ".zip", lambda chance: hostile_package(_package(), chance), _unpack, 0.08),
    Kind("journal", ".sqlite", _journal, _open, 0.03),
    Kind("mechanisms", ".csv", _table, _search, 0.02),
    Kind("history", ".csv", _history, _past, 0.02),
    Kind("study", ".zip", _torn_study, _take_up, 0.02),
)
"""Every kind, with its share of all inputs."""
