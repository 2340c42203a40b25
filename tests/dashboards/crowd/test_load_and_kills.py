"""Many pages at once, and servers that lose their power: the short form of the two benchmarks."""

import postgres

from benchmarks.kills import told_of
from benchmarks.panel import measure, quantile
from benchmarks.tabs import Tab

MOST_LOOK_MS = 25.0
"""CPU time of a look with all that is behind it, from the first page on; 6 on a quiet machine."""


def test_thirty_pages_see_all_that_is_sent_and_those_beyond_are_turned_away(record_property):
    """Nothing is lost, control goes on; how soon it comes is measured by the benchmark."""
    found = measure(33, rows=3, full=8, most=32)
    record_property("p95_seconds", quantile(found.waits, 0.95))
    assert (found.lost, found.refused, found.broken) == (0, 3, 0)
    assert found.of_control > 0.1
    assert found.look_ms < MOST_LOOK_MS


def test_a_page_that_hears_no_bell_sees_what_is_sent_all_the_same(monkeypatch):
    """Behind a proxy that does not pass the line on, it takes seconds.

    The bell stands in a part of the page of its own: else a ring would cut off what somebody presses.
    """
    parts = []
    monkeypatch.setattr(Tab, "call", lambda tab, mark, stream: parts.append(tab.bell))
    found = measure(3, rows=1, full=2)
    assert found.lost == 0
    assert parts
    assert all(parts)


def test_two_panels_on_one_journal_are_killed_in_turn_and_lose_nothing_that_they_showed():
    """What a page showed as written is in PostgreSQL, once; the state of play is that of a replay."""
    server = postgres.Server()
    try:
        server.start()
        found = told_of(2, server.address(), writers=6)
    finally:
        server.remove()
    assert found.shown >= 12
    assert (found.missing, found.doubled, found.replays) == ((), (), True)
