"""Rows that wait for, or stand under, themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.script.loading import load_text
from sim.errors import BadInput


def rows(**triggers):
    return "rows:\n" + "".join(
        f"  - {{uid: {uid}, title: T, to: [embassy], objectives: [ask], trigger: {trigger}}}\n"
        for uid, trigger in triggers.items()
    )


def after(row, **more):
    return "{after: {" + ", ".join(f"{key}: {value}" for key, value in {"row": row, **more}.items()) + "}}"


def test_a_row_must_not_wait_for_itself(lines):
    assert lines(rows(a=after("a"))) == [
        "8:81: rows.0.trigger.after.row: 'a' can never come due: it waits for itself (a → a)"
    ]


def test_a_circle_is_told_once_with_its_way(lines):
    found = lines(rows(x="manual", a=after("c"), b=after("a"), c=after("b"), d=after("c")))
    assert found == [
        "9:81: rows.1.trigger.after.row: 'a' can never come due: it waits for itself (a → c → b → a)"
    ]


def test_another_way_to_come_due_opens_the_circle(lines):
    assert lines(rows(a=f"{{any: [STARTEX+00:10, {after('b')}]}}", b=after("a"))) == []


def test_all_of_a_circle_and_a_moment_stays_closed(lines):
    assert len(lines(rows(a=f"{{all: [STARTEX+00:10, {after('b')}]}}", b=after("a")))) == 1


def test_a_row_may_wait_for_another_not_to_have_come(lines):
    assert lines(rows(a=f"{{not: {after('b')}}}", b=after("a"))) == []


def test_a_row_comes_to_skipped_without_having_come_due(lines):
    assert lines(rows(a=after("b", state="skipped"), b=after("a"))) == []


def test_rows_do_not_stand_under_themselves(lines):
    text = "rows:\n" + "".join(
        f"  - {{uid: {uid}, title: T, to: [embassy], objectives: [ask], parent: {parent}}}\n"
        for uid, parent in {"a": "b", "b": "c", "c": "b"}.items()
    )
    assert lines(text) == ["9:66: rows.1.parent: 'b' stands under itself (b → c → b)"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 7), min_size=1, max_size=8))
def test_a_circle_is_found_exactly_where_following_the_arrows_comes_back(leads):
    """Each row waits for one other, or for nothing (7)."""
    from scripts import HEAD, small

    names = {f"r{at}": f"r{to}" if to < len(leads) else None for at, to in enumerate(leads)}
    text = rows(**{name: after(to) if to else "manual" for name, to in names.items()})
    closed = set()
    for name in names:
        way, at = [], name
        while at is not None and at not in way:
            way.append(at)
            at = names[at]
        if at is not None:
            closed.add(frozenset(way[way.index(at) :]))
    try:
        found = load_text(HEAD + text, "s.yaml", scenario=small()).findings
    except BadInput as error:
        found = error.findings
    told = {frozenset(each.message.partition("(")[2].rstrip(")").split(" → ")) for each in found}
    assert told == closed


@pytest.mark.timeout(20)
def test_a_long_chain_of_rows_is_no_burden(lines):
    chain = {f"r{at}": after(f"r{at + 1}") for at in range(800)} | {"r800": "manual"}
    assert lines(rows(**chain)) == []
