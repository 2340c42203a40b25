"""What passes the door: names, origins, seats, room, and the headers on every answer."""

import asyncio

import pytest
from knocking import ORIGIN, Door, connected
from seating import ADMINISTRATOR

from dashboards.door.guarding import HEADERS, Rules
from exercises.roles import Role

EVIL = "https://evil.example"


@pytest.fixture
def seated(door):
    """Return the cookie of an observer."""
    return door.join(door.table.link(Role.OBSERVER)).cookie


@pytest.mark.parametrize(
    "path",
    ["/", "/control", "/media/abc.csv", "/export/feed", "/_stcore/upload_file/a/b", "/_stcore/metrics"],
)
def test_without_a_seat_nothing_but_the_door_answers(door, seated, path):
    """No page, no file of a page, no export."""
    assert door.get(path).status == 403
    assert door.get(path, f"{door.table.gate.cookie('observer')}=forged.link").status == 403
    assert door.get(path, seated).status == (403 if path.startswith("/export") else 200)


@pytest.mark.parametrize("path", ["/_stcore/health", "/static/js/index.js", "/favicon.png"])
def test_what_a_browser_needs_to_show_the_door_needs_no_seat(door, path):
    """It says nothing of the exercise."""
    assert door.get(path).status == 200


@pytest.mark.parametrize("path", ["/", "/join?t=x", "/export/feed", "/media/x", "/static/x", "/nowhere"])
def test_every_answer_carries_the_headers(door, seated, path):
    """Also refusals; the door's own pages allow still less."""
    for answer in (door.get(path), door.get(path, seated), door.get(path, seated, host="other.example")):
        for name in HEADERS:
            assert name.lower() in answer.headers, (path, name)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in door.get("/").headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "", "a:b:c"])
def test_a_name_that_is_not_ours_is_not_answered(door, seated, host):
    """A name server that lies about us gains nothing; who is right is told what to do."""
    answer = door.get("/", seated, host=host)
    assert answer.status == 421
    assert "--allow-host" in answer.body


def test_names_are_told_apart_without_port_and_case(door, seated):
    """As browsers write them."""
    for host in ("localhost", "LocalHost:8501", "127.0.0.1:9"):
        assert door.get("/", seated, host=host).status == 200


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1:9999", "http://localhost:8501"])
def test_a_page_of_others_sends_no_form_and_opens_no_page(door, seated, origin):
    """Another port of this machine is another origin too."""
    token = door.table.link(Role.DIRECTOR)
    assert door.sign_in(token, "the director is in", origin=origin).status == 403

    async def told():
        task, found = await connected(door.guard, seated, origin=origin)
        task.cancel()
        return found[0]

    assert asyncio.run(told())["status"] == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_others_fetches_no_file(door, site):
    """A link to a page may stand anywhere; a file leaves for our own pages only."""
    cookie = door.sign_in(door.table.link(Role.DIRECTOR), "the director is in").cookie
    assert door.get("/export/feed?seat=director", cookie).status == 200
    assert door.get("/export/feed?seat=director", cookie, sec_fetch_site="same-origin").status == 200
    assert door.get("/export/feed?seat=director", cookie, sec_fetch_site=site).status == 403
    assert door.get("/", cookie, sec_fetch_site=site).status == 200


def test_a_proxy_whose_name_was_given_may_be_the_origin(table):
    """Where it tells us another Host than browsers see."""
    rules = Rules(frozenset({"127.0.0.1", "panel.example.org"}), frozenset({"panel.example.org"}))
    door = Door(table, rules)
    token = table.link(Role.OBSERVER)
    assert door.sign_in(token, origin="https://panel.example.org").status == 303
    assert door.sign_in(token, origin=EVIL).status == 403


def test_a_full_panel_says_so_and_control_still_comes_in(door):
    """Cells beyond the limit get a page that tries again by itself; what is open goes on."""
    cell = door.join(door.table.link(Role.CELL, "embassy")).cookie
    control = door.join(door.table.link(Role.CONTROLLER)).cookie

    async def crowd():
        kept = [await connected(door.guard, cell) for _ in range(4)]
        told = [found[0]["type"] for _, found in kept]
        refused = kept[2][1][0]
        page = await asyncio.to_thread(door.get, "/", cell)
        of_control = await connected(door.guard, control)
        for task, _ in [*kept, of_control]:
            task.cancel()
        await asyncio.sleep(0.02)
        return told, refused, page, of_control[1][0]["type"]

    told, refused, page, of_control = asyncio.run(crowd())
    assert told == ["websocket.accept"] * 2 + ["websocket.http.response.start"] * 2
    assert refused["status"] == 503
    assert (page.status, page.headers["retry-after"]) == (503, "10")
    assert "The panel is full" in page.body
    assert of_control == "websocket.accept"
    assert door.crowd.open == 0, "who leaves makes room"


def test_a_page_that_comes_back_after_its_link_was_taken_back_is_let_through_to_be_told(door, seated):
    """Its websocket opens, so that the page can say why it shows nothing; a forged one does not."""
    door.table.gate.revoke(seated.partition("=")[2].partition(".")[0], by=ADMINISTRATOR)

    async def told(cookie):
        task, found = await connected(door.guard, cookie)
        task.cancel()
        return found[0]["type"]

    assert asyncio.run(told(seated)) == "websocket.accept"
    assert (
        asyncio.run(told(f"{door.table.gate.cookie('observer')}=forged.link"))
        == "websocket.http.response.start"
    )
    assert ORIGIN.startswith("http")


def test_the_line_of_the_bell_is_for_our_own_pages_and_takes_no_place_of_theirs(door):
    """Each desk has one beside its page: a panel that is full for others is none for those inside."""
    cell = door.join(door.table.link(Role.CELL, "embassy")).cookie

    async def called(cookie, pages, **headers):
        kept = [await connected(door.guard, cell) for _ in range(pages)]
        kept += [await connected(door.guard, cookie, path="/bell", **headers) for _ in range(3)]
        for task, _ in kept:
            task.cancel()
        await asyncio.sleep(0.02)
        return [found[0]["type"] for _, found in kept]

    assert asyncio.run(called(cell, 2)) == ["websocket.accept"] * 5
    assert door.crowd.open == 0
    assert asyncio.run(called("", 0)) == ["websocket.http.response.start"] * 3
    assert asyncio.run(called(cell, 0, origin=EVIL)) == ["websocket.http.response.start"] * 3
