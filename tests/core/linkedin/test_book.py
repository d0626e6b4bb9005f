"""What is kept of one export after the other: only people of interviews, and what changed between two."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.codec import from_json, to_json
from core.linkedin.book import absorb, is_news, pruned, together
from core.linkedin.overlay import search_for, with_linkedin
from core.linkedin.values import Archive, Book, Profile
from core.model import AccountName, Person
from tests.core.linkedin.people import met, profile
from tests.core.timeline.cases import DANA as DANA_MET
from tests.core.timeline.cases import interview, person

TORONTO = ZoneInfo("America/Toronto")
NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
DANA = profile("Dana Whitfield", "Acme", position="Manager", connected_on=date(2024, 2, 1))
SEARCH = search_for([met("Dana Whitfield")], linked=(), refused=())
EMPTY = Book(account=AccountName("linkedin"))


def taken_in(book: Book, *people: Profile, on: date | None, days: int = 0) -> Book:
    moment = NOW + timedelta(days=days)
    archive = Archive(people=people, as_of=on, sorts={"connections": "x.zip"}, files={"x.zip": str(on)})
    return absorb(book, archive, SEARCH, now=moment, today=moment.date())


FIRST = taken_in(EMPTY, DANA, profile("Ines Okafor", "Acme"), profile("Dana Park", "Acme"), on=date(2026, 11, 20))


def only(book: Book) -> Profile:
    (found,) = book.people
    return found


def test_only_who_may_be_somebody_of_an_interview_is_kept() -> None:
    assert only(FIRST) == DANA
    assert FIRST.as_of == date(2026, 11, 20)
    assert not is_news(FIRST, SEARCH)
    assert is_news(FIRST, search_for([met("Ines Okafor")], linked=(), refused=()))
    assert pruned(FIRST, search_for([], linked=(), refused=())).people == ()
    assert from_json(Book, to_json(FIRST)) == FIRST


def test_a_new_company_is_noticed_on_the_day_of_the_import_and_stays_linked() -> None:
    moved = only(taken_in(FIRST, replace(DANA, company="Zenith", position="VP"), on=date(2026, 12, 3), days=10))
    assert (moved.moved_on, moved.moved_to) == (date(2026, 12, 4), "Zenith")
    assert moved.moved_why == (
        "Dana Whitfield moved from Acme to Zenith (noticed between the exports of Fri 20 Nov 2026 and Thu 3 Dec 2026)"
    )
    assert moved.left == ("Acme",)


def test_two_imports_of_one_day_are_two_imports() -> None:
    again = taken_in(FIRST, replace(DANA, company="Zenith"), on=date(2026, 11, 20))
    assert only(again).moved_to == "Zenith"


def test_a_new_title_at_the_same_company_is_a_change_too() -> None:
    moved = only(taken_in(FIRST, replace(DANA, position="Director"), on=date(2026, 12, 3), days=10))
    assert moved.moved_to == "Director"
    assert "is now Director at Acme" in moved.moved_why


def test_what_is_written_otherwise_empty_missing_or_older_is_no_change() -> None:
    for company, position in (("ACME, Inc.", "Manager"), ("", ""), ("Acme", ""), ("Acme", "manager")):
        again = taken_in(FIRST, replace(DANA, company=company, position=position), on=date(2026, 12, 3))
        assert only(again).moved_on is None
    assert only(taken_in(FIRST, on=date(2026, 12, 3))) == DANA
    older = taken_in(FIRST, replace(DANA, company="Before Ltd"), on=date(2026, 1, 1))
    assert (only(older).company, only(older).moved_on, older.as_of) == ("Acme", None, date(2026, 11, 20))


def test_a_change_stays_noticed_when_a_later_export_says_the_same() -> None:
    moved = taken_in(FIRST, replace(DANA, company="Zenith"), on=date(2026, 12, 3), days=10)
    later = taken_in(moved, replace(DANA, company="Zenith"), on=date(2026, 12, 20), days=30)
    assert only(later).moved_on == date(2026, 12, 4)


def test_who_changed_their_address_is_the_same_person() -> None:
    renamed = replace(DANA, key="dana-new", address="https://www.linkedin.com/in/dana-new", company="Zenith")
    book = taken_in(FIRST, renamed, on=date(2026, 12, 3))
    assert (only(book).key, only(book).former, only(book).moved_to) == ("dana-new", (DANA.key,), "Zenith")
    namesake = replace(renamed, connected_on=date(2025, 1, 1))
    assert {each.key for each in taken_in(FIRST, namesake, on=date(2026, 12, 3)).people} >= {DANA.key}


def test_an_export_without_messages_takes_no_exchange_away_and_the_last_one_counts() -> None:
    wrote = replace(DANA, last_in=NOW - timedelta(days=5))
    book = taken_in(taken_in(EMPTY, wrote, on=date(2026, 11, 20)), DANA, on=date(2026, 12, 3))
    assert only(book).last_in == wrote.last_in
    newer = replace(DANA, last_in=NOW, last_out=NOW)
    assert only(taken_in(book, newer, on=date(2026, 12, 4))).last_in == NOW


def test_an_unnamed_archive_read_again_is_no_newer_than_it_was() -> None:
    first = taken_in(EMPTY, DANA, on=None)
    again = taken_in(first, DANA, on=None, days=40)
    assert again.as_of == first.as_of == date(2026, 11, 24)


def test_what_is_known_is_laid_over_the_people_in_local_days() -> None:
    late = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    book = replace(FIRST, people=(replace(DANA, last_in=late, last_out=late - timedelta(days=9)),))
    (seen,) = with_linkedin([met("Dana Whitfield")], books=[book], linked=(), refused=(), zone=TORONTO)
    (dana,) = seen.people
    assert (dana.linkedin, dana.connected, dana.stranger) == (DANA.address, True, False)
    assert (dana.last_reply, dana.last_contact) == (date(2026, 11, 24), date(2026, 11, 24))


def test_two_addresses_of_one_profile_are_one_person_unless_they_met_in_one_room() -> None:
    work, home = person("Dana Whitfield", email="dana@acme.example"), _other()
    first = interview("2026-11-24 10:00", "2026-11-24 11:00", name="a", people=(work,))
    second = interview("2026-11-25 10:00", "2026-11-25 11:00", name="b", process="p", people=(home,))
    laid = with_linkedin([first, second], books=[FIRST], linked=(), refused=(), zone=TORONTO)
    assert {each.people[0].id for each in laid} == {work.id}
    together_ = interview("2026-11-26 10:00", "2026-11-26 11:00", name="c", people=(work, home))
    laid = with_linkedin([first, second, together_], books=[FIRST], linked=(), refused=(), zone=TORONTO)
    assert {person_.id for each in laid for person_ in each.people} == {work.id, home.id}


def test_an_archive_and_a_service_say_together_what_each_knows() -> None:
    service = Book(account=AccountName("linkedin-2"), people=(replace(DANA, last_in=NOW, company=""),))
    (one,) = together([FIRST, service])
    assert (one.company, one.last_in) == ("Acme", NOW)


def _other() -> Person:
    return replace(person("Dana Q Whitfield"), name="Dana Whitfield", email="dw@acme.example")


def test_nothing_known_changes_nothing() -> None:
    talks = (interview("2026-11-24 10:00", "2026-11-24 11:00", people=(DANA_MET,)),)
    assert with_linkedin(talks, books=(), linked=(), refused=(), zone=UTC) == talks
