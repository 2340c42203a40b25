"""Files of lists, opened with care: workbooks and separated values → grids of plain cells.

What the cells mean is `reading`; writing files is `writing`.
"""
