"""The user's own note templates, tried out before they are needed: what is wrong with each, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product

from core.errors import ConfigError
from core.model import (
    Channel,
    Directives,
    Interview,
    InterviewId,
    Kind,
    Me,
    Person,
    PersonId,
    ProcessId,
    Touchpoint,
    TouchpointId,
    TouchpointKind,
    Window,
)
from core.notes.draft import sample, template_name
from core.notes.facts import VARIANTS
from core.notes.templates import GENERAL

_START = datetime(2026, 11, 24, 15, tzinfo=UTC)
_ID = InterviewId("sample")
_ME = Me(name="Robin")
INVITATION = "linkedin_invitation.txt.j2"


def check_templates(overrides: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each of the user's templates that cannot be used, or whose name is that of no note.

    `overrides` maps a file name below `templates/` to its source. Each is drafted with much and with nothing known.
    """
    if not overrides:
        return ()
    known = dict(_samples())
    found = []
    for key, source in overrides.items():
        language, _, name = key.rpartition("/")
        if name not in known:
            found.append(_nameless(key, name, known))
            continue
        try:
            for touchpoint, rounds in known[name]:
                sample(name, touchpoint, rounds, me=_ME, language=language or "en", overrides={key: source})
        except ConfigError as err:
            found.append(err.sentence())
    return tuple(found)


def _nameless(key: str, name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    hint = f'Did you mean "{close[0]}"?' if close else f"Known are: {', '.join(sorted(known))}."
    return f"The note template templates/{key} has the name of no note and is not used. {hint}"


def _samples() -> Iterator[tuple[str, list[tuple[Touchpoint, tuple[Interview, ...]]]]]:
    """Yield each template's name, with a full and an empty touchpoint that is drafted with it."""
    found: dict[str, list[tuple[Touchpoint, tuple[Interview, ...]]]] = {}
    kinds = (Kind.INTERVIEW, Kind.RECRUITER, Kind.NETWORKING)
    for kind, channel, met, full in product(TouchpointKind, Channel, kinds, (True, False)):
        for variant in VARIANTS[kind]:
            touchpoint = _touchpoint(kind, variant, channel, full=full)
            rounds = (_meeting(met, touchpoint.people, full=full),)
            found.setdefault(template_name(touchpoint, rounds), []).append((touchpoint, rounds))
    found[INVITATION] = found[GENERAL] = [
        case for name, cases in found.items() if name.startswith("thank_you_") for case in cases
    ]
    yield from found.items()


def _touchpoint(kind: TouchpointKind, variant: str, channel: Channel, *, full: bool) -> Touchpoint:
    person = Person(id=PersonId("dana"), name="Dana Whitfield" if full else "", moved_why="moved to Globex")
    due = _START + timedelta(hours=3)
    return Touchpoint(
        id=TouchpointId("sample"),
        kind=kind,
        number=1,
        process=ProcessId("sample"),
        company="Acme" if full else None,
        role="Backend Engineer" if full else None,
        due=due,
        window=Window(start=_START, end=due),
        late=variant == "late",
        channel=channel,
        variant=variant,
        people=(person,),
        basis={_ID: _START + timedelta(hours=1)},
    )


def _meeting(kind: Kind, people: tuple[Person, ...], *, full: bool) -> Interview:
    said = Directives(topics=("queues",), idea="a test", promise="a paper", decision_by=date(2026, 12, 4))
    return Interview(
        id=_ID,
        aliases=(_ID,),
        uid="sample",
        process=ProcessId("sample"),
        kind=kind,
        people=people,
        start=_START,
        end=_START + timedelta(hours=1),
        first_seen=_START,
        directives=said if full else Directives(),
    )
