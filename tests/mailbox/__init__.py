# ruff: noqa: A005 - the folder mirrors the room of that name and is only ever imported as tests.mailbox
