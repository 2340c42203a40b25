"""Directors killed outright in the middle of play: nothing acknowledged is lost, nothing stands twice.

The victim is `scrs exercise play` with a journal; what it has told is what it has acknowledged.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path

import numpy as np

from exercises import opening
from exercises.journal import open_journal
from exercises.play.state import fold
from tests.crashes.victims import killed, started, wait_for
from tests.hostile.feeding import SCRIPT, SMALL

MOST_LINES = 60
"""Lines that one director takes before it is killed, at most."""


def kill_directors(folder: Path, *, kills: int, seed: int, address: str = "", forked: bool = False) -> str:
    """Kill so many directors of one exercise; return what was seen."""
    chance = np.random.default_rng([seed, 2])
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    script = folder / "crashed.yaml"
    script.write_text(SCRIPT.replace("STARTEX+08:00", "STARTEX+99 h"), "utf-8")
    address = address or str(folder / "play.sqlite")
    acknowledged: list[str] = []
    given = 0
    for _ in range(kills):
        lines = int(chance.integers(1, MOST_LINES))
        given += _until_killed(script, address, given, acknowledged, lines=lines, forked=forked)
        _look(address, acknowledged, given)
    return (
        f"{kills} kills, {given:,} commands given, {len(acknowledged):,} acknowledged: none lost, none twice"
    )


def _until_killed(
    script: Path, address: str, first: int, acknowledged: list[str], *, lines: int, forked: bool
) -> int:
    """Give lines without waiting and kill the director when it has told some; return how many were given."""
    log = script.with_suffix(".log")
    with log.open("w") as out:
        process = started(
            ["exercise", "play", str(script), "--journal", address, "--speed", "60"],
            forked=forked,
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        assert process.stdin is not None
        notes = [f"controller: note told-{first + at}\n" for at in range(2 * MOST_LINES)]
        process.stdin.write("".join(notes))
        process.stdin.flush()
        wait_for(lambda: _told(log)[lines - 1 :] or process.poll() is not None)
        killed(process)
        process.stdin.close()
    told = _told(log)
    assert told, log.read_text()
    acknowledged += told
    return len(notes)


def _told(log: Path) -> list[str]:
    """Return the notes that were told, whole lines only."""
    whole = log.read_text("utf-8").rpartition("\n")[0]
    return [line.split()[-1] for line in whole.splitlines() if " note " in line or "note  " in line]


def _look(address: str, acknowledged: list[str], given: int) -> None:
    """Hold the journal against what was acknowledged, and the state against one folded anew."""
    with closing(open_journal(address, create=False)) as journal:
        entries = journal.read("crashed")
        kept = Counter(each.payload["text"] for each in entries if each.kind == "note.made")
        assert set(acknowledged) <= set(kept), set(acknowledged) - set(kept)
        assert set(kept) <= {f"told-{at}" for at in range(given)}
        assert set(kept.values()) == {1}, kept.most_common(3)
        assert [each.seq for each in entries] == list(range(1, len(entries) + 1))
        sent = Counter(
            (each.payload["row"], *each.payload["cells"]) for each in entries if each.kind == "inject.sent"
        )
        assert not sent or set(sent.values()) == {1}, sent
        journal.audit("crashed")
        director = opening.direct(journal, "crashed", clock=lambda: entries[-1].wall)
        afresh = fold(opening.restage(journal, "crashed").setting.opening(), entries)
        assert director.state.digest() == afresh.digest()
