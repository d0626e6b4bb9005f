"""The note check: what a careful person would still see to before sending. Pure; each remark quotes the words.

The phrases and words of each language are in `templates/<language>/check.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from core.model import Note, TouchpointKind
from core.notes import check_words
from core.notes.remarks import About, Remark
from core.notes.strangers import NOBODY, Names, greeting, parts, strangers

LIMITS = {TouchpointKind.THANK_YOU: (60, 120), TouchpointKind.CHECK_IN: (0, 80), TouchpointKind.KEEP_IN_TOUCH: (0, 90)}
"""Fewest and most words of a body, greeting and signature included."""

INVITATION_LIMIT = 200
"""Characters of a LinkedIn invitation note for free accounts."""

ALIKE = 88
"""From how many percent on two notes of one panel are too much the same."""

QUESTIONS = 3
BLANK = re.compile(r"\[[^\[\]\n]+\]")

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def check(notes: Sequence[Note], about: About, *, others: Names = NOBODY) -> tuple[tuple[Remark, ...], ...]:
    """Return for each note of one touchpoint what is to be seen to in it."""
    likeness = _alike(notes)
    return tuple(
        (
            *_blanks(note),
            *greeting(note.body, note.to, about),
            *strangers(f"{note.subject}\n{note.body}", about, others),
            *likeness.get(number, ()),
            *_role(f"{note.subject}\n{note.body}", about),
            *_specific(note.body, about),
            *_length(note.body, about.kind),
            *_tone(note.body, about),
            *_questions(note.body),
        )
        for number, note in enumerate(notes)
    )


def check_invitation(text: str) -> tuple[Remark, ...]:
    """Return what is to be seen to in a LinkedIn invitation."""
    over = text[INVITATION_LIMIT:]
    if not over:
        return ()
    said = f"The LinkedIn invitation has {len(text)} characters, where {INVITATION_LIMIT} are the most"
    said += f': too much is "{over}".'
    return (Remark(of="length", said=said),)


def _blanks(note: Note) -> Iterator[Remark]:
    gaps = dict.fromkeys(BLANK.findall(f"{note.subject}\n{note.body}"))
    if gaps:
        yield Remark(of="blank", said=f"Still to fill in: {'; '.join(gaps)}.")


def _alike(notes: Sequence[Note]) -> Mapping[int, list[Remark]]:
    """Return the remarks on notes that say too much the same, by the number of the later one."""
    if len(notes) < 2:
        return {}
    from rapidfuzz.fuzz import ratio

    found: dict[int, list[Remark]] = {}
    cores = [_core(note) for note in notes]
    for (i, one), (j, other) in combinations(enumerate(cores), 2):
        percent = ratio(one, other) if one and other else 0.0
        if percent >= ALIKE and j not in found:
            shared = [sentence for sentence in _sentences(one) if sentence in other]
            quoted = f': "{max(shared, key=len)}"' if shared else ""
            to = notes[i].to.name or notes[i].to.email or "somebody else"
            said = f"It is {percent:.0f} % the same as the note to {to}{quoted}."
            found[j] = [Remark(of="alike", said=said)]
    return found


def _core(note: Note) -> str:
    """Return a body without its greeting, signature and blanks, and without the bearer's name."""
    middle = note.body.strip().split("\n\n")[1:-1] or [note.body]
    text = BLANK.sub("", "\n".join(middle))
    name = parts(note.to.name)
    return " ".join(word for word in text.split() if word.casefold().strip(".,:;!?") not in name)


def _sentences(text: str) -> list[str]:
    return [sentence for found in _SENTENCE.findall(text) if len(sentence := found.strip(" .!?")) > 10]


def _role(text: str, about: About) -> Iterator[Remark]:
    if not about.names_role or (BLANK.search(text) and not about.role):
        return
    if not about.role:
        yield Remark(of="role", said="It names no position, and none is known.")
        return
    asked = [word.casefold() for word in check_words.WORD.findall(about.role) if len(word) > 2] or [
        about.role.casefold()
    ]
    folded = text.casefold()
    if sum(word in folded for word in asked) * 2 < len(asked):
        yield Remark(of="role", said=f'It does not name the position "{about.role}".')


def _specific(body: str, about: About) -> Iterator[Remark]:
    if about.kind is not TouchpointKind.THANK_YOU or BLANK.search(body):
        return
    folded = body.casefold()
    for text in about.talked_of:
        asked = [word.casefold() for word in check_words.WORD.findall(text) if len(word) > 3] or [text.casefold()]
        if sum(word in folded for word in asked) * 2 >= len(asked):
            return
    ours = parts(" ".join(about.own)) - parts(" ".join(about.talked_of))
    middle = "\n".join(body.strip().split("\n\n")[1:-1] or [body])
    said = {
        word.casefold()
        for word in check_words.WORD.findall(middle)
        if len(word) > 3 or (len(word) > 1 and word.isupper())
    }
    # By the beginnings of words, since they are inflected.
    if len({word[: check_words.STEM] for word in said - ours} - check_words.stems(about.language)) >= 2:
        return
    if about.talked_of:
        yield Remark(of="specific", said=f'It says nothing of what you talked about, such as "{about.talked_of[0]}".')
        return
    longest = max(_sentences(middle), key=len, default="")
    quoted = f': it goes no further than "{longest}"' if longest else ""
    yield Remark(of="specific", said=f"It says nothing specific of the talk{quoted}.")


def _length(body: str, kind: TouchpointKind) -> Iterator[Remark]:
    fewest, most = LIMITS[kind]
    words = body.split()
    if len(words) < fewest:
        yield Remark(of="length", said=f"It is short: {len(words)} words, where {fewest} to {most} are usual.")
    if len(words) > most:
        over = " ".join(words[most : most + 5])
        said = f'It is long: {len(words)} words, where {most} are the most; too much begins with "{over}".'
        yield Remark(of="length", said=said)


def _tone(body: str, about: About) -> Iterator[Remark]:
    text, talk = body.replace("’", "'"), " ".join(about.talked_of).replace("’", "'").casefold()
    for manner in ("pushy", "pleading"):
        said = [match.group() for match in check_words.phrases(about.language, manner).finditer(text)]
        # What was talked of may be anything: "urgent care" pushes nobody.
        found = dict.fromkeys(phrase for phrase in said if phrase.casefold() not in talk)
        if found:
            quoted = ", ".join(f'"{phrase}"' for phrase in found)
            yield Remark(of="tone", said=f"It sounds {manner}: {quoted}.")


def _questions(body: str) -> Iterator[Remark]:
    asked = [sentence.strip() for sentence in _SENTENCE.findall(body) if sentence.strip().endswith("?")]
    if len(asked) > QUESTIONS:
        quoted = " ".join(f'"{question}"' for question in asked)
        yield Remark(of="questions", said=f"It asks {len(asked)} questions, where {QUESTIONS} are the most: {quoted}.")
