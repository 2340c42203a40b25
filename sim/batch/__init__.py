"""Many runs: what is kept of each, where they are played, how they are stored.

Numbers with intervals are made of them in `sim.stats`; nothing is drawn or printed here.
"""
