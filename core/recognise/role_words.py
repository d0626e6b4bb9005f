"""What a job's title is made of: its head nouns, and what is taken off it: ids, gender markers, terms, chatter."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.expressions import union
from core.recognise.lexicon import pattern, phrases
from core.recognise.patterns import compiled
from core.recognise.phrases import Phrases, any_of
from core.recognise.speaking import by_language
from core.recognise.tables import load

IDS = re.compile(
    r"\s*[(\[（](?:req\.?|job|id|jr|r|ref\.?|#|requisition|posting|nr\.?|no\.?)?[\s.:#-]*(?:id)?[\s.:#-]*[a-z]{0,4}[-_]?\d[\d\w-]*[)\]）]|"
    r"(?<!\w)(?=[a-z\d]*\d{3})[a-z\d]{4,14}\s[-–—]\s+(?=[^\W\d])|"
    r"(?<!\w)(?:jr|r|req|job|ref)[-_.#]?\s?\d{3,}[\d-]*(?!\w)[\s:,–-]*|(?<!\w)[A-Z]{2,5}[/-]\d{2,}[\w/-]*\s+|^\d[\d-]{3,}[,:]?\s+|(?<!\w)#[A-Z]{0,3}-?\d+|\s+[-–]\s+[A-Z]{1,4}-?\d{3,}$",
    re.I,
)
REFERENCE = re.compile(
    r"[,;(]?\s*(?<!\w)(?:kennziffer|referenz(?:nr\.?|nummer)?|r[ée]f(?:\.|[ée]rence)?|vacaturenummer|nr\.? ref\.?|"
    r"(?:aviso|edital|bando|anuncio|annonce)(?: n\.?[ºo°]?)?|"
    r"job id|req(?:uisition)?(?: id)?|stellen-?id|código|codice)[\s.:#]*[\w/-]*\d[\w/-]*\)?",
    re.I,
)
GENDER = re.compile(
    r"(?<!\s)\s*[(\[（](?:[mwfdxhgkiv](?:\s*[/|,*-]\s*[mwfdxhgikv*]+)+|all genders?|any gender"
    r"|alle geschlechter|gn\*?|div\.?|m/w/d"
    r"|[a-z]/[a-z](?:/[a-z])?|mixte|tous genres|remote|hybrid|hybrides?|on-?site|onsite"
    r"|télétravail|[\w ]*\bremote\b[\w ]*)[)\]）]"
    r"|(?<!\s)\s+(?:[hmfwkHMFWK]/[fhmwFHMWkK](?:/[dxvDXV])?)(?!\w)|(?<=[a-zà-ÿ])/-[ai]n?(?!\w)",
    re.I,
)
# Conditions behind a comma are no part of a job's name: `Senior Python Developer, B2B, 100% remote`.
_TERMS = re.compile(
    r",\s*(?:(?:b2b|remote|hybrid\w*|full[- ]?time|part[- ]?time|contract\w*|permanent|vollzeit"
    r"|teilzeit|unbefristet|befristet|cdi|cdd|tiempo completo"
    r"|tempo (?:integral|indeterminado|pieno)|clt|pj|fulltime|parttime|heltid|deltid|etat|umowa"
    r"|zdaln\w+|hybryd\w+|freelance|interim|intérim"
    r"|(?:maternity|parental) (?:leave|cover)|elternzeit\w*|remplacement|sustitución|suplencia|substituição"
    r"|sostituzione"
    r"|zwangerschaps\w+|vikariat|zastępstwo|fixed[- ]term)(?!\w)"
    r"|(?:[^,]+,\s*)?(?:\w+\s)?20\d\d(?: (?:start|intake|cohort|class|entry))?(?!\w)"
    r"|[^,]*\d+\s?%|[^,]*\d{2,3}[.,]?\d{3}|[^,]*\bk€|based in|location"
    r"|(?:\d+ )?(?:days|nights|evenings|weekends|mornings|shifts|hours|hrs|h/week"
    r"|uur|stunden|heures|horas|ore|timmar)(?!\w)).*$",
    re.I,
)
# So are those in brackets: `(two-year appointment)`, `(32-40 uur)`, `(sostituzione maternità)`.
_TERMS_INSIDE = re.compile(
    r"\s?[(（][^()（）]*(?<!\w)(?:\w+[- ](?:years?|months?)|appointment|contract|term|cover|leave"
    r"|maternit\w+|parental|elternzeit\w*|sostituzione|sustitución|suplencia|remplacement|vikariat|zastępstwo|permanent|temporary|seasonal|befristet|unbefristet"
    r"|vollzeit|teilzeit|full[- ]?time|part[- ]?time|fulltime|parttime|heltid|deltid|cdi|cdd|shifts?|nights|weekends"
    r"|\d+(?:[-–]\d+)?\s?(?:%|h|hrs?|hours?|uur|std\.?|stunden|heures|horas|ore|timmar|godzin))(?!\w)[^()（）]*[)）]\s*$",
    re.I,
)


def clean(text: str) -> str:
    """Return a job title without ids, gender markers and trailing words."""
    chatter = r"^(?:re:|p\.?s[.:]|id\.)\s|\s?\((?:ref|req)[^()]*\d[^()]*\)"
    text = _TERMS_INSIDE.sub("", compiled(chatter, re.I).sub("", text))
    text = _TERMS.sub("", GENDER.sub("", IDS.sub(" ", REFERENCE.sub(" ", text))))
    text = compiled(r"^(?:一|1)\s?[位名个個]|,\s\w{1,2}\.?$").sub("", text)
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
