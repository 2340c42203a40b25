"""The pages of the panel, one file each, top to bottom; the server runs them as scripts."""
