"""Who stands behind a message: the brand that speaks, the platform that merely carried it, and on what footing."""
