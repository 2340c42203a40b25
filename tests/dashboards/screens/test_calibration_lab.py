"""The calibration lab as Streamlit runs it: a table in, laws and a patch out, every fault in a sentence."""

import sys

import pytest
import seating
from streamlit.testing.v1 import AppTest

from dashboards.widgets import served


@pytest.fixture
def lab(monkeypatch, tmp_path):
    """Return the lab, with fits that come at once."""
    main = sys.modules["__main__"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(served, "Crew", lambda *_, **__: seating.AtOnce())
    seating.let_boxes_be_typed_in(monkeypatch)
    served.clerk.clear()
    page = AppTest.from_string(
        "from dashboards.screens import calibration_lab\ncalibration_lab.show()\n", default_timeout=60
    )
    page.run()
    yield page
    sys.modules["__main__"] = main
    served.clerk.clear()


def fitted(lab, text, **fields):
    lab.text_area(key="calibration_text").set_value(text).run()
    for name, value in fields.items():
        kind = lab.text_input if name == "column" else lab.selectbox
        kind(key=f"calibration_{name}").set_value(value).run()
    lab.button(key="calibration_fit").click().run()
    assert not lab.exception, lab.exception
    parts = (lab.error, lab.code, lab.warning, lab.caption, lab.markdown)
    return "\n".join(str(each.value) for kind in parts for each in kind).replace("\\", "")


DAYS = "duration\n" + "\n".join(f"{each} d" for each in (9, 11, 12, 14, 15, 17, 20, 26))


def test_a_table_becomes_a_law_and_a_patch_with_its_evidence(lab):
    told = fitted(lab, DAYS, family="lognormal", scenario="quick-start", step="decide")
    assert "8 durations are few" in told
    assert "doctrine.steps.decide.duration" in told
    assert "evidence: derived" in told
    assert "8 durations in pasted.csv" in told
    assert "scrs compare quick-start base decide.yaml" in told
    assert [each.value for each in lab.metric[:2]] == ["8", "lognormal"]


FAULTS = (
    ("", {}, "There are no durations yet"),
    ("duration\n", {}, "nothing is fitted to fewer than 5"),
    ("duration\n3 d\n4 d\n5 d", {}, "3 durations: nothing is fitted to fewer than 5"),
    ("duration\n3 dayz\n4 d", {}, "pasted.csv:2:1"),
    ("lasted\n3 d", {}, "there is no column 'duration'"),
    ("duration\n" + "5 d\n" * 6, {}, "all 6 durations are"),
    (DAYS, {"scenario": "quick-start"}, "Say of which step"),
    (DAYS, {"step": "decid"}, "decid"),
)
"""What is pasted and chosen after each other, and what is said of it."""


def test_what_cannot_be_fitted_is_told_plainly(lab):
    """Empty, tiny, misspelt or of another scenario: a sentence and its place, and the page stays up."""
    for text, fields, why in FAULTS:
        assert why in fitted(lab, text, **fields), why
        assert not lab.metric
