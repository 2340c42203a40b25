"""An exercise in lines of text: commands as people type them, and what happened as a feed to read.

No screen and no terminal lives here: lines in, lines out.
"""
