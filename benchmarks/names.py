"""The names of the world: given and family names from the lists of Faker, without those that are words as well.

    pip install faker
    python -m benchmarks.names --write

writes `core/recognise/data/world_names.toml`. Faker is asked for its lists alone; the program does without it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import Any

from benchmarks.score import labelled_sets
from core.recognise.names import name_words
from core.recognise.tables import LANGUAGES, load, texts_in

GIVEN = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary", "first_romanized_names")
SHORTEST = 3
AMERICAN = "en"
"""Faker's list of all names ever given in the United States: it holds many family names and words."""
DATA = Path(__file__).parents[1] / "core" / "recognise" / "data" / "world_names.toml"
_NAME = re.compile(r"(?:O['’]|Mc|Mac)?[A-ZÀ-Þ\u0100-\u024f][a-zß-ÿ\u0100-\u024f]+")
_HEAD = """\
# Given and family names of many countries, in small letters and without accents, written by `benchmarks/names.py` from
# the lists of Faker {version} (github.com/joke2k/faker): Copyright (c) 2012 Daniele Faraglia, MIT License, the text of
# which stands in `world_names.LICENSE` beside this file.
"""


def listed(attributes: Iterable[str] | None) -> Mapping[str, set[str]]:
    """Return the names of some lists of Faker's providers with the countries they are from; None: family names."""
    package = importlib.import_module("faker.providers.person")
    found: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(package.__path__):
        provider: Any = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        for name in attributes or (each for each in dir(provider) if "last_name" in each):
            told = getattr(provider, name, ())
            for one in told if isinstance(told, (tuple, list, dict)) else ():
                for word in _words_of(one):
                    found[word].add(module.name)
    return found


def _words_of(name: object) -> Iterator[str]:
    """Yield the words of a name in Latin letters that are long enough to tell, in plain small letters."""
    for word in re.split(r"[\s-]", name) if isinstance(name, str) else ():
        plain = name_words(word)
        if _NAME.fullmatch(word) and len(plain) >= SHORTEST and plain.isascii():
            yield plain


@cache
def words() -> frozenset[str]:
    """Return what is a word, too: in the data files, or in small letters in the labelled invitations."""
    found: set[str] = set()
    for file in (*LANGUAGES, "names", "senders"):
        for text in texts_in(load(file)):
            found |= set(re.findall(r"[^\W\d_]{3,}", name_words(text)))
    for calendar, _ in labelled_sets().values():
        text = re.sub(r"\r?\n[ \t]", "", calendar.read_text(encoding="utf-8")).replace("\\n", " ")
        text = re.sub(r"(?:mailto:|https?://)\S+|\S+@\S+", "", text)
        found |= {name_words(word) for word in re.findall(r"(?<![\w'’-])[a-zà-ɏ]{3,}(?![\w'’-])", text)}
    return frozenset(found)


def written(key: str, names: Iterable[str]) -> str:
    """Return one list as it stands in the data file: a literal text, which is read many times faster than another."""
    return f"{key} = '''\n{fill(' '.join(sorted(names)), 160)}\n'''\n"


def main() -> None:
    """Print how many names there are, and write them where that is asked for."""
    family = listed(None)
    given = {name: where for name, where in listed(GIVEN).items() if where != {AMERICAN} or name not in family}
    lists = {"given": given.keys() - words(), "family": family.keys() - words()}
    print(*(f"{len(names):,} {key}" for key, names in lists.items()))
    if "--write" in sys.argv:
        version = importlib.import_module("faker").VERSION
        text = "\n".join([_HEAD.format(version=version), *(written(key, names) for key, names in lists.items())])
        DATA.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
