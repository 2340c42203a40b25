"""Names for people: how a step, a cause and what was waited for are called in a sentence.

Whatever the scenario declared keeps the name it has there, so that a reader finds it again; only
the words of the doctrine (phases, causes) are put into plain English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.plan import NONE
from sim.trace import Cause

if TYPE_CHECKING:
    from sim.plan import Plan, Step

BARE = "plan"
"""The operation of a bare plan: its name says nothing and is left out."""
TEAM_PHASES = {
    "call": "call-up",
    "clearance": "clearance",
    "training": "training",
    "travel": "travel",
    "set_up": "set-up",
    "move": "onward move",
    "embed": "embedding",
    "operational": "operational",
    "tour": "tour",
    "home": "way home",
}
PROGRAMME_PHASES = {
    "request": "request",
    "notify": "notification",
    "hold": "committee hold",
    "award": "award",
    "obligate": "obligation",
    "mobilise": "mobilisation",
    "disburse": "disbursement",
    "grant": "quick-start grant",
    "spend": "quick-start spending",
}
CAUSE_WORDS = {
    Cause.PREDECESSOR: "an earlier step",
    Cause.HOLD: "a set date",
    Cause.CALENDAR: "calendar",
    Cause.SECURITY: "security",
    Cause.POOL: "people and things",
    Cause.MECHANISM: "contract mechanism",
    Cause.FUND: "money",
    Cause.LIFT: "lift",
    Cause.GATE: "handover gate",
}
PHRASES = {
    Cause.PREDECESSOR: "for {}",
    Cause.HOLD: "until {}",
    Cause.CALENDAR: "for the {}",
    Cause.SECURITY: "for security in {}",
    Cause.POOL: "for {}",
    Cause.MECHANISM: "for ceiling on {}",
    Cause.FUND: "for {}",
    Cause.LIFT: "for lift by {}",
    Cause.GATE: "for the handover gate of {}",
}


def operation_id(plan: Plan, step: int) -> str:
    """Return the name of the operation a step belongs to."""
    return plan.operations[plan.steps[step].operation].id


def short_id(plan: Plan, step: int) -> str:
    """Return a step's id without its operation's name."""
    return plan.steps[step].id.removeprefix(f"{operation_id(plan, step)}.")


def lane_id(plan: Plan, step: int) -> str:
    """Return the name of the team, programme or single step that a step is a part of."""
    return plan.steps[step].group or short_id(plan, step)


def step_label(plan: Plan, step: int, turn: int = 0) -> str:
    """Return a step in words: `alpha · justice programme award`, `alpha · field.north team travel`.

    Later rounds carry their number, counted from 1.
    """
    label = lane_label(plan, step, _phase(plan.steps[step]))
    operation = operation_id(plan, step)
    full = label if operation == BARE else f"{operation} · {label}"
    return f"{full} (round {turn + 1})" if turn else full


def lane_label(plan: Plan, step: int, phase: str = "") -> str:
    """Return a team, programme or step in words, within its operation."""
    kind = plan.steps[step].kind
    noun = "team" if kind in TEAM_PHASES else "programme" if kind in PROGRAMME_PHASES else ""
    if not plan.steps[step].group or not noun:
        return short_id(plan, step)
    return " ".join(part for part in (plan.steps[step].group, noun, phase) if part)


def phase_word(plan: Plan, step: int) -> str:
    """Return the phase of a team or programme that a step is, in words."""
    return _phase(plan.steps[step])


def _phase(step: Step) -> str:
    return TEAM_PHASES.get(step.kind) or PROGRAMME_PHASES.get(step.kind) or step.kind


def target_name(plan: Plan, cause: Cause, target: int, *, step: int) -> str:
    """Return what a cause points at: a pool, fund, calendar, province or earlier step; '' for none."""
    name = ""
    match cause:
        case _ if target == NONE:
            pass
        case Cause.POOL | Cause.LIFT | Cause.MECHANISM:
            name = plan.pools[target].id.removeprefix("mechanism:")
        case Cause.FUND:
            name = plan.funds[target].id
        case Cause.CALENDAR:
            name = plan.calendars[target].id
        case Cause.SECURITY | Cause.GATE:
            name = _place(plan, target, step)
        case Cause.PREDECESSOR:
            name = plan.steps[target].id
        case Cause.HOLD:
            name = f"D+{plan.steps[target].not_before:g}"
    return name


def chain_target(plan: Plan, cause: Cause, target: int, *, step: int) -> str:
    """Return what a chain waits for, so that it is one name in the whole plan; '' for a link or a date."""
    if target == NONE or cause in {Cause.PREDECESSOR, Cause.HOLD}:
        return ""
    if cause not in {Cause.SECURITY, Cause.GATE}:
        return target_name(plan, cause, target, step=step)
    condition = plan.steps[step].condition or plan.steps[step].returns
    return place_name(plan, target, NONE if condition is None else condition.province)


def place_name(plan: Plan, theatre: int, province: int = NONE) -> str:
    """Return a province as `alpha.north`, or for no province (or the exit's place) its operation."""
    rules = plan.theatres[theatre]
    operation = plan.operations[rules.operation].id
    inside = 0 <= province < len(rules.provinces)
    return f"{operation}.{rules.provinces[province].id}" if inside else operation


def spoken_target(plan: Plan, cause: Cause, target: int, *, step: int) -> str:
    """Return what a cause points at as it is said: a calendar of working days stands for one of them."""
    name = target_name(plan, cause, target, step=step)
    if cause is Cause.CALENDAR and target != NONE and plan.calendars[target].days:
        return f"{name} working day"
    return name


def _place(plan: Plan, theatre: int, step: int) -> str:
    condition = plan.steps[step].condition or plan.steps[step].returns
    if condition is not None and condition.province != NONE:
        return plan.theatres[condition.theatre].provinces[condition.province].id
    return plan.operations[plan.theatres[theatre].operation].id


def cause_phrase(cause: Cause, name: str) -> str:
    """Return a cause as the end of a sentence: `for the forum`, `for security in north`."""
    return PHRASES[cause].format(name or CAUSE_WORDS[cause])
