"""What is remembered of an archive once it is read: the few people of interviews, and what changed since the last.

Archives come in any order and in parts: a part without messages takes nothing away, an older one changes nothing that a
newer one said, a row that is missing is nobody who left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from core.linkedin.companies import key as company_key
from core.linkedin.ladder import Index, Search, relevant
from core.linkedin.names import words
from core.linkedin.values import Archive, Book, Profile
from core.recognise.keys import role_key
from core.timeline.words import day_words

Moment = TypeVar("Moment", date, datetime)


def is_news(book: Book | None, search: Search) -> bool:
    """True where somebody is to be looked up who was not before."""
    return bool(set(search.signs) - set(book.searched if book else ()))


def absorb(book: Book, archive: Archive, search: Search, *, now: datetime, today: date) -> Book:
    """Return `book` after one more reading: merged, less whoever is of no interview. `today` is the local day."""
    as_of = _as_of(book, archive, today)
    newer = book.as_of is None or as_of >= book.as_of
    known = _renamed(book.people, archive.people)
    fresh = {profile.key: profile for profile in archive.people}
    merged = [
        _merged(old, fresh.pop(old.key), since=book.as_of, until=as_of, newer=newer, today=today)
        if old.key in fresh
        else old
        for old in known
    ]
    kept = relevant(search, Index.of((*merged, *fresh.values())))
    return replace(
        book,
        as_of=max(filter(None, (as_of, book.as_of))),
        read_at=now,
        files={**book.files, **archive.files},
        digest=archive.digest,
        sorts=tuple(sorted({*book.sorts, *archive.sorts})),
        searched=search.signs,
        people=tuple(sorted(kept, key=lambda profile: profile.key)),
    )


def pruned(book: Book, search: Search) -> Book:
    """Return `book` less whoever is of no interview any more."""
    kept = relevant(search, Index.of(book.people))
    people = tuple(sorted(kept, key=lambda profile: profile.key))
    searched = tuple(sign for sign in search.signs if sign in set(book.searched))
    return (
        book if (people, searched) == (book.people, book.searched) else replace(book, people=people, searched=searched)
    )


def together(books: Iterable[Book]) -> tuple[Profile, ...]:
    """Return everybody of all books once: the same person in an archive and in a service's answer is one."""
    found: dict[str, Profile] = {}
    for book in sorted(books, key=lambda book: (book.as_of or date.min, book.account)):
        for profile in book.people:
            known = found.get(profile.key)
            found[profile.key] = profile if known is None else _joined(known, profile)
    return tuple(found.values())


def _as_of(book: Book, archive: Archive, today: date) -> date:
    """Return the day of an export: as its name says, else that on which its content was first seen."""
    if archive.as_of is not None:
        return min(archive.as_of, today)
    same = archive.digest == book.digest if archive.digest else archive.files.items() <= book.files.items()
    return book.as_of if same and book.as_of is not None else today


def _renamed(known: Sequence[Profile], fresh: Sequence[Profile]) -> list[Profile]:
    """Return `known` under the keys of today: who has a new slug is told by their name and the day of connecting."""
    keys = {profile.key for profile in fresh}
    by_day: dict[tuple[object, ...], list[Profile]] = {}
    before = {profile.key for profile in known}
    for profile in fresh:
        if profile.connected_on is not None and profile.key not in before:
            by_day.setdefault((words(profile.name), profile.connected_on), []).append(profile)
    found = []
    for old in known:
        successors = by_day.get((words(old.name), old.connected_on), []) if old.key not in keys else []
        if len(successors) == 1:
            former = (*old.former, old.key)
            found.append(replace(old, key=successors[0].key, address=successors[0].address, former=former))
        else:
            found.append(old)
    return found


def _merged(old: Profile, new: Profile, *, since: date | None, until: date, newer: bool, today: date) -> Profile:
    joined = _joined(old, new) if newer else _joined(new, old)
    left = (*old.left, old.company) if old.company and joined.company != old.company else old.left
    joined = replace(
        joined,
        former=old.former,
        left=tuple(dict.fromkeys(left)),
        moved_on=old.moved_on,
        moved_to=old.moved_to,
        moved_why=old.moved_why,
    )
    change = _change(old, new) if newer and since is not None else None
    if change is None or since is None:
        return joined
    moved_to, what = change
    why = f"{joined.name} {what} (noticed between the exports of {day_words(since)} and {day_words(until)})"
    return replace(joined, moved_on=today, moved_to=moved_to, moved_why=why)


def _change(old: Profile, new: Profile) -> tuple[str, str] | None:
    """Return the new company or title and the change in words; nothing to something is no change, nor the reverse."""
    if old.company and new.company and company_key(old.company) != company_key(new.company):
        return new.company, f"moved from {old.company} to {new.company}"
    if old.position and new.position and role_key(old.position) != role_key(new.position) and new.company:
        return new.position, f"is now {new.position} at {new.company}"
    return None


def _joined(old: Profile, new: Profile) -> Profile:
    """Return what both say, the second where they differ."""
    moved = max((old, new), key=lambda profile: profile.moved_on or date.min)
    return Profile(
        key=new.key,
        address=new.address or old.address,
        name=new.name or old.name,
        emails=tuple(dict.fromkeys((*new.emails, *old.emails))),
        company=new.company or old.company,
        position=new.position if new.company else new.position or old.position,
        connected=old.connected or new.connected,
        connected_on=new.connected_on or old.connected_on,
        invited_on=_latest(old.invited_on, new.invited_on),
        last_in=_latest(old.last_in, new.last_in),
        last_out=_latest(old.last_out, new.last_out),
        former=tuple(dict.fromkeys((*old.former, *new.former))),
        left=tuple(dict.fromkeys((*old.left, *new.left))),
        moved_on=moved.moved_on,
        moved_to=moved.moved_to,
        moved_why=moved.moved_why,
    )


def _latest(one: Moment | None, other: Moment | None) -> Moment | None:
    return max(filter(None, (one, other)), default=None)


def stale(book: Book, today: date, *, days: int) -> bool:
    """True where the last export is older than that many days."""
    return book.as_of is not None and (today - book.as_of).days > days
