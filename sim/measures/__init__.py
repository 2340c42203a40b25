"""What is read off one run: dates, waits and their causes, dollars, people, authority, cost.

Pure functions from an `Outcome` to numbers with names; they read the trace and nothing else, and
draw or print nothing (that is `sim.report`).
"""

from sim.measures.accountability import Account, accounts
from sim.measures.aftermath import AfterExit, after_exits
from sim.measures.cost import Cost, cost_series, total_cost
from sim.measures.evacuations import Evacuation, evacuation_list
from sim.measures.ground import (
    Assessment,
    Condition,
    Handover,
    Lead,
    Strength,
    assessment_list,
    authority_spans,
    condition_series,
    handovers,
    peak_strength,
    person_days,
    strength_series,
)
from sim.measures.money import (
    Balance,
    Payment,
    closing_balances,
    ever_reached,
    fund_balances,
    ledger_faults,
    payments,
)
from sim.measures.pools import PoolLevel, PoolUse, pool_levels, pool_use
from sim.measures.shortage import depletion_days, fund_date_names, fund_dates
from sim.measures.skills import (
    Provision,
    SkillMonth,
    SkillUse,
    provisions,
    skill_months,
    skill_use,
)
from sim.measures.steps import (
    StepDates,
    TargetResult,
    Wait,
    WaitPart,
    all_waits,
    date_names,
    dates,
    days_by_cause,
    days_by_target,
    longest_waits,
    milestones,
    step_table,
    targets,
)
from sim.measures.watch import (
    LessonSummary,
    WatchSummary,
    absent,
    lesson_summary,
    unasked,
    watch_summary,
)

__all__ = [
    "Account",
    "AfterExit",
    "Assessment",
    "Balance",
    "Condition",
    "Cost",
    "Evacuation",
    "Handover",
    "Lead",
    "LessonSummary",
    "Payment",
    "PoolLevel",
    "PoolUse",
    "Provision",
    "SkillMonth",
    "SkillUse",
    "StepDates",
    "Strength",
    "TargetResult",
    "Wait",
    "WaitPart",
    "WatchSummary",
    "absent",
    "accounts",
    "after_exits",
    "all_waits",
    "assessment_list",
    "authority_spans",
    "closing_balances",
    "condition_series",
    "cost_series",
    "date_names",
    "dates",
    "days_by_cause",
    "days_by_target",
    "depletion_days",
    "evacuation_list",
    "ever_reached",
    "fund_balances",
    "fund_date_names",
    "fund_dates",
    "handovers",
    "ledger_faults",
    "lesson_summary",
    "longest_waits",
    "milestones",
    "payments",
    "peak_strength",
    "person_days",
    "pool_levels",
    "pool_use",
    "provisions",
    "skill_months",
    "skill_use",
    "step_table",
    "strength_series",
    "targets",
    "total_cost",
    "unasked",
    "watch_summary",
]
