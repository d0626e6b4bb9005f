"""What a job's title is made of: its head nouns, and what is taken off it: ids, gender markers, terms, chatter."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.lexicon import Phrases, any_of, by_language, pattern, phrases, union
from core.recognise.patterns import compiled
from core.recognise.tables import load

IDS = re.compile(
    r"\s*[(\[（](?:req\.?|job|id|jr|r|ref\.?|#|requisition|posting|nr\.?|no\.?)?[\s.:#-]*(?:id)?[\s.:#-]*[a-z]{0,4}[-_]?\d[\d\w-]*[)\]）]|"
    r"(?<!\w)(?=[a-z\d]*\d{3})[a-z\d]{4,14}\s[-–—]\s+(?=[^\W\d])|"
    r"(?<!\w)(?:jr|r|req|job|ref)[-_.#]?\s?\d{3,}[\d-]*(?!\w)[\s:,–-]*|(?<!\w)[A-Z]{2,5}[/-]\d{2,}[\w/-]*\s+|^\d[\d-]{3,}\s+|(?<!\w)#\d+|\s+[-–]\s+[A-Z]{1,4}-?\d{3,}$",
    re.I,
)
REFERENCE = re.compile(
    r"[,;(]?\s*(?<!\w)(?:kennziffer|referenz(?:nr\.?|nummer)?|r[ée]f(?:\.|[ée]rence)?|vacaturenummer|nr\.? ref\.?|"
    r"(?:aviso|edital|bando|anuncio|annonce)(?: n\.?[ºo°]?)?|"
    r"job id|req(?:uisition)?(?: id)?|stellen-?id|código|codice)[\s.:#]*[\w/-]*\d[\w/-]*\)?",
    re.I,
)
GENDER = re.compile(
    r"\s*[(\[（](?:[mwfdxhgkiv](?:\s*[/|,*-]\s*[mwfdxhgikv*]+)+|all genders?|any gender"
    r"|alle geschlechter|gn\*?|div\.?|m/w/d"
    r"|[a-z]/[a-z](?:/[a-z])?|mixte|tous genres|remote|hybrid|hybrides?|on-?site|onsite"
    r"|télétravail|[\w ]*\bremote\b[\w ]*)[)\]）]"
    r"|\s+(?:[hmfwkHMFWK]/[fhmwFHMWkK](?:/[dxvDXV])?)(?!\w)|(?<=[a-zà-ÿ])/-[ai]n?(?!\w)",
    re.I,
)
# The ending of a job's name that speaks of two genders: `Entwickler:in`.
GENDERED = r"[:*/_·]in(?:nen)?(?!\w)"
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
# A part of a job's name in brackets, told from who holds the talk and how.
_SPECIAL = re.compile(
    r"(?<=[\w+#.])\s?[(（]((?:[A-Z.][\w+#.]*|C\+\+|&|/|-|and|of"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)(?:[ ](?:[A-Z.][\w+#.]*|&|/|-|and|of|[IVX]+"
    r"|\d))*)[)）]"
)


def without_ids(text: str) -> str:
    """Return `text` with bars in the place of requisition ids."""
    return IDS.sub(" | ", text)


def clean(text: str) -> str:
    """Return a job title without ids, gender markers and trailing words."""
    chatter = r"^(?:re:|p\.?s[.:]|id\.)\s|\s?\((?:ref|req)[^()]*\d[^()]*\)"
    text = _TERMS_INSIDE.sub("", compiled(chatter, re.I).sub("", text))
    text = _TERMS.sub("", GENDER.sub("", IDS.sub(" ", REFERENCE.sub(" ", text.replace(OPEN, "(").replace(CLOSE, ")")))))
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


def is_tool(text: str) -> bool:
    """Return whether `text` names a tool that meetings are held or planned with."""
    return bool(vendor_names().search(text))


@by_language
def head() -> Phrases:
    return pattern("roles", "heads")


@by_language
def is_role(text: str) -> bool:
    """Return whether `text` holds a word that job titles end or begin with."""
    return head().occurs(text)


@by_language
def has_form(text: str) -> bool:
    """Return whether `text` holds a word that is formed as the names of trades are (`biodlare`, `Klavierstimmerin`).

    Other words are formed so as well: it counts only where little but a job can stand.
    """
    return pattern("roles", "endings").occurs(text)


@cache
def dot() -> str:
    """Return the expression of a dot that ends no sentence: in a word, or behind a short form (`referent ds. kadr`)."""
    short = "|".join(rf"(?<=\b{word})" for word in load("names")["short_forms"])
    return rf"(?:\.(?=\w)|(?:{short})\.(?=[ ]\w))"


def sentence_end() -> str:
    """Return the expression of a sign at which a sentence ends, with the space behind it."""
    return rf"(?:(?!{dot()})[.!?]\s)"


OPEN, CLOSE = "\ue000", "\ue001"


def kept(text: str) -> str:
    """Return `text` with other signs for the brackets that belong to a job's name (`Backend Developer (Routing)`)."""

    def signs(match: re.Match[str]) -> str:
        ahead, inside = text[max(0, match.start() - 30) : match.start()], match[1]
        last = compiled(r"[^\s|,;:–—]+(?:[ ][^\s|,;:–—]+)?$").search(ahead)
        more = compiled(r"(?:[^\s|,;:–—]+[ ]){2,3}[^\s|,;:–—]+$").search(ahead)
        if (
            last is None
            or not (is_role(last.group(0)) or (more and is_role(more.group(0))))
            or pattern("interview").search(last.group(0))
            or GENDER.search(f" ({inside})")
            or not _special(inside)
        ):
            return match.group(0)
        return f" {OPEN}{inside}{CLOSE}" if match.group(0)[0] == " " else f"{OPEN}{inside}{CLOSE}"

    return _SPECIAL.sub(signs, text) if compiled(r"[(（]").search(text) else text


def _special(inside: str) -> bool:
    words = (
        pattern("interview"),
        pattern("recruiter"),
        pattern("first_talk"),
        pattern("stages", "hiring_manager"),
        pattern("stages", "final"),
    )
    return not any(each.search(inside) for each in words) and not is_tool(inside) and len(inside) < 40


@by_language
def capped(before: str = "", behind: str = "") -> Phrases:
    """Return the pattern of a job title in capitals, in a group `role`, between two expressions.

    Words around a head noun, with at most one part behind a comma.
    """
    return Phrases(phrases("roles", "heads"), 0, around=lambda heads: f"{before}{_capped(heads)}{behind}")


# The field of a job in small letters, as Romance languages write it: `di ricerca`, `en energías renovables`.
_FIELD = (
    r"(?:de|di|d['’]|in|en|del|della|dei|delle|des|du|da|do)[ ]?(?:la[ ]|los[ ]|las[ ]|l['’])?"
    r"(?!remoto|presen|présen|sede|visio|ligne|línea|forma|manera|breve|corso|poste|persona|cui|tanto"
    r"|nuestr|notre|nostr|noss|unser|ihre|eure|eine|dies|euro|your|this|that|the|onze|jouw|deze)"
    r"[a-zà-ÿ]{4,}(?:[ ][a-zà-ÿ]{3,}(?:al[ei]?|ais|el|elles?|iques?|ic[ioa]s?|iv[oa]s?|ari[oa]s?|abl[ei]s?|bles))?"
)


# Whom an assistant works for: `Executive Assistant to the CEO`.
_SERVED = (
    r"(?:(?:(?<=[Aa]ssistant)|(?<=[Ss]ecretary)|(?<=[Aa]dvis[eo]r)|(?<=[Dd]eputy)|(?<=of[ ]Staff))"
    r"[ ]to[ ]the(?:[ ](?:[A-Z][\w-]*|of|and|&)){1,5}(?<!of)(?<!and))?"
)


@cache
def _capped(heads: str) -> str:
    upper = "".join(chr(i) for i in range(0x41, 0x250) if chr(i).isupper())
    word = rf"(?:[{upper}][\w+#'/&-]*(?:\.\w[\w+#]*)*|C\+\+|\.NET|[IVX]+|\d|of|de|da|do|di|&|-|für|for)"
    shift = r"(?:[1-3](?:st|nd|rd)[ ](?=Shift|Line|Level|Class|Grade|Mate|Assistant))?"
    start = rf"{shift}(?:(?:[{upper}.]|[ie](?=[A-Z]))[\w+#'./&·*:-]*[ ](?:{word}[ ]){{0,5}})?"
    named = rf"(?:[ ]?{OPEN}[^{CLOSE}]+{CLOSE})?"
    field = rf"{_SERVED}(?:[ ]{_FIELD}){{0,2}}(?:[ ](?:{word})){{0,5}}"
    level = r"(?:[ ](?:junior|senior|jr|sr)(?!\w))?"
    tail = rf"{field}{level}{named}(?:,[ ][{upper}][\w&]*(?:[ ][{upper}&][\w&]*)*)?"
    return rf"(?P<role>{start}(?i:{heads})(?![a-z])(?:[:*/·][Ii]n(?:nen)?|-in|/-?[aeo]n?(?!\w)|\([aeo]\))?{tail})"


@cache
def _tasks() -> Phrases:
    return any_of(load("names")["tasks"])


@by_language
def bounds() -> frozenset[str]:
    return frozenset(
        word.lower() for key in (("stopwords",), ("roles", "bounds"), ("roles", "before")) for word in phrases(*key)
    )


def edge_word(found: str) -> bool:
    return bool(
        pattern("recruiter").search(found)
        or _tasks().match(found)
        or pattern("stages", "hiring_manager").search(found)
        or compiled(
            r"\b(?:hiring manager|interview|meeting with|chat with|call with|intro with|screen|round)\b", re.I
        ).search(found)
        or pattern("interview").search(found)
    )


def holds(found: str) -> bool:
    """Return whether a piece of a title says who is met, not what for: `CTO`, `cto + product`."""
    return bool(
        compiled(
            r"(?:the |our )?(?:c[teofp]o|vp|dg|vd|founders?|directeur|directora?|diretora?)(?![a-z]).*", re.I
        ).fullmatch(found)
    ) and not compiled(r"\b(?:of|de|search)\b|,", re.I).search(found)
