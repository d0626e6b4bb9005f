"""Which job an invitation is about, as written, without requisition id and gender marker."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.keys import is_free_mail, is_vendor, registrable
from core.recognise.lexicon import Phrases, by_language, pattern, phrases, union
from core.recognise.names import CJK, NAME
from core.recognise.patterns import compiled
from core.recognise.labels import inline_label, label_line

_REQ = re.compile(
    r"\s*[(\[（](?:req\.?|job|id|jr|r|ref\.?|#|requisition|posting|nr\.?|no\.?)?[\s.:#-]*(?:id)?[\s.:#-]*[a-z]{0,4}[-_]?\d[\d\w-]*[)\]）]|"
    r"(?<!\w)(?:jr|r|req|job|ref)[-_.#]?\s?\d{3,}[\d-]*(?!\w)[\s:,–-]*|^\d[\d-]{3,}\s+|(?<!\w)#\d+|\s+[-–]\s+[A-Z]{1,4}-?\d{3,}$",
    re.I,
)
_REF = re.compile(
    r"[,;(]?\s*(?<!\w)(?:kennziffer|referenz(?:nr\.?|nummer)?|r[ée]f(?:\.|[ée]rence)?|vacaturenummer|nr\.? ref\.?|"
    r"job id|req(?:uisition)?(?: id)?|stellen-?id|código|codice)[\s.:#]*[\w/-]*\d[\w/-]*\)?",
    re.I,
)
_GENDER = re.compile(
    r"\s*[(\[（](?:[mwfdxhg](?:\s*[/|,*]\s*[mwfdxhgi*]+)+|all genders?|any gender|gn|m/w/d|[a-z]/[a-z](?:/[a-z])?"
    r"|mixte|remote|hybrid|[\w ]*\bremote\b[\w ]*)[)\]）]",
    re.I,
)
# What follows a job in a note to oneself is advice, not a part of its name.
_LOWER = re.compile(r"(?<!\w)(?:bring|ask|link|remember|prep|with|w/|call|they|room|zoom)(?!\w)", re.I)

# How a job is filled, before its title.
_KINDS = (
    r"(?:(?:new|open|permanent|contract|contract[\w-]+|full-time|part-time|remote|interim|freelance|temporary|hybrid))"
)

_FOR = frozenset({"for", "by", "from", "para", "per", "za", "für", "pour"})


def role(invitation: Invitation) -> str | None:
    """Return the job title, from labelled lines, then the title, then phrases of the text; None if nothing says."""
    for found in (_labelled(invitation), _in_context(invitation), _in_title(invitation), _bare(invitation)):
        if found:
            return found
    return None


def is_role(text: str) -> bool:
    """Return whether `text` holds a word that job titles end or begin with."""
    return bool(_head().search(text))


@by_language
def _head() -> Phrases:
    return pattern("roles", "heads")


def without_ids(text: str) -> str:
    """Return `text` with bars in the place of requisition ids."""
    return _REQ.sub(" | ", text)


def clean(text: str) -> str:
    """Return a job title without ids, gender markers and trailing words."""
    text = _GENDER.sub("", _REQ.sub(" ", _REF.sub(" ", text)))
    text = compiled(r"\s+").sub(" ", text).strip(" .,;:-–—|\"'„“”«»()")
    return compiled(rf"\s+(?:{union(phrases('roles', 'after'))})$", re.I).sub("", text).strip(" .,;:-–—")


def _labelled(invitation: Invitation) -> str:
    labels = (*label_line("role").finditer(invitation.body), *inline_label("role").finditer(invitation.body))
    for match in labels:
        bare = _GENDER.sub("", _REQ.sub(" ", _REF.sub(" ", match["value"].rpartition("?:")[2])))
        value = compiled(r"\s[|–—]\s|\s-\s(?=\d)|;|[.!?]\s|。").split(bare)[0]
        found = clean(value)
        if found and len(found) < 80 and compiled(r"[^\W\d_]{2}").search(found) and not _is_sentence(found):
            return found
    return _said_cjk(invitation) or _in_topic(invitation)


def _said_cjk(invitation: Invitation) -> str:
    """Return a job that a sentence names (`岗位是…`, `ポジションは…を`, `… 개발자 포지션`)."""
    if not compiled(CJK).search(invitation.body):
        return ""
    labels = union(phrases("labels", "role"))
    ends = r"(?=を|です|で想|でござ|입니다|이며|[。，,、.!！\n]|$)"
    for match in compiled(
        rf"(?:{labels})\s*(?:는|은|は|是|为|為)\s*(?P<role>[^。，,、\n.:：]{{2,40}}?){ends}", re.I
    ).finditer(invitation.body):
        if is_role(match["role"]) or match["role"].isascii():
            return clean(match["role"])
    heads = union(tuple(head for head in phrases("roles", "heads") if compiled(CJK).search(head)))
    before = compiled(rf"(?P<role>(?:{CJK}+\s|[A-Z][\w+#.]*\s)?{CJK}*(?:{heads}))\s?(?:{labels}|職)").search(
        invitation.body
    )
    return clean(compiled(r"[的の]").split(before["role"])[-1]) if before and compiled(CJK).search(heads) else ""


def _in_topic(invitation: Invitation) -> str:
    """Return the job behind the interview's name (`Event Name: Hiring Manager Interview - {Job}`)."""
    for match in label_line("topic").finditer(invitation.body):
        for part in compiled(r"\s[-–—|:/]\s|[,(]").split(match["value"])[1:]:
            found = clean(part)
            if is_role(found) and not _edge_word(found) and len(found.split()) <= 7:
                return found
    return ""


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 9 or bool(compiled(r"[.!?]\s").search(text))


@by_language
def _capped() -> str:
    """A job title written with capitals: words around a head noun, with at most one part behind a comma."""
    upper = "".join(chr(i) for i in range(0x41, 0x250) if chr(i).isupper())
    word = rf"(?:[{upper}][\w+#'./&-]*|C\+\+|\.NET|[IVX]+|\d|of|de|&|-|für|for)"
    heads = union(phrases("roles", "heads"))
    start = rf"(?:(?:[{upper}.]|[ie](?=[A-Z]))[\w+#'./&·*:-]*[ ](?:{word}[ ]){{0,5}})?"
    tail = rf"(?:[ ](?:{word})){{0,5}}(?:,[ ][{upper}][\w&]*(?:[ ][{upper}&][\w&]*)*)?"
    return rf"(?P<role>{start}(?i:{heads})(?![a-z])(?:[:*/·][Ii]n(?:nen)?|-in)?{tail})"


@by_language
def _named() -> Phrases:
    """A job behind words that say outright what it is (`the position is`)."""
    words = phrases("roles", "named")
    return Phrases(rf"(?i:{union(words)})\s*[\"„“«]?(?P<role>[^.,:;\n\"“”»!?(]{{3,60}})", words, 0)


@by_language
def _placed() -> tuple[Phrases, Phrases]:
    """A job title with capitals behind `for the`, `as our`, or before `role`, `opening`."""
    before, after = union(phrases("roles", "before")), union(phrases("roles", "after"))
    heads = phrases("roles", "heads")
    return (
        Phrases(rf"(?i:{before})\s*(?:{_KINDS}\s)?[\"„“«]?{_capped()}", heads, 0),
        Phrases(rf"{_capped()}[\"“”»]?\s(?i:{after})", heads, 0),
    )


def _in_context(invitation: Invitation) -> str:
    """Return a job title behind `for the`, `as our`, `Bewerbung als`, or before `role`, `opening`."""
    text = "\n".join(line for line in invitation.lines if not label_line("people").match(line))
    stops = union(phrases("roles", "stops"))
    for match in _named().finditer(text):
        found = clean(compiled(rf"\s(?:{stops})\s").split(match["role"])[0])
        found = compiled(rf"\s(?:{stops})$").sub("", found)
        if (
            found
            and (is_role(found) or (found[:1].isupper() and not compiled(CJK).search(found)))
            and len(found.split()) <= 7
        ):
            return found
    for placed in _placed():
        for match in placed.finditer(text):
            found = _whole(match["role"], text, match.start("role"), invitation)
            if found:
                return found
    return ""


def _whole(found: str, text: str, start: int, invitation: Invitation) -> str:
    """Return a cleaned title, or nothing where it is somebody's function (`Ana Ruiz, Director of Data`)."""
    ahead = text[max(0, start - 60) : start]
    if compiled(rf"{NAME},?\s*(?:\(|,|-|–|is|our)?\s*$").search(ahead) and not compiled(
        r"(?:for|as|about)\s+(?:the\s|our\s)?$"
    ).search(ahead):
        return ""
    found = clean(found).rpartition(": ")[2]
    if found[:1].islower():
        found = f"{_modifiers(text[:start])} {found}".strip()
    found = _without_tail(found, invitation)
    first = found.split(" ")[0].lower() if found else ""
    if (
        first in {"i", "hi", "our", "your", "the", "hiring", "recruiting", "talent", "interview", "senior"}
        and len(found.split()) < 2
    ):
        return ""
    if compiled(
        r"(?:the |our |your )?(?:hiring manager|recruit\w+|talent|interview engineer|team lead|hr\b)", re.I
    ).match(found):
        return ""
    return found if len(found.split()) > 1 or len(found) > 4 or _is_short_job(found, text[start + len(found) :]) else ""


def _is_short_job(found: str, behind: str) -> bool:
    """Return whether an abbreviation is a job and not who holds one: `the SRE opening`, never `our CTO`."""
    return bool(
        compiled(r"[A-Z]{2,4}").fullmatch(found)
        and compiled(rf"\s{union(phrases('roles', 'after'))}", re.I).match(behind)
    )


def _modifiers(ahead: str) -> str:
    """Return the words in small letters that stand before a job's head noun (`distributed systems` engineer)."""
    kept: list[str] = []
    for word in reversed(compiled(r"[\w+#/'-]+|[^\w\s]").findall(ahead)[-3:]):
        if word.lower() in _bounds() or not compiled(r"[^\W\d][\w+#/-]+").fullmatch(word):
            break
        kept.insert(0, word)
    return " ".join(kept)


@by_language
def _bounds() -> frozenset[str]:
    return frozenset(word.lower() for key in (("stopwords",), ("roles", "bounds")) for word in phrases(*key))


def _without_tail(found: str, invitation: Invitation) -> str:
    """Return the title without a last part that names the company or a person."""
    head, comma, tail = found.rpartition(", ")
    if comma:
        organizer = invitation.organizer
        hosts = [a.email for a in invitation.others] + ([organizer.email] if organizer else [])
        names = f"{organizer.name if organizer else ''} {' '.join(hosts)}".lower().replace(" ", "")
        squeezed = compiled(r"\W").sub("", tail.lower())
        spelled = any(len(label) > 3 and squeezed.startswith(label) for label in map(_label, hosts))
        if (
            spelled
            or (squeezed and squeezed[:12] in names)
            or compiled(r"(?:gmbh|ag|ab|inc|ltd|b\.?v|s\.?p\.?a|s\.?l|sp\. z o\.o)\.?$", re.I).search(tail)
        ):
            return head
    return found


def _label(address: str) -> str:
    """The name that a company's own mail domain spells; nothing for a tool or a free mailbox."""
    if is_vendor(address) or is_free_mail(address):
        return ""
    return registrable(address).partition(".")[0].replace("-", "")


def _in_title(invitation: Invitation) -> str:
    title = _GENDER.sub("", _REQ.sub(" ", invitation.title))
    if invitation.owner:
        title = compiled(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", re.I).sub(" | ", title)
    title = compiled(r"[【\[][^】\]]*[】\]]").sub(" | ", title)
    segments = [
        s.strip() for s in compiled(r"\s*(?:[|:：;()（）]|\s[-–—/+]\s|\s?[–—]\s?|<>)\s*").split(title) if s.strip()
    ]
    for segment in segments:
        at = compiled(rf"\s(?:{union(tuple(word for word in phrases('place', 'at') if word not in _FOR))})\s").split(
            segment
        )[0]
        behind = compiled(rf"(?:^|\s)(?:{union(phrases('roles', 'before'))})\s").split(at)[-1]
        found = _without_tail(clean(behind), invitation)
        found = _company_apart(compiled(rf"^(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I).sub("", found))
        if found and is_role(found) and not _edge_word(found) and len(found.split()) <= 9:
            return found
    for segment in segments:
        if compiled(CJK).search(segment) and is_role(segment) and not pattern("interview").search(segment):
            return clean(segment)
    return ""


def _company_apart(found: str) -> str:
    """In a note to oneself (`2nd round acme, backend engineer`) the last part with a head noun is the job."""
    parts = found.split(", ")
    if len(parts) > 1 and not is_role(parts[0]) and is_role(parts[-1]):
        return parts[-1]
    return found


def _edge_word(found: str) -> bool:
    return bool(
        pattern("recruiter").search(found)
        or pattern("stages", "hiring_manager").search(found)
        or compiled(
            r"\b(?:hiring manager|interview|meeting with|chat with|call with|intro with|screen|round)\b", re.I
        ).search(found)
        or pattern("interview").search(found)
    )


def _bare(invitation: Invitation) -> str:
    """Return a job title that opens a line or a note by itself: `Platform Lead, second conversation`."""
    for line in invitation.lines:
        if compiled(r"\W*\d{1,2}[:.h]\d\d").match(line):
            continue
        if match := compiled(rf"{_capped()}(?=\s*(?:[,:.;(–—]|\s-\s|$))").match(line):
            found = _whole(match["role"], line, 0, invitation)
            if found and not _edge_word(found) and not _signs(invitation, line):
                return found
        for part in compiled(r"[.;]\s").split(line)[0].split(", ")[1:]:
            if compiled(_capped()).fullmatch(part) and pattern("interview").search(line) and not _edge_word(part):
                return clean(part)
    if invitation.organizer is None:
        for line in (*invitation.lines, *invitation.title.split(" - ")):
            sentence = compiled(r"[.;\n]|\s[-–—]\s").split(line)[0]
            head, comma, _ = sentence.partition(", ")
            sentence = head if comma and is_role(head) and _LOWER.search(sentence[len(head) :]) else sentence
            row = compiled(r"\W*\d{1,2}[:.h]\d\d").match(sentence) or compiled(r"[。，、]").search(sentence)
            if is_role(sentence) and len(sentence.split()) <= 7 and not _edge_word(sentence) and not row:
                return clean(sentence)
    return ""


def _signs(invitation: Invitation, line: str) -> bool:
    """Return whether the line is somebody's function under their name."""
    lines = invitation.lines
    index = lines.index(line)
    return index > 0 and bool(compiled(rf"{NAME}(?: \(.*\))?,?").fullmatch(lines[index - 1]))
