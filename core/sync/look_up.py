"""The people half of a sync: whoever is new among the interviews is looked up in what LinkedIn's exports hold."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from core.errors import SignInNeeded, SourceError
from core.linkedin.book import absorb, is_news, pruned
from core.linkedin.ladder import Search
from core.linkedin.values import Book
from core.model import AccountName
from core.sync.ports import Connected, Directory
from core.sync.pull import Trouble, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The books after looking up, and what went wrong with which account."""

    books: tuple[Book, ...]
    trouble: Mapping[AccountName, Trouble]
    warnings: tuple[str, ...] = ()


def look_up(
    connected: Sequence[Connected],
    search: Search,
    books: Sequence[Book],
    *,
    only: AccountName | None,
    resting: Container[AccountName],
    now: datetime,
    zone: tzinfo,
) -> Looked:
    """Return the books with everybody of `search`; one of an account that is not connected any more is dropped.

    With `only`, no other service is asked, and one that is `resting` is not either; files of this machine are read
    all the same.
    """
    known = {book.account: book for book in books}
    found: list[Book] = []
    trouble: dict[AccountName, Trouble] = {}
    warnings: list[str] = []
    for one in connected:
        name, account = one.account.name, one.account
        if not isinstance(account, Directory):
            continue
        book, archive, warning = known.get(name, Book(account=name)), None, ""
        try:
            if not account.asks_a_service or (only in (None, name) and name not in resting):
                archive, warning = account.news(known.get(name), searching=is_news(book, search), now=now)
        except SignInNeeded as err:
            trouble[name] = Trouble(status="sign_in_needed", error=named(name, err))
        except SourceError as err:
            trouble[name] = Trouble(status="failed", error=named(name, err))
        if archive is None:
            book = pruned(book, search)
        else:
            book = absorb(book, archive, search, now=now, today=now.astimezone(zone).date())
            warnings += [f"{name}: {complaint}" for complaint in archive.warnings]
        found.append(book)
        warnings += [warning] if warning else []
    return Looked(books=tuple(found), trouble=trouble, warnings=tuple(warnings))
