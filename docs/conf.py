"""The documents as a site: Sphinx with MyST over the same Markdown files that are read in the repository."""

from importlib.metadata import version as installed

project = "scrs"
author = "the scrs authors"
copyright = "the scrs authors, Apache-2.0"  # noqa: A001  Sphinx's name
release = installed("scrs")

extensions = ["myst_parser"]
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["_site", "building"]
suppress_warnings = ["misc.highlighting_failure"]  # what a terminal printed is in no language

html_theme = "furo"
html_title = "scrs"
html_static_path: list[str] = []
html_show_sourcelink = False
html_copy_source = False
