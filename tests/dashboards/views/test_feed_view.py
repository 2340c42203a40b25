"""The feed in lines: each begins with a word of its own, also where that is two."""

from dashboards.views.feed import feed_view
from exercises.play.commands import AllClear, Emergency, Note, Start


def test_a_line_begins_with_its_word(table):
    """NO DUFF is one word, and so is what ends it."""
    for wish in (Start(), Note(text="the bridge"), Emergency(text="a player is hurt"), AllClear()):
        table.do(wish)
    found = {each.kind: (each.word, each.text) for each in feed_view(table.director, most=9)}
    assert found["emergency.called"] == ("NO DUFF", "NO DUFF a player is hurt")
    assert found["emergency.over"] == ("all clear", "all clear")
    assert found["note.made"] == ("note", "note the bridge")
