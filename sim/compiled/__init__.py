"""The same Plan on flat arrays: the compiled engine, which must give what `sim.engine` gives.

Modules have the names, and functions the order, of the rooms of `sim.engine`, whose words say what
happens; here is only how it is done without objects. No formula lives here: those are `sim.domain`.
"""
