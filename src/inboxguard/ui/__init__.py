"""What is seen: a calm window over the Audit; everything slow happens beside it."""
