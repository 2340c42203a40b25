"""A fit as a change of a scenario: the path must be there, the scenario must take it, and it reads back."""

import pytest

from sim.calibrating import fit, observed_in
from sim.calibrating.proposing import check_path, path_in, proposal, why_not
from sim.errors import BadInput
from sim.scenario.patch_files import read_patch_text

TABLE = b"duration,unit\n9,d\n12,d\n14,d\n17,d\n21,d\n30,d\n"
PATH = "doctrine.steps.decide.duration"


@pytest.fixture(scope="module")
def found():
    """Return a law for six durations that were handed in."""
    return fit(observed_in(TABLE, "handed-in.csv"), "gamma", samples=20)


def test_a_table_that_was_handed_in_is_read_as_a_file_is(found):
    """By its name in errors, and known by its digest."""
    assert found.observed.days.tolist() == [9.0, 12.0, 14.0, 17.0, 21.0, 30.0]
    assert "handed-in.csv, SHA-256" in found.says
    with pytest.raises(BadInput, match=r"handed-in\.csv:2:1: '3' needs a unit"):
        observed_in(b"duration\n3\n", "handed-in.csv")
    with pytest.raises(BadInput, match="the table is empty"):
        observed_in(b"", "handed-in.csv")


def test_a_proposal_reads_back_as_the_law_with_its_evidence(found):
    patch = read_patch_text(proposal(found, PATH, "quick-start"), "decide.yaml")
    assert dict(patch.set) == {PATH: found.written}
    assert patch.label_of("set")[0] == "derived"


def test_a_path_is_that_of_a_step_and_must_be_there():
    assert path_in("decide", "quick-start") == PATH
    assert path_in("") == ""
    assert check_path("doctrine.teams.advance.travel", "quick-start") == ""
    assert "the durations must be working days too" in check_path(PATH, "quick-start")
    with pytest.raises(BadInput, match=r"step:1:1.*decid"):
        check_path("doctrine.steps.decid.duration", "quick-start", asked="step")


def test_whether_a_scenario_takes_a_patch_is_said_with_the_reason(found):
    text = proposal(found, PATH)
    assert why_not(text, "quick-start", name="decide.yaml") == ""
    assert "decide" in why_not(text, "kosovo-police-1999", name="decide.yaml")
    learned = f"{text}doctrine: [march]\n"
    assert "learned under another doctrine" in why_not(learned, "quick-start", name="decide.yaml")
