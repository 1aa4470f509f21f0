"""Judging a history: commits come in as values, findings go out; nothing here knows git."""
