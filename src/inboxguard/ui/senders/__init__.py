"""The page Senders: who mails, since when, on what footing, and what can be done about each of them."""
