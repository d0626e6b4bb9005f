"""What the tests of steering share: a calendar file with one interview, our reminders in it, and edits as by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.cli.program import Program, calendar, interview


def synced(program: Program, tmp_path: Path, *events: str) -> Path:
    """Return a calendar file that is connected for writing and synced once."""
    path = tmp_path / "me.ics"
    path.write_bytes(calendar(*(events or (interview(),))))
    program.ok("connect", "ics", path, "--write", "--name", "work")
    program.ok("sync")
    return path


def ours(path: Path) -> list[str]:
    """Return the text of our reminders, lines unfolded."""
    text = path.read_bytes().decode().replace("\r\n ", "").replace("\r\n", "\n")
    return [b for b in re.findall(r"BEGIN:VEVENT\n.*?END:VEVENT\n", text, re.S) if re.search("UID:.*@afterword", b)]


def text_of(path: Path, touchpoint: str) -> str:
    """Return the description of one reminder."""
    (block,) = [block for block in ours(path) if f"UID:{touchpoint}@afterword" in block]
    (value,) = re.findall(r"^DESCRIPTION:(.*)$", block.partition("BEGIN:VALARM")[0], re.M)
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def rewrite(path: Path, touchpoint: str, prop: str, change: Any) -> None:
    """Change the value of a property of one reminder, as the user's calendar program would."""
    raw = path.read_bytes().replace(b"\r\n ", b"").decode()
    blocks = re.split(r"(?=BEGIN:VEVENT\r\n)", raw)
    for number, block in enumerate(blocks):
        if f"UID:{touchpoint}@afterword" in block:
            blocks[number] = re.sub(
                rf"^({prop}[^:\r\n]*:)([^\r\n]*)", lambda m: m[1] + change(m[2]), block, count=1, flags=re.M
            )
    path.write_bytes("".join(blocks).encode())


def of_kind(program: Program, kind: str, *options: str) -> list[Any]:
    """Return the touchpoints of one kind, as `touchpoints` lists them."""
    return [t for t in program.ok("touchpoints", *options) if t["kind"] == kind]
