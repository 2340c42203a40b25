"""Exercise scripts: what may be declared, how it is checked, and those that ship."""
