"""The door to files: reading, placing, loading and editing."""
