"""Which job an invitation is about, as written, without requisition id and gender marker."""

from __future__ import annotations

import re

from core.recognise.institutions import EASTERN_BODY
from core.recognise.invitation import Invitation
from core.recognise.labels import any_label, inline_label, label_line
from core.recognise.lexicon import Phrases, by_language, pattern, phrases, union
from core.recognise.names import CJK
from core.recognise.patterns import compiled
from core.recognise.role_full import fullest
from core.recognise.role_lines import in_line
from core.recognise.role_whole import whole, without_tail
from core.recognise.role_words import (
    GENDER,
    IDS,
    REFERENCE,
    capped,
    clean,
    edge_word,
    holds,
    is_role,
    kept,
)
from core.recognise.tables import load

# How a job is filled, before its title.
_KINDS = (
    r"(?:(?:new|open|permanent|contract|contract[\w-]+|full-time|part-time|remote|interim|freelance|temporary|hybrid))"
)

_FOR = frozenset({"for", "by", "from", "para", "per", "za", "für", "pour"})


def role(invitation: Invitation) -> str | None:
    """Return the job title, from labelled lines, then the title, then phrases of the text; None if nothing says."""
    for source in (_labelled, _in_context, _in_title, in_line):
        if found := source(invitation):
            return fullest(_without_sender(found, invitation), invitation)
    return None


def _without_sender(found: str, invitation: Invitation) -> str:
    """Return the title without the company before it, as languages without prepositions have it."""
    first, _, rest = found.partition(" ")
    name = invitation.organizer.name if invitation.organizer else ""
    return (
        rest
        if rest and is_role(rest) and len(first) > 2 and name.startswith(first) and compiled(CJK).search(first)
        else found
    )


def _labelled(invitation: Invitation) -> str:
    labels = (*label_line("role").finditer(invitation.body), *inline_label("role").finditer(invitation.body))
    for match in labels:
        bare = GENDER.sub("", IDS.sub(" ", REFERENCE.sub(" ", match["value"].rpartition("?:")[2])))
        value = compiled(
            r"\s(?:at|bei|chez|presso|hos|bij)\s|\s[|–—]\s|\s-\s(?=\d)|;|(?<!Sr)(?<!Jr)[.!?]\s|。|(?<=[\u3040-\u9fff\uac00-\ud7af])[，,、)）]$"
        ).split(bare)[0]
        found = clean(value)
        number = compiled(r"[\w/.-]*\d[\w/.-]*").fullmatch(found)
        if (
            found
            and len(found) < 80
            and compiled(r"[^\W\d_]{2}").search(found)
            and not number
            and not _is_sentence(found)
        ):
            return found
    return _labelled_freely(invitation) or _said_cjk(invitation) or _in_topic(invitation) or _by_id(invitation)


def _labelled_freely(invitation: Invitation) -> str:
    """Return the job behind a label that nobody told us of but that speaks of one (`The job once more: ...`)."""
    for line in invitation.lines:
        match = any_label().match(line)
        if match and pattern("labels", "role").search(match["label"]) and is_role(match["value"]):
            found = clean(match["value"])
            if not edge_word(found) and len(found.split()) < 9:
                return found
    return ""


def _by_id(invitation: Invitation) -> str:
    """Return the job behind the number of its advertisement (`competition 26-118, GIS Technician`)."""
    number = (
        r"(?i:competition|concours|ref\.?|référence|vacancy|posting|req\w*|kennziffer|processo"
        r"|bando)[.:#\s]*(?:n[o°º]\.?\s?)?[\w/-]*\d[\w/-]*"
    )
    match = capped(rf"{number}[,:;]?\s(?:[-–]\s)?").search(invitation.text)
    return clean(match["role"]) if match else ""


def _said_cjk(invitation: Invitation) -> str:
    """Return a job that a sentence names (`岗位是…`, `ポジションは…を`, `… 개발자 포지션`)."""
    if not compiled(CJK).search(invitation.body):
        return ""
    labels = union(phrases("labels", "role"))
    ends = r"(?=を|그대로|이에요|예요|이고|을|를|です|で想|でござ|입니다|이며|[。，,、.!！\n]|$)"
    for match in compiled(
        rf"(?:{labels})\s*(?:는|은|は|(?:还|還|仍)?是|为|為)\s*(?:上次说的|之前的|上次的)?(?P<role>[^。，,、\n.:：]{{2,40}}?){ends}",
        re.I,
    ).finditer(invitation.body):
        if is_role(match["role"]) or match["role"].isascii():
            return clean(match["role"])
    quoted = (
        r"[「『“\"](?P<role>[^」』”\"\n]{2,30})[」』”\"]\s?"
        r"(?:一?[职職]|[职職][位缺]|岗位|崗位|ポジション|の?求人|포지션|직무)"
    )
    if said := compiled(quoted).search(invitation.text):
        return clean(said["role"])
    if applied := compiled(
        r"(?:弊社|当社|弊園|当園|当院|弊院|本校)の(?P<role>[^、。\s]{2,16}?)(?:職種)?(?:に|への?)(?:ご)?応募"
    ).search(invitation.body):
        return clean(compiled(r"(?<=[\u30a0-\u30ffA-Za-z])職$").sub("", applied["role"]))
    if applied := compiled(
        rf"(?:당사|저희|본사|폐사)(?:의)?\s(?P<role>(?:[\uac00-\ud7afA-Za-z]+\s){{0,3}}[\uac00-\ud7afA-Za-z]+)\s(?:채용|포지션|직무|모집)"
    ).search(invitation.body):
        return clean(applied["role"])
    cjk_heads = union(tuple(head for head in phrases("roles", "heads") if compiled(CJK).search(head)))
    if said := compiled(
        rf"(?:招[聘募]?|急招|聘|諸|在找|寻找|尋找|物色|推荐|推薦)(?:一?[位名个個])?(?P<role>{CJK}{{0,10}}?(?:{cjk_heads}))(?={CJK}?[。，,、\s）)]|$)"
    ).search(invitation.body):
        return clean(said["role"])
    heads = union(tuple(head for head in phrases("roles", "heads") if compiled(CJK).search(head)))
    before = compiled(
        rf"(?P<role>(?:{CJK}+\s|[A-Z][\w+#.]*\s)?{CJK}*(?:{heads})(?:(?<=[\u3400-\u9fff])(?<![師員士者長])職(?=にご?応募))?)の?\s?(?:{labels}|職|にご?応募)"
    ).search(invitation.body)
    return (
        clean(
            compiled(
                r"[的の]|^(?:에서|에|의|는|은|이|가|를|을)\s|聊聊|关于|關於|應徵|应聘|投递|申请|诚聘|我们|沟通|了解"
            ).split(before["role"])[-1]
        )
        if before and compiled(CJK).search(heads)
        else ""
    )


def _in_topic(invitation: Invitation) -> str:
    """Return the job behind the interview's name (`Event Name: Hiring Manager Interview - {Job}`)."""
    for match in label_line("topic").finditer(invitation.body):
        for part in compiled(r"\s[-–—|:/]\s|[,(]").split(match["value"])[1:]:
            found = clean(part)
            if is_role(found) and not edge_word(found) and len(found.split()) <= 7:
                return found
    return ""


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 9 or bool(compiled(r"[.!?]\s").search(text))


@by_language
def _named() -> Phrases:
    """A job behind words that say outright what it is (`the position is`)."""
    words = phrases("roles", "named")
    role = r"\s*[\"„“«]?(?P<role>(?:\([aoe]\)|(?<=\bds)\.|(?<=\bspec)\.|[^.,:;\n\"“”»!?(：。，、]){3,60})"
    return Phrases(words, 0, around=lambda found: rf"(?i:{found}){role}")


@by_language
def _placed() -> tuple[Phrases, Phrases]:
    """A job title with capitals behind `for the`, `as our`, or before `role`, `opening`."""
    before = union(phrases("roles", "before"))
    after = union((*phrases("roles", "after"), *phrases("roles", "before_end")))
    return capped(rf"(?i:{before})\s*(?:{_KINDS}\s)?[\"„“«]?"), capped("", rf"[\"“”»]?\s(?i:{after})")


def _in_context(invitation: Invitation) -> str:
    """Return a job title behind `for the`, `as our`, `Bewerbung als`, or before `role`, `opening`."""
    lines = "\n".join(line for line in invitation.lines if not label_line("people").match(line))
    text = kept(compiled(rf"(?:{GENDER.pattern})(?-i:(?=\s[A-ZÀ-Þ]))", re.I).sub("", lines))
    stops = union(phrases("roles", "stops"))
    for match in _named().finditer(text):
        found = clean(compiled(rf"\s(?:{stops})\s").split(match["role"])[0])
        found = _to_head(compiled(rf"\s(?:{stops})$").sub("", found))
        if compiled(r"appl\w+ to", re.I).match(match.group(0)) and not is_role(found):
            continue
        if pattern("interview").search(found):
            continue
        if (
            found
            and (is_role(found) or (found[:1].isupper() and not compiled(CJK).search(found)))
            and len(found.split()) <= 7
        ):
            return found
    for placed in _placed():
        for match in placed.finditer(text):
            found = whole(match["role"], text, match.start("role"), invitation)
            if found and not pattern("interview").search(found):
                return found
    return ""


def _to_head(found: str) -> str:
    """Return a title without the chatter behind its head noun (`Design Engineer btw`)."""
    chatter = (
        r"\s(?:btw|asap|thanks?|thx|please|pls|so|here|now|today|yet|again|too|if|when|which|that|who"
        r"|reporting|based|leading|working|starting|joining"
        r"|is|was|has|will|would|you|we|i)(?!\w).*$"
    )
    return compiled(chatter).sub("", found) if found[:1].isupper() else found


def _in_title(invitation: Invitation) -> str:
    title = kept(GENDER.sub("", IDS.sub(" | ", invitation.title)))
    if invitation.owner:
        title = compiled(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", re.I).sub(" | ", title)
    title = compiled(r"[【\[][^】\]]*[】\]]").sub(" | ", title)
    title = compiled(EASTERN_BODY).sub(" | ", title)
    segments = [
        s.strip()
        for s in compiled(r"\s*(?:[|：;()（）]|:(?!in(?:nen)?\b)|\s[-–—/+]\s|\s?[–—]\s?|<>)\s*").split(title)
        if s.strip()
    ]
    segments = [part for s in segments for part in compiled(r"(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])|｜|・").split(s)]
    weak = frozenset(load("names")["weak_places"])
    at = compiled(rf"\s(?:{union(tuple(word for word in phrases('place', 'at') if word not in _FOR | weak))})\s")
    before = compiled(rf"(?:^|\s)(?:{union(phrases('roles', 'before'))})\s")
    label = compiled(rf"^(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I)
    named = compiled(rf"(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I)
    for segment in segments:
        for part in dict.fromkeys((at.split(segment)[0], before.split(segment)[-1], named.split(segment)[-1])):
            bare = named.split(before.split(part)[-1])[-1]
            found = _company_apart(label.sub("", without_tail(clean(bare), invitation)))
            if found and is_role(found) and not edge_word(found) and len(found.split()) <= 9 and not holds(found):
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
