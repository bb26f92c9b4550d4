"""The first run: three large choices, the way to a mailbox, the way to a mail file; nothing is read unasked."""
