"""What the shell offers when the Tab key is pressed: ids and companies, from what is remembered, without planning."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import click
from click.shell_completion import CompletionItem

from core.errors import AfterwordError
from core.files import at_home
from core.ids import derive
from core.model import Kind, Sighting, TouchpointStatus
from core.state import State
from core.store import Home, default_home, load, load_accounts, load_decisions

OPEN = (TouchpointStatus.PLANNED, TouchpointStatus.SCHEDULED)


def touchpoint_ids(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the open touchpoints that have been written, and the companies they are for."""
    return _beginning(typed, _touchpoints(_state(ctx)))


def interview_ids(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the interviews, and their companies."""
    return _beginning(typed, _interviews(_sightings(ctx)))


def process_names(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the companies first, since they name a process best."""
    found = list(_interviews(_sightings(ctx)))
    return _beginning(typed, iter(sorted(found, key=lambda pair: pair[1] != "company")))


def anything(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer touchpoints and interviews."""
    return _beginning(typed, iter([*_touchpoints(_state(ctx)), *_interviews(_sightings(ctx))]))


def account_names(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Offer the connected accounts."""
    with suppress(AfterwordError):
        return _beginning(typed, ((entry.name, entry.kind) for entry in load_accounts(_home(ctx)).entries))
    return []


def _home(ctx: click.Context) -> Home:
    chosen: str | None = ctx.find_root().params.get("home")
    return Home(at_home(chosen).absolute() if chosen else default_home())


def _state(ctx: click.Context) -> State:
    with suppress(AfterwordError):
        return load(_home(ctx))
    return State()


def _sightings(ctx: click.Context) -> tuple[Sighting, ...]:
    with suppress(AfterwordError):
        return (*_state(ctx).sightings, *load_decisions(_home(ctx)).added)
    return ()


def _touchpoints(state: State) -> Iterator[tuple[str, str]]:
    titles = {standee.id: standee.title for standee in state.standees}
    for touchpoint in state.touchpoints:
        if touchpoint.status in OPEN:
            yield touchpoint.id, titles.get(touchpoint.id, touchpoint.kind.value.replace("_", " "))
    for touchpoint in state.touchpoints:
        if touchpoint.status in OPEN and touchpoint.company:
            yield touchpoint.company, "company"


def _interviews(sightings: tuple[Sighting, ...]) -> Iterator[tuple[str, str]]:
    counted = [s for s in sightings if s.reading.kind is not Kind.NONE]
    for sighting in counted:
        yield derive("interview", sighting.uid, sighting.recurrence), f"{sighting.start:%Y-%m-%d} {sighting.title}"
    for sighting in counted:
        if sighting.reading.company:
            yield sighting.reading.company, "company"


def _beginning(typed: str, offers: Iterator[tuple[str, str]]) -> list[CompletionItem]:
    """Return the offers that begin as `typed`. Shells would break a name at its spaces, so such names are left out."""
    found: dict[str, str] = {}
    for value, words in offers:
        if value.casefold().startswith(typed.casefold()) and " " not in value:
            found.setdefault(value, " ".join(words.split()))
    return [CompletionItem(value, help=words) for value, words in found.items()]
