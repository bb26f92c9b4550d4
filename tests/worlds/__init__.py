"""Truth mailboxes: a world is made first and its mail last, so that what the product says can be held against it."""
