"""Exercises played by 30 cells for hours, one after the other, in one process: does it stay as it was?

    python -m benchmarks.soak [HOURS]        make soak HOURS=2

One journal in a file, one director at a time, the living simulation under it, 30 threads that see and
answer what their cell gets, one that ticks; the wall runs 60 times as fast as here. After each ENDEX the
journal is folded anew and held against the state that was played and against what was acknowledged.
Memory, file handles and threads are written down every ten seconds. The panel is not in it.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from exercises import opening
from exercises.director import Director
from exercises.errors import Refused
from exercises.journal import Journal, open_journal
from exercises.lasting import settle
from exercises.play.commands import Answer, Command, End, See, Start
from exercises.play.state import State, fold
from exercises.roles import Actor, Role
from exercises.script.loading import Loaded, load_text

HOURS = 2.0
CELLS = tuple(f"cell_{number}" for number in range(1, 31))
ROWS = 480
EVERY_SECONDS = 30
FASTER = 60
"""Seconds of the exercise's wall in a second here: four hours of play take four minutes."""
LOOK, TICK, SAMPLE = 1.0, 0.25, 10.0
"""Seconds here between two looks of a cell, two ticks, two samples."""
SETTLED = 600.0
"""Seconds after which memory, handles and threads are to stay as they are."""
MOST_GROWTH = 0.10
MEGABYTE = 2**20
MORNING = 1_700_000_000.0
ANN = Actor("Ann", Role.DIRECTOR)
ON_SECURITY = "{when: {" + "measure: condition.alpha.coast.security, below: 0.4, for: 3 d}}"
HEAD = """\
format: 1
title: A long day
scenario: quick-start
clock:
  startex: 2026-05-11 09:00
  endex: STARTEX+04:00
  late_after: 30 min
  moves: [{title: The day, pace: 240}]
cells:
"""


def written() -> str:
    """Return the script: every row to two cells; some rest on others, on the simulation, or change it."""
    cells = (f"  {each}: {{title: {each}}}\n" for each in CELLS)
    return "".join([HEAD, *cells, "rows:\n", *(line for at in range(ROWS) for line in _row(at))])


def _row(at: int) -> Iterator[str]:
    second = (at + 1) * EVERY_SECONDS - 15
    when = f"STARTEX+{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    trigger = when
    if at % 7 == 6:  # noqa: PLR2004  every seventh rests on the answer to the one before
        trigger = f"{{all: [{{after: {{row: r{at - 1}, state: answered}}}}, {{at: '{when}'}}]}}"
    if at % 25 == 24:  # noqa: PLR2004  and every 25th on the simulation
        trigger = ON_SECURITY
    to = f"[{CELLS[at % len(CELLS)]}, {CELLS[(at * 7 + 3) % len(CELLS)]}]"
    if at % len(CELLS) == (at * 7 + 3) % len(CELLS):
        to = f"[{CELLS[at % len(CELLS)]}]"
    yield f"  - {{uid: r{at}, title: Event {at}, to: {to}, trigger: {trigger}, body: 'What happened, told',\n"
    yield "     options: {go: {text: Go, effects: [{lasting: 20 d,"
    yield " scale: {doctrine.teams.*.travel: 1.01}}]},\n"
    yield "               wait: {text: Wait}}}\n"


@dataclass
class Faster:
    """A clock on the wall that runs ahead of ours, from a morning on."""

    begun: float = field(default_factory=time.monotonic)

    def __call__(self) -> float:
        """Return seconds since 1970 UTC."""
        return MORNING + (time.monotonic() - self.begun) * FASTER


@dataclass
class Sample:
    """What the process holds at a moment. `rss`: MB of memory that is resident."""

    second: float
    exercise: int
    entries: int
    rss: float
    handles: int
    threads: int
    objects: int

    def line(self) -> str:
        """Return it as a line of a table."""
        numbers = (f"{self.second:.0f}", self.exercise, self.entries, f"{self.rss:.1f}", self.handles)
        return ",".join(map(str, (*numbers, self.threads)))


@dataclass
class Day:
    """One exercise from STARTEX to ENDEX, and what its cells were told is kept."""

    director: Director
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[str] = field(default_factory=list)
    broken: list[BaseException] = field(default_factory=list)

    def play(self) -> None:
        """Play to the planned end."""
        self.director.do(ANN, Start())
        hands = [threading.Thread(target=self._guarded, args=(self._cell, each)) for each in CELLS]
        hands.append(threading.Thread(target=self._guarded, args=(self._ticking, "")))
        for each in hands:
            each.start()
        while self.director.now() < self.director.setting.endex and not self.broken:
            time.sleep(TICK)
        self.stop.set()
        for each in hands:
            each.join()
        self.director.do(ANN, End(reason="planned"))

    def _guarded(self, act: Callable[[str], None], cell: str) -> None:
        try:
            while not self.stop.wait(LOOK if cell else TICK):
                act(cell)
        except BaseException as error:  # noqa: BLE001  the main thread says it and ends
            self.broken.append(error)

    def _ticking(self, _cell: str) -> None:
        self.director.tick()

    def _cell(self, cell: str) -> None:
        """See and answer everything that lies in the inbox of a cell."""
        actor = Actor(cell, Role.CELL, cell)
        waiting = self.director.look(lambda state: inbox(state, cell))
        for uid, seen in waiting:
            if not seen:
                self._give(actor, See(row=uid, cell=cell, operation=f"see:{uid}:{cell}"))
            at = int(uid[1:])
            option = ("go" if at % 40 == 0 else "wait") if at % 4 == 0 else ""
            text = f"{cell} answers {uid} in a sentence of usual length."
            self._give(actor, Answer(row=uid, cell=cell, text=text, option=option))

    def _give(self, actor: Actor, command: Command) -> None:
        try:
            done = self.director.do(actor, command)
        except Refused:
            return
        self.acknowledged += [each.operation for each in done.entries[:1]]


def inbox(state: State, cell: str) -> list[tuple[str, bool]]:
    """Return (row, whether it was seen) of all that waits for an answer of a cell."""
    return [
        (uid, run.state == "seen")
        for (uid, recipient), run in state.runs.items()
        if recipient == cell and run.state in {"sent", "seen"}
    ]


def faults(day: Day, journal: Journal, name: str) -> Iterator[str]:
    """Yield what is not as it was acknowledged, or not as it is when folded anew."""
    yield from (f"{type(each).__name__}: {each}" for each in day.broken)
    kept = journal.read(name)
    state = fold(opening.restage(journal, name).setting.opening(), kept)
    if state.digest() != day.director.state.digest():
        yield "the journal folded anew is another state"
    lost = set(day.acknowledged) - {each.operation for each in kept}
    if lost:
        yield f"{len(lost)} acknowledged commands are lost"
    answers = [(each.payload["row"], each.payload["cell"]) for each in kept if each.kind == "inject.answered"]
    if len(answers) != len(set(answers)):
        yield "answers stand twice"
    journal.audit(name)


def sample(begun: float, number: int, entries: int, *, objects: int = 0) -> Sample:
    """Look at this process.

    Parameters: `objects`: that the collector knows. To count them while threads are at work would break
    those: a tuple that is being made must be known to nobody else.
    """
    status = Path("/proc/self/status").read_text("utf-8")
    rss = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
    handles = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  names are enough
    threads = threading.active_count()
    return Sample(time.monotonic() - begun, number, entries, rss, handles, threads, objects)


@dataclass
class Watch:
    """A thread that writes samples down, one line each."""

    begun: float
    stop: threading.Event = field(default_factory=threading.Event)
    samples: list[Sample] = field(default_factory=list)
    number: int = 0
    entries: int = 0

    def run(self) -> None:
        """Look until it is stopped."""
        while not self.stop.wait(SAMPLE):
            self.samples.append(sample(self.begun, self.number, self.entries))
            print(self.samples[-1].line(), flush=True)


def one_day(journal: Journal, loaded: Loaded, name: str, *, watch: Watch) -> Iterator[str]:
    """Play one exercise; yield what is wrong with it."""
    opening.create(journal, name, loaded, wall=MORNING)
    day = Day(opening.direct(journal, name, clock=Faster()))
    day.play()
    watch.entries += day.director.state.head
    yield from faults(day, journal, name)


def told(watch: Watch, rests: list[Sample], wrong: list[str]) -> int:
    """Say what came of it; return the exit code."""
    early = [each.rss for each in watch.samples if each.second <= SETTLED]
    late = [each.rss for each in watch.samples if each.second > SETTLED]
    growth = max(late) / max(early) - 1.0 if early and late else 0.0
    print(f"{watch.number} exercises, {watch.entries:,} entries, {watch.samples[-1].second / 60:.0f} minutes")
    print(f"memory: peak {max(early):.0f} MB in the first ten minutes, {max(late or early):.0f} MB after")
    print(f"growth {growth:+.1%}; between exercises: handles {_of(rests, 'handles')}, ", end="")
    print(f"threads {_of(rests, 'threads')}, objects {_of(rests, 'objects')}")
    settled = rests[1:] or rests
    if growth > MOST_GROWTH:
        wrong.append("memory grows")
    if len({(each.handles, each.threads) for each in settled}) > 1:
        wrong.append("handles or threads are left behind")
    print(
        "\n".join(wrong) or "every exercise folds to the state that was played; nothing lost, nothing doubled"
    )
    return 1 if wrong else 0


def _of(rests: list[Sample], name: str) -> str:
    found = [getattr(each, name) for each in rests]
    return f"{found[0]:,} … {found[-1]:,}"


def main() -> int:
    """Play for as long as was asked; return 0 if all stayed as it was."""
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else HOURS
    begun = time.monotonic()
    watch, rests, wrong = Watch(begun), [], []
    loaded = load_text(written(), "long-day")
    settle()  # as the panel does
    print("second,exercise,entries,rss_mb,handles,threads")
    looking = threading.Thread(target=watch.run)
    looking.start()
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(Path(folder) / "soak.sqlite")
        while time.monotonic() - begun < hours * 3600 and not wrong:
            watch.number += 1
            wrong += one_day(journal, loaded, f"day-{watch.number}", watch=watch)
            gc.collect()
            rests.append(sample(begun, watch.number, watch.entries, objects=len(gc.get_objects())))
        journal.close()
    watch.stop.set()
    looking.join()
    return told(watch, rests, wrong)


if __name__ == "__main__":
    sys.exit(main())
