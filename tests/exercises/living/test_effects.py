"""Effects: from what a script declares, and to and from plain values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.living import Effect, effect_of
from exercises.script.schema import EffectDeclared
from sim.errors import BadInput

AMOUNTS = st.dictionaries(st.sampled_from(["a", "b"]), st.integers(0, 10**9), max_size=2)


def declared(**keys):
    return EffectDeclared.model_validate(keys)


def test_what_is_declared_happens_on_a_day_and_lasts():
    found = effect_of(
        declared(scale={"doctrine.x": 2.0}, lasting="10 d", withdraw={"crf": "5 M USD"}, why="a storm"),
        41.5,
        origin="rows.storm",
    )
    assert found == Effect(
        41.5, 51.5, scale={"doctrine.x": 2.0}, withdraw={"crf": 5_000_000}, why="a storm", origin="rows.storm"
    )


@pytest.mark.parametrize("answer", [2_000_000, "2 M USD"])
def test_what_is_asked_is_filled_in(answer):
    effect = declared(
        set={"doctrine.programmes.x.amount": "{amount}"},
        deposit={"crf": "{amount}"},
        lose={"corps": "{heads}"},
    )
    found = effect_of(effect, 1.0, origin="decisions.money", asked={"amount": answer, "heads": 3})
    assert (found.set, found.deposit, found.lose) == (
        {"doctrine.programmes.x.amount": answer},
        {"crf": 2_000_000},
        {"corps": 3},
    )


def test_every_answer_that_is_missing_or_cannot_be_read_is_told():
    effect = declared(deposit={"crf": "{amount}"}, lose={"corps": "{heads}"}, shift={"a.b.security": "{by}"})
    with pytest.raises(BadInput) as refusal:
        effect_of(effect, 1.0, origin="decisions.money", asked={"amount": "5 goats", "heads": 1.5})
    lines = [each.render().partition("\n")[0] for each in refusal.value.findings]
    assert lines == [
        "decisions.money: deposit.crf: '5 goats' has an unknown unit",
        "decisions.money: lose.corps: '1.5' is not a whole number",
        "decisions.money: shift.a.b.security: nobody said what {by} is",
    ]


@given(
    st.builds(
        Effect,
        day=st.floats(0.0, 1e4),
        until=st.none() | st.floats(0.0, 1e4),
        set=st.dictionaries(st.text(min_size=1), st.integers() | st.text() | st.lists(st.integers())),
        withdraw=AMOUNTS,
        gain=AMOUNTS,
        shift=st.dictionaries(st.text(min_size=1), st.floats(-1.0, 1.0)),
        why=st.text(),
        origin=st.text(),
    )
)
def test_an_effect_comes_back_from_json_as_it_went(effect):
    back = Effect.from_plain(json.loads(json.dumps(effect.plain())))
    assert (back, back.key) == (effect, effect.key)


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"day": 1, "widthdraw": {}}, "an effect has no 'widthdraw'.*Did you mean 'withdraw'"),
        ({"withdraw": {"crf": 1}}, "an effect has a day"),
        ({"day": True}, "an effect has a day"),
    ],
)
def test_plain_values_that_are_no_effect_are_refused(plain, said):
    with pytest.raises(BadInput, match=f"(?s){said}"):
        Effect.from_plain(plain)
