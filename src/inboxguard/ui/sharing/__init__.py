"""The page Sharing: whose copy of the address somebody seems to use, as a picture, as a table, and one trail opened.

The picture adds nothing to the wording: how sure and which way are two separate words on every card.
"""
