"""What one message is taken to be: the light record on which everything after the parsing stands.

Analysis streams over the stored messages once and keeps only these, so that a mailbox of 100,000
messages fits in memory; texts stay in the database.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inboxguard.facts.message import MessageKey


class Kind(StrEnum):
    """The five kinds of mail (commands.md)."""

    MARKETING = "marketing"
    TRANSACTIONAL = "transactional"
    PERSONAL = "personal"
    DISCUSSION = "discussion"
    SPAM = "spam"


class Role(StrEnum):
    """What a message shows about the person's own doings with the organisation."""

    SIGN_UP = "sign_up"
    """Asks to confirm an address, or thanks for signing up, at the person's doing."""
    CONFIRMED = "confirmed"
    """Says that the sign-up was confirmed (double opt-in)."""
    WELCOME = "welcome"
    """Only greets: lists that were imported send these too."""
    PURCHASE = "purchase"
    """An order, receipt, invoice, booking or delivery."""
    ACCOUNT = "account"
    """Password, security code, account data."""
    LEFT = "left"
    """Confirms that the person left the list."""
    OPT_OUT = "opt_out"
    """The person's own unsubscribe mail or objection, found in Sent."""
    WROTE = "wrote"
    """Another mail that the person wrote to the organisation."""


@dataclass(frozen=True, slots=True)
class Legal:
    """Legal identity read from a footer: entity name, registration or VAT number, postal address (or None each)."""

    entity: str | None = None
    number: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks in a message, what kind it is and why, and what it shows; nothing here needs the text again."""

    message: MessageKey
    message_id: str | None
    at: datetime | None
    subject: str
    kind: Kind
    reasons: tuple[str, ...]
    """Codes of resources/senders/reasons/<lang>.toml."""
    organisation: str | None
    """Organisational domain (lower case, A-label) of the brand that speaks; for outgoing mail: of whom it went to."""
    name: str
    address: str | None
    authenticated: bool | None
    attested: str | None
    recipient: str | None
    """Which of the person's addresses it came to; for their own mail the address it was written from."""
    outgoing: bool
    platform: str | None
    account: str | None
    """Account id on `platform`, only where authentication agrees."""
    list_id: str | None
    sending_domains: tuple[str, ...]
    """Organisational domains that authentication attests (DKIM d=, bounce domain), the brand's own included."""
    out_domains: tuple[str, ...]
    """Organisational domains of unsubscribe and preference links and mailto targets."""
    way_out: bool
    """Offers any way to unsubscribe."""
    role: Role | None
    legal: Legal
    language: str | None
    hosted_for: str | None = None
    """Name of the advertised brand where the organisation says it mails on that brand's behalf."""
    out_addresses: tuple[str, ...] = ()
    """Targets of mailto: in List-Unsubscribe (lower case): a mail that the person wrote there is an unsubscribe."""
    trackers: tuple[str, ...] = ()
    """Organisational domains, neither the sender's nor its platform's, told when the mail is opened or clicked."""
    address_to: tuple[str, ...] = ()
    """Those of `trackers` that get the person's address or a digest of it."""
    personal: tuple[str, ...] = ()
    """What the mail shows that its sender knows of the reader, as codes of senders.personal."""
    unopened: bool = False
    """Bulk mail of which the text was not read: what it would have shown is not known."""
    reply_domain: str | None = None
    """Organisational domain of Reply-To, None where it names none or an address that only carries."""
    campaigns: tuple[str, ...] = ()
    """Values of campaign, affiliate and sub-id parameters of its links, as written; at most ten, 60 characters each."""
    told: tuple[str, ...] = ()
    """What it says of this one reader, comparable between senders: "name:anna q. marlow", "date:2026-12-14"."""
    tracking_domains: tuple[str, ...] = ()
    """Organisational domains that its click and open tracking goes through, shop links and the platform left out."""
    relayed: bool = False
    """An alias service forwarded it, by its own signature that held: who sent it is what that service says."""
    claimed: bool = False
    """Only a customer's own word, on a domain that a platform lends, says that it is from the organisation."""

    @property
    def proven(self) -> bool:
        """Return whether it may be held against whom it names.

        Not where the own server, asked for it, confirms nothing, nor where a platform's customer names whom it will.
        """
        return self.authenticated is not False and not self.claimed
