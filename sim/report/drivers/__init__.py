"""What drives a date, told: the terminal, one page, charts, text to paste, JSON.

Nothing is reckoned here; that is `sim.drivers`.
"""
