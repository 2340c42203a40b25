"""Known answers: published and exact cases that the engine must reproduce (`scrs selftest`).

The JSON files beside this one are the cases with their provenance; `checks` plays them.
"""
