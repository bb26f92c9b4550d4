"""Fuzzing for seconds what scripts/soak fuzzes for minutes, and what it found before."""
