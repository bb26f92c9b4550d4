"""python -m inboxguard."""

from inboxguard.app import main

if __name__ == "__main__":
    main()
