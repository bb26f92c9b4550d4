"""The page Overview: four findings with their ground, one picture, what came since, and at most three next steps."""
