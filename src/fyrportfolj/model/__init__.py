"""What things are: frozen pydantic models of every file in a portfolio; no input or output."""
