"""The page Reports: choose what to reveal, look at the result, write it to a file. The preview loads nothing."""
