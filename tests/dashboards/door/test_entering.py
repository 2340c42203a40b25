"""Who comes in: links with and without a password, used once, tried often, forged in every way."""

import pytest
import seating
from hypothesis import given, settings
from hypothesis import strategies as st
from knocking import Door, quick
from seating import ADMINISTRATOR, shown

from dashboards import house
from dashboards.access import sign
from exercises.errors import Refused
from exercises.roles import Role

RIGHT = "the director is in"


def entries(table, kind):
    return [each for each in table.director.since(0) if each.kind == kind]


def test_a_link_without_password_sets_a_cookie_and_leads_away_from_the_address(door):
    """No script reads the cookie, and it goes to nobody else's pages."""
    token = door.table.link(Role.CELL, "embassy")
    answer = door.join(token)
    assert (answer.status, answer.headers["location"]) == (303, "/?seat=embassy")
    assert answer.cookie == f"{door.table.gate.cookie('embassy')}={token}"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]
    assert entries(door.table, "link.opened")[0].payload["address"] == "127.0.0.1"


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMINISTRATOR])
def test_director_and_administrator_need_their_password_beside_the_link(door, role):
    """The link alone shows a form; as a cookie it is worth nothing."""
    token = door.table.link(role)
    page = door.join(token)
    assert page.status == 200
    assert "password" in page.body
    assert not page.cookie
    assert door.get("/", f"{door.table.gate.cookie(role)}={token}").status == 403
    answer = door.sign_in(token, f"the {role} is in")
    assert answer.status == 303
    assert door.get("/", answer.cookie).body == "inside"
    assert door.join(token, answer.cookie).status == 303, "whoever sits there is not asked again"


def test_a_cookie_is_worth_nothing_for_another_link_or_after_a_new_password(door):
    """What proves the password is over the link and the password as it was."""
    one, other = door.table.link(Role.DIRECTOR), door.table.link(Role.ADMINISTRATOR)
    cookie = door.sign_in(one, RIGHT).cookie
    seal = cookie.partition("=")[2].split(".", 2)[2]
    assert door.get("/", f"{door.table.gate.cookie('administrator')}={other}.{seal}").status == 403
    assert door.get("/", cookie).status == 200
    door.table.gate.passwords._kept[Role.DIRECTOR] = quick("another one now")
    assert door.get("/", cookie).status == 403


def test_five_wrong_passwords_a_minute_and_no_more_however_many_are_sent(door):
    """Then the right one is refused too, until the minute is over; each try is an entry without the word."""
    token = door.table.link(Role.DIRECTOR)
    answers = [door.sign_in(token, "wrong wrong wrong") for _ in range(8)]
    assert {each.status for each in answers} == {403}
    assert "4 more tries" in answers[0].body
    assert "oo many wrong passwords" in answers[7].body
    assert "oo many wrong passwords" in door.sign_in(token, RIGHT).body
    noted = entries(door.table, "access.refused")
    assert sum(each.payload["reason"] == "a wrong password" for each in noted) == 5
    assert "wrong wrong" not in str(noted)
    door.table.wall.pass_(61)
    assert door.sign_in(token, RIGHT).status == 303


def test_a_server_whose_clock_is_set_back_keeps_nobody_out_for_an_hour(door):
    """Wrong passwords of before lie ahead then; they are not of this minute."""
    token = door.table.link(Role.DIRECTOR)
    for _ in range(5):
        door.sign_in(token, "wrong wrong wrong")
    door.table.wall.pass_(-3_600)
    assert door.sign_in(token, RIGHT).status == 303


def test_other_addresses_are_not_kept_out_but_gain_little(door):
    """Five tries from each, twenty for the seat; another seat goes on as it was."""
    token = door.table.link(Role.DIRECTOR)
    for _ in range(5):
        door.sign_in(token, "wrong wrong wrong", peer="10.0.0.1")
    assert "more tries" in door.sign_in(token, "wrong wrong wrong", peer="10.0.0.2").body
    for number in range(30):
        door.sign_in(token, "wrong wrong wrong", peer=f"10.0.1.{number}")
    noted = entries(door.table, "access.refused")
    assert sum(each.payload["reason"] == "a wrong password" for each in noted) == 20
    assert door.sign_in(door.table.link(Role.ADMINISTRATOR), "the administrator is in").status == 303


def test_tries_are_counted_in_the_journal_so_that_a_restart_gives_none_back(door):
    """Another gate on the same journal knows them."""
    from dashboards.access import Gate

    token = door.table.link(Role.DIRECTOR)
    for _ in range(5):
        door.sign_in(token, "wrong wrong wrong")
    again = Gate(door.table.house.journal, door.table.director, b"any", clock=door.table.wall)
    assert again.wrong_tries("director", 60.0) == ["127.0.0.1"] * 5


def test_a_link_for_one_browser_is_the_first_ones(door):
    """Who only looks takes nothing; whoever comes second, or replays the link as a cookie, is refused."""
    link = door.table.gate.issue(Role.CELL, cell="embassy", by=ADMINISTRATOR, once=True)
    assert "one browser" in door.join(link.token).body
    first = door.sign_in(link.token)
    assert first.status == 303
    assert door.get("/", first.cookie).status == 200
    assert "another one has it" in door.sign_in(link.token).body
    assert door.get("/", f"{door.table.gate.cookie('embassy')}={link.token}").status == 403
    assert door.join(link.token, first.cookie).status == 303


def test_what_is_no_link_of_this_exercise_is_turned_away_and_noted(door):
    """Also the link of another exercise with the same key."""
    claims = door.table.gate.admit(door.table.link(Role.OBSERVER))
    from dataclasses import replace

    foreign = sign(replace(claims, exercise="another", jti="elsewhere"), b"a key for tests")
    for token in ("", "nonsense", foreign, f"{claims.jti}.{foreign.partition('.')[2]}"):
        answer = door.join(token)
        assert answer.status == 403
        assert "ask the administrator" in answer.body.lower()
    assert entries(door.table, "access.refused")


def test_a_link_that_expired_or_was_taken_back_shows_why(door):
    """At the link, and at every page of whoever had come in by it."""
    token = door.table.link(Role.OBSERVER)
    cookie = door.join(token).cookie
    door.table.gate.revoke(token.partition(".")[0], by=ADMINISTRATOR)
    for answer in (door.join(token), door.get("/overview", cookie)):
        assert (answer.status, "taken back" in answer.body) == (403, True)
    old = door.table.link(Role.OBSERVER)
    door.table.wall.pass_(15 * 86_400)
    assert "expired" in door.join(old).body


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_no_text_is_a_link(text):
    """Whatever is sent as one is refused, and nothing breaks."""
    from playing import director_of

    from dashboards.access import Gate

    journal = __import__("exercises.journal.memory", fromlist=["MemoryJournal"]).MemoryJournal()
    journal.create("test", {"script": "", "scenario": ""})
    director, wall = director_of({"uid": "a"}, journal=journal)
    with pytest.raises(Refused):
        Gate(journal, director, b"key", clock=wall).admit(text)


def test_a_form_that_is_too_large_or_broken_takes_no_seat(door):
    """It is read as far as a form goes."""
    token = door.table.link(Role.DIRECTOR)
    assert door.post("/sign-in", {"t": token, "password": "x" * 10_000}).status == 403
    assert door.post("/sign-in", {}).status == 403


def test_leaving_takes_the_cookie_away(door):
    """Only our own page may ask for it; who opens its address is asked first, and loses nothing."""
    cookie = door.join(door.table.link(Role.OBSERVER)).cookie
    asked = door.get("/leave?seat=observer", cookie)
    assert 'method="post" action="/leave?seat=observer"' in asked.body
    assert not asked.cookie
    answer = door.post("/leave?seat=observer", {}, cookie)
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert answer.cookie.partition("=")[0] == cookie.partition("=")[0]
    assert door.post("/leave?seat=observer", {}, cookie, origin="https://evil.example").status == 403


def test_whoever_leaves_by_a_link_for_one_browser_is_told_that_it_is_spent(door):
    """Others may come back by theirs."""
    link = door.table.gate.issue(Role.CELL, cell="embassy", by=ADMINISTRATOR, once=True)
    said = [door.get("/leave?seat=embassy", door.sign_in(link.token).cookie).body]
    said.append(door.get("/leave?seat=observer", door.join(door.table.link(Role.OBSERVER)).cookie).body)
    assert ["spent" in each for each in said] == [True, False]


def test_two_panels_of_one_machine_keep_their_seats_apart(door, tmp_path, monkeypatch):
    """Browsers know cookies by host, not by port: each panel has names of its own, and reads no others."""
    here = door.join(door.table.link(Role.OBSERVER)).cookie
    monkeypatch.setattr("seating.KEY", b"the key of another")
    with monkeypatch.context() as other:
        there = Door(seating.table_in(tmp_path, other))
        elsewhere = there.join(there.table.link(Role.OBSERVER)).cookie
        assert there.get("/", f"{here}; {elsewhere}").body == "inside"
    house.house.clear()
    assert here.partition("=")[0] != elsewhere.partition("=")[0]
    assert door.get("/", f"{here}; {elsewhere}").body == "inside"
    assert "needs a join link" in door.get("/", elsewhere).body


def test_a_page_whose_password_was_changed_shows_nothing_more(door):
    """The next look of an open page asks again, as it does for links."""
    from dashboards.door.entering import Entering

    cookie = Entering(door.table.gate).enter(door.table.link(Role.DIRECTOR), address="::1", password=RIGHT)
    page = door.table.open(cookie)
    assert "A small exercise" in shown(page)
    door.table.gate.passwords._kept[Role.DIRECTOR] = door.table.gate.passwords._kept[Role.ADMINISTRATOR]
    page.run()
    assert "asks for more than its link" in shown(page)
    assert not page.metric


def test_the_door_needs_nothing_of_the_exercise_to_say_no(table):
    """Without a link nobody learns which exercise this is."""
    assert "A small exercise" not in Door(table).get("/").body
