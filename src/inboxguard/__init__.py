"""inboxguard shows who markets to you, whose copy of your address they got, and how to make it stop.

It runs on your own computer, sends nothing unasked and never opens personal letters.
"""

__version__ = "0.1.0"
