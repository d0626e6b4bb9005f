"""What recruiters put into a mailbox."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.servers.graph.mailbox import Kept, Mailbox, Resource

ROUND = datetime(2026, 11, 24, 19, tzinfo=UTC)
"""Two in the afternoon of 24 November 2026 in Toronto."""
TEXT = "Role: Backend Engineer\nInterviewer: Dana Whitfield"


def invite(mailbox: Mailbox, start: datetime = ROUND, *, company: str = "Acme", **fields: Any) -> Kept:
    """Put an invitation to an interview into the mailbox."""
    domain = f"{company.lower()}.example"
    people = [("Robin Okafor", "robin@example.net", "accepted"), ("Dana Whitfield", f"dana@{domain}", "accepted")]
    attendees = [
        {"type": "required", "status": {"response": answer}, "emailAddress": {"name": name, "address": address}}
        for name, address, answer in people
    ]
    shown: Resource = {
        "isOrganizer": False,
        "organizer": {"emailAddress": {"name": "Jo Park", "address": f"jo.park@{domain}"}},
        "attendees": attendees,
        "responseStatus": {"response": "accepted", "time": "2026-11-20T10:00:00Z"},
    }
    title = f"Technical Interview - Backend Engineer at {company}"
    return mailbox.add(title, start, body=TEXT, **(shown | fields))
