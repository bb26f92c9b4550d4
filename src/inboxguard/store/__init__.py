"""The memory: facts that can be fetched again, findings that can be recomputed, decisions that only the person can make."""
