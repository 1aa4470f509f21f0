"""Door to files: YAML text to models with places, and smallest edits back."""
