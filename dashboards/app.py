"""The panel's main script: who sits here, which pages that seat has. Pages are `dashboards.screens`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards import seat
from dashboards.screens import batch_lab, calibration_lab, rehearsal_lab, replay, timeline_lab
from dashboards.widgets import style
from dashboards.widgets.first_page import ROOT, by_its_name
from dashboards.widgets.header import header
from dashboards.widgets.opening import Admit
from dashboards.widgets.words import spoken
from exercises.errors import Refused
from exercises.roles import Role

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

SCREENS = Path(__file__).with_name("screens")
TITLES = {
    "control": ("Control", ":material/tune:"),
    "situation": ("Situation", ":material/monitoring:"),
    "forecast": ("Forecast", ":material/online_prediction:"),
    "whatif": ("What if", ":material/alt_route:"),
    "lessons": ("Lessons", ":material/school:"),
    "desk": ("Desk", ":material/inbox:"),
    "retiming": ("Re-timing", ":material/more_time:"),
    "evaluation": ("Evaluation", ":material/grading:"),
    "playback": ("Playback", ":material/replay:"),
    "overview": ("Overview", ":material/visibility:"),
    "review": ("Review", ":material/summarize:"),
    "record": ("Record", ":material/history:"),
    "administration": ("Administration", ":material/admin_panel_settings:"),
}
CONTROL = (
    "control",
    "situation",
    "forecast",
    "whatif",
    "retiming",
    "evaluation",
    "playback",
    "record",
    "review",
    "lessons",
)
PAGES: Mapping[Role, tuple[str, ...]] = {
    Role.DIRECTOR: (*CONTROL, "administration"),
    Role.CONTROLLER: CONTROL,
    Role.CELL: ("desk",),
    Role.EVALUATOR: ("evaluation", "overview", "situation", "playback", "record", "review"),
    Role.OBSERVER: ("overview", "situation"),
    Role.ADMINISTRATOR: ("administration", "record", "review"),
}
"""Role → its pages, the first one first; a page that is not here cannot be opened by its address."""


LABS: Mapping[str, tuple[str, str, Callable[[Admit], None]]] = {
    "timeline-lab": ("Timeline lab", ":material/timeline:", timeline_lab.show),
    "batch-lab": ("Batch lab", ":material/stacked_line_chart:", batch_lab.show),
    "rehearsal-lab": ("Rehearsal lab", ":material/theater_comedy:", rehearsal_lab.show),
    "calibration-lab": ("Calibration lab", ":material/straighten:", calibration_lab.show),
    "replay": ("Replay", ":material/map:", replay.show),
}
"""Address → title, icon and page of the labs, in which no exercise is played."""
BENCHED = frozenset({Role.DIRECTOR, Role.CONTROLLER})
"""Roles whose seats have the labs."""


RARE = ("retiming", "playback", "record", "lessons", "administration")
"""Pages that stand under *More* where a role has many."""
AT_HAND = 6
"""Pages of a role that fit beside each other on a laptop's screen."""


def main() -> None:
    """Run the page that was asked for, if the seat has it."""
    st.set_page_config(page_title="scrs", page_icon=str(Path(__file__).with_name("icon.png")), layout="wide")
    try:
        claims = seat.take_seat()
    except Refused as refused:
        st.navigation([st.Page(_closed(refused), title="scrs")], position="hidden").run()
        return
    menu = _menu(claims.role)
    alone = sum(map(len, menu.values())) == 1
    style.lay(top="1.2rem" if alone else "4.4rem")
    whole = {**menu, "": [*menu[""], by_its_name(menu[""][0], PAGES[claims.role][0])]}
    st.navigation(whole, position="hidden" if alone else "top").run()


def _menu(role: Role) -> dict[str, list[StreamlitPage]]:
    """Return the pages of a role: those at hand, and under a word those that are opened now and then."""
    own = {
        name: st.Page(
            SCREENS / f"{name}.py",
            title=spoken(TITLES[name][0]),
            icon=TITLES[name][1],
            url_path=name if place else ROOT,
        )
        for place, name in enumerate(PAGES[role])
    }
    rare = RARE if len(own) > AT_HAND else ()
    menu = {"": [page for name, page in own.items() if name not in rare]}
    if rare:
        menu["More"] = [page for name, page in own.items() if name in rare]
    if role in BENCHED:
        menu["Labs"] = [
            st.Page(_lab(show), title=title, icon=icon, url_path=path)
            for path, (title, icon, show) in LABS.items()
        ]
    return menu


def _admit() -> None:
    """Stop whoever has no business in a lab."""
    seat.require(BENCHED)


def _lab(show: Callable[[Admit], None]) -> Callable[[], None]:
    """Return a lab as a page of the panel."""

    def page() -> None:
        header(seat.require(BENCHED))
        show(_admit)

    return page


def _closed(refused: Refused) -> Callable[[], None]:
    """Return the page of those who have no seat."""

    def page() -> None:
        st.title("scrs")
        st.text(refused.reason[:1].upper() + refused.reason[1:] + ".")
        st.text(refused.advice[:1].upper() + refused.advice[1:] + ".")

    return page


if __name__ == "__main__":
    main()
