"""Labelled texts and invented mailboxes of themes: that they are what they say, and that they are counted rightly."""
