"""How a language says days, positions and rounds inside a sentence: read from `templates/<language>/words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from core.model import Part, Stage
from core.notes import words

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")
"""Languages in which drafts are written; any other invitation gets an English one."""

_FOLDER = Path(__file__).parent / "templates"
_TAIL = re.compile(
    r"\s*[(\[]\s*(?:all genders?|any gender|alle geschlechter|gn"
    r"|(?:[mwfhdxivn]|div)(?:\s?[/|*,]\s?(?:[mwfhdxivna]|div)){1,3})\s*[)\]]"
    r"|\s+(?:[mwfhdx]\s?[/|]\s?){1,3}[mwfhdx](?=$|\s)",
    re.I,
)


class Speech:
    """One language's way to say what a note needs said. All dates are local days of the user."""

    def __init__(self, language: str) -> None:
        self._words: Mapping[str, Any] = _load(language)
        self.language = language
        self.them: str = self._words["them"]
        self.our_conversation: str = self._words["our_conversation"]

    def greeted(self, name: str) -> str:
        """Return how to greet the bearer of `name`, by first name or in full, as is the habit; or empty."""
        return words.salutation(name) if self._words["greets"] == "first" else words.formal(name)

    def blank(self, of: str) -> str:
        """Return the visible blank for a name, the signature or the role."""
        return f"[{self._words['blanks'][of]}]"

    def phrase(self, text: str) -> str:
        """Return `text` as it stands inside a sentence: its leading article small, no full stop at its end."""
        line = words.flat(text, limit=600)
        first = line.partition(" ")[0]
        # What the user noted may be in English, whatever the language of the invitation.
        articles = (*self._words["leading"], *_load("en")["leading"])
        small = any(first.casefold() == word.casefold() for word in articles)
        return line[:1].lower() + line[1:] if small else line

    def day(self, of: date, *, seen_from: date, form: str = "{date}") -> str:
        """Return e.g. `4 December`, with the year where it is another one than that of `seen_from`.

        `form` is `on_date`, `by` or `around` to have it inside such a phrase.
        """
        pattern = self._words["date" if of.year == seen_from.year else "date_year"]
        number = self._words.get("first", "1") if of.day == 1 else str(of.day)
        said = pattern.format(day=number, month=self._words["months"][of.month - 1], year=of.year)
        return _fixed(self._words.get(form, form).format(date=said), self._words.get("date_fixes", ()))

    def relative(self, start: datetime, *, due: datetime) -> str:
        """Return how the note, due at `due`, speaks of the day of `start`; both are in the user's zone.

        Never "today" or "yesterday": a note is often sent some hours after its reminder, or moved to the next day.
        """
        if 0 <= (due.date() - start.date()).days <= 6:
            said: str = self._words["on_days"][start.weekday()]
            return said
        return self.day(start.date(), seen_from=due.date(), form="on_date")

    def of(self, on: str) -> str:
        """Return `on`, a day as `relative` says it, as the attribute of a talk: French `de mardi`, `du 24 novembre`."""
        return _fixed(self._words["of"].replace("{on}", on), self._words.get("of_fixes", ()))

    def position(self, role: str, company: str) -> str:
        """Return `the Backend Engineer position at Acme`, with what is known of it."""
        return self._about("position", role, company)

    def open_position(self) -> str:
        """Return what a talk with a recruiter was about where no position is at hand."""
        said: str = self._words["position"]["open"]
        return said

    def team(self, company: str) -> str:
        """Return `the team at Acme`."""
        return self._about("team", "", company)

    def at(self, company: str) -> str:
        """Return `at Acme`."""
        return self._about("at", "", company)

    def session(self, stage: Stage | None, part: Part | None, *, during: bool = False) -> str:
        """Return what the talk with this person was (`the technical interview`), `during` it where asked so."""
        common = part is Part.HIRING_MANAGER and stage in (Stage.OTHER, Stage.PANEL, Stage.ONSITE)
        otherwise = self._words["during"]["other"] if during else self.our_conversation
        known: Mapping[str, str] = self._words["during" if during else "sessions"]
        return known.get(stage.value, otherwise) if stage and not common else otherwise

    def frame(self, part: str, **values: str) -> str:
        """Return a part of the reminder around the notes, such as `To: Dana Whitfield`; empty where it has none."""
        said: str = self._words["frame"].get(part, "")
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], said)

    def frame_lines(self) -> tuple[str, ...]:
        """Return with what the lines begin that follow the notes."""
        parts = ("write_to", "profile", "connect", "blanks", "stub", "stubs", "sharpen", "tick")
        return tuple(map(self.frame_begin, parts))

    def frame_begin(self, part: str) -> str:
        """Return with what such a line of the frame begins, before what varies in it or a client may have wrapped."""
        said: str = self._words["frame"][part]
        return said.partition("{")[0][:24]

    def _about(self, what: str, role: str, company: str) -> str:
        forms = self._words[what]
        key = "role_and_company" if role and company else "role" if role else "company" if company else "neither"
        # Names are put in as they are: a brace in one is only a brace.
        said = re.sub(r"\{(role|company)\}", lambda found: role if found[1] == "role" else company, forms[key])
        return _fixed(said, forms.get("fixes", ()))


def bare_role(role: str) -> str:
    """Return a job title without the tail that only an advertisement needs: `(m/w/d)`, `(H/F)`, `(all genders)`."""
    bare = " ".join(_TAIL.sub("", role).split())
    return bare.rpartition("(")[0].rstrip(" ,-–") if bare.count("(") > bare.count(")") else bare


@cache
def speech(language: str) -> Speech:
    """Return the words of `language`, those of English where it has none."""
    return Speech(language if language in LANGUAGES else "en")


@cache
def _load(language: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / language / "words.toml").read_text(encoding="utf-8"))


def _fixed(said: str, fixes: tuple[tuple[str, str], ...]) -> str:
    for pattern, put in fixes:
        said = re.sub(pattern, put, said)
    return said
