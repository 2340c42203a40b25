"""Whatever stands in a script, it is understood or refused with places; it is never a crash."""

import copy
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from scripts import small

from exercises.script.loading import load_mapping, load_text
from sim.errors import BadInput

HERE = Path(__file__).parent
DATA = load_text(
    (HERE / "every-row.yaml").read_text("utf-8"), "every-row.yaml", scenario=small()
).document.data


def paths(value, path=()):
    """Yield the paths of a value and of all that is in it."""
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in below:
        yield from paths(each, (*path, key))


PATHS = sorted(paths(DATA), key=str)
WORDS = [
    "embassy",
    "ask",
    "warning",
    "startex",
    "manual",
    "sent",
    "{amount}",
    "D+3",
    "STARTEX+00:10",
    "STARTEX",
]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(allow_nan=True),
    st.sampled_from(
        [*WORDS, "", "x" * 200, "1 M USD", "20 min", "a.b.c", "*", "-", "day 0 10:00", "9999-01-01"]
    ),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.sampled_from(PATHS).map(lambda path: at(DATA, path)),
)


def at(value, path):
    for part in path:
        value = value[part]
    return value


def opened(data):
    """Return the script, or None, and what was found."""
    try:
        loaded = load_mapping(data, "junk", folder=HERE)
    except BadInput as error:
        return None, error.findings
    return loaded, loaded.findings


def replaced(path, junk):
    data = copy.deepcopy(DATA)
    if not path:
        return {"format": 1, "rows": junk}
    at(data, path[:-1])[path[-1]] = copy.deepcopy(junk)
    return data


@settings(deadline=None, max_examples=250)
@given(st.sampled_from(PATHS), JUNK)
@example(("clock", "zone"), "/etc/passwd")
@example(("clock", "zone"), "..")
@example(("clock", "zone"), "Europe")
@example(("clock", "startex"), "0001-01-01 00:00")
@example(("clock", "startex"), "9999-12-31 23:59")
@example(("scenario",), "\0")
def test_any_value_at_any_place_is_understood_or_refused(path, junk):
    loaded, findings = opened(replaced(path, junk))
    errors = [each for each in findings if each.severity == "error"]
    assert (loaded is None) == bool(errors)
    assert all(each.place.file and each.message and each.render() for each in findings)
    if loaded is not None:
        assert set(loaded.times) == {row.uid for row in loaded.script.rows}


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_any_key_may_be_missing(data):
    path = data.draw(st.sampled_from([each for each in PATHS if each and isinstance(each[-1], str)]))
    changed = copy.deepcopy(DATA)
    del at(changed, path[:-1])[path[-1]]
    loaded, findings = opened(changed)
    assert (loaded is None) == any(each.severity == "error" for each in findings)
