"""The door of the panel: all that stands before its pages, from the sign-in to the refusal; no page of it."""
