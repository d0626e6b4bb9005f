"""What a job's title is made of: its head nouns, and what is taken off it: ids, gender markers, terms, chatter."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.expressions import union
from core.recognise.grammar import choice
from core.recognise.lexicon import pattern, phrases
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load


@cache
def _ids() -> re.Pattern[str]:
    """Return the number of a posting, in brackets, with a word before it or bare."""
    named, short = choice("posting_number", "posting_number_short"), choice("posting_number_short")
    return re.compile(
        rf"\s*[(\[（](?:{named}|#)?[\s.:#-]*(?:id)?[\s.:#-]*[a-z]{{0,4}}[-_]?\d[\d\w-]*[)\]）]"
        r"|(?<!\w)(?=[a-z\d]*\d{3})[a-z\d]{4,14}\s[-–—]\s+(?=[^\W\d])"
        rf"|(?<!\w){short}[-_.#]?\s?\d{{3,}}[\d-]*(?!\w)[\s:,–-]*|(?<!\w)[A-Z]{{2,5}}[/-]\d{{2,}}[\w/-]*\s+"
        r"|^\d[\d-]{3,}[,:]?\s+|(?<!\w)#[A-Z]{0,3}-?\d+|\s+[-–]\s+[A-Z]{1,4}-?\d{3,}$",
        re.I,
    )


@cache
def _reference() -> re.Pattern[str]:
    """Return the number of a posting with the words that announce it."""
    return re.compile(rf"[,;(]?\s*(?<!\w){choice('posting_reference')}[\s.:#]*[\w/-]*\d[\w/-]*\)?", re.I)


@cache
def gender() -> re.Pattern[str]:
    """Return what says behind a job's title that it is for every gender, or where the work is."""
    said = choice("any_gender", "place_of_work")
    return re.compile(
        rf"(?<!\s)\s*[(\[（](?:[mwfdxhgkiv](?:\s*[/|,*-]\s*[mwfdxhgikv*]+)+|{said}|[a-z]/[a-z](?:/[a-z])?)[)\]）]"
        r"|(?<!\s)\s+(?:[hmfwkHMFWK]/[fhmwFHMWkK](?:/[dxvDXV])?)(?!\w)|(?<=[a-zà-ÿ])/-[ai]n?(?!\w)",
        re.I,
    )


@cache
def _terms() -> re.Pattern[str]:
    """Return conditions behind a comma, no part of a job's name: `Senior Python Developer, B2B, 100% remote`.

    The times of work in small letters are one (`Night Porter, nights`), with a capital they name it (`Porter, Nights`).
    """
    said, hours = choice("terms", "terms_behind"), rf"(?:{choice('hours_of_work')}|(?-i:{choice('shifts')}))"
    return re.compile(
        rf",\s*(?:{said}(?!\w)|(?:[^,]+,\s*)?(?:\w+\s)?20\d\d(?: {choice('entry')})?(?!\w)"
        rf"|[^,]*\d+\s?%|[^,]*\d{{2,3}}[.,]?\d{{3}}|[^,]*\bk€|{choice('based_in')}|(?:\d+ )?{hours}(?!\w)).*$",
        re.I,
    )


@cache
def _branch() -> re.Pattern[str]:
    """Return where the work is, behind a comma: `, Leith branch`, `, Filiale Köln`."""
    town = r"[^\W\d_a-zà-ÿ][\w'’.-]*(?:\s[^\W\d_a-zà-ÿ][\w'’.-]*){0,2}"
    word, of = choice("branch_before"), rf"{choice('branch_in')}\s?"
    before = rf"(?:{word}\s(?:{of})?|(?i:{word})\s{of})"
    return re.compile(rf"(?<=\w),\s(?:{town}\s{choice('branch')}|{before}{town})$")


@cache
def _terms_inside() -> re.Pattern[str]:
    """Return conditions in brackets: `(two-year appointment)`, `(32-40 uur)`, `(sostituzione maternità)`."""
    said = choice("terms", "terms_inside")
    amount = rf"\d+(?:[-–]\d+)?\s?(?:%|h|{choice('hours_of_work', 'hours_of_work_inside')})"
    return re.compile(rf"\s?[(（][^()（）]*(?<!\w)(?:{said}|{amount})(?!\w)[^()（）]*[)）]\s*$", re.I)


def clean(text: str) -> str:
    """Return a job title without ids, gender markers and trailing words."""
    chatter = r"^(?:re:|p\.?s[.:]|id\.)\s|\s?\((?:ref|req)[^()]*\d[^()]*\)"
    text = _terms_inside().sub("", compiled(chatter, re.I).sub("", text))
    text = _branch().sub("", _terms().sub("", gender().sub("", _ids().sub(" ", _reference().sub(" ", text)))))
    text = compiled(rf"^{choice('one_of_them_in_east')}|,\s(?!{choice('levels_short')}\.?$)\w{{1,2}}\.?$").sub("", text)
    text = compiled(r"\s+").sub(" ", text).strip(" .,;:-–—|\"'„“”«»「」『』")
    text = _to_lone_bracket(text)
    if talk := pattern("roles", "talk_of").match(text):
        text = text[talk.end() :].strip() or text
    return (
        compiled(rf"(?<!,)\s+(?:{union((*phrases('roles', 'after'), *phrases('roles', 'before_end')))})$", re.I)
        .sub("", text)
        .strip(" .,;:-–—")
    )


def _to_lone_bracket(text: str) -> str:
    """Return what stands before a bracket that has no other half (`Grid Engineer) Acme`)."""
    opened, bare = text.count("(") - text.count(")"), text.strip("()")
    if opened > 0:
        return bare.partition("(")[0].strip()
    return (bare.rpartition(")")[0] or bare).strip() if opened < 0 else text


@cache
def vendor_names() -> Phrases:
    """Return the pattern of names of tools, which are no employers and no jobs."""
    return any_of(load("names")["vendors"])


@by_language
def head() -> Phrases:
    return pattern("roles", "heads")


@by_language
def is_role(text: str) -> bool:
    """Return whether `text` holds a word that job titles end or begin with."""
    return head().occurs(text)
