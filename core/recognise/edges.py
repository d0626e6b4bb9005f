"""Words that stand around names in the title of an invitation: of interviews, stages, days, and small ones."""

from __future__ import annotations

from core.recognise.lexicon import keys_of, phrases
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load


@by_language
def _edge_words() -> Phrases:
    stages = [stage for stage in keys_of("stages") if stage != "informational"]
    named = [word for stage in stages for word in phrases("stages", stage)]
    plain = [*phrases("interview"), *phrases("first_talk"), *phrases("screen"), *phrases("edges")]
    named += [f"(?:{day})" for day in phrases("dates", "weekdays")]
    return any_of((*plain, *named, *phrases("labels", "topic"), *load("names")["edges"]))


def edge_spans(text: str) -> list[tuple[int, int]]:
    """Return where such words stand in `text`."""
    return _edge_words().spans(text)


@by_language
def only_edges(text: str) -> bool:
    """Return whether a piece holds nothing but such words, one behind the other."""
    reaching = {len(text)}
    for start, end in sorted(edge_spans(text), reverse=True):
        if _next_word(text, end) in reaching:
            reaching.add(start)
    return bool(text) and not compiled(r"\w").search(text, 0, min(reaching))


def _next_word(text: str, at: int) -> int:
    """Return where the next letter or digit stands, from `at` on; the end of the text where there is none."""
    match = compiled(r"\w").search(text, at)
    return match.start() if match else len(text)
