"""The phrases and words that the note check looks for, by language: `templates/<language>/check.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

STEM = 5
"""By so many of their first letters words are compared, since they are inflected."""

WORD = re.compile(r"[^\W\d_][\w'’&.-]*(?<![.'’&-])")

_FOLDER = Path(__file__).parent / "templates"
_CODE = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.S)


def anybody(language: str) -> frozenset[str]:
    """Return the words by which a greeting means everybody."""
    return frozenset(_data(language)["anybody"])


@cache
def _data(language: str) -> Mapping[str, Any]:
    path = _FOLDER / language / "check.toml"
    if not re.fullmatch("[a-z]{2}", language) or not path.is_file():
        path = _FOLDER / "en" / "check.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def phrases(language: str, manner: str) -> re.Pattern[str]:
    """Return what sounds `pushy` or `pleading`."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_data(language)[manner])})(?!\w)", re.I)


@cache
def greetings(language: str) -> re.Pattern[str]:
    """Return what a greeting begins with; its group `name` is who is greeted."""
    words = "|".join(map(re.escape, _data(language)["greetings"]))
    return re.compile(rf"(?:{words})(?!\w),?\s*(?P<name>[^,:;!]*)", re.I)


@cache
def stems(language: str) -> frozenset[str]:
    """Return the beginnings of the words of `vocabulary`."""
    return frozenset(word[:STEM] for word in vocabulary(language))


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Return the words that say nothing of one talk alone: those of the templates, and the listed ones."""
    folder = _FOLDER / language if (_FOLDER / language / "check.toml").is_file() else _FOLDER / "en"
    texts = [_CODE.sub(" ", path.read_text(encoding="utf-8")) for path in folder.glob("*.j2")]
    texts += [(folder / "words.toml").read_text(encoding="utf-8"), *_data(language)["courtesy"]]
    return frozenset(word.casefold() for text in texts for word in WORD.findall(text))
