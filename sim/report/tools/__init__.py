"""Telling what tools are worth: tables, one page, a chart, text to paste. Nothing is computed here.

`words` and `tables` say what is shown, `page` is the HTML, `exports` the files.
"""
