"""`config.toml` to a Config and back; every complaint names its section, its key and what was expected there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from core.credentials import check_credentials, load_credentials
from core.errors import ConfigError
from core.model import Me, Policy

__all__ = ["Config", "check_config", "check_credentials", "load_config", "load_credentials", "parse", "render_config"]

_RANGES: Mapping[str, tuple[int, int]] = {
    "thank_you_after_hours": (0, 24),
    "thank_you_window_hours": (1, 168),
    "thank_you_late_days": (0, 60),
    "check_in_business_days": (1, 250),
    "ended_after_business_days": (1, 250),
    "keep_in_touch_days": (1, 730),
    "keep_in_touch_per_year": (0, 52),
    "spacing_business_days": (0, 250),
    "horizon_days": (1, 366),
    "elapsed_after_days": (0, 60),
    "per_day": (1, 100),
    "changes_per_run": (1, 200),
}
_TIMES = ("check_in_time", "keep_in_touch_time")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "me": ("name", "emails", "timezone", "country", "subdivision"),
    "policy": ("waking_hours", *_RANGES, *_TIMES),
    "reminders": ("discreet", "language"),
    "notify": ("desktop", "command"),
}
_EMAIL = re.compile(r"[^@\s<>,;]+@(?:[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+|localhost)")
_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[a-z0-9]{2,8})*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the user has set. `language` is ISO 639-1 for the notes, empty for that of each invitation.

    `discreet` is None where they have not said: then it is for the calendar to decide, by who else can see it.
    `veiled` is never set by the file: the texts of reminders name nobody either. `notify_command` shows a line on the
    desktop, instead of what the system has for `notify_desktop`.
    """

    me: Me = field(default_factory=Me)
    policy: Policy = field(default_factory=Policy)
    discreet: bool | None = None
    veiled: bool = False
    language: str = ""
    notify_desktop: bool = False
    notify_command: str = ""


def parse(mapping: Mapping[str, Any], *, where: str) -> Config:
    """Return what `mapping`, the TOML of the file named `where`, says; raise ConfigError with every complaint."""
    reader = _Reader(mapping, where)
    language = reader.text("reminders", "language", _LANGUAGE, 'a language such as "en"').lower()
    me = Me(
        name=reader.text("me", "name"),
        emails=reader.emails(),
        zone=reader.zone(),
        country=reader.text("me", "country", re.compile("(?:[a-z]{2})?", re.I), 'two letters such as "CA"').upper(),
        subdivision=reader.text("me", "subdivision").upper(),
        language=language,
    )
    config = Config(
        me=me,
        policy=reader.policy(),
        discreet=reader.flag("reminders", "discreet"),
        language=language,
        notify_desktop=bool(reader.flag("notify", "desktop")),
        notify_command=reader.text("notify", "command"),
    )
    if reader.complaints:
        raise ConfigError(". ".join(reader.complaints), next_step=f"Correct {where} and run it again.")
    return config


def load_config(path: Path) -> Config:
    """Return the settings at `path`, the defaults where there is no file; raise ConfigError."""
    import tomllib

    try:
        text = path.read_text(encoding="utf-8-sig")
        return parse(tomllib.loads(text), where=path.name)
    except FileNotFoundError:
        return parse({}, where=path.name)
    except tomllib.TOMLDecodeError as err:
        raise ConfigError(f"{path} is not TOML: {err}", next_step="Correct that line and run it again.") from err
    except UnicodeDecodeError as err:
        raise ConfigError(f"{path} is not text in UTF-8", next_step="Save it as UTF-8 and run it again.") from err
    except OSError as err:
        raise ConfigError(f"{path} cannot be read: {err.strerror or err}", next_step="Check its permissions.") from err


def check_config(config: Config) -> tuple[str, ...]:
    """Return what is wrong with country and subdivision; apart from `parse`, since the holidays load slowly."""
    me = config.me
    if not me.country:
        return ()
    from holidays import country_holidays, list_supported_countries

    with suppress(NotImplementedError):
        country_holidays(me.country, subdiv=me.subdivision or None)
        return ()
    # Only to say what is wrong: it loads every country of the world.
    known = list_supported_countries(include_aliases=True)
    if me.country not in known:
        return (f'config.toml: [me] country: no public holidays are known for "{me.country}"',)
    if me.subdivision and me.subdivision not in known[me.country]:
        expected = ", ".join(known[me.country]) or "none"
        return (f'config.toml: [me] subdivision: "{me.subdivision}" is none of {me.country}; known: {expected}',)
    return ()


def render_config(config: Config) -> str:
    """Return the text of a `config.toml` that `parse` reads as `config`, with comments for who edits it."""
    me, policy, standard = config.me, config.policy, Policy()
    lines = [
        "[me]",
        f"name = {_quoted(me.name)}",
        f"emails = [{', '.join(map(_quoted, me.emails))}]  # all addresses under which you are invited, at work too",
        f"timezone = {_quoted(me.zone)}",
        f'country = {_quoted(me.country)}  # ISO 3166, for public holidays; subdivision = "ON" is optional',
        *([f"subdivision = {_quoted(me.subdivision)}"] if me.subdivision else []),
        "",
        "[policy]",
        f'waking_hours = ["{policy.waking_start:%H:%M}", "{policy.waking_end:%H:%M}"]',
        f"horizon_days = {policy.horizon_days}  # how far ahead reminders are written",
    ]
    for key in (*_RANGES, *_TIMES):
        value = getattr(policy, key)
        if key != "horizon_days" and value != getattr(standard, key):
            lines.append(f"{key} = {_value(value)}")
    lines += ["", "[reminders]"]
    if config.discreet is None:
        lines.append("# discreet = true  # no names in the titles; unless set, only in calendars that others can see")
    else:
        lines.append(f"discreet = {str(config.discreet).lower()}  # true: no names in the titles")
    if config.language:
        lines.append(f"language = {_quoted(config.language)}")
    if config.notify_desktop or config.notify_command:
        lines += ["", "[notify]", f"desktop = {str(config.notify_desktop).lower()}"]
        lines += [f"command = {_quoted(config.notify_command)}"] if config.notify_command else []
    return "\n".join(lines) + "\n"


class _Reader:
    """Takes the keys out of one mapping and gathers what is wrong with them."""

    def __init__(self, mapping: Mapping[str, Any], where: str) -> None:
        self.where = where
        self.complaints: list[str] = []
        self.sections: dict[str, Mapping[str, Any]] = {}
        for name, section in mapping.items():
            if name not in _KEYS:
                self.complaints.append(f'{where}: "{name}" is no section{_nearest(name, _KEYS)}')
            elif not isinstance(section, dict):
                self.complaints.append(f"{where}: {name}: expected a section [{name}], found {_found(section)}")
            else:
                self.sections[name] = section
                self._unknown(name, section)

    def _unknown(self, name: str, section: Mapping[str, Any]) -> None:
        for key in section:
            if key in _KEYS[name]:
                continue
            homes = [other for other, keys in _KEYS.items() if key in keys]
            hint = f"; it belongs in [{homes[0]}]" if homes else _nearest(key, _KEYS[name])
            self.complaints.append(f"{self.where}: [{name}] {key}: no such key{hint}")

    def _get(self, section: str, key: str) -> Any:
        return self.sections.get(section, {}).get(key)

    def _wrong(self, section: str, key: str, expected: str) -> None:
        found = _found(self._get(section, key))
        self.complaints.append(f"{self.where}: [{section}] {key}: expected {expected}, found {found}")

    def text(
        self, section: str, key: str, pattern: re.Pattern[str] | None = None, expected: str = "text in quotes"
    ) -> str:
        value = self._get(section, key)
        if value is None:
            return ""
        if isinstance(value, str) and (pattern is None or pattern.fullmatch(value.strip().lower())):
            return value.strip()
        self._wrong(section, key, expected)
        return ""

    def flag(self, section: str, key: str) -> bool | None:
        value = self._get(section, key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(section, key, "true or false")
        return None

    def emails(self) -> tuple[str, ...]:
        values = self._get("me", "emails")
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self._wrong("me", "emails", 'a list such as ["robin@example.net"]')
            return ()
        emails = dict.fromkeys(value.strip().lower().removeprefix("mailto:") for value in values)
        for email in emails:
            if not _EMAIL.fullmatch(email):
                self.complaints.append(f'{self.where}: [me] emails: "{email}" is no e-mail address')
        return tuple(emails)

    def zone(self) -> str:
        from zoneinfo import available_timezones

        if self._get("me", "timezone") is None:
            return _local_zone()
        name = self.text("me", "timezone")
        if name and not _loads(name):
            known = {zone.lower(): zone for zone in available_timezones()}
            close = _closest(name.lower(), known)
            suggestion = f'; did you mean "{known[close]}"?' if close else ""
            self.complaints.append(f'{self.where}: [me] timezone: "{name}" is no time zone I know{suggestion}')
        return name or "UTC"

    def policy(self) -> Policy:
        values: dict[str, Any] = {}
        for key in self.sections.get("policy", {}):
            if key == "waking_hours":
                values |= self._waking_hours()
            elif key in _TIMES:
                values |= self._time(key)
            elif key in _RANGES:
                values |= self._numbers(key)
        return Policy(**values)

    def _waking_hours(self) -> dict[str, time]:
        value = self._get("policy", "waking_hours")
        moments = [_moment(part) for part in value] if isinstance(value, list) else []
        if len(moments) == 2 and moments[0] and moments[1] and moments[0] < moments[1]:
            return {"waking_start": moments[0], "waking_end": moments[1]}
        self._wrong("policy", "waking_hours", 'two times such as ["09:00", "20:00"]')
        return {}

    def _time(self, key: str) -> dict[str, time]:
        moment = _moment(self._get("policy", key))
        if moment is None:
            self._wrong("policy", key, 'a time such as "10:00"')
            return {}
        return {key: moment}

    def _numbers(self, key: str) -> dict[str, int | tuple[int, ...]]:
        low, high = _RANGES[key]
        value = self._get("policy", key)
        many = isinstance(getattr(Policy(), key), tuple)
        numbers = value if many and isinstance(value, list) else [] if many else [value]
        if numbers and all(type(number) is int and low <= number <= high for number in numbers):
            return {key: tuple(numbers) if many else value}
        what = "a list of whole numbers" if many else "a whole number"
        self._wrong("policy", key, f"{what} from {low} to {high}")
        return {}


def _loads(zone: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _local_zone() -> str:
    import warnings

    from tzlocal import get_localzone_name

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            name = get_localzone_name()
    except (LookupError, ValueError, OSError):
        return "UTC"
    return name if name and _loads(name) else "UTC"


def _moment(value: object) -> time | None:
    if isinstance(value, time):
        return value if value.tzinfo is None else None
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,2}:\d{2}", value):
        return None
    hour, minute = map(int, value.split(":"))
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _nearest(word: str, known: Iterable[str]) -> str:
    close = _closest(word, known)
    return f'; did you mean "{close}"?' if close else ""


def _closest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1)), "")


def _found(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, default=str)[:60]


def _value(value: int | time | tuple[int, ...]) -> str:
    return f'"{value:%H:%M}"' if isinstance(value, time) else str(list(value) if isinstance(value, tuple) else value)


def _quoted(text: str) -> str:
    # TOML's basic strings take JSON's escapes, but for DEL, which TOML wants escaped, and surrogates, which it refuses.
    import json

    clean = text.encode("utf-8", "replace").decode()
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
