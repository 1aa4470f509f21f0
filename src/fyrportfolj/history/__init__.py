"""Door to git: the only room that starts it."""
