"""The database of pre-positioned mechanisms: a table that ships, and tables that users bring.

`cells` and `workbooks` turn a file into cells with places, `checking` cells into `rows`; `asking` and
`searching` find, `ranking` plays what to put in place first. No room is imported here: a scenario reads
tables while it is loaded, and `ranking` loads scenarios.
"""
