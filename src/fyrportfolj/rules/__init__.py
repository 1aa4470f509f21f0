"""What holds: pure functions of models, no input or output."""
