"""Lists out: into our own columns, as workbook or text, and back into the workbook they came from."""
