"""The tables of a run, once for the page and the terminal: columns, and rows of cells in words."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sim import measures
from sim.adding import added
from sim.measures.cost import COST_KINDS, READINESS
from sim.measures.ground import KINDS
from sim.plan import Account
from sim.report.dates import DateRow, date_rows, is_bare, names_here
from sim.report.theme import EVIDENCE
from sim.report.words import (
    chance_text,
    count_text,
    date_text,
    day_text,
    dollars_text,
    milestone_words,
    share_text,
    three_figures,
)

if TYPE_CHECKING:
    from sim.plan import Plan
    from sim.trace import Outcome

MECHANISM = "mechanism"


class Cell(NamedTuple):
    """What stands in a cell; `tone`: good, bad, warn or muted; `note`: a second, smaller line."""

    text: str
    tone: str = ""
    note: str = ""


class Column(NamedTuple):
    """A column's title, and whether it holds numbers (set to the right)."""

    title: str
    numeric: bool = False


class Table(NamedTuple):
    """Columns and rows; falsy where there is nothing to show."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __bool__(self) -> bool:
        """Whether there is a row."""
        return bool(self.rows)


def without(table: Table, title: str) -> Table:
    """Return a table without one of its columns."""
    kept = [place for place, each in enumerate(table.columns) if each.title != title]
    rows = (tuple(row[place] for place in kept) for row in table.rows)
    return Table(tuple(table.columns[place] for place in kept), tuple(rows))


def _columns(first: str, *numbers: str) -> tuple[Column, ...]:
    return (Column(first), *(Column(title, numeric=True) for title in numbers))


def day_cell(outcome: Outcome, day: float | None) -> Cell:
    """Return a day with its date below, a warning where it was not reached, a dash where it has none."""
    if day is None:
        return Cell("–", "muted")
    horizon, start = outcome.plan.horizon, outcome.plan.start
    tone = "warn" if math.isnan(day) else ""
    note = "not reached" if math.isnan(day) else date_text(day, start)
    return Cell(day_text(day, horizon), tone, note)


def dates_table(outcome: Outcome) -> Table:
    """Return milestones by operation."""
    rows = date_rows(outcome)
    names = [each for each in names_here(outcome) if any(each in row.days for row in rows)]
    overall = is_bare(outcome) or not names or len(names) > 1
    last = ("all operations",) if names else ("day",)
    columns = _columns("milestone", *names, *(last if overall else ()))
    return Table(columns, tuple(_date_row(outcome, row, names, overall=overall) for row in rows))


def _date_row(outcome: Outcome, row: DateRow, names: list[str], *, overall: bool) -> tuple[Cell, ...]:
    cells = [day_cell(outcome, row.days.get(name)) for name in names]
    if overall or not any(name in row.days for name in names):
        cells = [*cells, day_cell(outcome, row.overall)] if overall else [day_cell(outcome, row.overall)]
    return (Cell(row.label), *cells)


def targets_table(outcome: Outcome) -> Table:
    """Return promises against what happened."""
    rows = []
    for each in measures.targets(outcome):
        verdict = Cell("met", "good") if each.met else Cell("missed", "bad")
        days = each.day - each.by
        margin = "" if math.isnan(days) else f"{abs(days):.0f} d {'early' if days <= 0 else 'late'}"
        rows.append(
            (
                Cell(milestone_words(each.milestone)),
                Cell(f"D+{each.by:.0f}", note=f"in {share_text(each.confidence)} of runs"),
                day_cell(outcome, each.day),
                Cell(verdict.text, verdict.tone, margin),
            )
        )
    return Table(_columns("target", "by", "this run", "verdict"), tuple(rows))


def handover_table(outcome: Outcome) -> Table:
    """Return how each province came into local hands."""
    here = names_here(outcome)
    rows = []
    for each in (one for one in measures.handovers(outcome) if one.operation in here):
        kept = Cell("local", "good") if each.local else Cell("not local", "warn")
        if not math.isnan(each.taken_back):
            kept = Cell(kept.text, kept.tone, f"taken back D+{each.taken_back:.0f}")
        results = ", ".join(f"{count} {result}" for result, count in each.assessments.items())
        name = Cell(f"{each.operation} · {each.province}")
        rows.append(
            (
                name,
                day_cell(outcome, each.day),
                kept,
                Cell(results or "none held", "" if results else "muted"),
            )
        )
    columns = (
        Column("province"),
        Column("handed over", numeric=True),
        Column("at the end"),
        Column("assessments"),
    )
    return Table(columns, tuple(rows))


def aftermath_table(outcome: Outcome) -> Table:
    """Return how likely a relapse is after each exit, and what came in this run."""
    rows = []
    for each in measures.after_exits(outcome):
        if math.isnan(each.exit):
            cells = (Cell("no exit yet", "warn"), Cell("–", "muted"), Cell("–", "muted"))
        else:
            assumed = "women: assumed, correlational" if each.women > 0.0 else ""
            came = not math.isnan(each.relapse)
            here = f"here D+{each.relapse:.0f}, {count_text(each.troops)} troops back" if came else ""
            cells = (
                day_cell(outcome, each.exit),
                Cell(f"× {three_figures(each.hazard)}", note=assumed),
                Cell(chance_text(each.chance), "bad" if came else "", here),
            )
        rows.append((Cell(each.operation), *cells))
    return Table(_columns("operation", "exit", "hazard of relapse", "within 10 years"), tuple(rows))


def ledger_table(outcome: Outcome) -> Table:
    """Return where each fund's dollars stood when the run ended."""
    dry, received = measures.depletion_days(outcome), measures.came_in(outcome)
    rows = []
    for fund, closing in measures.closing_balances(outcome).items():
        set_aside = closing[Account.NOTIFIED] + closing[Account.COMMITTED]
        free = closing[Account.APPROPRIATED] + closing[Account.APPORTIONED]
        amounts = (
            received[fund],
            free,
            set_aside,
            closing[Account.OBLIGATED],
            closing[Account.DISBURSED],
            closing[Account.LAPSED],
        )
        day = dry[fund]
        ran_dry = Cell("never", "good") if math.isnan(day) else day_cell(outcome, day)._replace(tone="bad")
        rows.append((Cell(fund), *(_dollars_cell(each) for each in amounts), ran_dry))
    titles = ("came in", "free", "set aside", "obligated", "disbursed", "lapsed", "ran dry")
    return Table(_columns("fund", *titles), tuple(rows))


def people_table(outcome: Outcome) -> Table:
    """Return the most people at one time and the days they spent, per operation; who was evacuated."""
    days, peaks = measures.person_days(outcome), measures.peak_strength(outcome)
    here = names_here(outcome)
    evacuated = _evacuated(outcome)
    rows = tuple(
        (
            Cell(name),
            *(Cell(count_text(peaks[name][kind])) for kind in KINDS),
            *(Cell(count_text(days[name][kind])) for kind in KINDS),
            *([evacuated.get(name, Cell("–", "muted"))] if evacuated else []),
        )
        for name in days
        if name in here
    )
    titles = [f"most {kind}" for kind in KINDS] + [f"{kind}-days".replace("s-", "-") for kind in KINDS]
    return Table(_columns("operation", *titles, *(["evacuated"] if evacuated else [])), rows)


def _evacuated(outcome: Outcome) -> dict[str, Cell]:
    """Return, per operation with evacuations, how many people left and the person-days that were lost."""
    people, lost = Counter[str](), Counter[str]()
    for each in measures.evacuation_list(outcome):
        people[each.operation] += each.people
        lost[each.operation] += round(each.person_days_lost)
    return {
        name: Cell(count_text(people[name]), "warn", f"{count_text(lost[name])} person-days lost")
        for name in people
    }


def cost_table(outcome: Outcome) -> Table:
    """Return dollars per operation and kind over the whole run, with the sum of each."""
    total = {name: costs for name, costs in measures.total_cost(outcome).items() if any(costs.values())}
    kinds = (*COST_KINDS, *((READINESS,) if any(READINESS in each for each in total.values()) else ()))
    rows = [_cost_row(name, costs, kinds) for name, costs in total.items()]
    if len(rows) > 1:
        summed = {kind: added(costs.get(kind, 0.0) for costs in total.values()) for kind in kinds}
        rows.append(_cost_row("all operations", summed, kinds))
    return Table(_columns("operation", *kinds, "together"), tuple(rows))


def _cost_row(name: str, costs: dict[str, float], kinds: tuple[str, ...]) -> tuple[Cell, ...]:
    amounts = [costs.get(kind, 0.0) for kind in kinds]
    return (Cell(name or "funds"), *(_dollars_cell(each) for each in (*amounts, added(amounts))))


def _dollars_cell(dollars: float) -> Cell:
    """Return dollars without their unit, which the table's title says."""
    return Cell(dollars_text(dollars).removesuffix(" USD")) if dollars else Cell("–", "muted")


def accounts_table(outcome: Outcome) -> Table:
    """Return who owed what by when, what came late first, with the longest stretch on the way to it."""
    rows = []
    for each in sorted(measures.accounts(outcome), key=lambda each: each.kept):
        late = abs(each.late_days)
        verdict = Cell("in time", "good", f"{late:.0f} d early") if each.kept else Cell("late", "bad")
        if not each.kept and not math.isnan(each.came):
            verdict = verdict._replace(note=f"{late:.0f} d")
        due = Cell(f"D+{each.due:.0f}", note=date_text(each.due, outcome.plan.start))
        what = Cell(each.what)
        came = day_cell(outcome, each.came)
        rows.append((Cell(each.owner or "nobody named"), what, due, came, verdict, Cell(each.held_up_by)))
    columns = (Column("who"), Column("owed"), *_columns("", "by", "came")[1:])
    return Table((*columns, Column("verdict"), Column("held up most by")), tuple(rows))


def pools_table(outcome: Outcome) -> Table:
    """Return how hard each pool of people and things was used."""
    rows = []
    for each in measures.pool_use(outcome):
        if each.kind == MECHANISM:
            continue
        ran_out = each.peak > 0 and each.least_free == 0
        rows.append(
            (
                Cell(each.pool),
                Cell(count_text(each.size)),
                Cell(count_text(each.peak), note=f"D+{each.peak_day:.0f}"),
                Cell("none", "warn") if ran_out else Cell(count_text(each.least_free)),
                Cell(three_figures(each.mean_held)),
                Cell(share_text(each.utilisation)),
            )
        )
    return Table(
        _columns("pool", "at D+0", "most in use", "least free", "mean in use", "utilisation"), tuple(rows)
    )


def evidence_table(plan: Plan) -> Table:
    """Return what the random quantities rest on: how many carry each evidence label."""
    draws = plan.draws
    counts = Counter(each.evidence for each in draws)
    numbers = {label: len({each.path for each in draws if each.evidence == label}) for label in counts}
    labels = [*EVIDENCE, *(label for label in counts if label not in EVIDENCE)]
    rows = tuple(
        (
            Cell(label),
            Cell(count_text(numbers[label])),
            Cell(count_text(counts[label])),
            Cell(share_text(counts[label] / len(draws))),
        )
        for label in labels
        if counts[label]
    )
    return Table(_columns("evidence", "numbers in the scenario", "quantities drawn", "share"), rows)


def sources(outcome: Outcome) -> list[str]:
    """Return the sources that the drawn quantities name, each once."""
    return sorted({each.source for each in outcome.plan.draws if each.source})
