"""What to ask, in the person's language and law, and what became of it."""
