"""The people whom the text of an invitation names: labels, rows of a schedule, sentences, and notes to oneself."""

from __future__ import annotations

import re
from functools import cache

from core.recognise.invitation import Invitation
from core.recognise.keys import fold
from core.recognise.labels import any_label, barred_label, inline_label, label_line
from core.recognise.lexicon import Phrases, any_of, pattern, phrases, spoken, union
from core.recognise.names import (
    CJK,
    NAME,
    NAME_WORD,
    is_organisation,
    is_team,
    is_title,
    people_in,
    same,
    shown,
    without_honorifics,
)
from core.recognise.patterns import compiled
from core.recognise.quoted import own_words_off
from core.recognise.tables import load

_TIME = (
    r"(?:[012]\d[0-5]\d(?=\s)|\d{1,2}(?:[:.hu]\d{2})?)\s*(?:(?:[ap](?:\.?\s?m)?\.?|Uhr|uur|h|Std)(?!\w))?"
    r"(?:\s+(?-i:[A-Z]{2,5})\b)?"
)
ROW = re.compile(
    rf"^[\s>*•-]*{_TIME}(?:\s*(?:-|–|—|to|bis|à|a|~|〜|～)\s*{_TIME})?\s*(?:\([^)]*\))?\s*[:|,\-–—]?\s*(?P<rest>.*)$",
    re.I,
)
_AND = (
    r"(?:,\s(?:(?:and|und|et|y|e|en|och|i|oraz)\s)?|\s(?:and|und|et|e|y|en|och|i|oraz|ed|&|\+|x|samt|sowie|nonché)\s"
    r"(?:(?:her|his|its|our|the|my|[ls][ae]|su|sua|suo|ihr\w*|sein\w*|de|den|zijn|haar|jego|jej|facklig|the)\s[a-zà-ÿ']+\s(?:[a-zà-ÿ']+\s)?)?)"
)
_FUNCTION = r"(?:\s?\((?!\+?\d)[^()\n:]{2,50}\))?"
_ARTICLE = r"(?:(?:la|el|il|lo|der|die|den|dem|le|het|o|a|os|as|the)\s)?"
_FIRST = r"(?:^|(?<=\n))(?:With|Mit|Avec|Con|Com|Met|Med)"
_LOWER = r"(?:[a-zà-ÿ-]{3,}\s){0,2}"
_OURS = r"(?<!\w)(?:our|their|the|notre|unser\w*|nuestr[oa]|nosso|nossa|nostr[oa]|onze|vår)"
_WILL = r"will (?:call|interview|join|meet|lead|run|walk|ask|host|be your interviewer|make the call)"
_MYSELF = rf"(?:and I\b|and me\b|and myself|et moi|und ich|y yo|e eu|ed io|en ik|och jag|i ja\b|{_WILL}|from our)"
_SAMA = r"(?:さん|様|氏|先生|女士|老师|老師|총괄|님)"


def named_people(invitation: Invitation) -> list[str]:
    """Return names from the text: labelled lines first, then rows of a schedule, then prose."""
    casual = not invitation.organizer
    body = compiled(r"(?<![A-Za-z])(dall|all|dell|nell|l|d)['’](?=[A-ZÀ-Þ])").sub(
        r"\1' ", without_honorifics(own_words_off(invitation))
    )
    body = compiled(r"^>\s?", re.M).sub("", body)
    lines = body.split("\n")
    found = _in_lines(lines, shown(invitation.organizer.name) if invitation.organizer else "")
    for match in inline_label("people").finditer(body):
        value = compiled(r"\s[-–—]\s").split(match["value"])[0]
        names = people_in(value)
        alone = len(names) > 1 or value.strip(" .!") in names
        found += [name for name in names if alone or " " in name or compiled(CJK).search(name)]
    found += _prose(body)
    if compiled(CJK).search(invitation.text):
        sender = shown(invitation.organizer.name) if invitation.organizer else ""
        found += [name for name in _eastern(invitation.text) if not (sender and same(sender, name))]
    if casual or not found:
        found += _titled(invitation, casual=casual)
    if casual:
        title = without_honorifics(invitation.title)
        found += [*_casual(f"{title}\n{body}"), *_by_itself(body), *_who_calls(title), *_in_title_alone(title)]
        found += _addressed(invitation.text)
    bare = dict.fromkeys(_without_rank(_without_lead(shown(name))) for name in found)
    before = _met_before(invitation.body)
    return [name for name in bare if name and name not in before and not _no_person(name, invitation)]


@cache
def _earlier() -> Phrases:
    return any_of(load("names")["earlier"])


def _met_before(body: str) -> frozenset[str]:
    """Return whom the user has met already: the first name behind `after your call with`, nowhere else in the text."""
    met = (
        compiled(rf"{NAME}|{NAME_WORD}(?!\s{NAME_WORD})").search(
            compiled(r"[,.;!?\n]").split(body[match.end() : match.end() + 60])[0]
        )
        for match in _earlier().finditer(body)
    )
    return frozenset(each.group(0) for each in met if each and body.count(each.group(0)) == 1)


def _without_lead(name: str) -> str:
    """Return the name without what opens its sentence (`Soy Ana Ruiz`); nothing where no full name is left."""
    first, _, rest = name.partition(" ")
    if not _leads().fullmatch(first):
        return name
    return rest if " " in rest and first.lower() in _SELF else ""


_SELF = frozenset({"soy", "sou", "sono", "jestem", "ich", "je", "jag", "ik"})


@cache
def _leads() -> Phrases:
    return any_of(load("names")["leads"])


def _without_rank(name: str) -> str:
    """Return the name without a function before it (`Prezes Andrzej Nowicki`)."""
    first, _, rest = name.partition(" ")
    several = " " in rest or (rest and (compiled(CJK).search(rest) or is_title(first)))
    return rest if several and (_ranks().fullmatch(first) or is_title(first)) else name


@cache
def _ranks() -> Phrases:
    return any_of(load("names")["ranks"])


def _no_person(name: str, invitation: Invitation) -> bool:
    if (
        compiled(r"[A-Z]{2,4}").fullmatch(name)
        or barred_label().fullmatch(name)
        or is_team(name)
        or is_organisation(name)
        or " of " in name
        or compiled(r"[a-z]").match(name)
        or (name.isupper() and name.isascii() and name.count(" ") > 1)
        or _in_job(name, invitation.title)
    ):
        return True
    if name in invitation.event.location:
        return True
    greeting = compiled(rf"{re.escape(name)},?\s*$", re.M).match(invitation.body)
    return bool(greeting and name.split(" ", maxsplit=1)[0] in _GREETINGS)


def _in_job(name: str, title: str) -> bool:
    """Return whether a name is a part of a job in the title (`Research Fellow (Marine Acoustics)`)."""
    ahead, found, _ = title.partition(f" ({name}")
    return bool(found) and is_title(ahead.rpartition(" ")[2])


_GREETINGS = frozenset(
    {"Szanowni", "Szanowny", "Szanowna", "Sehr", "Dear", "Chère", "Cher", "Estimada", "Estimado", "Geachte"}
)


def _in_lines(lines: list[str], sender: str) -> list[str]:
    found: list[str] = []
    columns = _in_columns(lines)
    for index, line in enumerate(lines):
        if match := label_line("people").match(line):
            value = match["value"].strip()
            found += _listed(value) if value else _block(lines[index + 1 :])
        elif (row := ROW.match(line)) and (row["rest"] or index + 1 < len(lines)):
            found += _of_row(row["rest"], lines[index + 1 : index + 3])
        elif (other := any_label().match(line)) and not barred_label().search(other["label"]):
            found += _labelled(other["label"], other["value"])
        elif compiled(r"[,(–—-]").search(line) and _opens_with_name(line) and not _signature(lines, index, sender):
            found += [name for name in _listed(line.strip(" *•-"), first=index in columns) if " " in name]
        elif compiled(r"(?:day|tag|jour|día|dia|giorno|dag|dzień) \d\b", re.I).match(line):
            found += people_in(line.partition(":")[2])
    return found


def _opens_with_name(line: str) -> bool:
    return bool(compiled(rf"^[\s*•-]*{NAME}\s*(?:,|\s[-–—]|\s?\()").match(line))


def _in_columns(lines: list[str]) -> frozenset[int]:
    """Return the lines of a list in which each name has its function behind a comma."""
    shape = compiled(rf"^[\s*•-]*{NAME},\s(?P<rest>[^\n]+)$")
    listed = {index: match["rest"] for index, line in enumerate(lines) if "," in line and (match := shape.match(line))}
    return frozenset(listed) if len(listed) > 1 and any(map(is_title, listed.values())) else frozenset()


def _labelled(label: str, value: str) -> list[str]:
    """Return the names that open the value of a label which nobody told us of (`Officer: Denise Rowbotham, HR`)."""
    if pattern("coordinator").search(label) or len(value) > 160 or _AIDS.search(label):
        return []
    if compiled(CJK).search(value):
        return people_in(value) if _CHAIRS.search(label) else []
    edge = r"\s*(?:$|[,;(/&+–—-]|\s(?:and|und|et|e|y|en|och|i)\s)"
    return [name for name in _listed(value) if " " in name] if compiled(rf"{NAME}{edge}").match(value) else []


# Labels whose value is a person who helps, and who is not met.
_AIDS = re.compile(
    r"\b(?:help|questions?|contacts?|från|skickat|till|ämne|kopia|temat|wysłano|verzonden|van|aan|onderwerp|inviato|oggetto|enviado|note|notes|from|to|cc|bcc|subject|sent|scheduled|booked|arranged|assist\w*|coordinat\w*"
    r"|von|an|betreff|gesendet|de|para|asunto|objet|da|oggetto|fragen|rückfragen|emergency|ps|re)\b",
    re.I,
)
_CHAIRS = re.compile(r"[官人者員员]$|主管|担当|負責|负责|담당|위원|면접|진행")


def _listed(value: str, *, first: bool = False) -> list[str]:
    """Return names of `value`, in which every name may have its title behind a comma."""
    names = people_in(value.partition(",")[0] if first else value)
    if len(names) > 1 and "," in value:
        full = [name for name in names if " " in name]
        names = full or names
    return names


def _block(lines: list[str]) -> list[str]:
    """Return the names on the lines below a label (`Who:`), until a blank line."""
    found: list[str] = []
    for line in lines:
        if not line:
            if found:
                break
            continue
        if compiled(r"organi[sz]er", re.I).search(line):
            continue
        found += people_in(compiled(r"\s[-–—]\s").split(line.strip(" *•-"))[0])
    return found


def _of_row(rest: str, below: list[str]) -> list[str]:
    """Return the names of one row of a schedule, or of the lines below a bare time; who checks in is not met yet."""
    if compiled(r"\W*(?:check-?in|arrival|arrive|sign-?in|registration|ankunft|anmeldung|accueil)(?!\w)", re.I).match(
        rest
    ):
        return []
    if small := compiled(r"([a-zà-ÿ]{3,12})\s(?:-|\()|\bw/\s?([a-zà-ÿ]{3,12})").match(rest) or compiled(
        r".*\bw/\s?()([a-z]{3,12})"
    ).match(rest):
        name = small[1] or small[2]
        return [] if is_title(name) or _BREAKS.search(name) else [name.capitalize()]
    labelled = bool(below) and label_line("people").match(below[0])
    names = [] if labelled else _row_names(rest)
    if names or labelled:
        return names
    return _after_topic(below) if rest.strip() else _after_row(below)


_BREAKS = re.compile(r"lunch|break|tour|wrap|coffee|team|welcome|intro|done|pause|start|test|close|home|tacos", re.I)


def _row_names(rest: str) -> list[str]:
    """Return names of one row: behind `with`, in a cell of their own, or before a topic."""
    if match := compiled(rf"{union(phrases('place', 'met'))}\s+(?P<who>.+)$", re.I).search(rest):
        names = people_in(match["who"])
        if names:
            return [name for name in names if " " in name] or names
    if match := compiled(rf",\s(?P<who>{NAME_WORD})\s\(").search(rest):
        return people_in(match["who"])
    if match := compiled(rf",\s(?P<who>{NAME}(?:{_AND}{NAME})*)$").search(rest):
        names = [name for name in people_in(match["who"]) if not is_title(name)]
        if names:
            return names
    cells = [
        cell
        for cell in compiled(r"\s*\|\s*|\s+[-–—·]\s+|:\s+|\t|\s{2,}|\s+\((?=[^)]*\))|\)").split(rest)
        if cell.strip()
    ]
    found: list[str] = []
    for cell in cells:
        names = people_in(cell)
        if (
            names
            and all(" " in name or compiled(CJK).search(name) for name in names)
            and not is_title(cell.split(",")[0])
        ):
            found += names
    return found


def _after_row(lines: list[str]) -> list[str]:
    """Under a bare time: the topic, then the names."""
    for line in lines:
        names = [name for name in people_in(line) if " " in name]
        if names and not is_title(line.split(",")[0]) and not pattern("interview").search(line):
            return names
    return []


def _after_topic(lines: list[str]) -> list[str]:
    """Under a time with its topic: a line of nothing but names."""
    if not lines or not compiled(rf"^{NAME}(?:\s*[,(]|\s*$)").match(lines[0]) or is_title(lines[0].split(",")[0]):
        return []
    return [name for name in people_in(lines[0]) if " " in name]


def _signature(lines: list[str], index: int, sender: str) -> bool:
    """Return whether this line signs the text: at its end, below a blank line, with no further list beside it."""
    rest = [line for line in lines[index + 1 :] if line]
    if sender and len(rest) <= 2 and lines[index].startswith(sender):
        return True
    alone = (index == 0 or not lines[index - 1]) and len(rest) <= 2
    return alone and index > 0


def _prose(body: str) -> list[str]:
    met = union(phrases("place", "met"))
    many = rf"(?P<who>{NAME}{_FUNCTION}(?:{_AND}{_LOWER}{NAME}{_FUNCTION})*)"
    found: list[str] = []
    whose = rf"{_ARTICLE}(?:(?:our|their|the|his|her)\s[\w -]{{2,40}},\s|[a-zà-ÿ-]{{5,}}\s(?:[a-zà-ÿ-]{{3,}}\s)?)?"
    for match in compiled(rf"(?:{met}|{_FIRST}):?\s+{whose}{many}").finditer(body):
        found += [name for name in people_in(match["who"]) if " " in name]
    for match in compiled(rf"(?P<who>{NAME}{_FUNCTION}(?:{_AND}{NAME}{_FUNCTION})+)").finditer(body):
        names = [name for name in people_in(match["who"]) if " " in name and not is_title(name)]
        by_comma = compiled(r"\)?,\s(?!(?:and|und|et|y|e|en|och|i|oraz)\s)").search(match["who"])
        found += names if len(names) > (2 if by_comma else 1) else []
    titled = (
        rf"(?P<who>{NAME}){_FUNCTION},\s[^,.\n]{{3,40}},?\s(?:and|und|et|e|y|en|och|i|oraz|ed|&)\s(?P<other>{NAME})"
    )
    for match in compiled(titled).finditer(body):
        found += [match["who"], match["other"]]
    ours = rf"{_OURS}\s[\w \-,']{{3,40}}?,?\s(?P<who>{NAME})"
    for match in compiled(ours).finditer(body):
        if not compiled(r"\b(?:in|at|on|of|from|auf|an|à|en|em|na|på|i|w)\s$").search(body[: match.start("who")][-6:]):
            found.append(match["who"])
    for match in compiled(rf"[Yy]ou and (?P<who>{NAME})").finditer(body) if "ou and " in body else ():
        found += people_in(match["who"])
    if compiled(rf"\s{_MYSELF}").search(body):
        for match in compiled(rf"(?P<who>{NAME})\s{_MYSELF}").finditer(body):
            found += people_in(match["who"])
    several = rf"{NAME_WORD}(?:,\s{NAME_WORD})*,?"
    for match in compiled(rf"{met}\s+(?P<who>{NAME_WORD})\s\([^()\n\d]{{2,40}}\)(?!\s[A-Z])").finditer(body):
        found += people_in(match["who"])
    singles = rf"{met}\s+(?P<who>{several}\s(?:and|und|et|e|y|en|och|i|&)\s{NAME_WORD})"
    for match in compiled(rf"{singles}(?=[.,;:!?\n]|\s[a-zà-ÿ(]|$)").finditer(body):
        found += people_in(match["who"])
    return [name for name in [*found, *_behind_functions(body), *_with_functions(body)] if not is_title(name)]


_LISTED = (
    r",\s(?:(?:and|und|et|y|e|en|och|i)\s)?|\s(?:and|und|et|e|ed|y|en|och|i|oraz|samt|sowie|nonché|ainsi que|así como"
    r"|bem como|alsook|a także)\s"
)


_ARTICLE = (
    r"(?:the|la|il|lo|el|le|der|die|den|dem|o|a|os|as|het|min|vår|our|her|his|su|dall?['’]?|dell?['’]?|all['’]|l['’])"
)


def _behind_functions(body: str) -> list[str]:
    """Return who is met, each behind a function (`träffar enhetschef Ann Berg och rektor Bo Ek`) or before it."""
    found: list[str] = []
    for match in pattern("place", "met").finditer(body):
        clause = compiled(r"[.!?;:](?:\s|$)|\n").split(body[match.end() : match.end() + 220].lstrip(" :"))[0]
        for piece in compiled(_LISTED).split(clause):
            one = compiled(rf"(?P<lead>(?:[a-zà-ÿ][\w/-]*(?:\.?\s|['’])){{0,5}})(?P<who>{NAME})").match(piece)
            if one is None and found and compiled(r"[a-zà-ÿ].{2,40}").fullmatch(piece):
                continue  # what the one before does
            if one is None or (one["lead"] and not _is_function(one["lead"])):
                break
            found.append(one["who"])
    return found


def _is_function(words: str) -> bool:
    """Return whether small words before a name are an article or what the person does."""
    plain = words.strip().split(" ")
    if compiled(rf"{_ARTICLE}").fullmatch(plain[-1]):
        return len(plain) == 1 or is_title(" ".join(plain[:-1]))
    return (
        len(plain) < 5 and is_title(words) and not compiled(r".*\s(?:de|di|do|da|del|van|of|för|für|ds\.)").match(words)
    )


def _with_functions(body: str) -> list[str]:
    """Return names that have a function in brackets: `Ana (finance) and Bo (support)`, `Ana Ruiz (CTO)`."""
    found: list[str] = []
    if "(" not in body:
        return found
    one = rf"(?:{NAME}|{NAME_WORD})\s\([^)\d\n]{{2,50}}\)"
    for listed in compiled(rf"{one}(?:{_AND}{one})+").finditer(body):
        found += compiled(rf"({NAME}|{NAME_WORD})\s\([^)\d]{{2,50}}\)").findall(listed.group(0))
    for match in compiled(rf"({NAME})\s\(([^)\n]{{2,50}})\)").finditer(body):
        if is_title(match[2]) or pattern("manager").search(match[2]):
            found.append(match[1])
    return found


def _eastern(text: str) -> list[str]:
    """Return names written without spaces around them: by their honorific, or behind the word for who interviews."""
    found: list[str] = []
    listed = rf"{CJK}{{2,4}}(?:\s{CJK}{{1,3}})?(?:\s?[,、，+＋]\s?{CJK}{{2,4}})*"
    chairs = (
        rf"{union(phrases('labels', 'people'))}(?:은|는|は|是|为"
        rf"|為)?\s?[:：]?\s?(?P<who>{listed})(?=[.。,，;；(（\n]|$)"
    )
    for match in compiled(chairs).finditer(text):
        found += people_in(match["who"])
    for match in compiled(rf"(?P<who>[\u3400-\u9fff々ヶ]{{1,4}}(?:[ 　][\u3400-\u9fff々]{{1,3}})?){_SAMA}").finditer(
        text
    ):
        found.append(match["who"])
    ranks = r"(?:팀장|실장|이사|부장|과장|대표|본부장|매니저|책임|수석|리드|그룹장|파트장|차장|상무|전무|님)"
    for match in compiled(
        rf"(?<![\uac00-\ud7af])(?P<who>[\uac00-\ud7af]{{3}}) {ranks}(?:님)?(?=[이과와은는께,. ]|$)"
    ).finditer(text):
        found.append(match["who"])
    titles = union(tuple(head for head in phrases("roles", "heads") if compiled(r"[\u3400-\u9fff]{2}").match(head)))
    follows = r"(?=[和与與、，。）)]|一起|共同|负责(?!人)|主持|将|會|会|が|様|さん|\s|$)"
    kana = r"[\u3400-\u9fff々]{1,4}[\u3041-\u309f\u30a0-\u30ff]{2,4}"
    for match in compiled(rf"(?:{titles})[ 　]?(?P<who>{kana}|[\u3400-\u9fff]{{2,3}}?){follows}").finditer(text):
        found.append(match["who"])
    for match in compiled(
        rf"(?:園長|校長|院長|所長|店長|社長|主任)[ 　](?P<who>{kana}|[\u3400-\u9fff々]{{2,4}})(?=[）)、,\s]|$)"
    ).finditer(text):
        found.append(match["who"])
    for match in compiled(rf"{ranks}\s?(?P<who>[\uac00-\ud7af]{{3}})(?:\s?님)?(?=[이과와은는께,.)]|$)").finditer(text):
        found.append(match["who"])
    for match in compiled(
        r"(?<![\uac00-\ud7af])(?P<who>[\uac00-\ud7af]{3})\s?님(?![,.]?\s*(?:안녕|귀하))(?=[이과와은는께이의,. ])"
    ).finditer(text):
        found.append(match["who"])
    heads = (
        r"(?:代表取締役(?:社長)?|取締役|執行役員|C[TEO]O|部長|課長|マネージャー|リーダー|副总裁|总监|经理"
        r"|協理|副理|襄理|處長|組長|园长|院长|校长|店长|店長|園長|院長|校長|主任|科长|创始人|合伙人"
        r"|總監|經理|負責人|负责人|HRBP)"
    )
    who = r"(?P<who>[\u3400-\u9fff々]{1,3}[ 　][\u3400-\u9fff々]{1,3}|[\u3400-\u9fff々]{2,3})"
    for match in compiled(
        rf"{heads}(?:の|である)?[ 　]?{who}(?=が|と|に|は|さん|様|氏|[、,，+＋。.\s(（与與和对對]|$)"
    ).finditer(text):
        found.append(match["who"])
    for match in compiled(r"(?<![A-Za-z])(?P<who>[A-Z][a-z]+ [A-Z][a-z]+)[(（][\u3400-\u9fff]{2,4}[)）]").finditer(
        text
    ):
        found.append(match["who"])
    found = [name.rpartition("的")[2] for name in found]
    for match in compiled(r"(?:她|他)?叫(?P<who>[\u3400-\u9fff]{2,3})(?=[，。,\s]|$)").finditer(text):
        found.append(match["who"])
    for match in compiled(r"[\uac00-\ud7af]+팀 (?P<who>[\uac00-\ud7af]{3})(?=,|과 |와 |\s?님)").finditer(text):
        found.append(match["who"])
    for match in compiled(r"(?:の|^|[、，\s])(?P<who>[\u3400-\u9fff々]{5,7})(?:さん|様)").finditer(text):
        found.append(match["who"])
    found = [name for name in found if not pattern("interview").search(name)]
    found = [
        name for name in found if not compiled(rf"(?:联系|聯繫|聯絡|咨询|询问)\S{{0,6}}{re.escape(name)}").search(text)
    ]
    unit = compiled(
        r"^小.$|面[談谈試试接]|[協协经經]理|總監|总监|處|^\S*(?:브랜드|프로젝트)$|(?:協理|副理|主管|面谈|하십니다|팀|실|부서|본부|그룹|지원자|후보자|고객|선생|원장|部|課|室)$"
    )
    return [name for name in found if not is_title(name) and not is_team(name) and not unit.search(name)]


def _titled(invitation: Invitation, *, casual: bool) -> list[str]:
    """Return names in the title: of who is on the invitation, or, of a self-made entry, behind `with`."""
    title = invitation.title
    found: list[str] = []
    if match := compiled(rf"{union(phrases('place', 'met'))}\s+(?P<who>{NAME})").search(title):
        known = [*invitation.others, *([invitation.organizer] if invitation.organizer else [])]
        if casual or any(same(shown(a.name), match["who"]) for a in known):
            found += people_in(match["who"])
    return found


def _casual(text: str) -> list[str]:
    """Return names of a note to oneself: `w/ noor haddadi and pim`, `panel of two: A + B`."""
    found: list[str] = []
    for match in compiled(
        r"(?<!\w)(?:w/|w(?=\s[A-Z])|with|mit|avec|con|com|met|med|z|c/|m/|m\.(?=\s[A-Z])|ze|hos)"
        r"\s+(?P<who>[^.:;()\n\[]+)",
        re.I,
    ).finditer(text):
        who = compiled(
            r"\s(?:from|at|von|bei|de|chez|about|über|om|på|för|for|on|to|zu|re|in|voor|pour|para|per)\s|\s[-–—@]\s|\d|,"
        ).split(match["who"])[0]
        if compiled(rf"{NAME_WORD}\s&\s{NAME_WORD}").fullmatch(who.strip()):
            continue  # as often a firm as two people
        names = people_in(who) or (people_in(who, lower=True) if _is_small_name(who) else [])
        found += [name for name in names if not is_title(name) and len(name.split()) <= 3 and not is_organisation(name)]
        if not names:
            found += compiled(r"^\s*([A-Z]\w+)").findall(who)
    found += compiled(rf"(?i:pick(?:ing)?) ({NAME}|{NAME_WORD})['’]s brain").findall(text)
    for match in compiled(r"(?:panel|interviewers?|meeting)[^\n:]{0,20}:\s*(?P<who>[^.\n]+)", re.I).finditer(text):
        found += [name for name in people_in(match["who"]) if " " in name]
    for match in compiled(r"\((?P<who>[^\W\d_]+ [^\W\d_]+),\s*[^)]*\)").finditer(text):
        found += people_in(match["who"], lower=True)
    does = r"left|works|is|arbeitet|ist|has|joined|runs|leads|travaille|trabaja|lavora|werkt|is|jobbar|pracuje|trabalha"
    for match in compiled(rf"(?:^|\n)(?P<who>{NAME})\s+(?:{does})\b").finditer(text):
        found.append(match["who"])
    title, _, body = text.partition("\n")
    aside = "\n".join(compiled(r"[(（]([^)）]+)[)）]").findall(title))
    asked = (
        r"(?:ask(?:ing)? for|pregunt\w+ por|chiedere di|chiedi di|preguntar por|demander|melden bei|vragen naar"
        r"|fråga efter|pytać o|call from)"
    )
    found += compiled(rf"(?i:{asked})\s({NAME}|{NAME_WORD})(?=\s*(?:[.,;@)\n]|\sat\s|$))").findall(text)
    found += [*_standing_alone(f"{aside}\n{body}"), *_in_small(text)]
    full = {fold(name).split(" ")[0] for name in found if " " in name}
    if "pl" in spoken():
        # There the case changes a name's end: `z Olą` is `Ola Wrona`.
        stems = tuple(name[: max(2, len(name) - 1)] for name in full)
        found = [name for name in found if " " in name or not fold(name).startswith(stems)]
    return [name for name in found if " " in name or fold(name) not in full]


def _in_title_alone(title: str) -> list[str]:
    """Return who is met by a note's title: `coffee Nasrin - X`, `Sasha / Dimitri (X)`, `Sig.ra Bonfanti (X)`."""
    found = compiled(rf"(?i:{union(phrases('social'))})\s({NAME}|{NAME_WORD})(?=\s[-–—(@]|\s*$)").findall(title)
    listed = rf"(?P<who>{NAME_WORD}(?:\s(?:/|and|und|et|e|y|en|och|i)\s{NAME_WORD})+)\s\("
    for match in compiled(listed).finditer(title):
        found += people_in(match["who"])
    return [name for name in found if not is_title(name) and not is_organisation(name)]


def _is_small_name(who: str) -> bool:
    """Return whether words in small letters may be a name: few, and none of the small ones of the language."""
    words = [word for word in who.split() if word not in _JOINS]
    return who.islower() and len(words) < 6 and not set(words) & {word.lower() for word in phrases("stopwords")}


_JOINS = frozenset({"and", "und", "et", "y", "e", "en", "och", "i", "oraz", "ed"})


def _by_itself(body: str) -> list[str]:
    """Return first names that are a whole sentence of a note: `Esi, Pawel, Hyun-woo.`, `Priya + Kwan himself`."""
    found: list[str] = []
    one = rf"{NAME_WORD}(?:\s(?:himself|herself))?"
    joint = r"(?:,\s|\s[+&]\s|\s(?:and|und|et|y|e|en|och|i)\s)"
    for match in compiled(rf"(?:^|\n|[.!?]\s)(?P<who>{one}(?:{joint}{one})+)(?=[.\n]|$)").finditer(body):
        found += people_in(compiled(r"\s(?:himself|herself)").sub("", match["who"]))
    return found


def _who_calls(title: str) -> list[str]:
    """Return who rings by a note's title: `Sheetal calling`."""
    calls = r"(?:calling|calls|rings?|ruft an|appelle|llama|liga|chiama|belt|ringer|dzwoni)"
    return compiled(rf"^({NAME}|{NAME_WORD})\s{calls}(?!\w)").findall(title)


def _addressed(text: str) -> list[str]:
    """Return the family names behind a title (`Herr Dr. Baumhauer`) in a note to oneself."""
    titles = r"(?:Herrn?|Frau|Mme|Mrs?|Ms|Sig\.(?:ra)?|Lic\.|Sra?\.|pani?|Dhr\.|Mevr\.|dott\.(?:ssa)?)"
    return compiled(rf"(?<!\w){titles}\s(?:(?:Dr|Prof|Ing)\.?\s)*({NAME_WORD})(?!\w)(?!\s{NAME_WORD})").findall(text)


def _standing_alone(text: str) -> list[str]:
    """Return full names between commas, brackets and line ends of a note, with or without a function before them."""
    edge = r"(?:^|[\n.,;(+&>–—-]|\sand\s|:)\s*"
    before = rf"(?:(?:{union(phrases('place', 'met'))}|[a-zà-ÿ]{{3,12}}|CTO|CEO|COO|VP|HR)\s)?"
    found = []
    for match in compiled(rf"{edge}{before}(?P<who>{NAME})(?=\s*(?:[.,;)(+&\n–—-]|$|\s[+&]|\sand\s))").finditer(text):
        if not is_title(match["who"]) and not pattern("hiring").search(match["who"]):
            found.append(match["who"])
    said = r"(?:,\s(?:she|he|they)|\?|\s=\s|\s\((?:my|would|the)\s|\sis\s(?:my|the|their))"
    found += compiled(rf"(?:^|[\n.;(]\s?)({NAME_WORD})(?:\ssomething)?(?={said})").findall(text)
    return found


def _in_small(text: str) -> list[str]:
    """Return names in small letters, of which one has its function in brackets: `gunnar (cto) & petra lindholm`."""
    found: list[str] = []
    for line in text.split("\n")[1:]:
        functions = compiled(r"[a-z]\s\(([^)]+)\)").findall(line)
        if len(line) < 70 and any(map(is_title, functions)) and compiled(r"\s[&+]\s|\sand\s|,").search(line):
            found += people_in(line, lower=True)
            found += [name.capitalize() for name in compiled(r"(?:^|[&+,]\s)([a-z]{3,})\s\(").findall(line)]
    return found
