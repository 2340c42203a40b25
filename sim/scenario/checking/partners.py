"""Partners: pledges of the right kind that rise in time, curves that can be, places that are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.errors import quote
from sim.scenario.schema.ground import PoliceArrival
from sim.scenario.schema.partners import PartnerArrival, PartnerDeclared

if TYPE_CHECKING:
    from sim.errors import Finding
    from sim.scenario.checking.case import Case
    from sim.scenario.parsing import KeyPath
    from sim.scenario.schema.ground import Crisis
    from sim.scenario.values import Amount

LOWEST, HIGHEST = 2.0**-53, 1.0 - 2.0**-53
"""The uniforms that give the least and the most of a law."""


def check_arrivals(case: Case) -> Iterator[Finding]:
    """Yield recruitment curves that never begin, or that reach all of a pledge."""
    for path, part in case.parts:
        if isinstance(part, PartnerArrival | PoliceArrival):
            if part.scale.at(LOWEST) <= 0.0:
                yield case.finding((*path, "scale"), "'scale' is 0", allowed="more than 0")
            if part.ceiling.at(HIGHEST) >= 1.0:
                message = "all of a pledge never comes: the ceiling reaches 1"
                yield case.finding((*path, "ceiling"), message, allowed="less than 1")


def check_partners(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with the partners of each crisis."""
    for name, crisis in case.scenario.crises.items():
        if crisis.partners and not crisis.provinces:
            message = "partners need provinces in which they count"
            yield case.finding(("crises", name, "partners"), message, allowed="provinces: {…}", key=True)
        for partner, declared in crisis.partners.items():
            path: KeyPath = ("crises", name, "partners", partner)
            yield from _pledge(case, path, declared)
            yield from _place(case, path, declared, crisis=crisis)
            yield from _keys(case, path, declared)


def _pledge(case: Case, path: KeyPath, partner: PartnerDeclared) -> Iterator[Finding]:
    if (partner.pledge is None) == (not partner.targets):
        message = "a partner has either a pledge or targets in time"
        allowed = "pledge: 1640, or targets: [[D+35, 3110], [D+158, 4718]]"
        yield case.finding(path, message, allowed=allowed, key=True)
    if partner.pledge is not None:
        yield from _amount(case, (*path, "pledge"), partner.pledge, partner=partner)
    unreadable = False
    for index, (moment, amount) in enumerate(partner.targets):
        where = (*path, "targets", index)
        faults = list(case.unreadable((*where, 0), moment))
        unreadable = unreadable or bool(faults)
        yield from faults
        yield from _amount(case, (*where, 1), amount, partner=partner)
    if not unreadable:
        yield from _rising(case, path, partner)


def _amount(case: Case, path: KeyPath, amount: Amount, *, partner: PartnerDeclared) -> Iterator[Finding]:
    money = partner.kind == "programmes"
    if amount.money != money:
        what = "dollars a year" if money else "heads"
        example = "an amount, such as '5 M USD'" if money else "a whole number, such as 1640"
        yield case.finding(path, f"{quote(partner.kind)} are pledged in {what}", allowed=example)
    elif amount.value == 0:
        yield case.finding(path, "nothing is pledged", allowed="more than 0")


def _rising(case: Case, path: KeyPath, partner: PartnerDeclared) -> Iterator[Finding]:
    targets = [(case.day(moment), amount.value) for moment, amount in partner.targets]
    for index, (before, after) in enumerate(pairwise(targets), start=1):
        if after[0] <= before[0] or after[1] <= before[1]:
            message = "targets rise in day and in amount"
            yield case.finding((*path, "targets", index), message, allowed="a later day and a larger amount")


def _place(case: Case, path: KeyPath, partner: PartnerDeclared, *, crisis: Crisis) -> Iterator[Finding]:
    words = ["each_province", *(["capital"] if partner.kind == "civilians" else [])]
    yield from case.unknown((*path, "place"), partner.place, [*words, *crisis.provinces], what="place")


def _keys(case: Case, path: KeyPath, partner: PartnerDeclared) -> Iterator[Finding]:
    """Yield keys that go with another kind of partner, or that are missing."""
    if partner.kind == "programmes" and partner.sector is None:
        yield case.finding(
            path, "partner programmes need the key 'sector'", allowed="sector: justice", key=True
        )
    if partner.kind != "programmes" and partner.sector is not None:
        message = "'sector' goes with 'kind: programmes'"
        yield case.finding((*path, "sector"), message, key=True)
    if partner.kind != "troops" and partner.replaces is not None:
        yield case.finding((*path, "replaces"), "'replaces' goes with 'kind: troops'", key=True)
