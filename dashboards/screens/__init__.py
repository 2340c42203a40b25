"""The pages of the panel, one file a page, read top to bottom as the screen is."""
