"""Mailboxes with opt-outs of which it is known what became."""
