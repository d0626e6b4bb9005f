"""Gathers everybody of one reading: each once, by the key of their profile, whatever tables they came from."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from connectors.linkedin.days import connected_on, invited_on
from connectors.linkedin.tables import Table, mended
from core.linkedin.names import Words, given_and_family, words
from core.linkedin.slugs import key, link
from core.linkedin.values import CONNECTIONS, CONTACTS, INVITATIONS, PROFILE, Profile, Skipped

_PROFILE = re.compile(r"(?:https?://)?(?:[\w-]+\.)?linkedin\.com/in/[^\s,;|\"]+", re.I)
HIDDEN = "LinkedIn Member"
"""What stands for everybody who hid or closed their profile: never one person."""


class Gathering:
    """Everybody found so far, with what was read and what was passed over."""

    def __init__(self) -> None:
        self.people: dict[str, Profile] = {}
        self.counts: dict[str, int] = {}
        self.passed: dict[tuple[str, str], int] = {}
        self.unread = 0
        """How many rows should have been read and could not be."""
        self.inviters: dict[str, int] = {}
        """How often each profile is the user's own side of an invitation."""
        self.own_names: list[str] = []

    def count(self, sort: str, number: int = 1) -> None:
        """Take note of rows that were read."""
        self.counts[sort] = self.counts.get(sort, 0) + number

    def skip(self, what: str, why: str, number: int = 1) -> None:
        """Take note of rows that were passed over."""
        self.passed[what, why] = self.passed.get((what, why), 0) + number

    def fail(self, what: str, why: str) -> None:
        """Take note of a row that should have been read and could not be."""
        self.unread += 1
        self.skip(what, why)

    def skipped(self) -> tuple[Skipped, ...]:
        """Return what was passed over."""
        return tuple(Skipped(what=what, why=why, count=count) for (what, why), count in self.passed.items())

    def somebody(self, address: str, name: str) -> Profile | None:
        """Return the person with that address, taken in if they are new; None where it is no profile's."""
        return self.known_by(key(address), address, name)

    def known_by(self, found: str, address: str, name: str) -> Profile | None:
        """Return the person with that key, taken in if they are new; None for an empty key."""
        if not found:
            return None
        known = self.people.get(found)
        if known is None:
            known = Profile(key=found, address=link(address), name="" if name == HIDDEN else name)
            self.people[found] = known
        elif not known.name and name != HIDDEN:
            known = self.people[found] = replace(known, name=name)
        return known

    def connections(self, table: Table) -> None:
        """Take in `Connections.csv`. Rows with a day alone are members who hid their profile: nobody who left."""
        first, last, url = table.place("firstname"), table.place("lastname"), table.place("url", "profileurl")
        email, company = table.place("emailaddress", "email"), table.place("company")
        position, on = table.place("position", "title"), table.place("connectedon")
        for row in table.rows:
            name = given_and_family(mended(row[first]), mended(row[last]))
            if not name and not row[url].strip():
                if row[on].strip():
                    self.skip(table.name, "members who hid their profile")
                    self.count("hidden")
                else:
                    self.fail(table.name, "without a name")
                continue
            day = connected_on(row[on])
            if day is None and row[on].strip():
                self.skip(table.name, "with a day that could not be read")
            self._connect(
                Profile(
                    key=key(row[url]) or f"{' '.join(words(name))} {day or ''}",
                    address=link(row[url]),
                    name=name,
                    emails=_emails(row[email]),
                    company=mended(row[company]),
                    position=mended(row[position]),
                    connected=True,
                    connected_on=day,
                )
            )
            self.count(CONNECTIONS)

    def _connect(self, profile: Profile) -> None:
        known = self.people.get(profile.key)
        if known is not None:
            profile = replace(
                profile,
                emails=tuple(dict.fromkeys((*profile.emails, *known.emails))),
                invited_on=known.invited_on,
                last_in=known.last_in,
                last_out=known.last_out,
            )
        self.people[profile.key] = profile

    def contacts(self, table: Table) -> None:
        """Take in the addresses of `Contacts.csv` whose row names a profile: without one they lead nowhere."""
        first, last, full = table.place("firstname"), table.place("lastname"), table.place("fullname")
        emails, profiles = table.place("emails"), table.place("profiles")
        for row in table.rows:
            self.count(CONTACTS)
            link_in = _PROFILE.search(row[profiles])
            name = given_and_family(mended(row[first]), mended(row[last])) or mended(row[full])
            person = self.somebody(link_in[0], name) if link_in else None
            if person is not None:
                both = tuple(dict.fromkeys((*person.emails, *_emails(row[emails]))))
                self.people[person.key] = replace(person, emails=both)

    def invitations(self, table: Table) -> None:
        """Take in `Invitations.csv`; before 2023 it has no addresses, and names alone tell nobody."""
        sender, recipient, sent = table.place("from"), table.place("to"), table.place("sentat")
        direction = table.place("direction")
        inviter, invitee = table.place("inviterprofileurl"), table.place("inviteeprofileurl")
        for row in table.rows:
            outgoing = row[direction].strip().upper() == "OUTGOING"
            if not outgoing and row[direction].strip().upper() != "INCOMING":
                self.fail(table.name, "with neither INCOMING nor OUTGOING")
                continue
            day = invited_on(row[sent])
            if day is None and row[sent].strip():
                self.skip(table.name, "with a day that could not be read")
            own, other = (inviter, invitee) if outgoing else (invitee, inviter)
            if mine := key(row[own]):
                self.inviters[mine] = self.inviters.get(mine, 0) + 1
            self._invite(row[other], mended(row[recipient if outgoing else sender]), day if outgoing else None)
            self.count(INVITATIONS)

    def _invite(self, address: str, name: str, on: date | None) -> None:
        person = self.somebody(address, name)
        if person is not None and on is not None:
            self.people[person.key] = replace(person, invited_on=max(on, person.invited_on or on))

    def profile(self, table: Table) -> None:
        """Take in the user's own name from `Profile.csv`, which has no address."""
        first, last = table.place("firstname"), table.place("lastname")
        for row in table.rows:
            if name := given_and_family(mended(row[first]), mended(row[last])):
                self.own_names.append(name)
                self.count(PROFILE)
            else:
                self.fail(table.name, "without a name")

    def exchanged(self, address_key: str, last_in: datetime | None, last_out: datetime | None) -> None:
        """Take note of the last one-to-one messages with a person."""
        person = self.people[address_key]
        self.people[address_key] = replace(
            person,
            last_in=max(filter(None, (last_in, person.last_in)), default=None),
            last_out=max(filter(None, (last_out, person.last_out)), default=None),
        )

    def join_addresses(self) -> None:
        """Give a connection of an old export, which has no address, that of its only namesake in other tables."""
        for keys in list(self.by_name().values()):
            bare = [person for person in keys if not self.people[person].address]
            if len(keys) == 2 and len(bare) == 1:
                connection = self.people.pop(bare[0])
                other = self.people[next(person for person in keys if person != bare[0])]
                self.people[other.key] = replace(
                    connection,
                    key=other.key,
                    address=other.address,
                    invited_on=other.invited_on,
                    last_in=other.last_in,
                    last_out=other.last_out,
                )

    def by_name(self) -> dict[Words, list[str]]:
        """Return the keys of everybody of each full name."""
        found: dict[Words, list[str]] = {}
        for profile in self.people.values():
            found.setdefault(words(profile.name), []).append(profile.key)
        return found


def _emails(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(each for each in text.casefold().replace(";", ",").replace(" ", "").split(",") if "@" in each)
    )
