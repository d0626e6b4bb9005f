"""The values of LinkedIn: people as an archive shows them, what is remembered of an archive, what the user decided.

Moments are aware and in UTC, days are as LinkedIn states them. No value here ever holds the text of a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.vocabulary import AccountName, PersonId

CONNECTIONS, MESSAGES, INVITATIONS, PROFILE = "connections", "messages", "invitations", "profile"
CONTACTS = "contacts"
"""The address book that the user once uploaded: addresses of people, some with their profile. No tie by itself."""
SORTS = (CONNECTIONS, MESSAGES, INVITATIONS, PROFILE)
"""The sorts of tables that are read, whatever their files are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person as LinkedIn shows them, and what changed since they were first noticed.

    `key` is the folded slug, the same for every way of writing one address; a connection of an old export, which has no
    address, is told by its name and the day of connecting. `address` is a full link, or empty.
    """

    key: str
    address: str = ""
    name: str = ""
    emails: tuple[str, ...] = ()
    company: str = ""
    position: str = ""
    connected: bool = False
    connected_on: date | None = None
    invited_on: date | None = None
    """When the user invited them, where that is known."""
    last_in: datetime | None = None
    last_out: datetime | None = None
    former: tuple[str, ...] = ()
    """Keys that this person had before they changed their address."""
    left: tuple[str, ...] = ()
    """Companies that they were at in earlier exports: who was found there stays found."""
    moved_on: date | None = None
    """Local day on which a change of company or title was noticed."""
    moved_to: str = ""
    moved_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Rows of one file that were passed over, or a file that was: `why` is half a sentence."""

    what: str
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What one reading found: everybody once, whatever tables they came from.

    `counts` says how many rows of each sort were read; `files` maps each path read to its fingerprint, `sorts` each
    sort to the path it came from. `as_of` is the day of the export where its name tells it. `digest` names the content
    where a service was asked.
    """

    people: tuple[Profile, ...] = ()
    owner: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is remembered of one LinkedIn account: only people who may be somebody of an interview.

    `as_of` is the day of the last export (for a service: since when it gives the same), `searched` the signs of the
    interviews' people that have been looked up in it.
    """

    account: AccountName
    as_of: date | None = None
    read_at: datetime | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    sorts: tuple[str, ...] = ()
    """The sorts of tables that were ever read."""
    searched: tuple[str, ...] = ()
    people: tuple[Profile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The user's word on a person and a profile: the two belong together, or never.

    `signs` are all ids that the person may get, as `core.linkedin.met` derives them; `profile` is an address or a key.
    """

    person: PersonId
    profile: str
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A profile that may be a person's. `certain` is True where the evidence links them by itself; `why` says it."""

    profile: Profile
    why: str
    certain: bool = False
