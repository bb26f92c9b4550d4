"""Reads a password without showing it."""

import sys

import click

from inboxguard.errors import Refused


def read_password(what: str = "password", option: str = "--password-stdin") -> str:
    """Return the first line of standard input, which is UTF-8; raises Refused when it is empty or no text."""
    if sys.stdin is None:  # closed by whoever began the program
        raise Refused(f"There is no standard input to read the {what} from. Pipe it in, or leave out {option}.")
    try:
        # utf-8-sig, because some shells begin what they pipe with a byte order mark.
        password = sys.stdin.buffer.readline().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Refused(f"The {what} on standard input is no UTF-8 text. Pipe it in as UTF-8.") from None
    if not password:
        raise Refused(f"No {what} came on standard input. Pipe it in, or leave out {option}.")
    return password


def ask_password(address: str) -> str:
    """Ask for the password on the terminal; raises Refused where there is none."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Refused("There is no terminal to ask for the password. Pipe it in with --password-stdin.")
    return str(click.prompt(f"Password of {address}", hide_input=True, err=True))
