"""A small DNS server on loopback that answers from a table, or misbehaves as told."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

Answering = Callable[[bytes], bytes | None]


class Dns:
    """A server that knows `records`: (name, type) -> texts of records; it keeps what it was asked.

    Where `odd` is set it makes the answer instead: bytes for the bytes of a question, None for silence.
    """

    host = "127.0.0.1"

    def __init__(self, records: dict[tuple[str, str], list[str]]) -> None:
        self.records = records
        self.asked: list[tuple[str, str]] = []
        self.odd: Answering | None = None
        self._is_closed = False
        self._wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._wire.bind((self.host, 0))
        self.port = int(self._wire.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def resolver(self) -> dns.resolver.Resolver:
        """Return a resolver that asks this server and nobody else."""
        own = dns.resolver.Resolver(configure=False)
        own.nameservers = [self.host]
        own.port = self.port
        return own

    def _serve(self) -> None:
        while not self._is_closed:
            try:
                question, whence = self._wire.recvfrom(4096)
            except OSError:
                return
            answer = self._answer(question)
            if answer is not None:
                with suppress(OSError):
                    self._wire.sendto(answer, whence)

    def _answer(self, question: bytes) -> bytes | None:
        asked = dns.message.from_wire(question)
        name = asked.question[0].name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(asked.question[0].rdtype)
        self.asked.append((name, kind))
        if self.odd is not None:
            return self.odd(question)
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        texts = self.records.get((name, kind), [])
        if texts:
            answer.answer.append(dns.rrset.from_text(asked.question[0].name, 60, "IN", kind, *texts))
        elif not any(known == name for known, _ in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer.to_wire()

    def close(self) -> None:
        """Stop answering."""
        self._is_closed = True
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waking:
            # Closing alone does not wake a thread that waits for a datagram.
            waking.sendto(dns.message.make_query(".", "NS").to_wire(), (self.host, self.port))
        self._thread.join(timeout=5)
        self._wire.close()
