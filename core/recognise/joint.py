"""What signals say together that none of them says alone, and what their absence says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from core.recognise.evidence import Signal
from core.recognise.lexicon import senders

_CONFIRMS = {
    "ats.sender",
    "ats.link",
    "hiring.mailbox",
    "hiring.title",
    "hiring.text",
    "recruiter",
    "client",
    "under_way",
} | {"role.line", "role.title", "role.text", "round.title", "stage.text", "weak", "interview.stage"}
"""What says that an interview is one for a job."""
_AGAINST = frozenset(
    f"{trap}.text"
    for trap in (
        "research",
        "media",
        "official",
        "family",
        "practice",
        "crowd",
        "commerce",
        "third",
        "lookalike",
        "service",
    )
)
"""What in the text of a short note tells as much as in its title."""
_OTHERS = frozenset(n.partition(".")[0] for n in _AGAINST) | {"sought", "noise", "void", "workplace", "interviewer"}
"""What an interview may be besides, by the first part of their signals' names."""
_EXPLAINS = {
    "elsewhere",
    "series",
    "colleagues",
    "work.address",
    "employer.title",
    "employer.text",
    "asked",
    "asks",
    "passed.on",
}
"""What else tells why there would be an interview that is none for the user."""
_TRADES = frozenset(name.replace(".text", ".hint") for name in _AGAINST)
_SPEAKS = _CONFIRMS | {
    "aim",
    "interview.title",
    "interview.text",
    "first.title",
    "hiring.more",
    "promise",
    "agency",
    "career",
    "denied",
    "pair",
}
"""Without any of these an invitation from outside may be about anything."""


def silent(signals: Iterable[Signal]) -> bool:
    """Return whether an invitation from outside says nothing of a job in words."""
    found = {signal.name for signal in signals}
    return "outside" in found and found.isdisjoint(_SPEAKS)


_OF_JOBS = (_SPEAKS - {"ats.sender", "hiring.mailbox"}) | {"stage.title"}
"""Without any of these a system by which a firm writes to its staff, too, may write of anything."""
_GAMES = {"family.host", "family.text", "lookalike.text"}
"""What is played has rounds, too."""
_SEEKS = (_CONFIRMS - {"round.title", "weak", "interview.stage", "stage.text"}) | {"people.line", "greeted"}
"""With any of these a numbered round is no game's."""

_SMALL = {"weak", "hiring.text"}


def _thin(found: Mapping[str, Signal]) -> bool:
    """Return whether a single small word, as any work has it too, is all by which an outsider's invitation speaks."""
    said = [signal for name, signal in found.items() if name in _SPEAKS]
    return "outside" in found and len(said) == 1 and said[0].name in _SMALL and said[0].amount == 1


TOGETHER = (
    ("private.career", "free.organizer", "career"),
    ("social.career", "social.title", "career"),
    ("employer.career", "employer.text", "career"),
    ("agency.work", "work.address", "agency"),
    ("alone.career", "alone", "career"),
    ("alone.warm", "alone", "warm"),
)
"""What is said where both of two signals are there; it is told in the words of the second."""


_HIRES = {"recruiter", "client", "role.line", "ats.sender", "hiring.mailbox", "hiring.more", "promise"} | {
    "interview.title",
    "aim",
}
"""With any of these it is no talk to which somebody asks the user for advice."""


def together(signals: Iterable[Signal]) -> Iterator[Signal]:
    """Yield what two signals say together that neither says alone."""
    found = {signal.name: signal for signal in signals}
    if "self.made" in found:
        yield from _noted(found)
    elif "interview.title" in found and found.keys().isdisjoint(_CONFIRMS):
        yield _lone(found)
    elif silent(found.values()):
        yield Signal("silent")
    elif _thin(found):
        yield Signal("thin")
    if "several" in found and found.keys().isdisjoint(_CONFIRMS | {"interview.title", "greeted"}):
        yield Signal("several.silent")
    if "asks" in found and found.keys().isdisjoint(_HIRES):
        yield Signal("asked", found["asks"].said, found["asks"].amount)
    sender = found["ats.sender"].said if "ats.sender" in found else ""
    if sender in senders().suites and found.keys().isdisjoint(_OF_JOBS):
        yield Signal("suite.silent", sender)
    if "round.title" in found and not found.keys().isdisjoint(_GAMES) and found.keys().isdisjoint(_SEEKS):
        yield Signal("round.game", found["round.title"].said)
    yield from (
        Signal(name, found[of].said)
        for name, one, of in TOGETHER
        if one in found and of in found and not (name == "employer.career" and "informational.title" in found)
    )


def _lone(found: Mapping[str, Signal]) -> Signal:
    """Return what an invitation says in which the word for an interview is all that speaks of a job.

    Whom or where the title names beside it is who invites: then no word more is needed. Where nothing else explains
    it either, as a study or a newspaper would, it may be one.
    """
    if inviter := found.get("inviter.title"):
        return Signal("interview.inviter", inviter.said)
    if any(name in _EXPLAINS or name.partition(".")[0] in _OTHERS for name in found):
        return Signal("interview.lone", found["interview.title"].said)
    place = found.get("place.title")
    return Signal("interview.at", place.said) if place else Signal("interview.bare", found["interview.title"].said)


def _noted(found: Mapping[str, Signal]) -> Iterator[Signal]:
    """What a few words say more in the user's own note than in an invitation."""
    against = _AGAINST if "career" in found else _AGAINST | {n for n in _TRADES & found.keys() if found[n].amount > 1}
    # What somebody trades in says little where a round is numbered, or the talk is named as one for advice.
    settled = not found.keys().isdisjoint({"round.title", "informational.title"})
    if said := [signal for name, signal in found.items() if name in against and not settled]:
        yield Signal("note.against", said[0].said, min(sum(signal.amount for signal in said), 3))
    if weak := found.get("weak"):
        yield Signal("note.weak", weak.said, weak.amount)
    if job := found.get("role.title") or found.get("role.text"):
        yield Signal("note.role", job.said)
    if named := found.get("interview.title") or found.get("stage.title"):
        yield Signal("note.interview", named.said)
    elif (named := found.get("interview.text")) and "stage.text" not in found:
        yield Signal("note.interview", named.said, 0.7)
    if "stage.title" in found and "social.title" in found and found.keys().isdisjoint(_SPEAKS - {"stage.text", "pair"}):
        yield Signal("note.social", found["social.title"].said)
    if recruiter := found.get("recruiter"):
        yield Signal("note.recruiter", recruiter.said)
    if career := found.get("career"):
        yield Signal("note.career", career.said, career.amount)
