"""Parts of an `all` that can never be so together."""

import pytest

SECURITY = "{{when: {{measure: condition.alpha.north.security, {}}}}}"
OTHER = "  - {uid: other, title: Other, to: [embassy], objectives: [ask], "
OTHER += "options: {a: {text: A}, b: {text: B}}}\n"


def at_odds(found):
    return [each.partition(": ")[2] for each in found if "exclude each other" in each]


def all_of(*parts):
    return f"trigger: {{all: [{', '.join(parts)}]}}"


@pytest.mark.parametrize(
    "parts",
    [
        ("{at: STARTEX+02:00}", "{not: {at: STARTEX+02:00}}"),
        ("{at: STARTEX+02:00}", "{not: {at: STARTEX+01:00}}"),
        ("{at: STARTEX+02:00}", "{not: {at: day 1 11:00}}"),
        ("{not: {at: D+3}}", "{at: D+4}"),
        (SECURITY.format("above: 0.6"), SECURITY.format("below: 0.4")),
        (SECURITY.format("above: 0.4"), SECURITY.format("at_most: 0.4")),
        (SECURITY.format("below: 0.4"), "{not: " + SECURITY.format("below: 0.4") + "}"),
        ("{after: {row: other, option: a}}", "{after: {row: other, option: b}}"),
        (
            "{when: {measure: authority.alpha.north.security, is: local}}",
            "{when: {measure: authority.alpha.north.security, is: military}}",
        ),
        (
            "{when: {measure: exit.alpha, reached: true}}",
            "{when: {measure: exit.alpha, reached: false}}",
        ),
        ("{all: [manual, {at: STARTEX+02:00}]}", "{not: {at: STARTEX+01:00}}"),
    ],
)
def test_parts_that_exclude_each_other_are_found(of_row, parts):
    assert len(at_odds(of_row(all_of(*parts), others=OTHER))) == 1
    assert at_odds(of_row(all_of(*parts).replace("all: [", "any: [", 1), others=OTHER)) == []


@pytest.mark.parametrize(
    "parts",
    [
        ("{at: STARTEX+01:00}", "{at: STARTEX+02:00}"),
        ("{at: STARTEX+01:00}", "{not: {at: STARTEX+02:00}}"),
        ("{at: STARTEX+02:00}", "{not: {at: D+1}}"),
        (SECURITY.format("at_least: 0.4"), SECURITY.format("at_most: 0.4")),
        (SECURITY.format("above: 0.2"), SECURITY.format("below: 0.4")),
        ("{after: {row: other, option: a}}", "{after: {row: other, state: seen}}"),
    ],
)
def test_parts_that_can_be_so_together_are_right(of_row, parts):
    assert at_odds(of_row(all_of(*parts), others=OTHER)) == []


def test_the_part_that_is_excluded_is_named(of_row):
    found = of_row(all_of("manual", "{at: STARTEX+02:00}", "{not: {at: STARTEX+01:00}}"))
    assert found == [
        "9:56: rows.0.trigger.all.2.not: this row can never come due: "
        "part 2 of 'all' and this one exclude each other"
    ]


def test_by_hand_has_no_opposite(of_row):
    (found,) = of_row("trigger: {not: manual}")
    assert "'manual' has no opposite" in found
