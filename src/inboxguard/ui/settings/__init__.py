"""The page Settings: who I am, accounts, appearance, subjects to set aside (behind a button), and forgetting it all."""
