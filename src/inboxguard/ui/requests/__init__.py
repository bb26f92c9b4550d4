"""The page Requests: what was asked of whom, by when they have to answer, and the letter as it was written.

Nothing is sent from here; the person sends, the page remembers.
"""
