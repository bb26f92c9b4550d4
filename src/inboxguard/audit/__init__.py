"""What can be done: one noun, Audit, is everything that a screen or a command can ask for."""
