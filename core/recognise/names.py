"""Names of people in running text and in address books, and names written with capitals in general."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from core.recognise.expressions import by_first_letter
from core.recognise.grammar import choice
from core.recognise.keys import fold, name_key
from core.recognise.lexicon import keys_of, pattern, phrases, places_of, senders
from core.recognise.patterns import compiled, places
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load

_UPPER = "".join(chr(i) for i in range(0x41, 0x250) if chr(i).isupper())
_CAP = (
    rf"Ste?\.(?=[ ][{_UPPER}])"
    rf"|(?:[{_UPPER}]\.-?)+[{_UPPER}]\.(?=[ ][{_UPPER}])|(?:(?:al|el|ar|as|abu)-)?[{_UPPER}][\w'.\-]*[\w]|[{_UPPER}]\."
)
PARTICLE = f"(?:{'|'.join(load('affixes')['particles'])})"
NAME = rf"(?:(?:{_CAP})(?:[ ]{PARTICLE}){{0,2}}(?:[ ](?:{_CAP})(?:[ ]{PARTICLE}){{0,2}}){{0,2}}[ ](?:{_CAP}))"
NAME_WORD = rf"(?:{_CAP})"
LEGAL_FORM = "|".join(load("affixes")["legal_forms"])
CJK = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_HONORIFIC = re.compile(
    rf"(?<!\w)(?:{by_first_letter(load('affixes')['titles'])})(?:\.(?:[ªº]|ssa)?|(?=\s))(?:-Ing\.)?\s*", re.I
)


@lru_cache(maxsize=4096)
def shown(name: str) -> str:
    """Return `name` as one says it: first name first, without titles, brackets and company tails."""
    name = compiled(r"\s*[(\[（【][^)\]）】]*[)\]）】]").sub("", name).strip(" '\"")
    name = without_credentials(name)
    if name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        name = f"{first} {last}" if first and last else last
    name = compiled(r"['’]s$").sub("", _HONORIFIC.sub("", name).strip(" .,"))
    return compiled(r"\s+").sub(" ", name)


@cache
def _eastern_titles() -> re.Pattern[str]:
    """Return what says in a list of people how one is addressed, what somebody is, and where."""
    behind, titles, units = ("|".join(load("east")[kind]) for kind in ("behind", "titles", "unit_ends"))
    return re.compile(rf"(?:{behind})$|^(?:\S*(?:{titles})|\S{{2,}}(?:{units}))[:：]?$")


def without_credentials(text: str) -> str:
    """Return a text without degrees and orders behind names: `Ana Ruiz, PhD`, `Dr Ana Ruiz MBE`."""
    return _credentials().sub("", text)


@cache
def _credentials() -> re.Pattern[str]:
    degrees = "|".join(load("names")["credentials"])
    return re.compile(rf"(?<=\w\w)(?:,?[ ](?:{degrees})\.?(?!\w))+(?=[ ]*(?:$|[,;:|(\n–—]))", re.M)


def without_honorifics(text: str) -> str:
    """Return `text` without the titles that stand before names (`Mme`, `Lic.`, `Herr`)."""
    if not _HONORIFIC.search(text):
        return text
    # `unsere Leiterin Frau Ek`: the function ends where the title stands.
    return _before_names().sub(lambda match: f"{match['ahead'][:-1]}, " if match["ahead"] else "", text)


@cache
def _before_names() -> re.Pattern[str]:
    title = _HONORIFIC.pattern
    return re.compile(rf"(?P<ahead>(?<![\w-])(?-i:[{_UPPER}])[\w-]{{5,}} )?{title}(?=[{_UPPER}]|{title})", re.I)


def from_address(email: str) -> str:
    """Return the name that the local part of `email` spells (`sam.lee@...` -> `Sam Lee`)."""
    parts = [part for part in compiled(r"[._\-+]").split(email.partition("@")[0]) if part and not part.isdigit()]
    return " ".join(part.capitalize() for part in parts)


@lru_cache(maxsize=8192)
def is_team(name: str) -> bool:
    """Return whether a display name is that of a team, a machine or a mailbox."""
    return "@" in name or senders().not_people.occurs(name) or _team_words().occurs(name)


@cache
def _team_words() -> Phrases:
    return any_of(load("names")["team_words"])


def people_in(text: str, *, lower: bool = False) -> list[str]:
    """Return the names listed in `text` ("Ana Ruiz, CTO; Bo Li") without job titles. `lower` allows small letters."""
    text = compiled(r"[(（\[][^)）\]]*[)）\]]|<[^>]*>").sub(" ", text)
    text = _HONORIFIC.sub("", text)
    found: list[str] = []
    pieces = [piece.strip(" .:-–—") for piece in _split().split(text) if piece and piece.strip()]
    if (
        len(pieces) == 2
        and all(compiled(_CAP).fullmatch(piece) for piece in pieces)
        and compiled(r"\w,\s").search(text)
    ):
        return [f"{pieces[1]} {pieces[0]}"]
    for piece in pieces:
        bare = compiled(rf"^(?:[a-zà-ÿ']+\s){{1,4}}(?=(?:{_CAP})\s(?:{_CAP}))").sub("", piece)
        first, _, rest = bare.partition(" ")
        if first.islower() and compiled(_CAP).fullmatch(rest) and is_title(first):
            bare = rest  # `stagebegeleider Tess`
        bare = rest if compiled(NAME).fullmatch(rest) and is_title(first) else bare
        name = _person(compiled(r"\s+[-–—]\s+|:\s").split(bare)[0], lower=lower)
        if name:
            found.append(name)
    return found


@cache
def _split() -> re.Pattern[str]:
    """Return what stands between the names of a list."""
    joined = rf"(?<!\w)(?:{choice('and', 'and_also', 'with_short')}|&)(?!\w)"
    return re.compile(rf"\s*(?:[;、，,/&+•|]|{joined}|(?<=\S){choice('and_in_east')}\s)\s*", re.I)


@cache
def _kept_small() -> frozenset[str]:
    return frozenset(load("affixes")["particles_in_small"])


def _person(piece: str, *, lower: bool) -> str:
    if compiled(CJK).search(piece):
        return _cjk_person(piece)
    if not piece or is_title(piece) or len(piece.split()) > 5 or compiled(r"[A-Z]{2,4}").fullmatch(piece):
        return ""
    if match := compiled(rf"{NAME}|(?:{_CAP})").fullmatch(piece):
        return match.group(0)
    if match := compiled(rf"(?P<name>{NAME})\s[a-zà-ÿ]").match(piece):
        return match["name"]  # `Z. Nowak from the office`
    if lower and compiled(r"[^\W\d_]{2,}(?: [^\W\d_'\-]{2,}){1,3}").fullmatch(piece):
        return " ".join(word if word in _kept_small() else word.capitalize() for word in piece.split())
    return ""


def _cjk_person(piece: str) -> str:
    behind, ahead, particles, ranks = (of_east(kind) for kind in ("behind", "before_people", "particles", "ranks_off"))
    bare = compiled(rf"\s*{behind}$").sub("", piece)
    if not compiled(CJK).search(bare):
        return bare if compiled(NAME).fullmatch(bare) else ""
    piece = compiled(rf"^{ahead}").sub("", compiled(r"(?<=[A-Z])(?=[\u3400-\u9fff])").sub(" ", piece))
    tokens = [compiled(rf"{behind}{particles}?$").sub("", token) for token in piece.split()]
    kept = [token for token in tokens if token and not _eastern_titles().search(token)]
    if len(kept) > 1:
        kept = [token for token in kept if not is_title(token)] or kept
    if compiled(r"[\u3400-\u9fff]{1,3} [A-Z][a-z]+|[A-Z][a-z]+ [\u3400-\u9fff]{1,3}").fullmatch(" ".join(kept)):
        return " ".join(kept)  # `黄 Rebecca`
    name = compiled(of_east("whose")).split(" ".join(kept))[-1]
    if len(kept) == 1:
        name = compiled(rf"{ranks}$").sub("", name)
    return (
        name
        if 2 <= len(name.replace(" ", "")) <= 8
        and compiled(rf"{CJK}+(?: {CJK}+)?").fullmatch(name)
        and not is_team(name)
        and not is_title(name)
        else ""
    )


@cache
def of_east(kind: str) -> str:
    """Return an expression of the words of one kind in `east.toml`."""
    return f"(?:{'|'.join(load('east')[kind])})"


@cache
def _topics() -> Phrases:
    return any_of(load("names")["topics"])


@by_language
def _stage_words() -> Phrases:
    return any_of(word for stage in keys_of("stages") for word in phrases("stages", stage))


@by_language
def _title() -> Phrases:
    return any_of((*phrases("roles", "heads"), *phrases("recruiter")))


@by_language
def is_title(piece: str) -> bool:
    """Return whether `piece` is a job title, a topic or a break, and not a name."""
    return (
        _title().occurs(piece)
        or pattern("interview").occurs(piece)
        or _topics().occurs(piece)
        or _stage_words().occurs(piece)
    )


def title_spans(text: str) -> list[tuple[int, int]]:
    """Return where words of job titles, topics and breaks stand in `text`: those that `is_title` goes by."""
    kinds = (pattern("roles", "heads"), pattern("recruiter"), pattern("interview"), _topics(), _stage_words())
    return [span for words in kinds for span in places_of(words, text)]


@lru_cache(maxsize=4096)
def name_words(name: str) -> str:
    """Return `name` in plain small letters, words apart: as slugs spell it."""
    if name.isascii():
        return fold(name)
    plain = unicodedata.normalize("NFKD", fold(name).translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


_LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ı": "i", "ß": "ss"})
"""What Unicode does not take apart into a plain letter and its accent."""


@lru_cache(maxsize=8192)
def same(one: str, other: str) -> bool:
    """Return whether two names are one person's: equal in any order, the first name alone, or with an initial."""
    a, b = name_key(one), name_key(other)
    if not a or not b:
        return False
    if a == b or fold(one) == fold(other).split(" ")[0] or fold(other) == fold(one).split(" ")[0]:
        return True
    if compiled(CJK).match(one) and (a.startswith(b) or b.startswith(a)):
        return True  # the family name alone
    return _alike(*sorted((_words(one), _words(other)), key=lambda words: (len(words), sum(map(len, words)))))


def _alike(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether the words of two names may be one person's: some left out, some an initial or a short form."""
    if len(short) < 2:
        return False
    left, whole = list(long), 0
    for word in sorted(short, key=len, reverse=True):
        fitting = next((other for other in left if other == word), None) or next(
            (other for other in left if len(word) == 1 and other.startswith(word)), None
        )
        if fitting is None:
            break
        left.remove(fitting)
        whole += fitting == word
    else:
        return whole > 0
    if short[-1] != long[-1]:
        return False
    initial = any(len(w) == 1 for w in (short[0], long[0])) and short[0][0] == long[0][0]
    return initial or (len(short[0]) > 2 and long[0].startswith(short[0]))  # `Bart Quist`, `Bartholomew Quist`


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name in plain small letters."""
    return tuple(compiled(r"[^\W_]+").findall(name_words(shown(name))))


@cache
def _organisations() -> Phrases:
    return any_of(load("names")["organisations"])


@cache
def _firms() -> Phrases:
    return any_of(load("names")["organisations_first"])


@cache
def _eastern_firms() -> re.Pattern[str]:
    forms, ends = ("|".join(load("names")[key]) for key in ("eastern_forms", "eastern_firms"))
    return re.compile(rf"{forms}|.(?:{ends})$")


@lru_cache(maxsize=8192)
def is_organisation(name: str) -> bool:
    """Return whether a name with capitals is that of a firm or an office by its words (`Halloran Pike Capital`)."""
    return bool(
        _organisations().occurs(name.partition(" ")[2])
        or _firms().occurs(name)
        or compiled(rf"\s(?:{LEGAL_FORM})(?!\w)").search(name)
        or (compiled(CJK).search(name) and _eastern_firms().search(name))
    )


def organisation_spans(text: str) -> list[tuple[int, int]]:
    """Return where words stand in `text` that say of the name before them that it is a firm's or an office's."""
    forms = compiled(rf"(?<=\s)(?:{LEGAL_FORM})(?!\w)").finditer(text)
    return [*_organisations().spans(text), *(match.span() for match in forms)]


def with_legal(name: str, text: str) -> str:
    """Return `name` with the legal form that the text gives it, its dots kept, and without a full stop."""
    dotted, branches = ("|".join(load("affixes")[kind]) for kind in ("legal_without_dot", "legal_of_branches"))
    base = compiled(rf"[\s,]+(?:{dotted})$").sub("", name.strip(" .,"))
    # Behind the country in brackets: `青桐软件(中国)有限公司`.
    legal = compiled(rf",?\s(?:{LEGAL_FORM})(?!\w)|(?<={CJK})[(（]{CJK}{{2,4}}[)）](?:{branches})", re.I)
    for start, end in places(base, text):
        if form := legal.match(text, end):
            return text[start : form.end()]
    return name if compiled(r"\.\w\.$").search(name) else name.rstrip(" .")


def follows_title(name: str, text: str) -> bool:
    """Return whether a title (`Mr`, `Frau`) stands before the name anywhere in `text`."""
    ends = _ends_of_titles(text) if name in text else ()
    return any(text.startswith(name, end) and not text[end + len(name) : end + len(name) + 1].isalnum() for end in ends)


@lru_cache(maxsize=4)
def _ends_of_titles(text: str) -> tuple[int, ...]:
    """Return where titles end in `text`: more than one name is looked for behind them."""
    return tuple(match.end() for match in _addressed().finditer(text))


@cache
def _addressed() -> re.Pattern[str]:
    """Return what stands before a family name alone: as one addresses or speaks of somebody."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('affixes')['addressed'])})\.?\s")
