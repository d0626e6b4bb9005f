"""Archives that mean harm, or were harmed: each ends in one sentence, soon, in little memory, and writes nothing."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.linkedin import members, tables
from connectors.linkedin.archive import read_archive
from connectors.linkedin.members import Budget, Capped, Member, TooLarge
from core.errors import SourceError
from tests.connectors.linkedin.exports import DANA, Export


def sentence(path: Path) -> str:
    """Return what reading the archive at `path` ends with."""
    with pytest.raises(SourceError) as failed:
        read_archive(path, own_name="")
    said = failed.value.sentence()
    assert "\n" not in said
    assert failed.value.next_step
    return said


def zeros(path: Path, name: str, size: int, *, head: bytes = b"", piece: bytes = b"a") -> Path:
    """Write a zip whose one member unpacks to `size` bytes of nothing, `piece` over and over, behind its head."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open(name, "w") as out:
        out.write(head)
        for _ in range(size // 2**20):
            out.write(piece * 2**20)
    return path


def test_a_member_that_says_it_unpacks_to_gigabytes_is_not_even_opened(tmp_path: Path) -> None:
    path = Export(owner=None).zip(tmp_path / "bomb.zip")
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.find(b"PK\x01\x02") + 24, members.MEMBER_LIMIT + 1)
    path.write_bytes(content)
    assert "holds more than any LinkedIn archive" in sentence(path)


def test_a_table_of_more_rows_than_anybody_has_is_left_at_the_limit() -> None:
    content = Export().tables()["Connections.csv"].encode()
    member = Member(name="Connections.csv", stem="connections", open=lambda: io.BytesIO(content))
    how = tables.layout(member, Budget())
    for most, fits in ((4, True), (3, False)):
        with tables.opened(member, how, Budget(rows=most), progress=lambda _sort, _rows: None) as table:
            if fits:
                assert len(list(table.rows)) == 4
            else:
                with pytest.raises(TooLarge):
                    list(table.rows)


def test_a_field_of_two_hundred_megabytes_is_left_at_the_limit(tmp_path: Path) -> None:
    head = b'FROM,TO,DATE,CONTENT,FOLDER\nDana,Robin,2026-03-01 10:00:00 UTC,"'
    path = zeros(tmp_path / "wide.zip", "messages.csv", 200 * 2**20, head=head)
    assert "a field of more than" in sentence(path)


@pytest.mark.parametrize("piece", [b"a", b",", b'"'])
def test_a_line_of_two_hundred_megabytes_without_quotes_is_left_at_the_limit_too(piece: bytes, tmp_path: Path) -> None:
    head = b"FROM,TO,DATE,CONTENT,FOLDER\nDana,Robin,2026-03-01 10:00:00 UTC,"
    path = zeros(tmp_path / "long.zip", "messages.csv", 200 * 2**20, head=head, piece=piece)
    assert "a field of more than" in sentence(path)


def test_empty_lines_count_as_rows_so_that_millions_of_them_end_soon(tmp_path: Path) -> None:
    head = Export().tables()["Connections.csv"].encode() + b"\n"
    path = zeros(tmp_path / "blank.zip", "Connections.csv", 4 * 2**20, head=head, piece=b"\n")
    assert "holds more than any LinkedIn archive" in sentence(path)


@pytest.mark.parametrize("place", ["quote at the end", "quote in the middle", "cut inside a field"])
def test_a_quote_that_is_never_closed_is_said_for_all_behind_it_is_lost(place: str, tmp_path: Path) -> None:
    text = Export().tables()["Connections.csv"]
    text = {
        "quote at the end": text + '\nRosa,"Lindqvist,,,,,01 Jan 2026',
        "quote in the middle": text + '\nRosa,Lindqvist,,,"Acme,EM,01 Jan 2026\nJo,Park,,,Acme,EM,01 Jan 2026\n',
        "cut inside a field": text[: text.rindex('"')],
    }[place]
    path = tmp_path / "Connections.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert "Connections.csv has a quotation mark that is never closed" in sentence(path)


def test_headers_without_a_row_in_any_table_are_no_import(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text("First Name,Last Name,URL,Email Address,Company,Position,Connected On\n", encoding="utf-8")
    assert "no row in any table" in sentence(path)


def test_a_field_of_one_megabyte_is_nothing_unusual(tmp_path: Path) -> None:
    text = Export().tables()["Connections.csv"].replace("Engineering Manager", "x" * 2**20)
    path = tmp_path / "Connections.csv"
    path.write_text(text, encoding="utf-8")
    assert read_archive(path, own_name="").counts["connections"] == 3


def test_a_stream_stops_at_its_own_limit_and_at_that_of_all() -> None:
    with pytest.raises(TooLarge):
        Capped(io.BytesIO(b"x" * 100), Budget(1_000), limit=99).read()
    with pytest.raises(TooLarge):
        Capped(io.BytesIO(b"x" * 100), Budget(99)).read()


def test_names_that_leave_the_archive_are_passed_over_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "archive" / "tricks.zip"
    path.parent.mkdir()
    text = Export().tables()["Connections.csv"]
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../Connections.csv", "/tmp/Connections.csv", "a/../../Connections.csv", "C:/Connections.csv"):  # noqa: S108
            archive.writestr(name, text)
        archive.writestr("..\\Connections.csv", text)
    assert "nothing that afterword reads" in sentence(path)
    assert sorted(tmp_path.rglob("*")) == [path.parent, path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes by name")
def test_links_and_pipes_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = Export().folder(tmp_path / "elsewhere") / "Connections.csv"
    folder = Export(connections=None).folder(tmp_path / "archive")
    (folder / "Connections.csv").symlink_to(secret)
    os.mkfifo(folder / "messages.csv")
    assert read_archive(folder, own_name="").counts == {"profile": 1}
    os.mkfifo(tmp_path / "pipe.csv")
    assert "neither a file nor a folder" in sentence(tmp_path / "pipe.csv")


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    path = Export().zip(tmp_path / "locked.zip")
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path.write_bytes(content)
    assert "locked with a password" in sentence(path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_an_archive_that_was_cut_short_says_so(part: float, tmp_path: Path) -> None:
    path = Export().zip(tmp_path / "short.zip")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    assert "damaged or was not downloaded to its end" in sentence(path)


def test_an_archive_whose_bytes_were_changed_says_so(tmp_path: Path) -> None:
    path = Export().zip(tmp_path / "changed.zip")
    content = bytearray(path.read_bytes())
    start = content.find(b"Connections.csv") + 40
    content[start : start + 40] = bytes(40)
    path.write_bytes(content)
    assert "damaged" in sentence(path)


def test_an_unknown_compression_says_so(tmp_path: Path) -> None:
    path = Export(owner=None).zip(tmp_path / "method.zip")
    content = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = content.find(sign)
        struct.pack_into("<H", content, at + offset, 77)
    path.write_bytes(content)
    assert "damaged" in sentence(path)


def test_a_member_packed_by_bzip2_and_changed_since_is_told_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("Connections.csv", Export().tables()["Connections.csv"])
    content = bytearray(path.read_bytes())
    content[70] ^= 0xFF
    path.write_bytes(content)
    assert "damaged" in sentence(path)


def test_headers_in_another_language_are_named_below_the_notes_above_them(tmp_path: Path) -> None:
    text = Export().tables()["Connections.csv"].replace("Connected On", "Connecté le").replace("First Name", "Prénom")
    path = tmp_path / "Connections.csv"
    path.write_text(text, encoding="utf-8")
    said = sentence(path)
    assert "its columns are: Prénom, Last Name, URL" in said
    assert "Dana" not in said


def test_an_archive_inside_an_archive_says_what_to_do(tmp_path: Path) -> None:
    inner = Export().zip(tmp_path / "inner.zip")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(inner, "Complete_LinkedInDataExport_11-20-2026.zip")
    assert "another archive inside" in sentence(tmp_path / "outer.zip")


def test_an_archive_of_very_many_files_is_none(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(members.MOST_MEMBERS + 1):
            archive.writestr(f"{number}.csv", "")
    assert "more than any LinkedIn archive has" in sentence(tmp_path / "many.zip")


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x00" * 5000, zlib.compress(b"x" * 9), b"<html></html>", b"%PDF-1.7"]
)
def test_what_is_no_archive_says_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "thing.csv"
    path.write_bytes(content)
    assert "nothing that afterword reads" in sentence(path)


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    assert "does not exist" in sentence(tmp_path / "nowhere.zip")


CELLS = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(list("\",;\t\r\n\0=@'\ufeff\u202e"))), max_size=12
)


@given(st.lists(st.lists(CELLS, max_size=15), max_size=12), st.sampled_from(["connections", "messages", "invitations"]))
def test_whatever_stands_in_the_cells_it_is_read_or_one_sentence_says_why(rows: list[list[str]], sort: str) -> None:
    head = {
        "connections": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "messages": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT",
        "invitations": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
    }[sort]
    text = "\n".join([head, *(",".join(row) for row in rows)])
    reads(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=400))
def test_whatever_bytes_a_table_has_it_is_read_or_one_sentence_says_why(noise: bytes) -> None:
    reads(b"First Name,Last Name,URL,Connected On\nDana,Whitfield,,08 Feb 2026\n" + noise)
    reads(noise)


def reads(content: bytes) -> None:
    """Read a table from memory: it gives people with sound addresses, or ends as a SourceError."""
    from connectors.linkedin.archive import take
    from connectors.linkedin.messages import Threads
    from connectors.linkedin.people import Gathering

    member = Member(name="Connections.csv", stem="connections", open=lambda: io.BytesIO(content))
    found, threads = Gathering(), Threads()
    how = tables.layout(member, Budget())
    if how.sort:
        # A quote left open is the one thing that a small table may be refused for.
        refused = suppress(SourceError) if b'"' in content else nullcontext()
        with refused, tables.opened(member, how, Budget(), progress=lambda _sort, _rows: None) as table:
            take(table, found, threads)
    threads.settle(found, "")
    for profile in found.people.values():
        assert not profile.address or profile.address.startswith("https://www.linkedin.com/in/")
        assert "\n" not in profile.name


def test_the_field_limit_of_the_csv_module_is_put_back(tmp_path: Path) -> None:
    import csv

    before = csv.field_size_limit()
    read_archive(Export(connections=[DANA]).zip(tmp_path / "export.zip"), own_name="")
    assert csv.field_size_limit() == before
