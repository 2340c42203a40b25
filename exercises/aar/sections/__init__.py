"""The parts of the review, each a function from what was gathered to a section of the paper."""
