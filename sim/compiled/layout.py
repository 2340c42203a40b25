"""Where everything stands in the flat arrays: tables of rows, and the columns of a row.

What is declared stands in `p` and `q`, what changes in `i` and `f`, what was drawn in `drawn`. A row is
known by its place, which holds in all four of them: `w.i[pool + at.FREE]`. What the numbers mean is said
where the SimPy engine keeps them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.bool_]


class Flat(NamedTuple):
    """One run on flat arrays. `p`, `q`: declared; `i`, `f`: state; `drawn`: a row of values per regime.

    Declared rows of each regime stand one behind the other in `p` and `q`; state has no regimes.
    """

    p: Ints
    q: Floats
    i: Ints
    f: Floats
    drawn: Floats


HEAD = 96
"""Places before the first table: where the tables begin, and what the run as a whole has come to."""

# declared, per regime: where tables begin and how many rows they have
(
    ROUNDS_N, STEPS, STEPS_N, POOLS, POOLS_N, FUNDS, FUNDS_N, DRIVERS, DRIVERS_N, THEATRES, THEATRES_N,
    INTAKES, INTAKES_N, ARRIVALS, ARRIVALS_N, ALARMS, ALARMS_N, ALARM_GAP, ALARM_ELSEWHERE, ALARM_PLACE,
    PURSES, PURSES_N, OPERATIONS_N, CHANGES, REGIMES, REGIMES_N, SHOCKS, SHOCKS_N, MILESTONES, MILESTONES_N,
    WORDS, HAS_WATCH, TABLES, YEARLY, LAWS, LAWS_N,
) = range(36)  # fmt: skip
HORIZON, REFRESHED, VALID = range(3)

# state of the whole run
(
    PLAN, FAULT, WANTED, ASKED, RENEWED, SEQUENCE, HEAP_N, SLOTS_N, SLOT_FREE, LINE_N,
    REQUESTS_N, TAKEN_N, BEGUN_N, DONE_FROM, DONE_TO, READY_FROM, READY_TO, HELD_N, HELD_FREE, ROWS_N,
    PLANNED_N, HEAP, HEAP_MOST, SLOTS, LINE, REQUESTS, TAKEN, TAKEN_MOST, BEGUN_LINE,
    DONE, READY_NOW, QUEUE_MOST, HELDS, HELD_MOST, ROWS, ROWS_MOST, PLANNED_LINE, STACK, CHANGED, CLOSED,
    SEGMENTS, SEGMENTS_MOST, SEEN, LOOKED, SEGMENTS_N, USED, TOUCHED_LINE, TOUCHED_N, DRAWN_LINE, DRAWN_N,
    GIVEN, SEED, FUTURE, NOTING,
) = range(54)  # fmt: skip
NOW, COST_PROGRAMMES, COST_READINESS, READY_SINCE = range(4)

# a round of a step
ROUND = 16
(
    STEP, TURN, DURATION_AT, CHANCE_AT, ON_START, ON_FINISH, PENDING_AT_FIRST, FIRST_OF,
    REPEAT_AT, SIGNAL_OF, SIGNAL_PLACE, RELAPSE_AFTER,
) = range(12)  # fmt: skip
(
    STATE, CAUSE, TARGET, BINDER, STARTS_PENDING, ENDS_PENDING, DUE, AS_BEGUN, HELD, REQUEST, WAITS,
    SIGNALLED, REOPENED, BARRED, OVER, MARK,
) = range(16)  # fmt: skip
"""The last ones are of the step, kept with its first round."""
READY, START, FINISH, FREED_AT, PLANNED, TOUCHED_AT = range(6)

# a step: declared only
STEP_WIDTH = 40
(
    TRAITS, UNLESS, DRIVES, DRIVES_N, WORKING, LEAVES, NEEDS_N, FIRST,
    NEEDS, POSTINGS, POSTINGS_N, GATED, TOUCHED, STRICT, OPENS, CONDITION,
    RETURNS, PURSE_FIRST, ROUNDS, OPERATION, POLICY, GROUP, GIVES_BACK, GIVES_BACK_N,
    EASED, EASED_N, ROTATES, INDEX, CONDITION_PROVINCE, CONDITION_SECTOR, LEAVES_PROVINCE, LEAVES_SECTOR,
    RETURNS_PROVINCE, RETURNS_SECTOR, SIGNAL, MANDATORY, LINKS, LINKS_N,
) = range(38)  # fmt: skip
"""What is read most stands first: eight numbers come from memory at once."""
(PLAIN, QUIET, REPEATS, IS_EASED, HAS_DAY, IN_LINE, PAYS_START, PAYS_FINISH, ENDS, RETURNS_THINGS) = (
    1 << each for each in range(10)
)
"""Traits of a step, as bits."""
(PRESENCE, NOT_BEFORE, GIVE_UP_AFTER, PRIORITY, CONDITION_LEVEL, LEAVES_LEVEL, RETURNS_LEVEL) = range(7)

# rows of lists: declared only
NEED = 8
N_AMOUNT, N_UNTIL, N_SPLIT, N_POOLS, N_POOLS_N, N_LAGS, N_ASKS = range(7)
POSTING = 8
P_FUND, P_SOURCE, P_TARGET, P_AT, P_PURSE, P_AMOUNTS, P_AMOUNTS_N = range(7)
ARROW = 1
A_LAG = 0
LINK = 6
L_FIRST, L_KIND, L_BACK, L_ROUNDS = range(4)
L_LAG = 0
EASE = 4
E_STEPS, E_STEPS_N = range(2)
E_FACTOR = 0
RISK = 2
R_HAPPENS, R_FACTOR = range(2)

# a law: declared only; floats among the whole numbers, so that all of it comes from memory at once
LAW = 8
L_KEY, L_FAMILY, L_FROM, L_LAST, L_RISKS, L_MORE, L_A, L_B = range(8)
HALF = 32
"""Bits of the first of two numbers that stand in one: a column of drawn values and the place of its law above
it; the place of some arrows and how many they are; starts and ends that are pending."""
LOWER = (1 << HALF) - 1
STARTS, LAGS = 1 << HALF, 2 << HALF
"""What an arrow does, beside the place to which it leads: free a start (else a finish), after a lag."""
CALENDAR = 5
DAYS, DAYS_N, OCCASIONS, OCCASIONS_N, CALENDAR_INDEX = range(5)
SHOCK = 6
S_KIND, S_TARGET, S_PROVINCE, S_SECTOR, S_AMOUNT = range(5)
S_DAY, S_CHANGE = range(2)
MILESTONE = 8
M_STEPS, M_STEPS_N, M_ANY, M_AT, M_PARTS, M_PARTS_N, M_FORGIVING = range(7)

# a pool
POOL = 16
(
    POOL_INDEX, POOL_SIZE, POOL_CAUSE, MAY_PASS, YIELDS, BEFORE, REST, BECOMES, ATTRITION, CONSUMED, SERVICE,
    RESTS_THERE, NOTED,
) = range(13)  # fmt: skip
EXPIRES, YEAR_COST = range(2)
(
    SIZES, FREE, HELD_NOW, RESTING, LOST, OWED, RETURNED, LEFT, SERVED, PASSED, LAST_BY, STRENGTH_SEEN,
) = range(12)  # fmt: skip
LAST_WHEN = 0

# a fund
FUND = 24
(
    FUND_INDEX, OPENING, APPORTIONED_AT_ONCE, FENCED, SHARES, SHARES_N, REPLENISHED, BELOW, UP_TO, LAW_LAG,
    FUND_MAY_PASS, LANE, LANE_STEP, LANES_OF, CLAIMS, LAPSES,
) = range(16)  # fmt: skip
FUND_EXPIRES, CHECKED = range(2)
BALANCE = 0
FUND_CLOSED, STIRRING, LAW_TURN = range(8, 11)
LAW_SINCE = 0
CLAIM = 1
PURSE = 8
PURSE_FUND = 0

# what is counted on the ground
DRIVER = 4
GROUND_OF = 0
COUNT = 0
THERE, SUM, SUM_SINCE = range(3)

# a theatre, its provinces, and each of their sectors
THEATRE = 80
(
    T_INDEX, T_OPERATION, PROVINCES, PROVINCES_N, SECTORS_N, PARTNERS, PARTNERS_N, CAPITAL, EXIT, TROOPS,
    AFTERMATH, RELAPSE, COUNTS_CAPACITY, CAPACITY_DRIVERS, FLOATING, FROM_ONSET, G_NEEDED, G_REVIEWS,
    G_NEIGHBOURS, G_ROLLBACK_REVIEWS, DD_SHARE, A_RETURN_AFTER, A_CHANCE, A_WOMEN_MULTIPLIER, PEOPLE,
) = range(25)  # fmt: skip
(
    REVIEW_EVERY, BEGINS, OWNERSHIP, G_AT_LEAST, G_ROLLBACK_BELOW, G_DEADLINE, G_CIVILIAN_LEAD, G_PASSES,
    G_MARGIN, DD_EVERY, DD_RESIDUAL, DD_EXIT_BELOW, F_TROOP_YEAR, F_ELASTICITY, F_CIVILIAN_YEAR,
    F_POLICE_YEAR, GROWTH, AFTER,
) = (*range(17), 40)  # fmt: skip
(
    TROOPS_NOW, MANDATES, REVIEWS_HELD, IS_LEFT, EXITED, S_TROOPS, S_POLICE, S_CIVILIANS, S_PARTNER_TROOPS,
    S_PARTNER_CIVILIANS, TURN_AFTER, TROOPS_BACK, STRENGTH_NOTED, CIVILIANS_NOW, KINDS_NOW,
) = range(15)  # fmt: skip
BEGINS_AT, GROWN_AT, MANDATE, C_FORCE, C_POLICE, C_CIVILIANS, STRENGTH_SINCE = range(7)
PROVINCE = 20
(
    P_INDEX, POPULATION, NEIGHBOURS, NEIGHBOURS_N, ASSESSED, RETRY, VETO, HANDOVER, CIVILIANS, TRANSFORMING,
    SUSTAINING, SETBACK, SETBACK_LOSS, GARRISON, PLOTS,
) = range(15)  # fmt: skip
CAPACITY_AT_ONSET = 0
STREAK, WEAK, ATTEMPTS, VOTES, CLEARED, HANDED_OVER, POSTED = range(7)
PROVINCE_NOT_BEFORE, CAPACITY, MENTORS = range(3)
PLOT = 3
PACE, PROGRAMME = range(2)
AT_ONSET = 0
AUTHORITY = 0
CONDITION_NOW, MONEY, PARTNER_MONEY = range(3)
PARTNER = 12
(B_KIND, B_SECTOR, B_REPLACES, B_PLEDGES, B_PLEDGES_N, B_LAG, B_SCALE, B_CEILING, B_WEIGHTS) = range(9)
B_SHAPE = 0
B_THERE = 0
INTAKE = 6
I_POOLS, I_TARGETS, I_N, I_TRAINING = range(4)
I_PER_MONTH = 0
I_MONTHS = 0
ARRIVAL = 16
(
    W_OPERATION, W_ONSET, W_GAP, W_TURN, W_AFTER, W_FLAGGED, W_SEEN, W_LEAD, W_PLACE, W_PREPLAN, W_PREPLANNED,
    W_PREVENTION, W_LOWERS, W_LUCK, W_THEATRE,
) = range(15)  # fmt: skip
W_DAY = 0
FATE = 0
ONSET_ON, FLAG_ON = range(2)

# what a run needs beside its tables
SLOT = 5
KIND, EVENT_A, EVENT_B, EVENT_C, EVENT_D = range(5)
REQUEST_WIDTH = 9
R_ROUND, BLOCKER, BLOCKED_BY, STEADY, WAITED, SHORT, CLOSES, TAKING, TAKING_N = range(9)
SINCE, WAKE, RANK_A, RANK_B, JOINED = range(5)
TAKEN_ROW = 4
T_NEED, T_POOL, T_AMOUNT, T_SOURCE = range(4)
HELD_ROW = 4
H_POOL, H_AMOUNT, H_UNTIL, H_NEXT = range(4)
H_SINCE = 0
ROW = 8
ROW_KIND, ROW_A, ROW_B, ROW_C, ROW_D, ROW_E, ROW_G, ROW_NEXT = range(8)
ROW_TIME, ROW_X = range(2)
SEGMENT = 2

# kinds of events
(
    E_REGIME, E_SHOCK, E_LAPSE, E_FUND, E_FUND_STIRRED, E_FUND_LOOK, E_FUND_LAW, E_OPEN, E_READY, E_HELD_BACK,
    E_GIVE_UP, E_FINISH, E_PERMIT, E_ASK, E_RESTED, E_RECRUIT, E_SIGNAL, E_COME, E_REVIEWS, E_ARRIVE,
    E_REVIEW, E_RELAPSE, E_COME_BACK,
) = range(23)  # fmt: skip

# kinds of rows of the trace
(
    T_WAIT, T_HOLDING, T_LEVEL, T_POSTING, T_CONDITION, T_AUTHORITY, T_ASSESSMENT, T_STRENGTH, T_CAPACITY,
    T_EXIT, T_RELAPSE, T_MOVE, T_EASE, T_EVACUATION, T_MORE, T_ALARM,
) = range(16)  # fmt: skip

# what went wrong, so that the run is played again with more room, or on SimPy
NO_FAULT, NO_ROOM, NO_MONEY, NO_DRAW = range(4)
FETCHED, WORDS_TOGETHER = 8, 16
"""Numbers of a line of memory, where wide rows begin, and of two lines, which often come at once."""


def aligned(size: int, kind: type[np.int64] | type[np.float64]) -> NDArray[Any]:
    """Return an array of zeros that begins where a stretch of memory does that comes at once."""
    wide = np.zeros(size + WORDS_TOGETHER, dtype=kind)
    begin = -(wide.ctypes.data // wide.itemsize) % WORDS_TOGETHER
    return wide[begin : begin + size]
