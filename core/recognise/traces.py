"""By what a marked event's sender and title are told again, once the event itself is gone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from core.ids import derive
from core.model import Event, Me, Sighting
from core.recognise.keys import is_vendor, words_of
from core.recognise.markers import bare_title
from core.said import Said, Trace

NO_TRACE = Trace()


def traced(said: Said, sightings: Iterable[Sighting]) -> Mapping[str, Trace]:
    """Return what tells the marked events again, by the keys of the marks and in their order.

    It is what was noted when an event was first seen with its mark: what `sightings` show adds to that.
    """
    found = {key: trace for key, trace in said.traces.items() if key in said.kinds}
    for sighting in sightings if said.kinds else ():
        names = (sighting.uid, derive("interview", sighting.uid, sighting.recurrence))
        key = next((name for name in names if name in said.kinds), None)
        if key is not None and key not in found:
            found[key] = _trace(sighting, said.forgotten)
    return {key: found[key] for key in said.kinds if key in found}


def _trace(sighting: Sighting, forgotten: frozenset[str]) -> Trace:
    # Where nothing was marked anew there is nothing to read.
    from core.recognise.vague import means_nothing

    address = sighting.organizer
    if is_vendor(address) or (address and sender_sign(address) in forgotten):
        return NO_TRACE  # many send through a tool, and their titles are alike
    title = "" if means_nothing(bare_title(sighting.title)) else title_sign(address, sighting.title)
    return Trace(sender=sender_sign(address) if address else "", title=title)


def sender_of(event: Event, me: Me) -> str:
    """Return the address of who sent `event`; empty where that is the user."""
    organizer = event.organizer
    return "" if organizer is None or organizer.is_self or organizer.email in me.emails else organizer.email


@lru_cache(maxsize=1024)
def sender_sign(address: str) -> str:
    """Return what tells the sender at `address` again: the id that they have as a person."""
    return derive("person", address.casefold())


def title_sign(address: str, title: str) -> str:
    """Return what tells a title by the sender at `address` again; change markers before it do not count."""
    return derive("title", address.casefold(), " ".join(words_of(bare_title(title))))
