"""What is handed over: files that the person asked for, written where they said."""
