"""What to show others: a report that hides the person unless told otherwise and never names a theme."""
