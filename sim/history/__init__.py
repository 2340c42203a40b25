"""Validation against history: what happened, dated; what is asked of it; how a simulation compares.

    events.csv   what happened, with label and source number
    tests.csv    what is asked: scenario, case, quantity, whether it was used for calibration
    reading      both files, every fault with its place
    records      what happened in one history, real or simulated, in one form
    asked        the quantities: one function for the real and the simulated record
    playing      replications of the scenarios on several processes
    judging      where the real value lies, how wide the interval is, the verdict

The scenarios stand in the library; calibrating them is nobody's job here.
"""
