# ruff: noqa: A005 - the folder mirrors the room inboxguard.trace
