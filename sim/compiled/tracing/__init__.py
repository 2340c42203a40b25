"""What runs on flat arrays left behind, as everybody reads it: rows, and outcomes made of them.

Nothing of it is compiled.
"""
