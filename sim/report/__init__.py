"""Telling: an outcome as a page, as text in the terminal, as files. Nothing is computed here.

`theme` holds every colour, `words` every format; `timeline` and `charts` draw, `sections` says what
stands on the page, `html`, `terminal` and `exports` put it there.
"""
