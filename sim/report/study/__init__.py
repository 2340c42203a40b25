"""The report of a study: many futures of one scenario, as a page that opens offline and as pictures.

What is shown is made of `Results` by `sim.stats`; nothing is played here.
"""
