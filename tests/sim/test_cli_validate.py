"""The verb validate as a user types it: what is printed, and the exit codes 0, 1 and 5."""

import json

import pytest
from typer.testing import CliRunner

from sim.cli import app


def validate(*words):
    return CliRunner().invoke(app, ["validate", "--workers", "1", *map(str, words)])


def test_history_that_is_missed_is_exit_code_5():
    result = validate("--scenario", "east-timor-interfet-2000", "-n", 60)
    assert result.exit_code == 5
    assert "east-timor-interfet-2000: 3 of 5 tests passed: MISSED" in result.output
    assert "not used for calibration: 0 of 2 tests passed" in result.output


def test_history_that_is_held_is_exit_code_0_and_calibration_is_said():
    result = validate("--scenario", "kosovo-police-1999", "-n", 100, "--quiet")
    assert result.exit_code == 0, result.output
    assert "kosovo-police-1999: 4 of 4 tests passed: held" in result.output
    assert "none: a check of the code, not of the model" in result.output


def test_json_is_one_object_with_every_test():
    result = validate("--scenario", "kosovo-police-1999", "-n", 20, "--seed", 3, "--json")
    found = json.loads(result.stdout)
    assert (found["n"], found["seed"], len(found["tests"])) == (20, 3, 4)
    assert result.exit_code == (0 if found["passed"] else 5)
    first = found["tests"][0]
    assert (first["asks"], first["of"], first["real"], first["calibrated"]) == (
        "days_to_strength",
        "2359",
        289.0,
        True,
    )
    assert first["p5"] <= first["p50"] <= first["p95"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--scenario", "kosovo-police-1998"), "Did you mean 'kosovo-police-1999'?"),
        (("--history", "nowhere"), "events.csv: cannot be read: no such file or directory"),
    ],
)
def test_what_is_not_there_is_exit_code_1(words, expected):
    result = validate(*words)
    assert result.exit_code == 1
    assert expected in result.output
