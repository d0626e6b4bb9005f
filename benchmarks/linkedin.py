"""A LinkedIn archive as large as they come, and what reading it takes beside a bare pass of the csv module over it."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.homes import afterword
from benchmarks.measure import Sample, run
from benchmarks.rows import Row

CONNECTIONS, MESSAGES = 30_000, 200_000
SECONDS, MIB = 20, 500
READ_THROUGH = """
import csv, io, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in archive.namelist():
        with archive.open(name) as stream:
            for row in csv.reader(io.TextIOWrapper(stream, "utf-8", newline="")):
                pass
"""
_FIRST = ("Dana", "Ines", "José", "Kim", "Łukasz", "Noor", "Pim", "Robin", "Sam", "Wei")
_LAST = ("Whitfield", "Okafor", "García", "Park", "Berg", "Haddadi", "Nowak", "Rossi", "Smith, PhD", "Tanaka")
_TEXT = "Thanks for the talk, see you on Thursday. The team liked your notes on queues, and so did I.\n"


def write_archive(path: Path, *, connections: int, messages: int) -> Path:
    """Write an archive of that size, the same every time."""
    chance = random.Random(5)  # noqa: S311 - sizes and words, no secrets
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("Profile.csv", "First Name,Last Name,Headline\nBench,Mark,Engineer\n")
        archive.writestr("Connections.csv", _connections(chance, connections))
        archive.writestr("messages.csv", _messages(chance, connections, messages))
    return path


def rows(scratch: Path, home: Path, *, divisor: int) -> Iterator[Row]:
    """Yield time and memory of connecting the archive in `home`."""
    connections, messages = CONNECTIONS // divisor, MESSAGES // divisor
    path = write_archive(scratch / "export.zip", connections=connections, messages=messages)
    bare = run("-c", READ_THROUGH, str(path))
    ours = afterword(home, "connect", "linkedin", str(path))
    what = f"connect linkedin, {connections:,} + {messages:,}"
    yield _row(what, ours.seconds, "s", bare.seconds, SECONDS)
    yield _row(what, ours.mib, "MiB", bare.mib, MIB, detail=_size(path, ours))


def _row(what: str, value: float, unit: str, yardstick: float, limit: float, *, detail: str = "") -> Row:
    return Row(
        bench="linkedin",
        what=what,
        value=value,
        unit=unit,
        yardstick=yardstick,
        beside="a pass of csv over the same",
        sign="<",
        limit=limit,
        absolute=True,
        detail=detail,
    )


def _size(path: Path, sample: Sample) -> str:
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    return f"{unpacked / 2**20:.0f} MiB unpacked; {sample.stdout.splitlines()[0]}"


def _name(number: int) -> tuple[str, str, str]:
    first, last = _FIRST[number % 10], _LAST[number // 10 % 10]
    return first, f"{last.partition(',')[0]}{number}{last[len(last.partition(',')[0]) :]}", f"person-{number}"


def _connections(chance: random.Random, count: int) -> str:
    out = io.StringIO(newline="")
    out.write('Notes:\n"When exporting your connection data, you may notice that some are missing, ..."\n\n')
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"))
    for number in range(count):
        first, last, slug = _name(number)
        on = date(2016, 1, 1) + timedelta(days=chance.randrange(3900))
        company = f"Company {chance.randrange(6000)}, Inc."
        url = f"https://www.linkedin.com/in/{slug}"
        table.writerow((first, last, url, "", company, "Engineer, Platform", f"{on:%d %b %Y}"))
    return out.getvalue()


def _messages(chance: random.Random, people: int, count: int) -> str:
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerow(
        ("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
         "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT")
    )  # fmt: skip
    me = ("Bench Mark", "https://www.linkedin.com/in/bench-mark")
    for number in range(count):
        other = chance.randrange(max(people * 2 // 3, 1))
        first, last, slug = _name(other)
        sides = [me, (f"{first} {last}", f"https://www.linkedin.com/in/{slug}")]
        (sender, its), (to, theirs) = sides if chance.random() < 0.5 else sides[::-1]
        at = f"20{16 + number % 10:02}-{1 + number % 12:02}-{1 + number % 28:02} {number % 24:02}:10:22 UTC"
        text = _TEXT * chance.randrange(1, 8)
        table.writerow((f"2-{other}==", "", sender, its, to, theirs, at, "", text, "INBOX", "", "No", "No"))
    return out.getvalue()
