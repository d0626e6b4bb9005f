"""In which language an invitation is written: by script, else by its small words."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.lexicon import LANGUAGES, load


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; English where nothing says."""
    sample = text[:3000]
    if re.search(r"[\uac00-\ud7af]", sample):
        return "ko"
    if re.search(r"[\u3040-\u30ff]", sample):
        return "ja"
    if re.search(r"[\u3400-\u9fff]", sample):
        return "zh"
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    counts = {language: sum(word in _small_words(language) for word in words) for language in LANGUAGES[:9]}
    best = max(counts, key=lambda language: (counts[language], language == "en"))
    return best if counts[best] else "en"


@cache
def _small_words(language: str) -> frozenset[str]:
    return frozenset(load(language)["stopwords"])
