"""From grids to lists: which sheet, which row of headings, which column, what each cell means.

No file is opened here and nothing is written.
"""
