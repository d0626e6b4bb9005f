"""Which job an invitation is about, as written, without requisition id and gender marker."""

from __future__ import annotations

import re

from core.recognise.invitation import Invitation
from core.recognise.keys import is_free_mail, is_vendor, registrable
from core.recognise.labels import any_label, inline_label, label_line
from core.recognise.lexicon import Phrases, by_language, pattern, phrases, union
from core.recognise.names import CJK, NAME, NAME_WORD, is_organisation, name_words
from core.recognise.patterns import compiled
from core.recognise.role_notes import noted
from core.recognise.role_words import (
    GENDER,
    IDS,
    REFERENCE,
    bounds,
    capped,
    clean,
    edge_word,
    holds,
    is_role,
    kept,
)

# How a job is filled, before its title.
_KINDS = (
    r"(?:(?:new|open|permanent|contract|contract[\w-]+|full-time|part-time|remote|interim|freelance|temporary|hybrid))"
)

# They lead to a company, but as often they stand within a job's name: `Analista de Riesgos`, `Engineer for Data`.
_JOINED = frozenset(
    {"for", "by", "from", "para", "per", "za", "für", "pour", "de", "do", "da", "di", "der", "van", "von"}
)


def role(invitation: Invitation) -> str | None:
    """Return the job title, from labelled lines, then the title, then phrases of the text; None if nothing says."""
    for source in (_labelled, _in_context, _in_title, _bare):
        if found := source(invitation):
            return _without_sender(found, invitation)
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
        if found and len(found) < 80 and compiled(r"[^\W\d_]{2}").search(found) and not _is_sentence(found):
            return found
    return _said_cjk(invitation) or _in_topic(invitation) or _by_id(invitation)


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
    ends = r"(?=を|です|で想|でござ|입니다|이며|[。，,、.!！\n]|$)"
    for match in compiled(
        rf"(?:{labels})\s*(?:는|은|は|是|为|為)\s*(?P<role>[^。，,、\n.:：]{{2,40}}?){ends}", re.I
    ).finditer(invitation.body):
        if is_role(match["role"]) or match["role"].isascii():
            return clean(match["role"])
    quoted = (
        r"[「『“\"](?P<role>[^」』”\"\n]{2,30})[」』”\"]\s?"
        r"(?:一?[职職]|[职職][位缺]|岗位|崗位|ポジション|の?求人|포지션|직무)"
    )
    if said := compiled(quoted).search(invitation.text):
        return clean(said["role"])
    cjk_heads = union(tuple(head for head in phrases("roles", "heads") if compiled(CJK).search(head)))
    if said := compiled(
        rf"(?:招[聘募]?|急招|聘|在找|寻找|尋找|找一?[位名个個]|推荐|推薦)(?:一?[位名个個])?(?P<role>{CJK}{{0,10}}?(?:{cjk_heads}))(?={CJK}?[。，,、\s）)]|$)"
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
    role = r"\s*[\"„“«]?(?P<role>(?:[^.,:;\n\"“”»!?(]|(?<=\w)\((?:a|o|e|as|os|es)\)){3,60})"
    return Phrases(words, 0, around=lambda found: rf"(?i:{found}){role}")


@by_language
def _placed() -> tuple[Phrases, Phrases]:
    """A job title with capitals behind `for the`, `as our`, or before `role`, `opening`."""
    before = union(phrases("roles", "before"))
    after = union((*phrases("roles", "after"), *phrases("roles", "before_end")))
    return capped(rf"(?i:{before})\s*(?:{_KINDS}\s)?[\"„“«]?"), capped("", rf"[\"“”»]?\s(?i:{after})")


def _in_context(invitation: Invitation) -> str:
    """Return a job title behind `for the`, `as our`, `Bewerbung als`, or before `role`, `opening`."""
    lines = (line for line in invitation.lines if not label_line("people").match(line))
    text = kept(GENDER.sub("", "\n".join(lines)))
    stops = union(phrases("roles", "stops"))
    for match in _named().finditer(text):
        found = clean(compiled(rf"\s(?:{stops})\s").split(match["role"])[0])
        found = _to_head(compiled(rf"\s(?:{stops})$").sub("", found))
        if compiled(r"appl\w+ to", re.I).match(match.group(0)) and not is_role(found):
            continue
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


def _to_head(found: str) -> str:
    """Return a title without the chatter behind its head noun (`Design Engineer btw`)."""
    chatter = (
        r"\s(?:btw|asap|thanks?|thx|please|pls|so|here|now|today|yet|again|too|if|when|which|that|who"
        r"|is|was|has|will|would|you|we|i)(?!\w).*$"
    )
    return compiled(chatter).sub("", found) if found[:1].isupper() else found


def _whole(found: str, text: str, start: int, invitation: Invitation) -> str:
    """Return a cleaned title, or nothing where it is somebody's function (`Ana Ruiz, Director of Data`)."""
    ahead = text[max(0, start - 60) : start]
    holder = compiled(rf"({NAME}),?\s*(?:\(|,|-|–|is|our)?\s*$").search(ahead)
    if (
        holder
        and not invitation.is_me(holder[1])
        and not is_organisation(holder[1])
        and not compiled(r"(?:for|as|about)\s+(?:the\s|our\s)?$").search(ahead)
    ):
        return ""
    found = clean(found).rpartition(": ")[2]
    if found[:1].islower():
        found = f"{_modifiers(text[:start].rpartition(chr(10))[2])} {found}".strip()
    found = _without_tail(found, invitation)
    first = found.split(" ")[0].lower() if found else ""
    if (
        first in {"i", "hi", "our", "your", "the", "hiring", "recruiting", "talent", "interview", "senior"}
        and len(found.split()) < 2
    ):
        return ""
    if compiled(r"(?:CEO|CTO|COO|CFO|VP|DG|VD)\s(?!of\b|Office)[A-Z]").match(found):
        return ""
    if compiled(
        r"(?:the |our |your )?(?:hiring manager|recruit\w+|talent|interview engineer|team lead|hr\b)", re.I
    ).match(found):
        return ""
    if found.islower() and " " not in found and found.isascii():
        behind = compiled(rf"\s{union(phrases('roles', 'after'))}", re.I).match(text, start + len(found))
        if not behind and not compiled(r"\b(?:als?|as|som|como|come|jako|en tant que)\s(?:an?\s)?$").search(ahead):
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
        if word.lower() in bounds() or not compiled(r"[^\W\d][\w+#/-]+").fullmatch(word):
            break
        kept.insert(0, word)
    return " ".join(kept)


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
            or "&" in tail
            or compiled(rf"(?:{union(phrases('place', 'at'))})\s{re.escape(tail)}(?!\w)", re.I).search(invitation.body)
            or any(line.strip(" .-–—") == tail for line in invitation.lines)
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
    title = kept(GENDER.sub("", IDS.sub(" | ", invitation.title)))
    if invitation.owner:
        title = compiled(rf"(?<!\w){re.escape(invitation.owner)}(?!\w)", re.I).sub(" | ", title)
    title = compiled(r"[【\[][^】\]]*[】\]]").sub(" | ", title)
    segments = [
        s.strip() for s in compiled(r"\s*(?:[|:：;()（）]|\s[-–—/+]\s|\s?[–—]\s?|<>)\s*").split(title) if s.strip()
    ]
    segments = [part for s in segments for part in compiled(r"(?<=[\u3400-\u9fff])-(?=[\u3400-\u9fff])|｜|・").split(s)]
    at = compiled(rf"\s(?:{union(tuple(word for word in phrases('place', 'at') if word not in _JOINED))})\s")
    before = compiled(rf"(?:^|\s)(?:{union(phrases('roles', 'before'))})\s")
    label = compiled(rf"^(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I)
    named = compiled(rf"(?:{union(phrases('labels', 'role'))})\s+(?=[A-Z])", re.I)
    for segment in segments:
        for part in dict.fromkeys((at.split(segment)[0], before.split(segment)[-1], named.split(segment)[-1])):
            found = _company_apart(label.sub("", _without_tail(clean(before.split(part)[-1]), invitation)))
            found = _genitive_off(found, invitation)
            if found and is_role(found) and not edge_word(found) and len(found.split()) <= 9 and not holds(found):
                return found
    for segment in segments:
        if compiled(CJK).search(segment) and is_role(segment):
            if not pattern("interview").search(segment):
                return clean(segment)
            if found := _of_words(segment, noted=invitation.organizer is None):
                return found
    return ""


def _of_words(segment: str, *, noted: bool) -> str:
    """Return the job among the words of a title without signs (`면접 한빛병원 간호사`), behind the employer."""
    words = [word for word in segment.split() if not pattern("interview").search(word)]
    named = [place for place, word in enumerate(words) if is_organisation(word)]
    rest = words[named[-1] + 1 :] if named else words[1:] if noted and len(words) > 1 else []
    found = clean(" ".join(rest))
    return found if found and is_role(rest[-1]) else ""


def _genitive_off(found: str, invitation: Invitation) -> str:
    """Return the title without whose job it is, where a mail domain spells that (`Analista da Corticeira`)."""
    match = compiled(r"(?P<job>.+?)\s(?:de|do|da|di|der|van|von)\s(?P<whose>[^\W\d_a-z].*)").fullmatch(found)
    hosts = [_label(person.email) for person in (*invitation.others, invitation.organizer) if person]
    squeezed = compiled(r"\W").sub("", name_words(match["whose"])) if match else ""
    whose = any(host and (squeezed.startswith(host) or (squeezed and host.startswith(squeezed))) for host in hosts)
    return match["job"] if match and (whose or is_organisation(match["whose"])) else found


def _company_apart(found: str) -> str:
    """In a note to oneself (`2nd round acme, backend engineer`) the last part with a head noun is the job."""
    parts = found.split(", ")
    if len(parts) > 1 and not is_role(parts[0]) and is_role(parts[-1]):
        return parts[-1]
    return found


def _bare(invitation: Invitation) -> str:
    """Return a job title that opens a line or a note by itself: `Platform Lead, second conversation`."""
    for plain, line in zip(invitation.lines, map(kept, invitation.lines), strict=True):
        if compiled(r"\W*\d{1,2}[:.h]\d\d").match(line) or _is_labelled_person(line):
            continue
        if match := capped("", r"(?=\s*(?:[,:.;(–—|]|\s-\s|$))").match(line):
            found = _whole(match["role"], line, 0, invitation)
            if found and not edge_word(found) and not _signs(invitation, plain):
                return found
        for part in compiled(r"[.;]\s").split(line)[0].split(", ")[1:]:
            if capped().fullmatch(part) and pattern("interview").search(line) and not edge_word(part):
                return clean(part)
    if found := _in_brackets(invitation) or _alone(invitation) or _behind_sign(invitation):
        return found
    return noted(invitation) if invitation.organizer is None else ""


def _behind_sign(invitation: Invitation) -> str:
    """Return a job behind a colon or a dash, up to where the sentence goes on (`...: Capo turno per Officine Alba`)."""
    ends = union((*phrases("roles", "stops"), *phrases("place", "at")))
    for line in invitation.lines:
        for match in compiled(r"(?::|\s[–—-])\s(?P<rest>[^\W\d_a-z][^:;,.!?()\n]{3,})").finditer(line):
            found = compiled(rf"\s(?:{ends})\s").split(clean(match["rest"]))[0]
            first = found.split(" ")[0] if found else ""
            holder = compiled(rf"(?:{NAME})\s?$").search(line[: match.start()])
            if (
                is_role(found)
                and is_role(" ".join(found.split()[:2]))
                and not (holder or edge_word(found) or is_role(line[: match.start()]))
            ):
                return found if first and len(found.split()) <= 6 and not compiled(CJK).search(found) else ""
    return ""


def _alone(invitation: Invitation) -> str:
    """Return a job that is a whole sentence, or that stands behind the user's name (`Robin Okafor, Analyst`)."""
    special = r"(?:\s[-–]\s[A-Z]\w+(?:\s[A-Z]\w+)?)?"
    for line in invitation.lines:
        for sentence in compiled(r"(?<=[a-z)])[.!]\s").split(line)[:4]:
            bare = sentence.strip(" .!")
            if (
                len(bare) < 60
                and capped("", special).fullmatch(bare)
                and not edge_word(bare)
                and not _signs(invitation, line)
            ):
                return clean(bare)
    if invitation.owner:
        own = capped(rf"{re.escape(invitation.owner)}(?:,|\s[-–—]|\sfor|\s\()\s?(?:the\s)?").search(invitation.text)
        if own and not edge_word(own["role"]):
            return clean(own["role"])
    return ""


def _is_labelled_person(line: str) -> bool:
    match = any_label().match(line)
    return bool(match and compiled(rf"{NAME}").match(match["value"]) and not is_role(match["value"].split(",")[0]))


def _in_brackets(invitation: Invitation) -> str:
    """Return a job that stands alone in brackets, unless behind who holds it (`the brief of Alder Quay (VP, Data)`)."""
    for match in capped(r"\(", r"(?=\)|\sbeing\s|\sis\s|\sor\s)").finditer(invitation.body):
        found = _whole(match["role"], invitation.body, match.start("role"), invitation)
        if (
            found
            and not edge_word(found)
            and not compiled(rf"{NAME_WORD}\s$").search(invitation.body[: match.start()][-20:].replace(".", ""))
        ):
            return found
        holder = compiled(rf"({NAME})\s$").search(invitation.body[: match.start()])
        if found and holder and is_organisation(holder[1]):
            return found
    return ""


def _signs(invitation: Invitation, line: str) -> bool:
    """Return whether the line is somebody's function under their name."""
    lines = invitation.lines
    index = lines.index(line)
    return index > 0 and bool(compiled(rf"{NAME}(?: \(.*\))?,?").fullmatch(lines[index - 1]))
