"""Pieces of a page that several screens draw; what they show is decided in `dashboards.views`."""
