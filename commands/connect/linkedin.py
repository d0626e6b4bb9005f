"""`connect linkedin`: the member's own data archive, or a token for the Member Data Portability API."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import click

from commands.accounts import accounts_json
from commands.connect.entry import name_for
from commands.context import WAIT, Session, global_options, session_of
from commands.output import counting, emit, json_option, plural, say, talk
from commands.record import forgiven
from connectors.linkedin import API, LinkedInAccount, usable
from core.accounts import AccountEntry, with_account
from core.errors import UsageProblem
from core.files import at_home
from core.linkedin.book import absorb
from core.linkedin.ladder import Index, Search
from core.linkedin.overlay import search_for
from core.linkedin.values import CONNECTIONS, INVITATIONS, MESSAGES, SORTS, Archive, Book
from core.store import commit, load_decisions, load_or_rebuild, lock, save_accounts
from core.sync.outlook import met_in_calendars
from core.timeline.words import day_words

LARGEST_TOKEN = 10_000
"""Characters of an access token, with much to spare."""


@click.command("linkedin")
@click.argument("archive", metavar="[ARCHIVE]", required=False)
@click.option("--token-stdin", is_flag=True, help="Read a Member Data Portability token from standard input.")
@click.option("--name", help="What to call this account.")
@json_option
@global_options
@click.pass_context
def connect_linkedin(
    ctx: click.Context, *, archive: str | None, token_stdin: bool, name: str | None, as_json: bool
) -> None:
    """Read your LinkedIn data archive: the zip as it was downloaded, its unpacked folder, or a single CSV of it.

    Or, with --token-stdin, let sync read it once a day by the Member Data Portability API.
    """
    archive = archive or None  # an empty word, of a shell's unset variable, is not the current folder
    if (archive is None) != token_stdin:
        raise UsageProblem(
            "Either an archive or a token is needed",
            next_step="Type: afterword connect linkedin ARCHIVE, or: afterword connect linkedin --token-stdin < FILE",
        )
    session = session_of(ctx)
    if archive is not None:
        _connect_archive(session, at_home(archive).absolute(), name, as_json=as_json)
    else:
        _connect_token(session, usable(sys.stdin.read(LARGEST_TOKEN)), name, as_json=as_json)


def _connect_archive(session: Session, path: Path, name: str | None, *, as_json: bool) -> None:
    from connectors.linkedin.archive import read_archive

    session.config  # noqa: B018 - a missing configuration is said before minutes of reading
    with counting("Reading the archive") as progress:
        archive = read_archive(path, own_name=session.config.me.name, progress=progress)
    with lock(session.home, timeout=WAIT):
        accounts = session.accounts()
        chosen = name_for(accounts, kind="linkedin", asked=name, same=lambda entry: entry.settings.get("source") != API)
        known = next((e for e in accounts.entries if e.name == chosen), AccountEntry(name=chosen, kind="linkedin"))
        # Parts come in any order: each sort of table stays with the archive that had it last.
        settings = {**known.settings, **archive.sorts}
        entry = replace(known, identity=archive.owner or known.identity or str(path), settings=settings)
        book, search = _taken_in(session, entry, archive)
        save_accounts(session.home, with_account(accounts, entry))
    _told(session, entry, archive, book, search, as_json=as_json)


def _connect_token(session: Session, token: str, name: str | None, *, as_json: bool) -> None:
    with lock(session.home, timeout=WAIT):
        accounts = session.accounts()
        chosen = name_for(accounts, kind="linkedin", asked=name, same=lambda entry: entry.settings.get("source") == API)
        entry = AccountEntry(name=chosen, kind="linkedin", settings={"source": API})
        account = cast("LinkedInAccount", session.account(entry))
        with session.tokens().trial(chosen, token), closing(account), counting("Asking LinkedIn") as progress:
            account.progress = progress
            archive = account.everything()
        entry = replace(entry, identity=archive.owner or "a LinkedIn member")
        book, search = _taken_in(session, entry, archive)
        save_accounts(session.home, with_account(accounts, entry))
    _told(session, entry, archive, book, search, as_json=as_json)


def _taken_in(session: Session, entry: AccountEntry, archive: Archive) -> tuple[Book, Search]:
    """Keep of an archive what concerns the people of interviews; return that, and whom was searched for."""
    state, warning = load_or_rebuild(session.home)
    if warning:
        talk(f"afterword: {warning}")
    decisions = load_decisions(session.home)
    met = met_in_calendars(
        state.sightings, standees=state.standees, decisions=decisions, config=session.config, now=session.now
    )
    search = search_for(met, linked=decisions.linked, refused=decisions.refused)
    before = next((book for book in state.linkedin if book.account == entry.name), Book(account=entry.name))
    today = session.now.astimezone(session.zone).date()
    book = absorb(before, archive, search, now=session.now, today=today)
    others = tuple(known for known in state.linkedin if known.account != entry.name)
    commit(session.home, replace(state, linkedin=(*others, book)))
    return book, search


def _told(
    session: Session, entry: AccountEntry, archive: Archive, book: Book, search: Search, *, as_json: bool
) -> None:
    forgiven(session, [entry.name])
    index = Index.of(book.people)
    linked = sum(search.link(met, index) is not None for met in search.people)
    unsure = sum(bool(search.suggestions(met, index)) for met in search.people)
    for warning in archive.warnings:
        talk(f"afterword: {entry.name}: {warning}")
    if as_json:
        emit(_document(session, entry, archive, book, linked=linked, unsure=unsure))
        return
    say(f'Connected "{entry.name}": {_found(archive.counts)}.')
    for skipped in archive.skipped:
        say(f"  passed over: {plural(skipped.count, 'row')} of {skipped.what}, {skipped.why}")
    for missing in _missing(archive, book):
        say(f"  not in it: {missing}")
    if book.as_of:
        say(f"It is from {day_words(book.as_of)}. Kept is only what concerns people of your interviews.")
    if search.people:
        say(f"{linked} of the {len(search.people)} people of your interviews found.")
    else:
        say("No interview is known yet: their people are looked up here as they come.")
    if unsure:
        say(f"{unsure} more to be confirmed: afterword people --suggestions")
    say("Next: afterword sync")


def _document(
    session: Session, entry: AccountEntry, archive: Archive, book: Book, *, linked: int, unsure: int
) -> dict[str, Any]:
    document: dict[str, Any] = accounts_json(session, session.accounts(), only=entry.name)[0]
    return document | {
        "found": {sort: archive.counts.get(sort, 0) for sort in (*SORTS, "hidden")},
        "skipped": [{"what": each.what, "why": each.why, "count": each.count} for each in archive.skipped],
        "missing": _missing(archive, book),
        "as_of": book.as_of.isoformat() if book.as_of else None,
        "people": {"linked": linked, "suggested": unsure},
        "warnings": list(archive.warnings),
    }


def _found(counts: Mapping[str, int]) -> str:
    said = [
        plural(counts.get(CONNECTIONS, 0), "connection"),
        plural(counts.get(MESSAGES, 0), "message"),
        plural(counts.get(INVITATIONS, 0), "invitation"),
    ]
    return "read " + ", ".join(said)


def _missing(archive: Archive, book: Book) -> list[str]:
    """Return which tables were in none of the archives so far, as LinkedIn calls them."""
    names = {CONNECTIONS: "Connections", MESSAGES: "Messages", INVITATIONS: "Invitations"}
    have: Sequence[str] = (*archive.sorts, *book.sorts)
    return [name for sort, name in names.items() if sort not in have]
