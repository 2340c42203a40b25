"""The row that is open in the list: the pressing one until somebody chooses another, and then that one."""

from types import SimpleNamespace

import pytest
import streamlit as st

from dashboards.widgets import tables
from dashboards.widgets.opened import ROW, remember, remembered

UIDS = ["pressing", "other", "third"]


@pytest.fixture
def told(monkeypatch):
    """Return what tells the page, as a browser does, that a place of the list is marked."""
    session = {}
    monkeypatch.setattr(st, "session_state", session)

    def tell(*places):
        session["list"] = SimpleNamespace(selection=SimpleNamespace(rows=list(places)))
        tables._choose("list", UIDS, usual="pressing")
        return remembered(ROW)

    return tell


def test_the_usual_row_is_nobodys_choice(told):
    """Some browsers tell of it when the list is drawn: then the next pressing row would never come up."""
    assert not told(0)


def test_a_row_that_is_chosen_stays_until_another_is(told):
    """Also the usual one, once something else was chosen; a mark that is taken away changes nothing."""
    assert told(1) == "other"
    assert told() == "other"
    assert told(0) == "pressing"


def test_a_place_that_is_no_more_chooses_nothing(told):
    """The list may have become shorter meanwhile."""
    remember(ROW, "third")
    assert told(7) == "third"
