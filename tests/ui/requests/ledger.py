"""Rows of an invented ledger for the tests of the page Requests."""

from datetime import UTC, date, datetime

from inboxguard.audit.views import Moment, RequestDetail, RequestRow

TODAY = date(2026, 11, 24)


def row(number: int = 1, state: str = "sent", days: int | None = 9, *, name: str = "Sofa & Sparrow") -> RequestRow:
    """One request; `days` until it is due."""
    due = date.fromordinal(TODAY.toordinal() + days) if days is not None else None
    return RequestRow(
        id=str(number),
        reference=f"2026-K7Q2M4{number}",
        organisation="sofasparrow.example",
        name=name,
        kind="where_from",
        state=state,
        due=due,
        due_is_verified=True,
        days=days,
        created=datetime(2026, 10, 9, 9, tzinfo=UTC),
        sent=datetime(2026, 10, 10, 9, tzinfo=UTC),
        settled=None,
    )


def detail(of: RequestRow, allowed: tuple[str, ...], **changes: object) -> RequestDetail:
    """One request opened."""
    written: dict[str, object] = {
        "law": "gdpr",
        "cite": "Art. 15 (1) g",
        "language": "en",
        "to": "privacy@sofasparrow.example",
        "to_is_guess": False,
        "from_alias": "me+sofa@post.example",
        "subject": "Where you obtained my address",
        "body": "Dear Sir or Madam,\n\nwhere did you get my address?\n\nAnna Vale",
        "timeline": (Moment(datetime(2026, 10, 9, 9, tzinfo=UTC), "drafted"),),
    }
    return RequestDetail(row=of, allowed=allowed, **(written | changes))  # type: ignore[arg-type]  # built from names
