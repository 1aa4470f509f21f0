"""One module per report: its view, its charts, its slides and its sheets, as `REPORT`."""
