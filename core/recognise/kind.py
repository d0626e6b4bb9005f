"""What an event is to the user: its signals are weighed, and every one that counts can be read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from core.model import Kind
from core.recognise import side
from core.recognise.aim import aims, may_aim
from core.recognise.evidence import Signal
from core.recognise.first_talk import first
from core.recognise.invitation import Invitation
from core.recognise.joint import silent, together
from core.recognise.signals import NOTHING, Known, may_come, of_fields, seen
from core.recognise.tables import load
from core.recognise.traps import sure_traps, traps

SURE = 0.5
"""From this confidence on an event counts."""
MAYBE = 0.2
"""From this confidence on it is worth asking the user, and is remembered though not acted on."""

ENOUGH = 6.5
"""The most that all evidence for hiring weighs together."""

Question = Literal["hiring", "talk", "first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an event is, how sure that is (0 to 1), and why. `maybe` is the kind it would have, were it surer."""

    kind: Kind
    confidence: float
    reasons: tuple[str, ...]
    maybe: Kind = Kind.NONE
    refused: bool = False
    """True where the user has said that it is none, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What one signal weighs for each question, in the units of the logistic, and how it is told."""

    hiring: float
    talk: float
    first: float
    why: str


@cache
def weights() -> dict[str, Weights]:
    """Return the weights of all signals by name."""
    return {
        name: Weights(told.get("hiring", 0.0), told.get("talk", 0.0), told.get("first", 0.0), told.get("why", ""))
        for name, told in load("signals").items()
    }


def other_side(invitation: Invitation) -> Verdict | None:
    """Return the verdict where the user is on the side that hires, else None: decided before anything else."""
    why = side.hires(invitation)
    return Verdict(kind=Kind.NONE, confidence=0.03, reasons=(f"not counted: {why}",)) if why else None


def gather(invitation: Invitation, known: Known = NOTHING) -> tuple[Signal, ...]:
    """Return the signals of `invitation` that need none of its fields, without those that speak against it by word."""
    return tuple(seen(invitation, known))


def hopeless(invitation: Invitation, signals: Sequence[Signal]) -> Verdict | None:
    """Return the verdict where no field that a full reading may find could make it count.

    Most events with a word of hiring in them end here, before the fields are looked for.
    """
    told = weights()
    coming = [max(kinds, key=lambda name: told[name].hiring) for kinds in may_come(invitation)]
    named = any(name.startswith("role.") for name in coming)
    coming += ["aim"] if may_aim(invitation) else []
    # Where no job can be found in it, what speaks against is known now: a job's words would be left out there.
    trapped = sure_traps(invitation) if named else traps(invitation, None)
    quiet = [Signal("silent")] if not coming and silent(signals) else []
    everything = [*signals, *trapped, *quiet, *map(Signal, coming)]
    noted = [each for each in together(everything) if told[each.name].hiring > 0]
    best = score([*everything, *noted], "hiring")
    if _logistic(best) >= MAYBE:
        return None
    return _none([*signals, *(traps(invitation, None) if named else trapped)], _logistic(best))


def found_in_fields(
    invitation: Invitation, signals: Sequence[Signal], *, role: str | None, agency: bool, promised: bool
) -> Iterator[Signal]:
    """Yield what can be seen once the fields are read, beside `signals`."""
    fields = list(of_fields(invitation, role=role, agency=agency, promised=promised))
    against = traps(invitation, role)
    yield from fields
    yield from against
    yield from aims(invitation, role)
    yield from first(invitation, role)
    yield from together([*signals, *fields, *against])


def verdict(
    invitation: Invitation, signals: Sequence[Signal], *, role: str | None, agency: bool, promised: bool
) -> Verdict:
    """Return what `invitation` is to the user, leaving aside whether it still stands."""
    everything = [*signals, *found_in_fields(invitation, signals, role=role, agency=agency, promised=promised)]
    confidence = _logistic(score(everything, "hiring"))
    kind = kind_of(everything)
    if confidence >= SURE:
        return Verdict(kind=kind, confidence=confidence, reasons=_for(everything, kind))
    against = _none(everything, confidence)
    if confidence < MAYBE:
        return against
    reasons = (f"maybe a {_SPOKEN[kind]}, too unsure to act on", *_for(everything, kind), *against.reasons)
    return Verdict(kind=Kind.NONE, confidence=confidence, reasons=reasons, maybe=kind)


_SPOKEN = {Kind.INTERVIEW: "job interview", Kind.RECRUITER: "talk with a recruiter", Kind.NETWORKING: "networking talk"}


def kind_of(signals: Sequence[Signal]) -> Kind:
    """Return the kind of an event that counts: a talk for advice, a first talk with who recruits, or an interview."""
    if score(signals, "talk") > 0:
        return Kind.NETWORKING
    return Kind.RECRUITER if score(signals, "first") > 0 else Kind.INTERVIEW


def score(signals: Iterable[Signal], question: Question) -> float:
    """Return the sum of what `signals` weigh for one question, with its bias.

    What speaks for hiring counts up to `ENOUGH`: ever more words of the same kind do not outweigh what explains them.
    """
    told = weights()
    each = [getattr(told[signal.name], question) * signal.amount for signal in signals]
    lifted: float = sum(weight for weight in each if weight > 0)
    bias: float = getattr(told["bias"], question)
    held: float = sum(weight for weight in each if weight < 0)
    return bias + held + (min(lifted, ENOUGH) if question == "hiring" else lifted)


def _logistic(total: float) -> float:
    return round(1 / (1 + math.exp(-max(min(total, 30.0), -30.0))), 2)


def _for(signals: Iterable[Signal], kind: Kind) -> tuple[str, ...]:
    """Return the reasons that speak for an event, the weightiest first."""
    told = weights()

    def weight(signal: Signal) -> float:
        own = told[signal.name]
        asked = own.talk if kind is Kind.NETWORKING else own.first if kind is Kind.RECRUITER else 0.0
        return max(own.hiring, 0.0) * signal.amount + max(asked, 0.0)

    strong = sorted((s for s in signals if told[s.name].why and weight(s) > 0), key=weight, reverse=True)
    return tuple(dict.fromkeys(told[signal.name].why.format(said=signal.said) for signal in strong))


def _none(signals: Iterable[Signal], confidence: float) -> Verdict:
    told = weights()
    against = sorted(
        (s for s in signals if told[s.name].why and told[s.name].hiring < 0), key=lambda s: told[s.name].hiring
    )
    reasons = tuple(f"not counted: {told[signal.name].why.format(said=signal.said)}" for signal in against) or (
        "not counted: too little in it speaks of a job interview",
    )
    return Verdict(kind=Kind.NONE, confidence=min(confidence, 0.49), reasons=reasons)
