"""The sections that are read off the scenario: situation, phases, resources, handover, risks, assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.distributions import Chance, Constant
from sim.report.contingency.gathering import UNNAMED, Section, cells, columns
from sim.report.tables import Cell, Table
from sim.report.words import chance_text, count_text, days_text, dollars_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sim.distributions import Distribution
    from sim.report.contingency.gathering import Gathered
    from sim.report.tables import Column
    from sim.scenario.schema.ground import ForceDeclared
    from sim.scenario.schema.partners import PartnerDeclared
    from sim.scenario.schema.resources import Sector

PHASES = {
    "initial_response": "Initial response",
    "transformation": "Transformation",
    "sustainability": "Sustainability",
}
LEADERSHIP = "Civilian, in parallel with military operations, and in their place as early as possible."
SECTORS: tuple[Sector, ...] = ("security", "governance", "humanitarian", "economy", "justice")


def situation(gathered: Gathered) -> Section:
    """Return countries, provinces with their conditions, forces and local groups."""
    crises = gathered.scenario.crises
    countries = [
        cells(each.country, each.region, str(each.onset), f"{each.severity:g}", _force(each.force))
        for each in crises.values()
    ]
    provinces = [
        (
            *cells(crises[name].country, province, count_text(each.population)),
            *(Cell(f"{each.conditions.get(sector, each.security):.2f}") for sector in SECTORS),
            Cell(f"{each.local_capacity:.2f}"),
        )
        for name in crises
        for province, each in crises[name].provinces.items()
    ]
    groups = [
        cells(
            crises[name].country,
            group.replace("_", " "),
            each.kind,
            "engaged" if each.engaged else "sidelined",
        )
        for name in crises
        for group, each in crises[name].stakeholders.items()
    ]
    heads = columns("country", "region", "onset", "severity", "own force", numbers=2)
    ground = columns("country", "province", "people", *SECTORS, "local capacity", numbers=7)
    return _section(
        "Situation",
        "As declared. Conditions reach from 0 (collapsed) to 1 (safe, governed, served).",
        ("Countries", heads, countries),
        ("Provinces and conditions at the onset", ground, provinces),
        ("Local groups", columns("country", "group", "kind", "at the onset"), groups),
    )


def _force(force: ForceDeclared | None) -> str:
    return f"{count_text(force.troops)} troops, {count_text(force.police)} police" if force else "none"


def mission(gathered: Gathered) -> Section:
    """Return mission and end state: fixed text, with the gate's declared numbers."""
    names = ", ".join(each.country for each in gathered.scenario.crises.values()) or gathered.plan.title
    rows = [
        cells("Mission", f"Stabilize and reconstruct: {names}."),
        cells("Lead", LEADERSHIP),
    ]
    if gathered.scenario.crises:
        end = f"Every province is in local hands: {_gate(gathered)}."
        rows += [cells("End state", end), cells("Exit", "Military forces have left.")]
    return _section("Mission and end state", "", ("", columns("", ""), rows))


def phases(gathered: Gathered) -> Section:
    """Return essential tasks by phase and sector: who leads, with how much, through what."""
    tables = []
    for phase, title in PHASES.items():
        rows = [
            cells(
                each.sector,
                (each.task or name).replace("_", " "),
                each.owner or UNNAMED,
                dollars_text(each.amount),
                each.fund or _only(gathered.scenario.funds),
                each.mechanism,
            )
            for name, each in gathered.scenario.doctrine.programmes.items()
            if each.phase == phase
        ]
        heads = columns("sector", "essential task", "leads", "amount for each operation", "fund", "mechanism")
        tables.append((title, heads, sorted(rows, key=lambda row: row[0].text)))
    teams = [
        cells(
            name.replace("_", " "),
            each.place.replace("_", " "),
            "with the military" if each.embedded else "by themselves",
            each.owner or UNNAMED,
            f"{each.size} people",
            ", ".join(one.replace("_", " ") for one in each.from_),
        )
        for name, each in gathered.scenario.doctrine.teams.items()
    ]
    heads = columns("team", "place", "deploys", "leads", "size", "provided by, in order of preference")
    lead = "Essential tasks by sector and phase: who leads each, and who provides money and people."
    return _section("Phases and essential tasks", lead, *tables, ("Teams", heads, teams))


def _only(funds: Mapping[str, object]) -> str:
    """Return the fund that is meant where a programme names none."""
    return next(iter(funds)) if len(funds) == 1 else ""


def resources(gathered: Gathered) -> Section:
    """Return pools with their providers, funds, mechanisms, and what partners pledge."""
    scenario = gathered.scenario
    pools = [
        cells(name.replace("_", " "), each.kind, _whose(each.provider, each.agency), count_text(each.size))
        for name, each in scenario.pools.items()
    ]
    funds = [
        cells(
            name.replace("_", " "),
            str(each.expires),
            dollars_text(each.opening),
            dollars_text(each.quick_start_ceiling),
        )
        for name, each in scenario.funds.items()
    ]
    mechanisms = [
        cells(
            name.replace("_", " "),
            each.sector,
            each.kind,
            "in place" if each.prepositioned else "to be competed",
            dollars_text(each.ceiling),
        )
        for name, each in scenario.mechanisms.items()
    ]
    partners = [
        cells(crisis.country, name.replace("_", " "), each.kind, _pledge(each))
        for crisis in scenario.crises.values()
        for name, each in crisis.partners.items()
    ]
    return _section(
        "Resources and mechanisms",
        "What is there at D+0 and who provides it.",
        ("People and things", columns("pool", "kind", "provider", "at D+0", numbers=1), pools),
        ("Funds", columns("fund", "expires", "opening", "quick-start ceiling", numbers=2), funds),
        ("Mechanisms", columns("mechanism", "sector", "kind", "at D+0", "ceiling", numbers=1), mechanisms),
        ("Partners", columns("country", "partner", "brings", "pledge", numbers=1), partners),
    )


def _whose(provider: str | None, agency: str | None) -> str:
    return ", ".join(each for each in (provider, agency) if each) or "not declared"


def _pledge(partner: PartnerDeclared) -> str:
    """Return what a partner has pledged in the end."""
    last = partner.targets[-1][1] if partner.targets else partner.pledge
    if last is None:
        return "not declared"
    return dollars_text(last.value) if partner.kind == "programmes" else count_text(last.value)


def _gate(gathered: Gathered) -> str:
    gate = gathered.scenario.handover.gate
    needed, of = gate.indicators
    return f"{needed} of {of} sectors at {gate.at_least:g}, in {gate.for_} reviews in a row"


def criteria(gathered: Gathered) -> list[tuple[Cell, ...]]:
    """Return the rules of the gate, as declared."""
    handover = gathered.scenario.handover
    gate = handover.gate
    return [
        cells("Reviews", f"every {days_text(handover.review.every)}"),
        cells("Gate", _gate(gathered)),
        cells(
            "Assessment",
            f"passed with a chance of {chance_text(gate.passes)}, vetoed with {chance_text(gate.veto)}",
        ),
        cells("Taken back", f"security below {gate.rollback_below:g} in {gate.rollback_reviews} reviews"),
        cells("Civilian lead", f"of a sector from {gate.civilian_lead:g}, once civilians are there"),
        cells("Drawdown", f"looked at every {days_text(handover.drawdown.every)}"),
    ]


def risks(gathered: Gathered) -> Section:
    """Return what may happen, with its declared chance, and the blows that are certain."""
    scenario = gathered.scenario
    rows = [
        cells(
            name.replace("_", " "),
            ", ".join(each.scale),
            each.evidence if isinstance(each.evidence, str) else "",
            chance_text(each.chance),
        )
        for name, each in scenario.risks.items()
    ]
    shocks = [cells(str(each.at), each.why or "") for each in scenario.shocks]
    heads = columns("risk", "stretches", "evidence", "chance for each operation", numbers=1)
    return _section(
        "Risks",
        "What may happen and with what chance; dates and chances elsewhere count it already.",
        ("Risks", heads, rows),
        ("Blows in every future", columns("day", "why"), shocks),
    )


def assumptions(gathered: Gathered) -> Section:
    """Return every number that is left to chance, with its evidence label; judgement first."""
    order = {"judgement": 0, "memory": 1, "derived": 2, "source": 3}
    left = [each for each in gathered.plan.draws if each.path and not _certain(each.law)]
    found = {each.path: (each.evidence, each.source) for each in left}
    ranked = sorted(found.items(), key=lambda each: (order.get(each[1][0], 0), each[0]))
    rows = [cells(path, label, source) for path, (label, source) in ranked]
    lead = "The uncertain numbers of the scenario and what they rest on. Judgement: no source was found."
    return _section("Assumptions", lead, ("", columns("number", "evidence", "source"), rows))


def _certain(law: Distribution) -> bool:
    """Whether chance has no say: a constant, or a chance of 0 or 1."""
    return isinstance(law, Constant) or (isinstance(law, Chance) and law.probability in {0.0, 1.0})


def _section(
    title: str, lead: str, *parts: tuple[str, tuple[Column, ...], list[tuple[Cell, ...]]]
) -> Section:
    """Return a section without its empty tables."""
    return Section(title, lead, tuple(_filled(parts)))


def _filled(
    parts: tuple[tuple[str, tuple[Column, ...], list[tuple[Cell, ...]]], ...],
) -> Iterator[tuple[str, Table]]:
    yield from ((name, Table(heads, tuple(rows))) for name, heads, rows in parts if rows)
