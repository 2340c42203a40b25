"""Telling comparisons: sides over the same futures, and what sets two files apart. Nothing is computed here.

`words` and `tables` say what is shown, `page` is the HTML, `exports` the files; `explained` does all that
for `scrs diff`.
"""
