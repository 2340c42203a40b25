"""The bell of pages: who is rung at, when, how many at once; and who has no line."""

import asyncio
from contextlib import suppress

import pytest
from seating import ADMINISTRATOR
from starlette.websockets import WebSocket

from dashboards import bell as ringing
from dashboards.bell import AT_ONCE, NO_SEAT, NONSENSE, Bell
from dashboards.views.desk import desk_mark
from exercises.play.commands import Release, Start
from exercises.roles import Actor, Role

CONTROL = Actor("Rosa", Role.CONTROLLER)


class Line:
    """A page's end of a line: what it says and what it hears."""

    def __init__(self, table, token, seat, named):
        self.table, self.seat = table, seat
        self.told, self.heard = asyncio.Queue(), []
        self.told.put_nowait({"type": "websocket.connect"})
        cookie = f"{table.gate.cookie(seat)}={token}"
        self.socket = WebSocket(
            {
                "type": "websocket",
                "query_string": f"seat={named or seat}".encode(),
                "headers": [(b"cookie", cookie.encode())],
            },
            self.told.get,
            self._send,
        )

    async def _send(self, message):
        self.heard.append(message.get("text") or message.get("code") or message["type"])

    def say(self, mark):
        self.told.put_nowait({"type": "websocket.receive", "text": mark})

    def hang_up(self):
        self.told.put_nowait({"type": "websocket.disconnect", "code": 1001})

    @property
    def rings(self):
        return self.heard.count("news")

    def draw(self):
        """Say that the page shows all there is."""
        self.say(desk_mark(self.table.director, Actor(self.seat, Role.CELL, self.seat)).text)


def with_a_bell(table, play):
    """Run a play with lines into a bell that watches; end all of it."""

    async def run():
        bell, tasks = Bell(table.director, table.gate), []

        def call(role=Role.CELL, cell="embassy", link=None, named=None):
            line = Line(table, link or table.link(role, cell), cell or role.value, named)
            tasks.append(asyncio.create_task(bell.answer(line.socket)))
            return line

        tasks.append(asyncio.create_task(bell.watch()))
        try:
            await play(call)
        finally:
            for each in tasks:
                each.cancel()
                with suppress(asyncio.CancelledError):
                    await each

    asyncio.run(run())


async def soon(so):
    """Wait until something is so, at most five seconds."""
    for _ in range(500):
        if so():
            break
        await asyncio.sleep(0.01)
    assert so()


async def some_looks():
    """Wait for as long as several looks take."""
    await asyncio.sleep(4 * ringing.LOOK)


@pytest.fixture
def begun(table):
    """Return a table at which play has begun."""
    table.do(Start())
    return table


def test_a_desk_is_rung_at_for_news_once_and_again_after_the_next_news(begun):
    """Nothing new, no ring; and a desk to which nothing was sent stays as it is."""

    async def play(call):
        embassy, military = call(), call(cell="military")
        embassy.draw()
        military.draw()
        await some_looks()
        assert (embassy.rings, military.rings) == (0, 0)
        begun.director.do(CONTROL, Release(row="third"))  # to the military alone
        await soon(lambda: military.rings == 1)
        military.draw()
        await some_looks()
        assert (embassy.rings, military.rings) == (0, 1)
        begun.director.do(CONTROL, Release(row="second"))
        await soon(lambda: (embassy.rings, military.rings) == (1, 2))

    with_a_bell(begun, play)


def test_a_desk_that_does_not_say_that_it_drew_is_rung_at_again(begun, monkeypatch):
    """A ring that got lost on the way is made good for."""
    monkeypatch.setattr(ringing, "AGAIN", 0.3)

    async def play(call):
        embassy = call()
        embassy.say("something of before")
        await soon(lambda: embassy.rings == 3)
        embassy.draw()
        await asyncio.sleep(0.1)
        before = embassy.rings
        await asyncio.sleep(0.7)
        assert embassy.rings == before

    with_a_bell(begun, play)


def test_only_a_few_desks_draw_at_the_same_time_and_all_are_served(begun):
    """The next is rung at when one has drawn, or has gone."""

    async def play(call):
        lines = [call() for _ in range(3 * AT_ONCE)]
        for each in lines:
            each.say("old")
        await some_looks()
        first = [each for each in lines if each.rings]
        assert len(first) == AT_ONCE
        first[0].hang_up()
        for each in first[1:]:
            each.draw()
        await soon(lambda: sum(each.rings for each in lines) == 2 * AT_ONCE)
        for _ in range(3):
            for each in lines:
                if each.rings and each is not first[0]:
                    each.draw()
            await some_looks()
        assert [each.rings for each in lines] == [1] * len(lines)

    with_a_bell(begun, play)


def test_those_that_wait_longest_come_first_however_fast_news_comes(begun):
    """Else the first desks to sit down would have it all, and the last ones nothing."""

    async def play(call):
        lines = [call() for _ in range(3 * AT_ONCE)]
        drawn = [0] * len(lines)
        for each in lines:
            each.say("never the newest")
        for _ in range(200):
            for at, each in enumerate(lines):
                if each.rings > drawn[at]:
                    drawn[at] = each.rings
                    each.say(f"never the newest {each.rings}")
            await asyncio.sleep(0.005)
        assert min(each.rings for each in lines) > 1
        assert max(each.rings for each in lines) - min(each.rings for each in lines) <= 2

    with_a_bell(begun, play)


def test_pages_that_let_it_ring_take_no_place_of_those_that_answer(begun, monkeypatch):
    """A laptop that sleeps with its lid closed is such a one."""
    monkeypatch.setattr(ringing, "AGAIN", 0.3)

    async def play(call):
        asleep = [call() for _ in range(AT_ONCE)]
        for each in asleep:
            each.say("old")
        await soon(lambda: all(each.rings > 1 for each in asleep))
        awake = call(Role.OBSERVER, "")
        awake.say("old")
        await soon(lambda: awake.rings == 1)

    with_a_bell(begun, play)


def test_a_desk_whose_link_is_taken_back_is_rung_at_so_that_it_says_so(begun):
    """It would else stand there with what it may not see any more."""

    async def play(call):
        embassy = call()
        embassy.draw()
        await some_looks()
        link = next(each for each in begun.gate.links() if each.claims.cell == "embassy")
        begun.gate.revoke(link.claims.jti, by=ADMINISTRATOR)
        await soon(lambda: embassy.heard == ["websocket.accept", "news", NO_SEAT])

    with_a_bell(begun, play)


def test_a_page_that_has_drawn_what_is_newer_than_the_last_look_is_not_rung_at(begun, monkeypatch):
    """It would say nothing to that ring, and for seconds hear nothing of real news."""
    marks = ["first"]
    monkeypatch.setattr(ringing, "STALE", 60.0)
    monkeypatch.setattr(ringing, "page_mark", lambda *_: marks[-1])

    async def play(call):
        embassy = call()
        embassy.say("first")
        await some_looks()
        marks.append("second")  # time has passed; nothing stands in the journal
        embassy.say("second")
        await some_looks()
        assert embassy.rings == 0

    with_a_bell(begun, play)


def test_a_look_that_fails_is_noted_and_the_bell_goes_on(begun, monkeypatch, caplog):
    """Whatever it is: pages would else stand still, and nobody would know."""
    monkeypatch.setattr(ringing, "TROUBLED", 0.1)
    right = ringing.page_mark
    monkeypatch.setattr(ringing, "page_mark", lambda *_: 1 / 0)

    async def play(call):
        embassy = call()
        embassy.say("old")
        await some_looks()
        assert embassy.rings == 0
        monkeypatch.setattr(ringing, "page_mark", right)
        await soon(lambda: embassy.rings == 1)

    with_a_bell(begun, play)
    assert "the bell's look failed" in caplog.text


def test_an_overview_is_rung_at_for_every_entry_but_not_faster_than_one_reads(begun):
    """Two seconds lie between two rings, however much happens."""

    async def play(call):
        observer = call(Role.OBSERVER, "")
        observer.say("something of before")
        await soon(lambda: observer.rings == 1)
        observer.say(str(begun.director.state.head))
        begun.director.do(CONTROL, Release(row="second"))
        await some_looks()
        assert observer.rings == 1
        await soon(lambda: observer.rings == 2)

    with_a_bell(begun, play)


def test_who_has_no_seat_has_no_line(begun):
    """The line is closed with a code after which a page does not call again."""

    async def play(call):
        line = call(link="forged.mark")
        await soon(lambda: line.heard == ["websocket.accept", NO_SEAT])

    with_a_bell(begun, play)


def test_the_seat_that_is_named_counts_and_no_other_of_the_same_browser(begun):
    """A cookie of the embassy opens no line to the desk of the military."""

    async def play(call):
        line = call(named="military")
        await soon(lambda: line.heard == ["websocket.accept", NO_SEAT])

    with_a_bell(begun, play)


@pytest.mark.parametrize("said", [{"text": "x" * 100}, {"bytes": b"1.1.1"}, {}])
def test_what_is_no_mark_ends_the_line(begun, said):
    """Nobody keeps megabytes here, or fills the log."""

    async def play(call):
        line = call()
        line.told.put_nowait({"type": "websocket.receive", **said})
        await soon(lambda: line.heard == ["websocket.accept", NONSENSE])

    with_a_bell(begun, play)
