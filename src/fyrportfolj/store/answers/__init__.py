"""Reading answers as they came in: forms, Word, PDF, YAML and running text, all into fields with the same names."""
