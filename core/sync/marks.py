"""The mark that a reminder carries: what we last wrote, so that the calendar alone tells a user's edit from ours.

One line of ASCII without comma, semicolon, colon, quote, backslash or blank, so that no calendar server has a reason to
escape, fold or unescape it: `1/k=thank_you/n=1/t=.../x=.../s=.../e=.../b=<interview>=<end>+...`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote, unquote

from core.model import InterviewId, Mark, PersonId, TouchpointId, TouchpointKind
from core.text import CONTROLS

LIMIT = 1000
"""Characters of an encoded mark. Google takes 1024 for one private property, its name included."""

_VERSION = "1"
DOMAIN = "@afterword"
"""How the iCalendar UIDs of our reminders end."""
_UID = re.compile(f"([a-z]*[0-9a-f]{{16}}){DOMAIN}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNSEEN = "\\s\ufe0e\ufe0f\u200b-\u200f\u2060\ufeff"
_CHECK = "[✓✔✅☑][\ufe0e\ufe0f]*"
_TICK = re.compile(
    f"[{_UNSEEN}]*(?:{_CHECK}|[\\[［]\\s*(?:[xXｘＸ]|{_CHECK}|done|sent)\\s*[\\]］]"
    "|[(*_\"'“]?(?:done|sent)(?![\\w'’]))",
    re.I,
)
_AFTER_TICK = ' \t\u00a0\ufe0e\ufe0f:;.,!/)*_"”|-\u2013\u2014\uff1a✓✔'


def printable(text: str) -> str:
    """Return `text` as every calendar can hold it: LF line ends, no control characters, no broken surrogates."""
    text = re.sub("\r\n?|\u2028|\u2029", "\n", text)
    return CONTROLS.sub("", text).encode("utf-8", "replace").decode()


def digest(text: str) -> str:
    """Return 12 hex digits that name `text`, blind to what clients change unasked: line ends, outer and trailing
    blanks, composed or decomposed letters.
    """
    lines = unicodedata.normalize("NFC", printable(text)).split("\n")
    bare = "\n".join(line.rstrip() for line in lines).strip()
    return sha256(bare.encode()).hexdigest()[:12]


def encode(mark: Mark) -> str:
    """Return `mark` as one line of at most LIMIT characters; where its basis is too long, the middle of it is left out.

    The id is not in it: it stands beside the mark in the calendar's own field.
    """
    basis = [f"{_safe(key)}={_number(end)}" for key, end in sorted(mark.basis.items(), key=lambda pair: pair[::-1])]
    line = _line(mark, basis)
    while len(line) > LIMIT and basis:
        del basis[len(basis) // 2]
        line = _line(mark, basis)
    return line


def decode(text: str, *, id: TouchpointId) -> Mark | None:
    """Return the mark that `text` encodes, its times in UTC; None where it is unreadable or of another version."""
    version, *fields = text.strip().split("/")
    values = dict(field.partition("=")[::2] for field in fields)
    if version != _VERSION:
        return None
    try:
        return Mark(
            id=id,
            kind=TouchpointKind(values["k"]),
            number=int(values["n"]),
            title=_plain(values["t"]),
            text=_plain(values["x"]),
            start=_moment(values["s"]),
            end=_moment(values["e"]),
            basis=_basis(values.get("b", "")),
            first_seen=_moment(values["f"]) if "f" in values else None,
            late=values.get("l") == "1",
            draft=_plain(values.get("a", "")),
            person=PersonId(_plain(values["p"])) if values.get("p") else None,
        )
    except (ValueError, KeyError, OverflowError):
        return None


def tick(title: str) -> bool:
    """Tell whether the user has ticked off the reminder in its title: `✓ ...`, `[x] ...`, `Done: ...`, `sent ...`."""
    return _TICK.match(title) is not None


def split_tick(title: str) -> tuple[str, str]:
    """Return (the tick in front as the user wrote it, the rest of the title); the tick is empty where there is none."""
    found = _TICK.match(title)
    if found is None:
        return "", title
    rest = title[found.end() :].lstrip(_AFTER_TICK)
    return title[: len(title) - len(rest)], rest


def uid(id: TouchpointId) -> str:
    """Return the iCalendar UID of the reminder of touchpoint `id`."""
    return f"{id}{DOMAIN}"


def id_of(uid: str) -> TouchpointId | None:
    """Return the touchpoint of which `uid` names the reminder, or None where the program makes no such name.

    Nothing else makes an event ours: what a user copies from a reminder has its lines, but a UID of its own, and
    anybody can write our lines into an invitation. No server is known that keeps them and gives out other UIDs.
    """
    found = _UID.fullmatch(uid.strip())
    return TouchpointId(found[1]) if found else None


def is_reminder(id: TouchpointId, mark: str, *, organizer: bool | None, attendees: Collection[bool]) -> bool:
    """True where an event under the name of reminder `id` is one, and no meeting: our reminders invite nobody (P1).

    `organizer` says whether that is the user, None where there is none; `attendees` the same of each. Once the user
    invites somebody it is their own. Some servers give every event an organizer, under an address of the user's that
    we may not know: that alone is no meeting where the mark shows that we wrote it.
    """
    if not all(attendees):
        return False
    return organizer is not False or (not attendees and decode(mark, id=id) is not None)


def _line(mark: Mark, basis: list[str]) -> str:
    fields = {
        "k": mark.kind.value,
        "n": str(mark.number),
        # Digests are 12 characters; a foreign value is cut so that a line always fits.
        "t": _safe(mark.title[:32]),
        "x": _safe(mark.text[:32]),
        "s": _number(mark.start),
        "e": _number(mark.end),
    }
    if mark.first_seen is not None:
        fields["f"] = _number(mark.first_seen)
    if mark.late:
        fields["l"] = "1"
    if mark.draft:
        fields["a"] = _safe(mark.draft[:32])
    if mark.person:
        fields["p"] = _safe(mark.person[:32])
    if basis:
        fields["b"] = "+".join(basis)
    return "/".join((_VERSION, *(f"{key}={value}" for key, value in fields.items())))


def _basis(field: str) -> Mapping[InterviewId, datetime]:
    entries = (entry.rpartition("=") for entry in field.split("+") if entry)
    return {InterviewId(_plain(key)): _moment(end) for key, _, end in entries}


def _safe(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def _plain(text: str) -> str:
    return unquote(text, errors="surrogatepass")


def _number(moment: datetime) -> str:
    """Seconds since 1970 in UTC, with the microseconds behind a dot where there are any."""
    seconds, rest = divmod((moment - _EPOCH) // _MICROSECOND, 1_000_000)
    return f"{seconds}.{rest:06}" if rest else str(seconds)


def _moment(number: str) -> datetime:
    seconds, _, rest = number.partition(".")
    return _EPOCH + timedelta(seconds=int(seconds), microseconds=int(rest.ljust(6, "0")) if rest else 0)
