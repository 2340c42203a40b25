"""`scrs mechanisms` prints tables or one JSON object, and says what is wrong without a traceback."""

import json

import pytest
from typer.testing import CliRunner

from sim.cli import app

SCENARIO = """\
format: 1
title: One programme, nothing in place
start: 2005-10-01
horizon: 3 y
evidence: judgement
funds: {crf: {opening: 20 M USD}}
doctrine: {programmes: {courts: {sector: justice, amount: 4 M USD}}}
crises: {alpha: {country: Alpha, region: west-africa}}
"""


def scrs(*words, columns=200):
    return CliRunner().invoke(app, ["mechanisms", *map(str, words)], env={"COLUMNS": str(columns)})


def test_a_search_prints_what_fits_and_that_the_table_is_invented():
    result = scrs(
        "--sector", "justice", "--region", "west-africa", "--needed-by", "D+30", "--amount", "5 M USD"
    )
    assert result.exit_code == 0
    assert "10 mechanisms fit" in result.output
    assert result.output.index("jus_community_reconciliation") < result.output.index("any_crisis_pool_un")
    assert "invented" in result.output


def test_a_search_can_be_read_in_eighty_columns():
    """Names and kinds stand in whole words, below each other."""
    found = scrs("--sector", "justice", "--needed-by", "D+30", columns=80).output
    assert "jus_rule_of_law_west_africa " in found
    assert "justice · any · trust fund · UN" in found
    assert "…" not in found


def test_json_is_one_object_and_nothing_else():
    found = json.loads(scrs("--sector", "justice", "--needed-by", "D+30", "--json").output)
    assert found["wanted"] == {"sector": "justice", "needed_by": 30.0}
    assert found["mechanisms"][0]["name"] == "jus_community_reconciliation"
    assert found["nearest"] is False


def test_no_hit_tells_what_was_nearest():
    result = scrs("--sector", "justice", "--needed-by", "D+3", "--text", "mobile courts")
    assert "Nothing fits; nearest" in result.output
    assert "cannot be by then" in result.output


def test_a_table_of_ones_own_is_searched(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text("name,sector,ceiling\nours,justice,5 M USD\n", "utf-8")
    result = scrs("--table", path)
    assert "1 mechanism fits" in result.output
    assert "invented" not in result.output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--sector", "justise"], "Did you mean 'justice'?"),
        (["--table", "nowhere.csv"], "nowhere.csv: there is no such file"),
        (["--own"], "--own: goes with --rank"),
        (["--rank", "quick-start", "--sector", "justice"], "--sector: does not go with --rank"),
        (["--rank", "quick-strat"], "Did you mean 'quick-start'?"),
    ],
)
def test_what_is_wrong_is_told(words, expected):
    result = scrs(*words)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)
    assert expected in result.output


def test_a_ranking_prints_days_saved_with_their_interval(tmp_path):
    scenario, table = tmp_path / "s.yaml", tmp_path / "ours.csv"
    scenario.write_text(SCENARIO, "utf-8")
    table.write_text("name,sector,ceiling,keeping_cost\nours,any,50 M USD,100 k USD\n", "utf-8")
    result = scrs("--rank", scenario, "--table", table, "-n", "3", "--top", "1", "--json")
    found = json.loads(result.output[result.output.index("{") :])
    assert (found["futures"], found["alone"][0]["name"]) == (3, "ours")
    low, mean, high = (found["alone"][0]["obligation"][each] for each in ("low", "mean", "high"))
    assert low <= mean <= high
    assert mean > 100.0
