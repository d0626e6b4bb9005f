"""Writes LinkedIn data archives of every era, as zip, folder or single files; all people are invented."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ERAS = ("2019", "2021", "2022", "2024", "2026")
PREAMBLE = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only '
    "see email addresses for connections who have allowed their connections to see or download their email address "
    'using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here."\n\n'
)
ROBIN = ("Robin Okafor", "robin-okafor-1")


@dataclass(frozen=True)
class Connection:
    """One row of Connections.csv."""

    first: str
    last: str
    slug: str = ""
    email: str = ""
    company: str = ""
    position: str = ""
    on: str = "08 Feb 2026"


@dataclass(frozen=True)
class Message:
    """One row of messages.csv: sender and recipients as (name, slug)."""

    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    at: str
    thread: str = "2-AAA=="
    content: str = "Thanks for the talk.\nSee you Thursday &amp; good luck"
    folder: str = "INBOX"
    draft: bool = False


@dataclass(frozen=True)
class Invitation:
    """One row of Invitations.csv."""

    sender: tuple[str, str]
    to: tuple[str, str]
    at: str = "1/29/26, 2:37 PM"
    outgoing: bool = True


DANA = Connection("Dana", "Whitfield", "dana-whitfield-7", company="Acme, Inc.", position="Engineering Manager")
INES = Connection("Ines", "Okafor, PhD", "ines-okafor-3b2a91", company="Northwind Analytics, Inc.", position="Director")
JOSE = Connection("José", "García", "jos%C3%A9-garc%C3%ADa-77", email="jose@example.org", company="Contoso GmbH")


@dataclass(frozen=True)
class Export:
    """One archive: what is in it, and of which era it is. `hidden` counts members who hid their profile."""

    era: str = "2026"
    connections: Sequence[Connection] | None = (DANA, INES, JOSE)
    messages: Sequence[Message] | None = None
    invitations: Sequence[Invitation] | None = None
    owner: tuple[str, str] | None = ("Robin", "Okafor")
    hidden: int = 1
    more: Mapping[str, str] = field(default_factory=dict)

    def tables(self) -> dict[str, str]:
        """Return every file with its text."""
        found = dict(self.more)
        if self.connections is not None:
            found["Connections.csv"] = self._connections(self.connections)
        if self.messages is not None:
            found["messages.csv"] = self._messages(self.messages)
        if self.invitations is not None:
            found["Invitations.csv"] = self._invitations(self.invitations)
        if self.owner is not None:
            head = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location"
            found["Profile.csv"] = f"{head}\n{self.owner[0]},{self.owner[1]},,,,Engineer,,,,\n"
        return found

    def zip(self, path: Path, *, wrapper: str = "") -> Path:
        """Write it as a zip."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.tables().items():
                archive.writestr(f"{wrapper}{name}", text)
        return path

    def folder(self, path: Path) -> Path:
        """Write it as an unpacked folder."""
        for name, text in self.tables().items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_text(text, encoding="utf-8")
        return path

    def _connections(self, rows: Sequence[Connection]) -> str:
        addressed = self.era in ("2024", "2026")
        head = ["First Name", "Last Name", *(["URL"] if addressed else [])]
        lines = [[*head, "Email Address", "Company", "Position", "Connected On"]]
        for row in rows:
            url = [f"https://www.linkedin.com/in/{row.slug}" if row.slug else ""] if addressed else []
            lines.append([row.first, row.last, *url, row.email, row.company, row.position, row.on])
        width = len(lines[0])
        lines += [[*[""] * (width - 1), "07 Jun 2026"]] * self.hidden
        # A genuine Connections.csv has no line end after its last row.
        return ("" if self.era in ("2019", "2021") else PREAMBLE) + written(lines).rstrip("\n")

    def _messages(self, rows: Sequence[Message]) -> str:
        if self.era == "2019":
            lines = [["FROM", "TO", "DATE", "SUBJECT", "CONTENT", "DIRECTION", "FOLDER"]]
            for row in rows:
                direction = "OUTGOING" if row.sender == ROBIN else "INCOMING"
                to = ", ".join(name for name, _ in row.to)
                lines.append([row.sender[0], to, row.at.replace(" ", "T"), "", row.content, direction, row.folder])
            return written(lines)
        addressed, newest = self.era in ("2024", "2026"), self.era == "2026"
        lines = [
            [
                *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO"),
                *(["RECIPIENT PROFILE URLS"] if addressed else []),
                *("DATE", "SUBJECT", "CONTENT", "FOLDER"),
                *(["ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"] if newest else []),
            ]
        ]
        for row in rows:
            lines.append(
                [
                    *(row.thread, "", row.sender[0], address(row.sender[1]), ", ".join(name for name, _ in row.to)),
                    *([",".join(address(slug) for _, slug in row.to)] if addressed else []),
                    *(f"{row.at} UTC", "", row.content, row.folder),
                    *(["", "Yes" if row.draft else "No", "No"] if newest else []),
                ]
            )
        return written(lines, quoting=csv.QUOTE_ALL if newest else csv.QUOTE_MINIMAL)

    def _invitations(self, rows: Sequence[Invitation]) -> str:
        addressed = self.era in ("2024", "2026")
        head = ["From", "To", "Sent At", "Message", "Direction"]
        lines = [[*head, *(["inviterProfileUrl", "inviteeProfileUrl"] if addressed else [])]]
        for row in rows:
            urls = [address(row.sender[1]), address(row.to[1])] if addressed else []
            lines.append([row.sender[0], row.to[0], row.at, "", "OUTGOING" if row.outgoing else "INCOMING", *urls])
        return written(lines)


def address(slug: str) -> str:
    """Return the full address of a slug, empty for none."""
    return f"https://www.linkedin.com/in/{slug}" if slug else ""


def written(lines: Iterable[Sequence[str]], *, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Return rows as CSV with plain line ends."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=quoting).writerows(lines)  # type: ignore[arg-type]
    return out.getvalue()
