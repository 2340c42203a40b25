"""Partners in a whole run: what they do to conditions, to strength and to the day of the exit."""

from __future__ import annotations

from typing import Any

import pytest

import sim
from sim.report import rows

BASE: dict[str, Any] = {
    "format": 1,
    "title": "One crisis with partners",
    "start": "2005-10-01",
    "horizon": "3 y",
    "crises": {
        "alpha": {
            "country": "Alpha",
            "provinces": {
                "north": {"population": 500_000, "security": 0.9},
                "south": {"population": 500_000, "security": 0.2},
            },
            "force": {"troops": 1_000, "cost": "1 M USD / person y"},
        }
    },
    "handover": {
        "review": {"every": "30 d"},
        "gate": {"passes": 1.0, "veto": 0.0, "rollback_below": 0.0},
        "growth": {"pace": 1.0, "security_force": 0.0, "decay": 0.0, "spoiling": 0.0},
        "drawdown": {"every": "90 d", "share": 1.0, "residual": 0.0},
    },
}
AT_ONCE = {"lag": "0 d", "arrival": {"shape": 1.0, "scale": "1 d", "ceiling": 0.5}}


def outcome(*, growth: dict[str, Any] | None = None, **partners: Any) -> sim.Outcome:
    crisis = BASE["crises"]["alpha"] | ({"partners": partners} if partners else {})
    handover = BASE["handover"] | {"growth": BASE["handover"]["growth"] | (growth or {})}
    return sim.simulate(
        sim.load_mapping(BASE | {"crises": {"alpha": crisis}, "handover": handover}, name="x")
    )


def conditions(found: sim.Outcome, province: int) -> tuple[float, ...]:
    """Return the conditions of a province at the last review."""
    return [each.conditions for each in found.conditions if each.province == province][-1]


def test_partner_troops_let_own_troops_leave_sooner():
    """The south needs 500; the 400 that came of 800 cover as many, so 100 own troops stay."""
    alone = outcome()
    helped = outcome(brigade={"kind": "troops", "pledge": 800} | AT_ONCE)
    first = [next(row for row in each.strength if row.time >= 90.0) for each in (alone, helped)]
    assert [(row.troops, row.partner_troops) for row in first] == [(500, 0), (100, 400)]


def test_partner_troops_that_replace_nothing_let_nobody_leave():
    kept = outcome(brigade={"kind": "troops", "pledge": 800, "replaces": "nothing"} | AT_ONCE)
    assert next(row.troops for row in kept.strength if row.time >= 90.0) == 500


def test_police_of_partners_and_of_the_force_stand_in_one_column():
    found = outcome(
        un={"kind": "police", "pledge": 100} | AT_ONCE, eu={"kind": "police", "pledge": 60} | AT_ONCE
    )
    assert found.strength[-1].police == 80


def test_partner_civilians_in_a_province_raise_only_that_province():
    still = outcome(growth={"civilians": 1.0})
    found = outcome(
        growth={"civilians": 1.0}, un={"kind": "civilians", "pledge": 40, "place": "south"} | AT_ONCE
    )
    assert conditions(found, 0) == conditions(still, 0)
    assert conditions(found, 1)[3] > conditions(still, 1)[3] + 0.2
    assert (found.strength[-1].civilians, found.strength[-1].partner_civilians) == (0, 20)


def test_partner_civilians_in_the_capital_have_a_share_of_that_effect():
    growth = {"civilians": 1.0}
    near = outcome(growth=growth, un={"kind": "civilians", "pledge": 40} | AT_ONCE)
    far = outcome(growth=growth, un={"kind": "civilians", "pledge": 40, "place": "capital"} | AT_ONCE)
    assert 0.2 < conditions(far, 1)[1] < conditions(near, 1)[1]


def test_partner_programmes_raise_their_sector_and_no_other():
    found = outcome(donors={"kind": "programmes", "pledge": "10 M USD", "sector": "justice"} | AT_ONCE)
    security, *_, economy, justice = conditions(found, 1)
    assert (security, economy) == (0.2, 0.2)
    assert justice > 0.3


def test_the_curve_of_a_partner_is_drawn_anew_in_every_future():
    data = BASE | {
        "crises": {
            "alpha": BASE["crises"]["alpha"]
            | {
                "partners": {
                    "un": {
                        "kind": "police",
                        "pledge": 1_000,
                        "arrival": {
                            "scale": {"uniform": ["100 d", "400 d"]},
                            "ceiling": {"uniform": [0.5, 0.9]},
                        },
                    }
                }
            }
        }
    }
    futures = sim.replicate(sim.load_mapping(data, name="x"), seed=1, replications=5)
    assert len({each.strength[-1].police for each in futures}) == 5


def lever(*, pledge: int) -> sim.Model:
    """Return a crisis whose police arrive by laws, with coordination switched off by a patch."""
    force = BASE["crises"]["alpha"]["force"] | {
        "police": pledge,
        "police_arrival": {
            "shape": 1.0,
            "scale": {"uniform": ["100 d", "300 d"]},
            "ceiling": {"uniform": [0.4, 0.8]},
        },
    }
    crisis = BASE["crises"]["alpha"] | {"force": force}
    scale = {"crises.*.force.police_arrival.scale": 1.5, "crises.*.force.police_arrival.ceiling": 0.7}
    return sim.load_mapping(BASE | {"crises": {"alpha": crisis}, "patches": [{"scale": scale}]}, name="x")


def test_a_lever_scales_the_laws_by_which_police_arrive():
    laws = {each.key: each.law for each in lever(pledge=1_000).plan.draws if "police" in each.key}
    scale, ceiling = laws["alpha/police/scale"], laws["alpha/police/ceiling"]
    assert (scale.at(0.5), ceiling.at(0.5)) == pytest.approx((300.0, 0.42))


def test_the_trace_counts_people_of_partners_apart_from_our_own():
    with_them = outcome(un={"kind": "civilians", "pledge": 40} | AT_ONCE)
    last = [rows.trace_tables(each)["strength"][-1] for each in (outcome(), with_them)]
    assert last[0]["partner_civilians"] == 0 < last[1]["partner_civilians"]
    assert last[0]["civilians"] == last[1]["civilians"]
