"""The control panel and the assembled `scrs` command; no rule of the world or of play lives here."""
