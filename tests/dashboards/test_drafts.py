"""Drafts: what is half written survives reloads and restarts."""

from dashboards.drafts import LONGEST, Drafts


def test_a_draft_is_there_after_a_restart(tmp_path):
    """Another process on the same file reads it."""
    Drafts(tmp_path / "d").keep("seat", "answer", "half a senten'; --\n")
    assert Drafts(tmp_path / "d").read("seat", "answer") == "half a senten'; --\n"


def test_drafts_of_others_are_not_mine(tmp_path):
    """They are kept by seat and name."""
    drafts = Drafts(tmp_path / "d")
    drafts.keep("one", "answer", "mine")
    assert drafts.read("two", "answer") == drafts.read("one", "other") == ""


def test_what_was_sent_is_forgotten_and_the_rest_is_bounded(tmp_path):
    """An empty text removes a draft; a very long one is cut."""
    drafts = Drafts(tmp_path / "d")
    drafts.keep("one", "answer", "x" * (LONGEST + 1))
    assert len(drafts.read("one", "answer")) == LONGEST
    drafts.keep("one", "answer", "")
    assert drafts.read("one", "answer") == ""
