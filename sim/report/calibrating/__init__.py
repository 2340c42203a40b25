"""How a fit is told: `words` and tables once for all, the terminal, the page, files to paste.

What was fitted is `sim.calibrating`.
"""
