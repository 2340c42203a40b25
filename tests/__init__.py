"""The tests, and what is run from them by `python -m tests.…`; nothing here is imported by the product.

A package in so many words: some that others install bring a folder `tests` of their own, which would win
over one without this file.
"""
