"""Door to the terminal: Typer arguments, one call, one renderer for text and one for JSON."""
