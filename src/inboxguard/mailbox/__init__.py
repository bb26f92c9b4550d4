"""The outside world: mail files and IMAP mailboxes are read here and nothing in them is changed.

The one thing written is a draft, in the Drafts folder, when the person asks for it. There is no send.
"""
