"""In which language an invitation is written: by script, else by its small words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from core.recognise.held import finder
from core.recognise.patterns import compiled
from core.recognise.tables import LANGUAGES, load


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; English where nothing says."""
    sample = text[:3000]
    if not sample.isascii():
        if compiled(r"[\uac00-\ud7af]").search(sample):
            return "ko"
        if compiled(r"[\u3040-\u30ff]").search(sample):
            return "ja"
        if compiled(r"[\u3400-\u9fff]").search(sample):
            return "zh"
    counts = _counts(sample)
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] else "en"


_SURE = 4
"""How many small words make a language sure."""


def written_in(text: str) -> str:
    """Return the language that an answer to `text` is to be written in: its own where that is sure, else English.

    A few small words are shared by neighbours ("no", "as"): a guess good enough to read by is not one to write by. A
    title alone has none of them: then its word for an interview tells; empty is returned where that does not either.
    """
    own = language_of(text)
    if own in ("zh", "ja", "ko"):
        return own
    sample = text[:3000]
    counts = _counts(sample)
    stems = _stems_in(sample)
    hiring = [each for each in LANGUAGES[1:9] if not stems.isdisjoint(_own_stems(each))]
    if not any(counts.values()):
        return hiring[0] if len(hiring) == 1 else ""
    if own == "en":
        return own
    lead = counts[own] - max(found for language, found in counts.items() if language != own)
    sure = lead > 1 and (counts[own] >= _SURE or own in hiring)
    return own if sure or (hiring == [own] and not counts["en"]) else "en"


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages in whose words `text` is to be read: English, its own, and those its hiring words are of.

    An invitation often mixes two: a German title over an English body, or the reverse.
    """
    own = language_of(text)
    if own in ("zh", "ja", "ko"):
        return ("en", "zh", "ja") if own == "zh" else ("en", own)
    stems = _stems_in(text[:3000])
    least = 1 if _counts(text[:3000])[own] >= _SURE else 0
    also = [language for language in LANGUAGES[1:9] if len(stems & _own_stems(language)) > least]
    return tuple(language for language in LANGUAGES if language in {"en", own, *also})


@lru_cache(maxsize=4)
def _stems_in(sample: str) -> frozenset[str]:
    return frozenset(_stem_finder()(sample.casefold()))


@cache
def _stem_finder() -> Callable[[str], list[str]]:
    return finder({stem for language in LANGUAGES[1:9] for stem in _own_stems(language)})


@cache
def _own_stems(language: str) -> frozenset[str]:
    """Return the stems of a language that no English word holds."""
    english = (*load("en")["sieve"], *load("en")["noted"])
    stems = (*load(language)["sieve"], *load(language).get("noted", ()))
    return frozenset(s.casefold() for s in stems if not any(s in e or (e in s and not _goes_on(s, e)) for e in english))


def _goes_on(stem: str, english: str) -> bool:
    """Return whether a stem goes on from a cut English one as no English word does: `intervju` from `interv`."""
    return stem.startswith(english) and len(stem) > len(english) + 1


@lru_cache(maxsize=4)
def _counts(sample: str) -> Mapping[str, int]:
    """Return how many of the words of `sample` are small ones of each language."""
    counts, of = dict.fromkeys(LANGUAGES[:9], 0), _small_words().get
    for word in compiled(r"[^\W\d_]+").findall(sample.casefold()):
        for language in of(word, ()):
            counts[language] += 1
    return counts


@cache
def _small_words() -> Mapping[str, Sequence[str]]:
    """Return the small words by which languages are told, each with the languages that have it."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES[:9]:
        for word in frozenset(load(language)["stopwords"]):
            found.setdefault(word, []).append(language)
    return found
