"""Which job an invitation is about, as written, without requisition id and gender marker."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.keys import is_free_mail, is_vendor, registrable
from core.recognise.lexicon import by_language, pattern, phrases, union
from core.recognise.names import CJK, NAME
from core.recognise.people import inline_label, label_line

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
def _head() -> re.Pattern[str]:
    return pattern("roles", "heads")


def without_ids(text: str) -> str:
    """Return `text` with bars in the place of requisition ids."""
    return _REQ.sub(" | ", text)


def clean(text: str) -> str:
    """Return a job title without ids, gender markers and trailing words."""
    text = _GENDER.sub("", _REQ.sub(" ", _REF.sub(" ", text)))
    text = re.sub(r"\s+", " ", text).strip(" .,;:-–—|\"'„“”«»()")
    return re.sub(rf"\s+(?:{union(phrases('roles', 'after'))})$", "", text, flags=re.I).strip(" .,;:-–—")


def _labelled(invitation: Invitation) -> str:
    labels = (*label_line("role").finditer(invitation.body), *inline_label("role").finditer(invitation.body))
    for match in labels:
        bare = _GENDER.sub("", _REQ.sub(" ", _REF.sub(" ", match["value"].rpartition("?:")[2])))
        value = re.split(r"\s[|–—]\s|\s-\s(?=\d)|;|[.!?]\s|。", bare)[0]
        found = clean(value)
        if found and len(found) < 80 and re.search(r"[^\W\d_]{2}", found) and not _is_sentence(found):
            return found
    return _said_cjk(invitation) or _in_topic(invitation)


def _said_cjk(invitation: Invitation) -> str:
    """Return a job that a sentence names (`岗位是…`, `ポジションは…を`, `… 개발자 포지션`)."""
    if not re.search(CJK, invitation.body):
        return ""
    labels = union(phrases("labels", "role"))
    ends = r"(?=を|です|で想|でござ|입니다|이며|[。，,、.!！\n]|$)"
    for match in re.finditer(
        rf"(?:{labels})\s*(?:는|은|は|是|为|為)\s*(?P<role>[^。，,、\n.:：]{{2,40}}?){ends}", invitation.body, re.I
    ):
        if is_role(match["role"]) or match["role"].isascii():
            return clean(match["role"])
    heads = union(tuple(head for head in phrases("roles", "heads") if re.search(CJK, head)))
    before = re.search(rf"(?P<role>(?:{CJK}+\s|[A-Z][\w+#.]*\s)?{CJK}*(?:{heads}))\s?(?:{labels}|職)", invitation.body)
    return clean(re.split(r"[的の]", before["role"])[-1]) if before and re.search(CJK, heads) else ""


def _in_topic(invitation: Invitation) -> str:
    """Return the job behind the interview's name (`Event Name: Hiring Manager Interview - {Job}`)."""
    for match in label_line("topic").finditer(invitation.body):
        for part in re.split(r"\s[-–—|:/]\s|[,(]", match["value"])[1:]:
            found = clean(part)
            if is_role(found) and not _edge_word(found) and len(found.split()) <= 7:
                return found
    return ""


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 9 or bool(re.search(r"[.!?]\s", text))


@by_language
def _capped() -> str:
    """A job title written with capitals: words around a head noun, with at most one part behind a comma."""
    upper = "".join(chr(i) for i in range(0x41, 0x250) if chr(i).isupper())
    word = rf"(?:[{upper}][\w+#'./&-]*|C\+\+|\.NET|[IVX]+|\d|of|de|&|-|für|for)"
    heads = union(phrases("roles", "heads"))
    start = rf"(?:(?:[{upper}.]|[ie](?=[A-Z]))[\w+#'./&·*:-]*[ ](?:{word}[ ]){{0,5}})?"
    tail = rf"(?:[ ](?:{word})){{0,5}}(?:,[ ][{upper}][\w&]*(?:[ ][{upper}&][\w&]*)*)?"
    return rf"(?P<role>{start}(?i:{heads})(?![a-z])(?:[:*/·][Ii]n(?:nen)?|-in)?{tail})"


def _in_context(invitation: Invitation) -> str:
    """Return a job title behind `for the`, `as our`, `Bewerbung als`, or before `role`, `opening`."""
    before, after = union(phrases("roles", "before")), union(phrases("roles", "after"))
    text = "\n".join(line for line in invitation.lines if not label_line("people").match(line))
    named = rf"(?i:{union(phrases('roles', 'named'))})\s*[\"„“«]?(?P<role>[^.,:;\n\"“”»!?(]{{3,60}})"
    for match in re.finditer(named, text):
        found = clean(re.split(rf"\s(?:{union(phrases('roles', 'stops'))})\s", match["role"])[0])
        found = re.sub(rf"\s(?:{union(phrases('roles', 'stops'))})$", "", found)
        if (
            found
            and (is_role(found) or (found[:1].isupper() and not re.search(CJK, found)))
            and len(found.split()) <= 7
        ):
            return found
    before, after = union(phrases("roles", "before")), union(phrases("roles", "after"))
    for expression in (rf"(?i:{before})\s*(?:{_KINDS}\s)?[\"„“«]?{_capped()}", rf"{_capped()}[\"“”»]?\s(?i:{after})"):
        for match in re.finditer(expression, text):
            found = _whole(match["role"], text, match.start("role"), invitation)
            if found:
                return found
    return ""


def _whole(found: str, text: str, start: int, invitation: Invitation) -> str:
    """Return a cleaned title, or nothing where it is somebody's function (`Ana Ruiz, Director of Data`)."""
    ahead = text[max(0, start - 60) : start]
    if re.search(rf"{NAME},?\s*(?:\(|,|-|–|is|our)?\s*$", ahead) and not re.search(
        r"(?:for|as|about)\s+(?:the\s|our\s)?$", ahead
    ):
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
    if re.match(
        r"(?:the |our |your )?(?:hiring manager|recruit\w+|talent|interview engineer|team lead|hr\b)",
        found,
        re.I,
    ):
        return ""
    return found if len(found.split()) > 1 or len(found) > 4 or _is_short_job(found, text[start + len(found) :]) else ""


def _is_short_job(found: str, behind: str) -> bool:
    """Return whether an abbreviation is a job and not who holds one: `the SRE opening`, never `our CTO`."""
    return bool(re.fullmatch(r"[A-Z]{2,4}", found) and re.match(rf"\s{union(phrases('roles', 'after'))}", behind, re.I))


def _modifiers(ahead: str) -> str:
    """Return the words in small letters that stand before a job's head noun (`distributed systems` engineer)."""
    kept: list[str] = []
    for word in reversed(re.findall(r"[\w+#/'-]+|[^\w\s]", ahead)[-3:]):
        if word.lower() in _bounds() or not re.fullmatch(r"[^\W\d][\w+#/-]+", word):
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
        squeezed = re.sub(r"\W", "", tail.lower())
        spelled = any(len(label) > 3 and squeezed.startswith(label) for label in map(_label, hosts))
        if (
            spelled
            or (squeezed and squeezed[:12] in names)
            or re.search(r"(?:gmbh|ag|ab|inc|ltd|b\.?v|s\.?p\.?a|s\.?l|sp\. z o\.o)\.?$", tail, re.I)
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
        title = re.sub(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", " | ", title, flags=re.I)
    title = re.sub(r"[【\[][^】\]]*[】\]]", " | ", title)
    segments = [s.strip() for s in re.split(r"\s*(?:[|:：;()（）]|\s[-–—/+]\s|\s?[–—]\s?|<>)\s*", title) if s.strip()]
    for segment in segments:
        at = re.split(
            rf"\s(?:{union(tuple(word for word in phrases('place', 'at') if word not in _FOR))})\s",
            segment,
        )[0]
        behind = re.split(rf"(?:^|\s)(?:{union(phrases('roles', 'before'))})\s", at)[-1]
        found = _without_tail(clean(behind), invitation)
        found = _company_apart(re.sub(rf"^(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", "", found, flags=re.I))
        if found and is_role(found) and not _edge_word(found) and len(found.split()) <= 9:
            return found
    for segment in segments:
        if re.search(CJK, segment) and is_role(segment) and not pattern("interview").search(segment):
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
        or re.search(
            r"\b(?:hiring manager|interview|meeting with|chat with|call with|intro with|screen|round)\b", found, re.I
        )
        or pattern("interview").search(found)
    )


def _bare(invitation: Invitation) -> str:
    """Return a job title that opens a line or a note by itself: `Platform Lead, second conversation`."""
    for line in invitation.lines:
        if re.match(r"\W*\d{1,2}[:.h]\d\d", line):
            continue
        if match := re.match(rf"{_capped()}(?=\s*(?:[,:.;(–—]|\s-\s|$))", line):
            found = _whole(match["role"], line, 0, invitation)
            if found and not _edge_word(found) and not _signs(invitation, line):
                return found
        for part in re.split(r"[.;]\s", line)[0].split(", ")[1:]:
            if re.fullmatch(_capped(), part) and pattern("interview").search(line) and not _edge_word(part):
                return clean(part)
    if invitation.organizer is None:
        for line in (*invitation.lines, *invitation.title.split(" - ")):
            sentence = re.split(r"[.;\n]|\s[-–—]\s", line)[0]
            head, comma, _ = sentence.partition(", ")
            sentence = head if comma and is_role(head) and _LOWER.search(sentence[len(head) :]) else sentence
            row = re.match(r"\W*\d{1,2}[:.h]\d\d", sentence) or re.search(r"[。，、]", sentence)
            if is_role(sentence) and len(sentence.split()) <= 7 and not _edge_word(sentence) and not row:
                return clean(sentence)
    return ""


def _signs(invitation: Invitation, line: str) -> bool:
    """Return whether the line is somebody's function under their name."""
    lines = invitation.lines
    index = lines.index(line)
    return index > 0 and bool(re.fullmatch(rf"{NAME}(?: \(.*\))?,?", lines[index - 1]))
