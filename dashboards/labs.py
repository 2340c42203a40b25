"""The labs on their own, without an exercise: `scrs labs`.

The pages are `dashboards.screens`; in the panel they stand among the others.
"""

from __future__ import annotations

import streamlit as st

from dashboards.screens import batch_lab, calibration_lab, rehearsal_lab, replay, timeline_lab
from dashboards.widgets import style
from dashboards.widgets.first_page import ROOT, by_its_name


def main() -> None:
    """Run the page that the address names."""
    st.set_page_config(page_title="scrs labs", layout="wide")
    pages = [
        st.Page(timeline_lab.show, title="Timeline lab", url_path=ROOT, default=True),
        st.Page(batch_lab.show, title="Batch lab", url_path="batch-lab"),
        st.Page(rehearsal_lab.show, title="Rehearsal lab", url_path="rehearsal-lab"),
        st.Page(calibration_lab.show, title="Calibration lab", url_path="calibration-lab"),
        st.Page(replay.show, title="Replay", url_path="replay"),
    ]
    style.lay(top="4.4rem")
    st.navigation([*pages, by_its_name(pages[0], "timeline-lab")], position="top").run()


if __name__ == "__main__":  # a worker that imports the script of its parent must not run it
    main()
