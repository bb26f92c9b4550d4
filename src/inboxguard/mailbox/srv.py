"""The IMAP servers that a domain names in DNS: SRV records (RFC 2782) for mail programs (RFC 6186)."""

from typing import TYPE_CHECKING

from inboxguard.mailbox.account import Security
from inboxguard.mailbox.found import Asked, Found, Source, server

if TYPE_CHECKING:
    import dns.resolver
    from dns.rdtypes.IN.SRV import SRV

SERVICES = {"_imaps._tcp": Security.TLS, "_imap._tcp": Security.STARTTLS}
"""What is asked for, the preferred first: encrypted from the beginning (RFC 8314 section 3), else after STARTTLS."""

_MOST_RECORDS = 10


def asked(resolver: "dns.resolver.Resolver", service: str, domain: str, address: str, seconds: float) -> Asked:
    """Return what DNS says of `service` under `domain` (A-labels), the servers in order of preference; never raises.

    Only the domain is sent, never what stands before the @. Of records of equal priority the heavier comes first:
    one server is chosen for good here, so RFC 2782's throw of dice would only confuse. `seconds` bounds the wait.
    """
    import dns.exception
    import dns.resolver

    name = f"{service}.{domain}"
    try:
        answer = resolver.resolve(f"{name}.", "SRV", search=False, lifetime=seconds)
        records: list[SRV] = sorted(answer, key=lambda record: (record.priority, -record.weight))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return Asked("DNS", name, "no entry")
    except dns.exception.Timeout:
        return Asked("DNS", name, "no answer in time")
    except (dns.exception.DNSException, OSError, ValueError, EOFError):
        return Asked("DNS", name, "no usable answer")
    found: list[Found] = []
    for record in records[:_MOST_RECORDS]:
        host = record.target.to_text(omit_final_dot=True)
        # "." says that the service is decidedly not offered (RFC 6186 section 3.4).
        one = server(domain, host, record.port, SERVICES[service], address, Source.SRV) if host != "." else None
        if one is not None:
            found.append(one)
    if not found:
        offered = any(record.target.to_text() != "." for record in records)
        return Asked("DNS", name, "no usable server" if offered else "not offered")
    return Asked("DNS", name, "found", tuple(found))
