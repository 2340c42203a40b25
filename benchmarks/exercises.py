"""How long a large exercise script takes to open: read, checked, with the scenario under it.

    python -m benchmarks.exercises

The script is written here: `ROWS` rows of every kind of trigger, with options and effects. What its
rows do in play is not measured. CPU time of this process is counted.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from exercises.script.loading import Loaded, load_text
from sim.scenario.loading import load

ROWS = 2000
ROUNDS = 5
EVERY_MINUTES = 5
MINUTES = 60
OPTION_EVERY = 10
EFFECT_EVERY = 20
CONDITION_EVERY = 25
AFTER_EVERY = 7
SCENARIO_EVERY = 11
CELLS = tuple(f"cell_{number}" for number in range(1, 41))
SCENARIO = "quick-start"

HEAD = """\
format: 1
title: A large script
scenario: {scenario}
clock:
  startex: 2026-05-11 09:00
  endex: STARTEX+200:00
  moves:
    - {{title: First, pace: 24}}
    - {{title: Second, begins: STARTEX+100:00, pace: 24}}
objectives:
  decide: {{title: Decide in time, tasks: {{fund: Money is asked for, people: People are called}}}}
  coordinate: {{title: Act together}}
cells:
"""


def written(rows: int = ROWS, scenario: str = SCENARIO) -> str:
    """Return a script of so many rows as YAML."""
    cells = (f"  {each}: {{title: Cell {each}}}\n" for each in CELLS)
    return "".join([HEAD.format(scenario=scenario), *cells, "rows:\n", *map(row, range(rows))])


def row(number: int) -> str:
    """Return one row as YAML."""
    return "\n".join(_lines(number)) + "\n"


def _lines(number: int) -> Iterator[str]:
    cell = CELLS[number % len(CELLS)]
    yield f"  - uid: row_{number}"
    yield f'    number: "{number}"'
    yield f"    title: Event number {number}"
    yield f"    body: What the cell reads when event {number} comes due, in one sentence of usual length."
    yield "    from: Country team"
    yield f"    to: [{cell}]"
    yield "    channel: phone"
    yield f"    objectives: [{'decide' if number % 2 else 'coordinate'}]"
    yield f"    trigger: {_trigger(number)}"
    yield "    expected:"
    yield "      - {text: The cell answers, within: 30 min, task: decide.fund}"
    if number % OPTION_EVERY == 0:
        yield "    options:"
        paid = f"{{withdraw: {{conflict_response_fund: {number + 1} k USD}}}}"
        yield f"      pay: {{text: Pay, effects: [{paid}]}}"
        yield "      wait: {text: Wait}"
    if number % EFFECT_EVERY == 0:
        yield f"    effects: [{{scale: {{doctrine.teams.*.travel: 1.{number:04d}}}, lasting: 30 d}}]"


def _trigger(number: int) -> str:
    minutes = number * EVERY_MINUTES
    at = f"STARTEX+{minutes // MINUTES:02d}:{minutes % MINUTES:02d}"
    if number % CONDITION_EVERY == CONDITION_EVERY - 1:
        return "{when: {measure: condition.alpha.coast.security, below: 0.4, for: 3 d}}"
    if number % AFTER_EVERY == AFTER_EVERY - 1:
        return f"{{all: [{{after: {{row: row_{number - 1}, state: answered}}}}, {{at: {at}}}]}}"
    return f"D+{minutes / MINUTES:.2f}" if number % SCENARIO_EVERY == SCENARIO_EVERY - 1 else at


def opened(text: str) -> tuple[Loaded, float]:
    """Open a script and return it with the seconds that it took."""
    begin = time.process_time()
    loaded = load_text(text, "large.yaml")
    return loaded, time.process_time() - begin


def main() -> None:
    """Measure and print."""
    text = written()
    load(SCENARIO)  # the first of a process also compiles tables: no script's work
    found = [opened(text) for _ in range(ROUNDS)]
    seconds = [spent for _, spent in found]
    begin = time.process_time()
    load(SCENARIO)
    alone = time.process_time() - begin
    print(f"{len(found[0][0].script.rows)} rows, {len(text) / 1e6:.2f} MB, {len(text.splitlines())} lines")
    print(f"opened in {statistics.median(seconds):.2f} s (median of {ROUNDS}; {min(seconds):.2f} at best)")
    print(f"of that the scenario {SCENARIO}: {alone:.2f} s")
    print(f"{len(found[0][0].findings)} warnings")


if __name__ == "__main__":
    main()
