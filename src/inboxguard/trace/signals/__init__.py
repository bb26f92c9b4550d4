"""One small module per dependence group; each turns attributions into evidence and never into a claim."""
