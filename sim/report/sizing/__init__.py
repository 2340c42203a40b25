"""What capacity k operations need: tables, budget sheet, page, terminal and files."""
