"""A small exercise that was played to its end, with numbers that can be worked out by hand; for reviews."""

from __future__ import annotations

from typing import Any

from playing import CONTROLLER, DIRECTOR, EMBASSY, EVALUATOR, MILITARY, Wall, director_of

from exercises.aar import Gathered, gather
from exercises.director import Director
from exercises.evaluation import Evaluation, evaluate
from exercises.journal.memory import MemoryJournal
from exercises.play import commands
from exercises.roles import Actor

MINUTE, HOUR = 60.0, 3600.0
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")<script>alert(1)</script> | **b** [l](http://x.example) $1$ '
    "`c` &amp; _u_ ~~s~~\x07\x0b\x85\u202e\n# second line\n- third"
)
ROWS: tuple[dict[str, Any], ...] = (
    {
        "uid": "ask",
        "title": "Embassy asks for money",
        "trigger": "STARTEX+10 min",
        "to": ["embassy", "military"],
        "objectives": ["fund"],
        "expected": [{"text": "Asks in writing", "by": "embassy", "within": "20 min", "task": "fund.ask"}],
        "options": {
            "yes": {"text": "Pay", "effects": [{"withdraw": {"crf": "5 M USD"}, "why": "paid"}]},
            "no": {"text": "Wait"},
        },
    },
    {
        "uid": "news",
        "kind": "context",
        "title": "News",
        "cc": ["military"],
        "trigger": {"after": {"row": "ask", "option": "yes", "delay": "5 min"}},
    },
    {
        "uid": "clearance",
        "title": "Clearance is late",
        "trigger": "STARTEX+2 h",
        "objectives": ["fund"],
        "expected": [{"text": "Escalates", "within": "10 min"}],
        "effects": [{"lose": {"corps": 3}}],
    },
    {"uid": "spare", "kind": "contingency", "title": "Spare", "objectives": ["fund"]},
    {"uid": "skipped", "title": "Left out", "trigger": "STARTEX+3 h"},
    {"uid": "act", "kind": "expected_action", "title": "Meets", "to": ["military"], "trigger": "STARTEX+1 h"},
)
CHANGES: dict[str, Any] = {
    "title": "A reviewed exercise",
    "purpose": "To see whether money moves.",
    "classification": "EXERCISE ONLY",
    "objectives": {
        "fund": {
            "title": "Money moves",
            "capability": "Funding",
            "tool": "response_fund",
            "tasks": {"ask": "Asks for money", "track": "Tracks money"},
        },
        "hand": {"title": "Hands over early"},
    },
    "decisions": {
        "give": {
            "title": "Give money",
            "by": ["embassy"],
            "objectives": ["fund"],
            "effects": [{"deposit": {"crf": "3 M USD"}, "why": "reserve"}],
        }
    },
    "clock": {
        "startex": "2026-05-11 09:00",
        "zone": "Europe/Stockholm",
        "endex": "STARTEX+4 h",
        "moves": [
            {"title": "First hours", "scenario": "D+0", "pace": 24},
            {"title": "Consolidation", "begins": "STARTEX+2 h", "scenario": "D+30", "pace": 48},
        ],
    },
}


class Played:
    """A director, the wall by which it is played and the journal; time passes by exercise seconds."""

    def __init__(self, *rows: dict[str, Any], **changes: Any) -> None:
        self.journal = MemoryJournal()
        self.journal.create("test", {"script": "", "scenario": "", "created": 5.0})
        self.wall = Wall()
        late = [{"on_late": "fire", **row} for row in rows]
        self.director: Director
        self.director, _ = director_of(*late, wall=self.wall, journal=self.journal, **changes)

    def at(self, second: float, actor: Actor, *given: commands.Command) -> None:
        """Let time pass until a second of the exercise, then give some commands."""
        self.wall.pass_(max(0.0, second - self.director.now()))
        self.director.tick()
        for command in given:
            self.director.do(actor, command)

    def evaluated(self) -> Evaluation:
        """Return what it shows so far."""
        self.director.catch_up()
        return evaluate(self.director.setting, self.director.state)

    def gathered(self) -> Gathered:
        """Return what a review says of it."""
        return gather(self.journal, "test", self.director.setting)


def reviewed(text: str = "We pay.") -> Played:
    """Play the exercise of this module; the embassy answers, and the evaluator writes, some text."""
    play = Played(*ROWS, **CHANGES)
    play.at(0.0, DIRECTOR, commands.Start())
    play.at(11 * MINUTE, EMBASSY, commands.See(row="ask", cell="embassy"))
    play.at(25 * MINUTE, EMBASSY, commands.Answer(row="ask", cell="embassy", option="yes", text=text))
    play.at(26 * MINUTE, CONTROLLER, commands.Pause(reason="lunch"))
    play.wall.pass_(HOUR)
    play.at(26 * MINUTE, CONTROLLER, commands.Resume())
    play.at(50 * MINUTE, MILITARY, commands.Answer(row="ask", cell="military", text="Noted"))
    play.at(HOUR, EVALUATOR)
    play.at(65 * MINUTE, EVALUATOR, commands.Assess(row="act", cell="military", rating="S", note="short"))
    play.at(66 * MINUTE, EVALUATOR, _saw("ask", "P", "Asked in time"), _saw("track", "M", text))
    play.at(67 * MINUTE, EMBASSY, commands.Decide(decision="give", cell="embassy"))
    corrected = commands.Correct(
        row="ask", cell="embassy", state="answered", exercise=23 * MINUTE, reason="the phone rang earlier"
    )
    play.at(70 * MINUTE, CONTROLLER, corrected)
    play.at(2 * HOUR + 1.0, CONTROLLER, commands.Skip(row="skipped", reason="no time"))
    play.at(3 * HOUR + 20 * MINUTE, DIRECTOR, commands.End(reason="done"))
    return play


def _saw(task: str, rating: str, text: str) -> commands.Observe:
    return commands.Observe(
        id=task, objective="fund", task=task, cell="embassy", row="ask", rating=rating, text=text
    )
