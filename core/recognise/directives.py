"""What the user writes in a description, one fact a line: `outcome: rejected`, `decision by: 12 Dec`, `topic: ...`."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.model import Directives, OutcomeWord
from core.recognise.days import day_of, is_relative
from core.recognise.patterns import compiled

_LINE = re.compile(
    r"^[\s>*•·‣▪–—-]*"
    r"(?:(?P<outcome>outcome)|(?P<decision>decision[\s_-]*(?:by|date))|(?P<contact>contact)"
    r"|(?P<topic>topics?)|(?P<idea>idea)|(?P<promise>promised?))"
    r"\s*[:\uff1a]\s*(?P<value>.*)$",
    re.I,
)
_OURS = ("✓ ", "? ")
_ANSWER = re.compile(r"\s*(?:✓ (?:outcome|decision by|contact|topic|idea|promise): |\? could not read: )")
_ANSWERED_DAY = re.compile(r"\s*✓ decision by: (?P<day>\d{1,2} [A-Z][a-z]{2} \d{4}) \((?P<words>.+)\)\s*")
_LABEL = re.compile(r"^\s*[^\W\d_][\w /()-]{0,30}[:\uff1a](?!//)\s*\S")
_MEETING = re.compile(r"^\s*(?:time\s*:|join\s+(?:zoom|from|our|the)\b|meeting\s+id|passcode|https?://\S*zoom\.)", re.I)
_MEETING_TOPIC = re.compile(r"\b(?:zoom|teams|webex|google meet)\s+(?:meeting|call)\b", re.I)
_MAILBOX = re.compile(
    r"\b(?:recruit\w*|careers?|jobs?|talent\w*|hr|hiring|people|info|contact|support|help|office|no-?reply|team)@", re.I
)
_BLANK = re.compile(r"[\s.…_?\[\]<>-]*")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OUTCOMES = {
    OutcomeWord.REJECTED: (
        "rejected|rejection|reject|declined by them|rejected by them|they declined|no|turned down|not selected"
    ),
    OutcomeWord.OFFER: "offer|offered|an offer|got an offer|offer received|yes",
    OutcomeWord.ACCEPTED: "accepted|accept|i accepted|offer accepted|accepted offer|accepted the offer",
    OutcomeWord.WITHDRAWN: (
        "withdrawn|withdrew|withdraw|i withdrew|declined by me|i declined|offer declined|declined offer"
        "|declined the offer"
    ),
    OutcomeWord.NO_RESPONSE: "no response|noresponse|ghosted|no answer|no reply|never heard back|silence",
}
_WORDS = {word: outcome for outcome, words in _OUTCOMES.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class _Line:
    fact: str
    value: str
    written: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """From where dates are seen. `known` are relative days that an earlier sync has answered in the same text."""

    today: date
    languages: tuple[str, ...]
    country: str
    known: Mapping[str, date]


def parse(
    text: str | None,
    *,
    today: date,
    languages: tuple[str, ...] = ("en",),
    country: str = "",
    trusted: bool = False,
) -> Directives:
    """Return what the lines of `text` say; never raises. `today` is the local day that relative dates start from.

    `trusted` says that the user wrote it. Invitations of companies have lines such as `Topic:` and `Contact:` too:
    there, beside an outcome, a decision date, an idea and a promise, only what begins or ends the text in a block of
    its own counts.
    """
    lines = html.unescape(text or "").replace("\u00a0", " ").replace("\u200b", "").splitlines()
    seen = _Seen(today, languages, country, _answered_days(lines))
    found = [_read(line) for line in lines]
    block = set(range(len(lines))) if trusted else _closing_block(lines, found) | _opening_block(lines, found)
    said = Directives()
    for i, line in enumerate(found):
        if line is None or _BLANK.fullmatch(line.value):
            continue
        theirs = i in block or line.fact in ("idea", "promise")  # no company writes these
        if theirs and not _of_a_meeting(lines, i, line) and (trusted or not _is_mailbox(line)):
            said = merge(said, _understood(line, seen))
        elif line.fact in ("outcome", "decision"):
            # Somebody else's text: what is not understood there was never meant for us.
            said = replace(merge(said, _understood(line, seen)), unread=said.unread)
    return said


def merge(first: Directives, second: Directives) -> Directives:
    """Return both: `second` wins where it says something, topics and unread lines are united in order."""
    return Directives(
        outcome=second.outcome or first.outcome,
        decision_by=second.decision_by or first.decision_by,
        decision_words=second.decision_words if second.decision_by else first.decision_words,
        contact=second.contact or first.contact,
        topics=_united(first.topics, second.topics),
        idea=second.idea or first.idea,
        promise=second.promise or first.promise,
        unread=_united(first.unread, second.unread),
    )


def over(written: Directives, told: Directives, overruled: Directives) -> Directives:
    """Return what is written in the calendar with what was `told` on the command line instead of it.

    `overruled` is what was written when it was told: what is written otherwise since then counts more.
    """

    def told_later(name: str) -> bool:
        now, then = getattr(written, name), getattr(overruled, name)
        return bool(getattr(told, name)) and (not now or now == then)

    later = {name: getattr(told, name) for name in ("contact", "idea", "promise") if told_later(name)}
    if told_later("decision_by"):
        later |= {"decision_by": told.decision_by, "decision_words": told.decision_words}
    return replace(merge(told, written), **later)


def confirm(directives: Directives) -> tuple[str, ...]:
    """Return one line for each fact understood (`✓ decision by: 12 Dec 2026`) or not (`? could not read: ...`)."""
    outcome, day = directives.outcome, directives.decision_by
    words = f" ({directives.decision_words})" if directives.decision_words else ""
    facts = [
        ("outcome", outcome.value.replace("_", " ") if outcome else ""),
        ("decision by", f"{day.day} {_MONTHS[day.month - 1]} {day.year}{words}" if day else ""),
        ("contact", directives.contact),
        *(("topic", topic) for topic in directives.topics),
        ("idea", directives.idea),
        ("promise", directives.promise),
    ]
    understood = [f"✓ {name}: {value}" for name, value in facts if value]
    return (*understood, *(f"? could not read: {line} ({hint(line)})" for line in directives.unread))


def hint(line: str) -> str:
    """Return how to write a line that could not be read."""
    read = _read(line)
    if read is not None and read.fact == "decision":
        return "write the day as 12 Dec or 2026-12-12"
    return f"write one of {', '.join(word.replace('_', ' ') for word in OutcomeWord)}"


def lift(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what `text` may have been before the user wrote directive lines into it, and these lines as written.

    The first is given in the ways in which such lines are usually added: between others, or in a paragraph of their
    own. Empty where there is no such line.
    """
    lines = text.splitlines()
    said = [number for number, line in enumerate(lines) if _read(line) is not None]
    if not said:
        return (), ()
    dropped = [line for number, line in enumerate(lines) if number not in said]
    spaced = ["" if number in said else line for number, line in enumerate(lines)]
    return (_closed_up(dropped), _closed_up(spaced)), tuple(dict.fromkeys(lines[number].strip() for number in said))


def answered(text: str, answers: Sequence[str]) -> str:
    """Return `text`, written by the user, with `answers` below their last directive line in place of older answers.

    All else stays as it is; where the text has neither such lines nor answers, nothing changes.
    """
    lines = text.splitlines()
    kept = [line for line in lines if not _ANSWER.match(line)]
    said = [number for number, line in enumerate(kept) if _read(line) is not None]
    if not said and len(kept) == len(lines):
        return text
    place = said[-1] + 1 if said else next(number for number, line in enumerate(lines) if _ANSWER.match(line))
    return "\n".join((*kept[:place], *answers, *kept[place:]))


def _closed_up(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _united(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _read(line: str) -> _Line | None:
    match = None if line.lstrip().startswith(_OURS) else _LINE.match(line)
    if match is None:
        return None
    return _Line(_fact(match), match["value"].strip(), line.strip())


def _fact(match: re.Match[str]) -> str:
    return next(name for name in ("outcome", "decision", "contact", "topic", "idea", "promise") if match[name])


def _understood(line: _Line, seen: _Seen) -> Directives:
    match line.fact:
        case "outcome":
            word = _outcome(line.value)
            return Directives(outcome=word) if word else Directives(unread=(line.written,))
        case "decision":
            return _decision(line, seen)
        case "contact":
            return Directives(contact=line.value)
        case "topic":
            return Directives(topics=(line.value,))
        case "idea":
            return Directives(idea=line.value)
        case _:
            return Directives(promise=line.value)


def _decision(line: _Line, seen: _Seen) -> Directives:
    words = " ".join(line.value.split())
    day = seen.known.get(words) or day_of(words, today=seen.today, languages=seen.languages, country=seen.country)
    if day is None:
        return Directives(unread=(line.written,))
    return Directives(decision_by=day, decision_words=words if is_relative(words) else "")


def _answered_days(lines: Sequence[str]) -> Mapping[str, date]:
    found = (_ANSWERED_DAY.fullmatch(line) for line in lines)
    days = ((match["words"], day_of(match["day"], today=date(2000, 1, 1))) for match in found if match)
    return {words: day for words, day in days if day}


def _outcome(value: str) -> OutcomeWord | None:
    for said in (value, compiled(r"[,;(.!–—]|\s-\s").split(value, maxsplit=1)[0]):
        word = " ".join(compiled(r"[^\w\s]|_").sub(" ", said.casefold()).split())
        if word in _WORDS:
            return _WORDS[word]
    return None


def _closing_block(lines: Sequence[str], found: Sequence[_Line | None]) -> set[int]:
    """Return the numbers of the directive lines after the last other text, none where they belong to a form."""
    block: set[int] = set()
    last = len(lines)
    for i in reversed(range(len(lines))):
        if found[i] is not None:
            block.add(i)
            last = i
        elif lines[i].strip() and not lines[i].lstrip().startswith(_OURS):
            # `Role: ...` straight above means that the invitation's own list of facts goes on.
            return set() if i == last - 1 and _LABEL.match(lines[i]) else block
    return block


def _opening_block(lines: Sequence[str], found: Sequence[_Line | None]) -> set[int]:
    """Return the numbers of the directive lines that a blank line parts from the invitation below.

    None where a label begins with a capital: so do the forms of companies.
    """
    block: set[int] = set()
    for i, line in enumerate(lines):
        read = found[i]
        if read is not None and read.written.lstrip("-*•· ")[:1].islower():
            block.add(i)
        elif read is None and not line.strip():
            if block:
                return block
        else:
            return set()
    return set()


def _of_a_meeting(lines: Sequence[str], number: int, line: _Line) -> bool:
    """True for the `Topic:` that a conferencing tool writes above its dial-in."""
    near = lines[max(0, number - 3) : number + 4]
    return line.fact == "topic" and (
        bool(_MEETING_TOPIC.search(line.value)) or any(_MEETING.match(other) for other in near)
    )


def _is_mailbox(line: _Line) -> bool:
    return line.fact == "contact" and bool(_MAILBOX.search(line.value))
