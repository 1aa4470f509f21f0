"""Consultations: the last day, what an answer says, who has answered, and what became of each point."""
