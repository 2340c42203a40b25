"""What batches cost: `python -m benchmarks.batches [RUNS] [ENGINE]`, 2,000 runs of `quick-start` on SimPy.

`python -m benchmarks.batches memory RUNS ENGINE [SCENARIO]` plays so many runs into a study folder, in one
process, and prints its peak.
"""
