"""Our engines beside those of others, on a model that all can express: `python -m benchmarks.peers`."""
