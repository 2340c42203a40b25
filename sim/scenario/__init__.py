"""From text to Plan: reading, patching, understanding and compiling a scenario; no run happens here."""
