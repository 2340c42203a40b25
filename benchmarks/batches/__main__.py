"""Begins the measurements; worker processes look into this module too, and load nothing of them."""

import sys

if __name__ == "__main__":
    from benchmarks.batches.costs import told

    told(sys.argv[1:])
