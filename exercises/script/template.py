"""A commented script to begin with: it passes the check as it stands, and shows each kind of row once.

What the scenario under it has (a condition or milestone, a fund) is used in it, so that its condition and
its effects act on something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2

from sim.measures.catalogue import catalogue
from sim.quantities import say_dollars

if TYPE_CHECKING:
    from sim.scenario.loading import Model

SHARE = 100
"""An effect takes this part of the fund that it shows: 1 / 100."""
QUARTER = 0.25
"""Condition below which the example row comes due: low enough to come as news (J)."""


def template(title: str, scenario: str, model: Model) -> str:
    """Return the text of a script.

    Parameters: `scenario`: as the script is to name it; `model`: that scenario, loaded.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("exercises.script", "templates"),
        autoescape=False,  # noqa: S701  YAML, not HTML; texts are quoted as JSON
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("script.yaml.j2").render(
        title=title,
        scenario=scenario,
        when=_condition(model),
        fund=_fund(model),
    )


def _condition(model: Model) -> str:
    """Return a condition on the scenario in YAML: a province in trouble, else a milestone."""
    measures = catalogue(model.plan)
    shares = [name for name, each in measures.items() if each.kind == "share"]
    if shares:
        return f"{{measure: {shares[0]}, below: {QUARTER}, for: 1 d}}"
    reached = next(name for name, each in measures.items() if each.kind == "reached")
    return f"{{measure: {reached}, reached: true}}"


def _fund(model: Model) -> tuple[str, str] | None:
    """Return a fund and some of its money, or None where there is none."""
    for name, fund in model.scenario.funds.items():
        if fund.opening >= SHARE:
            return name, say_dollars(fund.opening // SHARE)
    return None
