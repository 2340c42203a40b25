"""The agenda, kept up to date entry by entry, says what one made afresh would say."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from playing import CONTROLLER, DIRECTOR, ToldWorld, director_of

from exercises.errors import Refused
from exercises.play.agenda import Agenda
from exercises.play.commands import Edit, Hold, Release, Skip, Start

WORLD = ToldWorld({"fund.crf.free": (0.05, 0.1)}, after={"fund.crf.free": (0.02,)})
ROWS: tuple[dict[str, Any], ...] = (
    {"uid": "r0", "trigger": "STARTEX+5 min", "effects": [{"why": "a blow"}]},
    {"uid": "r1", "trigger": {"after": {"row": "r0", "delay": "1 min"}}, "latest": "STARTEX+9 min"},
    {"uid": "r2", "trigger": {"when": {"measure": "fund.crf.free", "below": 1}}},
    {"uid": "r3", "trigger": {"all": [{"after": {"row": "r2"}}, {"not": {"after": {"row": "r1"}}}]}},
    {"uid": "r4", "trigger": "D+0 06:00"},
)
ACTS = st.tuples(
    st.sampled_from(["wait", "release", "hold", "skip", "edit"]),
    st.integers(0, 4),
    st.integers(1, 900),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(ACTS, max_size=14))
def test_keeping_it_up_to_date_equals_making_it_anew(acts: list[tuple[str, int, int]]) -> None:
    """After every act the same rows at the same seconds."""
    director, wall = director_of(*ROWS, world=WORLD)
    director.do(DIRECTOR, Start())
    for act, number, seconds in acts:
        uid = f"r{number}"
        command = {
            "release": Release(row=uid),
            "hold": Hold(row=uid),
            "skip": Skip(row=uid),
            "edit": Edit(row=uid, changes={"trigger": f"STARTEX+{seconds} s"}),
        }.get(act)
        try:
            if command is None:
                wall.pass_(seconds)
                director.tick()
            else:
                director.do(CONTROLLER, command)
        except Refused:
            continue
        fresh = Agenda(director.setting, director.state).ahead(director.state)
        assert [(each.second, each.row) for each in fresh if not each.ends] == director.ahead()
