"""Command line or window; makes the Audit, the Jobs and the Window and lets them meet."""


def main() -> None:
    """Run inboxguard."""
