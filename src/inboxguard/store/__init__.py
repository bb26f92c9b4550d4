"""The memory: facts that can be fetched again, findings that can be recomputed, decisions that cannot.

Only the person can make a decision again, so decisions are what is migrated with care.
"""
