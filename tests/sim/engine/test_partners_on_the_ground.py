"""Partners in a whole run: what they do to conditions, to strength and to the day of the exit."""

from __future__ import annotations

from typing import Any

import sim

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
