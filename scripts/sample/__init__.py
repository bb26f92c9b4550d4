"""Writes the sample mailboxes of `resources/demo` from the texts beside it, the same bytes every time."""
