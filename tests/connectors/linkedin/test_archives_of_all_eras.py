"""Archives of every era, in every wrapping, say the same of the people in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from connectors.linkedin.archive import fingerprint, read_archive, read_archives
from core.errors import SourceError
from core.linkedin.values import Archive, Profile
from tests.connectors.linkedin.exports import (
    DANA,
    ERAS,
    INES,
    JOSE,
    ROBIN,
    Connection,
    Export,
    Invitation,
    Message,
)

DANA_W, INES_O, JO = (
    ("Dana Whitfield", "dana-whitfield-7"),
    ("Ines Okafor, PhD", "ines-okafor-3b2a91"),
    ("Jo Park", "jo-park"),
)
TALK = (
    Message(DANA_W, (ROBIN,), "2026-03-01 14:03:22"),
    Message(ROBIN, (DANA_W,), "2026-03-02 08:00:00"),
    Message(ROBIN, (INES_O,), "2026-02-20 08:00:00", thread="2-III=="),
    Message(INES_O, (ROBIN,), "2026-02-19 08:00:00", thread="2-III=="),
)


def read(path: Path, own_name: str = "") -> Archive:
    return read_archive(path, own_name=own_name)


def person(archive: Archive, name: str) -> Profile:
    (found,) = (profile for profile in archive.people if profile.name == name)
    return found


@pytest.mark.parametrize("era", ERAS)
def test_connections_of_every_era_have_name_company_and_day(era: str, tmp_path: Path) -> None:
    archive = read(Export(era=era).zip(tmp_path / "export.zip"))
    dana = person(archive, "Dana Whitfield")
    assert (dana.company, dana.position, dana.connected, dana.connected_on) == (
        "Acme, Inc.",
        "Engineering Manager",
        True,
        date(2026, 2, 8),
    )
    assert bool(dana.address) == (era in ("2024", "2026"))
    assert archive.counts == {"connections": 3, "hidden": 1, "profile": 1}
    assert person(archive, "Ines Okafor").name == "Ines Okafor"


@pytest.mark.parametrize("era", ERAS)
def test_the_last_messages_each_way_are_found_in_every_era(era: str, tmp_path: Path) -> None:
    archive = read(Export(era=era, messages=TALK).zip(tmp_path / "export.zip"))
    dana = person(archive, "Dana Whitfield")
    assert dana.last_in == datetime(2026, 3, 1, 14, 3, 22, tzinfo=UTC)
    assert dana.last_out == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert person(archive, "Ines Okafor").last_out == datetime(2026, 2, 20, 8, 0, tzinfo=UTC)
    assert archive.counts["messages"] == 4
    assert all(profile.name != "Robin Okafor" for profile in archive.people)


@pytest.mark.parametrize("era", ["2021", "2022", "2024", "2026"])
def test_threads_of_three_drafts_spam_and_advertisements_are_no_contact(era: str, tmp_path: Path) -> None:
    more: tuple[Message, ...] = (
        *TALK,
        Message(ROBIN, (INES_O, JO), "2026-05-03 09:00:00", thread="2-GGG=="),
        Message(INES_O, (ROBIN, JO), "2026-05-04 09:00:00", thread="2-GGG=="),
        Message(("Example Corp", ""), (ROBIN,), "2026-05-04 09:00:00", thread="2-ADS==", content="Hello %FIRSTNAME%"),
        Message(DANA_W, (ROBIN,), "2026-05-05 09:00:00", folder="SPAM"),
        Message(("LinkedIn Member", ""), (ROBIN,), "2026-05-06 09:00:00", thread="2-HID=="),
    )
    if era == "2026":
        more = (*more, Message(ROBIN, (DANA_W,), "2026-05-07 09:00:00", content="unsent thought", draft=True))
    archive = read(Export(era=era, messages=more).zip(tmp_path / "export.zip"))
    assert person(archive, "Dana Whitfield").last_out == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert person(archive, "Ines Okafor").last_in == datetime(2026, 2, 19, 8, 0, tzinfo=UTC)
    assert {each.why for each in archive.skipped} >= {"spam", "advertisements, or from members who left"}
    assert not [profile for profile in archive.people if profile.name in ("LinkedIn Member", "Example Corp")]


def test_who_only_wrote_or_was_invited_counts_with_their_address(tmp_path: Path) -> None:
    archive = read(
        Export(
            messages=[Message(ROBIN, (("Kim Min-jun", "minjun-kim"),), "2026-03-02 08:00:00")],
            invitations=[
                Invitation(ROBIN, ("Jo Park", "jo-park")),
                Invitation(("Ada Berg", "ada-berg"), ROBIN, outgoing=False),
            ],
        ).zip(tmp_path / "export.zip")
    )
    kim, jo, ada = (person(archive, name) for name in ("Kim Min-jun", "Jo Park", "Ada Berg"))
    assert (kim.address, kim.connected) == ("https://www.linkedin.com/in/minjun-kim", False)
    assert kim.last_out == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert (jo.invited_on, ada.invited_on) == (date(2026, 1, 29), None)


@pytest.mark.parametrize("names_the_user", ["profile", "invitations", "coverage", "configuration", "nothing"])
def test_the_users_side_is_told_by_whatever_there_is(names_the_user: str, tmp_path: Path) -> None:
    spread = [
        *TALK,
        Message(ROBIN, (JO,), "2026-02-20 08:00:00", thread="2-JJJ=="),
    ]
    invitations = [Invitation(ROBIN, JO)] if names_the_user == "invitations" else None
    export = Export(
        messages=spread if names_the_user == "coverage" else TALK[:2],
        invitations=invitations,
        owner=("Robin", "Okafor") if names_the_user == "profile" else None,
    )
    own = "Robin Okafor" if names_the_user == "configuration" else ""
    archive = read(export.zip(tmp_path / "export.zip"), own)
    dana = person(archive, "Dana Whitfield")
    if names_the_user == "nothing":
        assert dana.last_in is None
        assert "which side" in archive.warnings[0]
    else:
        assert dana.last_in == datetime(2026, 3, 1, 14, 3, 22, tzinfo=UTC)
        assert archive.warnings == ()


def test_an_archive_may_be_a_zip_of_any_name_a_folder_or_one_file(tmp_path: Path) -> None:
    export = Export(messages=TALK)
    whole = read(export.zip(tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip"))
    for path in (
        export.zip(tmp_path / "export.zip.zip"),
        export.zip(tmp_path / "wrapped.zip", wrapper="My export/"),
        export.zip(tmp_path / "no-ending"),
        export.folder(tmp_path / "unpacked.zip"),
        export.folder(tmp_path / "below" / "inner").parent,
    ):
        assert (read(path).people, read(path).counts) == (whole.people, whole.counts)
    assert whole.as_of == date(2026, 11, 20)
    one = export.folder(tmp_path / "single") / "Connections.csv"
    renamed = one.rename(one.with_name("my people (1).csv"))
    assert read(renamed).counts == {"connections": 3, "hidden": 1}


def test_what_excel_saved_again_is_still_read(tmp_path: Path) -> None:
    text = Export(hidden=0).tables()["Connections.csv"].replace("08 Feb 2026", "8-Feb-26")
    unnoted = text[text.index("First Name") :].replace("\n", "\r\n")
    for number, content in enumerate(
        (
            text.replace("\n", "\r\n").encode("utf-8-sig"),
            "\r\n".join(["a,b"] * 3 + [unnoted]).encode(),
            "\r\n".join("\t".join(row) for row in _cells(unnoted)).encode("utf-16"),
            "\r\n".join(";".join(row) for row in _cells(unnoted)).encode("cp1252"),
        )
    ):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(content)
        jose = person(read(path), "José García")
        assert (jose.connected_on, jose.emails, jose.company) == (
            date(2026, 2, 8),
            ("jose@example.org",),
            "Contoso GmbH",
        )


def _cells(text: str) -> list[list[str]]:
    import csv

    return [[cell.replace(",", " ") for cell in row] for row in csv.reader(text.split("\r\n"))]


@pytest.mark.parametrize("written", ["2026-02-08", "02/08/2026", "8-Feb-2026", "8 February 2026"])
def test_days_of_connecting_are_read_in_each_known_form(written: str, tmp_path: Path) -> None:
    archive = read(Export(connections=[replace(DANA, on=written)]).zip(tmp_path / "export.zip"))
    assert person(archive, "Dana Whitfield").connected_on == date(2026, 2, 8)


def test_a_day_that_cannot_be_read_costs_the_day_and_is_said(tmp_path: Path) -> None:
    archive = read(Export(connections=[replace(DANA, on="08 février 2026"), INES]).zip(tmp_path / "export.zip"))
    assert person(archive, "Dana Whitfield").connected_on is None
    assert [(each.what, each.why) for each in archive.skipped if "day" in each.why] == [
        ("Connections.csv", "with a day that could not be read")
    ]


@pytest.mark.parametrize("behind", ["PhD", "Ph.D.", "MBA, PMP"])
def test_credentials_behind_a_recipients_name_make_no_group_where_recipients_have_no_address(
    behind: str, tmp_path: Path
) -> None:
    named = (f"Ines Okafor, {behind}", "ines-okafor-3b2a91")
    sent = Message(ROBIN, (named,), "2026-03-02 08:00:00")
    archive = read(Export(era="2021", messages=[sent]).zip(tmp_path / "export.zip"))
    assert person(archive, "Ines Okafor").last_out == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_signs_that_steer_a_terminal_are_taken_out_of_names(tmp_path: Path) -> None:
    odd = Connection("Dana\x1b]0;x\x07", "\u202eWhitfield", "dana-w", company="Acme\x1b[31m\0")
    (found,) = read(Export(connections=[odd]).zip(tmp_path / "export.zip")).people
    assert (found.name, found.company) == ("Dana]0;x Whitfield", "Acme[31m")


@pytest.mark.parametrize("wrapper", ["", "My Export"])
def test_a_folder_that_changed_since_has_another_fingerprint_wherever_its_tables_stand(
    wrapper: str, tmp_path: Path
) -> None:
    Export().folder(tmp_path / "export" / wrapper)
    before = fingerprint(tmp_path / "export")
    Export(connections=[DANA]).folder(tmp_path / "export" / wrapper)
    assert fingerprint(tmp_path / "export") != before


@pytest.mark.parametrize("never", ["0001-01-01 00:00:00", "1999-06-01 10:00:00", "9999-12-31 23:59:59"])
def test_a_message_of_a_year_that_cannot_be_is_passed_over_and_said(never: str, tmp_path: Path) -> None:
    odd = Message(DANA_W, (ROBIN,), never)
    archive = read(Export(messages=(*TALK, odd)).zip(tmp_path / "export.zip"))
    assert person(archive, "Dana Whitfield").last_in == datetime(2026, 3, 1, 14, 3, 22, tzinfo=UTC)
    assert [each.why for each in archive.skipped if each.what == "messages.csv"] == [
        "with a date that could not be read"
    ]


def test_names_encoded_twice_are_mended_and_others_left_alone(tmp_path: Path) -> None:
    broken = replace(JOSE, first="JosÃ©", last="GarcÃ­a")
    swedish = Connection("Åsa", "Ängström", "asa-a", company="Ørsted")
    archive = read(Export(connections=[broken, swedish]).zip(tmp_path / "export.zip"))
    assert {profile.name for profile in archive.people} == {"José García", "Åsa Ängström"}


def test_any_subset_is_taken_and_private_tables_are_never_opened(tmp_path: Path) -> None:
    machine = Export(messages=TALK).tables()["messages.csv"]
    export = Export(
        connections=None,
        more={
            "guide_messages.csv": machine,
            "learning_coach_messages.csv": "No conversations found",
            "Ad_Targeting.csv": "Member Age,Company Names,Company Names\n1,2,3\n",
            "Jobs/Job Applications.csv": "Application Date,Company Name\n",
            "Skills.csv": "Name\nPython\n",
        },
    )
    archive = read(export.zip(tmp_path / "fast.zip"))
    assert (archive.counts, archive.people) == ({"profile": 1}, ())


def test_two_archives_are_read_each_for_what_is_its_own(tmp_path: Path) -> None:
    old = Export(messages=TALK, connections=[replace(DANA, company="Old Corp")]).zip(tmp_path / "complete.zip")
    new = Export(connections=[DANA]).zip(tmp_path / "basic.zip")
    both = read_archives({"connections": new, "messages": old, "profile": new}, own_name="")
    dana = person(both, "Dana Whitfield")
    assert (dana.company, dana.last_out) == ("Acme, Inc.", datetime(2026, 3, 2, 8, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "content", "says", "hides"),
    [
        ("Connections.csv", "Vorname,Nachname,Firma\nIlse,Geheim,Acme\n", "Vorname, Nachname, Firma", "Geheim"),
        ("Connections.csv", "Ilse,Geheim,Acme,08 Feb 2026\nBo,Geheim,Acme,08 Feb 2026\n", "no header", "Geheim"),
        ("messages.csv", "FROM,TO,DATE,CONTENT\nIlse,Geheim,yesterday,x\n", "FROM, TO, DATE, CONTENT", "Geheim"),
    ],
)
def test_a_table_of_which_no_row_can_be_read_is_an_error_that_shows_headers_and_no_values(
    name: str, content: str, says: str, hides: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(SourceError) as failed:
        read(tmp_path / name)
    assert says in failed.value.sentence()
    assert hides not in failed.value.sentence()


def test_an_archive_without_any_table_that_is_read_says_what_it_holds(tmp_path: Path) -> None:
    export = Export(connections=None, owner=None, more={"Skills.csv": "Name\nPython\n"})
    with pytest.raises(SourceError, match=r"Skills\.csv"):
        read(export.zip(tmp_path / "export.zip"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=r"no CSV"):
        read(tmp_path / "empty")


@pytest.mark.parametrize("name", ["Contacts.csv", "ImportedContacts.csv", "a-contacts.csv"])
def test_an_address_book_gives_addresses_to_those_whose_profile_it_names(name: str, tmp_path: Path) -> None:
    book = (
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,FullName,Profiles\n"
        'Mobile,Dana,W,,,"dana@private.example, DW@acme.example",,,,https://www.linkedin.com/in/dana-whitfield-7\n'
        "Mobile,Kim,Sorel,,,kim@sable.example,,,,linkedin.com/in/kim-sorel\n"
        "Mobile,Pat,Doe,,,pat@nowhere.example,,,,\n"
    )
    archive = read(Export(more={name: book}).zip(tmp_path / "export.zip"))
    dana, kim = person(archive, "Dana Whitfield"), person(archive, "Kim Sorel")
    assert {"dana@private.example", "dw@acme.example"} <= set(dana.emails)
    assert dana.connected
    assert (kim.emails, kim.connected) == (("kim@sable.example",), False)
    assert all("pat@nowhere.example" not in profile.emails for profile in archive.people)
    assert archive.counts["contacts"] == 3
