"""Decisions, corrections and policy with real keys in real repositories."""
