"""What the words mean: each part of the doctrine lays itself into the Plan and holds its formulas.

A formula is a small pure function over numbers that every engine calls; what is structure (steps,
needs, waits) becomes Plan. Nothing here runs, waits or draws.
"""
