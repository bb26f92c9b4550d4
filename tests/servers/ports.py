"""Ports for the servers of the tests."""

import random
import socket
from contextlib import suppress

# Below the ports that systems give to connections going out (Linux from 32768), so that none of those takes the port
# before the server does; drawn, because several runs of the tests may look at the same time.
_PORTS = range(12_000, 32_000)


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    draw = random.SystemRandom()
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", draw.choice(_PORTS))) as server:
            return int(server.getsockname()[1])
