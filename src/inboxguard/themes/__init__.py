"""What hurts: words of painful themes, where a mail names one, and what the person wants set aside."""
