"""Patches laid over a document: what changes, whose line a changed value has, and what is refused."""

import copy

import pytest

from sim.errors import BadInput, UnknownPath
from sim.scenario.patches import Patch, apply, patch_from, patch_from_set
from sim.scenario.reading import read_text

TEXT = """\
title: Here
pools:
  active_corps: {size: 100, rest: 90 d}
  standby_corps: {size: 500}
funds:
  crf: {opening: 100 M USD, queue: priority}
doctrine:
  steps:
    design: {after: [decide], duration: {pert: [9 d, 19 d, 44 d]}}
  teams:
    advance: {size: 12, travel: 3 d}
    field: {size: 8, travel: {uniform: [2 d, 6 d]}}
    quiet: {size: 2}
risks:
  - {chance: 0.15}
  - {chance: 0.3}
variants:
  larger: {set: {pools.active_corps: {size: 250, rest: 30 days}}}
"""


@pytest.fixture
def document():
    return read_text(TEXT, "a.yaml")


def refused(document, *patches):
    with pytest.raises(BadInput) as caught:
        apply(document, patches)
    return caught.value


def test_a_value_is_set_and_the_rest_stays(document):
    changed = apply(document, [Patch({"pools.active_corps.size": 250})])
    expected = copy.deepcopy(document.data)
    expected["pools"]["active_corps"]["size"] = 250
    assert changed.data == expected
    assert changed.name == "a.yaml"
    assert changed.digest != document.digest


def test_the_document_given_stays_as_it_is(document):
    before = copy.deepcopy(document)
    apply(document, [Patch({"pools.*.size": 1, "risks.0.chance": 0.5}, {"funds.crf.opening": 2})])
    assert document == before
    assert document.digest == before.digest


def test_what_does_not_change_is_shared_not_copied(document):
    changed = apply(document, [Patch({"pools.active_corps.size": 250})])
    assert changed.data["doctrine"] is document.data["doctrine"]
    assert changed.data["pools"] is not document.data["pools"]


def test_items_of_lists_are_set_by_their_index(document):
    changed = apply(document, [Patch({"risks.1.chance": 0.5})])
    assert changed.data["risks"] == [{"chance": 0.15}, {"chance": 0.5}]


def test_a_new_key_may_be_set_where_its_parent_is(document):
    changed = apply(document, [Patch({"funds.crf.quick_start_ceiling": "0 USD", "horizon": "3 y"})])
    assert changed.data["funds"]["crf"]["quick_start_ceiling"] == "0 USD"
    assert changed.data["horizon"] == "3 y"


def test_a_star_sets_all_that_are_there(document):
    changed = apply(document, [Patch({"doctrine.teams.*.tour": "180 d", "risks.*.chance": 0})])
    assert [team["tour"] for team in changed.data["doctrine"]["teams"].values()] == ["180 d"] * 3
    assert changed.data["risks"] == [{"chance": 0}, {"chance": 0}]


def test_a_star_at_the_end_replaces_the_children(document):
    changed = apply(document, [Patch({"pools.*": {"size": 1}})])
    assert changed.data["pools"] == {"active_corps": {"size": 1}, "standby_corps": {"size": 1}}


def test_a_factor_scales_what_matches_and_passes_over_what_has_no_such_key(document):
    changed = apply(document, [Patch(scale={"doctrine.teams.*.travel": 1.5, "pools.*.size": 0.5})])
    teams = changed.data["doctrine"]["teams"]
    assert teams["advance"]["travel"] == "4.5 d"
    assert teams["field"]["travel"] == {"uniform": ["3 d", "9 d"]}
    assert teams["quiet"] == {"size": 2}
    assert [pool["size"] for pool in changed.data["pools"].values()] == [50, 250]


def test_patches_are_laid_in_order_and_within_one_set_goes_before_scale(document):
    patches = [Patch({"risks.0.chance": 0.2}, {"risks.0.chance": 2}), Patch(scale={"risks.0.chance": 0.5})]
    assert apply(document, patches).data["risks"][0] == {"chance": 0.2}


def test_a_changed_value_stands_where_the_patch_says_so(document):
    changed = apply(document, [patch_from(document, ("variants", "larger"))])
    place = changed.place(("pools", "active_corps", "rest"))
    assert (str(place), place.text[place.column - 1 :][: place.width]) == ("a.yaml:18:56", "30 days")
    assert place.path == "variants.larger.set.pools.active_corps.rest"
    assert str(changed.key_place(("pools", "active_corps", "rest"))) == "a.yaml:18:50"
    assert str(changed.key_place(("pools", "active_corps"))) == "a.yaml:3:3"
    missing = changed.place(("pools", "active_corps", "queue"))
    assert (str(missing), missing.path) == ("a.yaml:18:38", "variants.larger.set.pools.active_corps.queue")


def test_a_value_from_the_command_line_stands_there(document):
    changed = apply(document, [patch_from_set("funds.crf.ceilling=5 USD")])
    assert str(changed.place(("funds", "crf", "ceilling"))) == "--set:1:20"
    assert str(changed.key_place(("funds", "crf", "ceilling"))) == "--set:1:1"


def test_a_scaled_value_stands_at_its_factor(document):
    patches = [Patch(scale={"doctrine.steps.design.duration": 2}, name="weather")]
    changed = apply(document, patches)
    assert str(changed.place(("doctrine", "steps", "design", "duration", "pert", 2))) == "weather"


def test_places_of_what_is_gone_are_gone_too(document):
    changed = apply(document, [Patch({"pools.active_corps": {}})])
    assert ("pools", "active_corps", "size") not in changed.places
    assert ("pools", "active_corps", "size") not in changed.key_places


@pytest.mark.parametrize(
    ("path", "message", "suggestion"),
    [
        ("pols.active_corps.size", "the scenario has no 'pols'", "pools.active_corps.size"),
        ("pools.activ_corps.size", "'pools' has no 'activ_corps'", "pools.active_corps.size"),
        ("title.en", "'title' holds nothing below it", ""),
        ("risks.2.chance", "'risks' has no '2'", ""),
        ("risks.last.chance", "'risks' has no 'last'", ""),
        ("doctrine.steps.*.needs.crew", "'doctrine.steps.*' has no 'needs'", ""),
        ("doctrine.staps.*.needs.crew", "'doctrine' has no 'staps'", "doctrine.steps.*.needs.crew"),
        ("pools.active_corps.size.*", "'pools.active_corps.size' holds nothing below it", ""),
        ("pools..size", "'pools' has no ''", ""),
        ("pools.", "'pools' has no ''", ""),
        ("", "the scenario has no ''", ""),
    ],
)
def test_a_path_that_leads_nowhere_says_how_far_it_leads(document, path, message, suggestion):
    error = refused(document, Patch({path: 5}, name="mine"))
    assert type(error) is UnknownPath
    (finding,) = error.findings
    assert finding.message == f"'{path}' is not there: {message}"
    assert finding.suggestion == suggestion


def test_what_is_there_instead_is_listed(document):
    (finding,) = refused(document, Patch({"pools.corps.size": 5})).findings
    assert finding.allowed == "active_corps, standby_corps"
    assert finding.place.path == "pools.corps.size"


@pytest.mark.parametrize("path", ["pools.active_corps.yield", "doctrine.teams.*.trvel", "risks.2"])
def test_only_what_is_there_is_scaled(document, path):
    assert type(refused(document, Patch(scale={path: 2}))) is UnknownPath


def test_an_unknown_path_is_shown_where_the_patch_names_it(document):
    (finding,) = refused(document, patch_from_set("pools.corps.size=5")).findings
    assert finding.render() == (
        "--set:1:1: pools.corps.size: 'pools.corps.size' is not there: 'pools' has no 'corps'\n"
        "     1 | pools.corps.size=5\n"
        "       | ^^^^^^^^^^^^^^^^\n"
        "  allowed: active_corps, standby_corps."
    )


@pytest.mark.parametrize(
    ("path", "suggestion"),
    [
        ("doctrine.steps.design", "doctrine.steps.design.duration"),
        ("title", ""),
        ("risks", ""),
        ("funds.crf", ""),
    ],
)
def test_what_has_no_size_is_not_scaled(document, path, suggestion):
    error = refused(document, Patch(scale={path: 2}))
    assert type(error) is BadInput
    assert error.findings[0].suggestion == suggestion


@pytest.mark.parametrize("factor", [0, -1, "2", None, True, float("nan")])
def test_a_factor_is_a_number_above_0(document, factor):
    error = refused(document, Patch(scale={"risks.0.chance": factor}))
    assert error.findings[0].message.endswith("is not a factor")


def test_all_that_is_wrong_with_all_patches_is_told_at_once(document):
    patches = [Patch({"pols.a": 1, "title": "x"}), Patch({"fund.b": 2}, {"title": 2})]
    error = refused(document, *patches)
    assert type(error) is BadInput
    assert len(error.findings) == 3
