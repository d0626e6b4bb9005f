"""The short way to say an interview with somebody, and the profiles that may be theirs."""

from __future__ import annotations

from typing import Any

from core.linkedin.ladder import Index, Search
from core.linkedin.overlay import search_for
from core.linkedin.values import Candidate, Pair, Profile
from core.model import Interview
from tests.core.timeline.cases import interview, person


def profile(name: str, company: str = "", *, key: str = "", **more: Any) -> Profile:
    """Return a connection; the key is spelled from the name unless it is given."""
    key = key or name.lower().replace(" ", "-")
    more.setdefault("connected", True)
    return Profile(key=key, address=f"https://www.linkedin.com/in/{key}", name=name, company=company, **more)


def met(name: str, *, company: str | None = "Acme", **more: Any) -> Interview:
    """Return an interview with this person."""
    who = person(name, **more)
    return interview("2026-11-24 10:00", "2026-11-24 11:00", people=(who,), company=company)


def looked_up(
    one: Interview, *profiles: Profile, linked: tuple[Pair, ...] = (), refused: tuple[Pair, ...] = ()
) -> tuple[Candidate | None, tuple[Candidate, ...]]:
    """Return whom the person of an interview is linked to, and whom they may be."""
    search: Search = search_for([one], linked=linked, refused=refused)
    index = Index.of(profiles)
    (who,) = search.people
    return search.link(who, index), search.suggestions(who, index)
