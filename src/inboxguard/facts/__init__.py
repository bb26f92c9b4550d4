"""What a message says, and nothing inferred.

Bytes come in at `parsing.read` and leave as frozen, decoded dataclasses; hostile input never raises.
"""
