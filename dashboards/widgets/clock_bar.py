"""Draws the clocks, what waits, and the clock's buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.views.clock import PHASES, SPEEDS
from dashboards.widgets import dialogs
from dashboards.widgets.cards import Card, row_of_cards
from dashboards.widgets.escaping import plain
from dashboards.widgets.giving import button, give, pressed
from exercises.play.commands import SetSpeed

if TYPE_CHECKING:
    from dashboards.views.clock import ClockView, Press
    from dashboards.views.course import Course

WAITS, ASKED = "Wait for control", "Decisions to approve"
LOAD = "Bars: rows that went out or are planned to, from STARTEX to ENDEX"
DUE = "Line: rows that waited for a controller, from STARTEX to now"
DECISIONS = "Line: decisions that cells took or asked for, from STARTEX to now"
ANSWERED = "Line: answers, from STARTEX to now"
"""What the small charts of the cards show."""
LOOKS = {
    "start": (":material/play_arrow:", "Alt+S"),
    "pause": (":material/pause:", "Alt+P"),
    "resume": (":material/play_arrow:", "Alt+U"),
    "step": (":material/skip_next:", "Alt+T"),
    "move": (":material/fast_forward:", None),
    "all_clear": (":material/health_and_safety:", None),
}


def metrics(view: ClockView, course: Course) -> None:
    """Draw the row of cards."""
    speed = f", ×{view.speed:g}" if view.phase in {"running", "paused"} else ""
    waits, asked = f"{view.held} held", "waiting" if view.asked else "none waits"
    answered = f"{view.answered} / {view.sent}"
    row_of_cards(
        [
            Card("Exercise clock", view.hour, f"{PHASES[view.phase]}{speed}", bars=course.load, says=LOAD),
            Card("Scenario", view.scenario, plain(view.move, 40)),
            Card("Next by itself", view.next_due, plain(view.next_title, 34)),
            Card(WAITS, str(view.due), waits, line=course.due, says=DUE, alarm=view.due > 0),
            Card(ASKED, str(view.asked), asked, line=course.decisions, says=DECISIONS, alarm=view.asked > 0),
            Card("Answered / delivered", answered, "per recipient", line=course.answered, says=ANSWERED),
        ]
    )


def buttons(view: ClockView) -> None:
    """Draw the clock's buttons: those that make sense in this phase."""
    presses = {each.key: each for each in view.presses}
    shown = (
        ["start"]
        if view.phase == "ready"
        else ["resume" if view.phase == "paused" else "pause", "step", "move", "jump", "end"]
    )
    shown = [*(["all_clear"] if view.emergency else []), *shown]
    columns = st.columns([*([1] * len(shown)), 2.0], gap="small", vertical_alignment="center")
    for column, key in zip(columns, shown, strict=False):
        with column:
            _button(view, presses, key)
    with columns[-1]:
        _speeds(view)
    dialogs.hand_up()


def _button(view: ClockView, presses: dict[str, Press], key: str) -> None:
    """Draw one button of the clock."""
    if key == "end":
        _end(view)
    elif key == "jump":
        st.button(
            "Jump",
            key="clock_jump",
            icon=":material/update:",
            disabled=bool(view.no_jump),
            help=plain(view.no_jump) or None,
            on_click=dialogs.ask,
            args=("jump",),
            width="stretch",
        )
    else:
        icon, shortcut = LOOKS[key]
        primary = key in {"start", "resume", "all_clear"}
        button(presses[key], key=f"clock_{key}", icon=icon, shortcut=shortcut, primary=primary)


def _end(view: ClockView) -> None:
    press = next(each for each in view.presses if each.key == "end")
    with st.popover("End", icon=":material/stop:", disabled=not press.allowed, width="stretch"):
        st.text("ENDEX: play ends for everybody and cannot be taken up again.")
        st.button(
            "End the exercise",
            key="clock_end",
            type="primary",
            on_click=pressed,
            args=(press.command, "ENDEX"),
        )


def _speeds(view: ClockView) -> None:
    """Draw the speeds; before STARTEX the one with which it will begin."""
    speeds = sorted({*SPEEDS, view.speed}) if view.phase != "ready" else list(SPEEDS)
    st.segmented_control(
        "Speed",
        speeds,
        default=view.speed,
        format_func=lambda each: f"×{each:g}",
        key=f"speed_{view.speed:g}_{view.phase}",
        on_change=_set_speed,
        args=(view,),
        disabled=view.phase not in {"running", "paused"},
        help="Exercise seconds per second on the wall" if view.phase != "ready" else "after STARTEX",
        label_visibility="collapsed",
        width="stretch",
    )


def _set_speed(view: ClockView) -> None:
    chosen = st.session_state.get(f"speed_{view.speed:g}_{view.phase}")
    if chosen and chosen != view.speed:
        give(SetSpeed(speed=chosen, operation=f"speed:{view.setting}:{chosen:g}"), f"speed ×{chosen:g}")
