"""What is typed: every capability of the window as a command, with JSON for scripts."""
