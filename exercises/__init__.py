"""Exercises put people in the loop: scripts, clock, journal and director; no screen lives here."""
