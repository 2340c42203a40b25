"""Telling: an outcome as a page, as text in the terminal, as files. Nothing is computed here.

`theme` holds every colour, `words` every format; `dates`, `chains` and `tables` say what is shown,
`charts` draws it, `html`, `terminal` and `exports` put it there.
"""
