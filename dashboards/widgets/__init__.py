"""Draws what views say and passes on what people ask for; what is shown and allowed is not decided here."""
