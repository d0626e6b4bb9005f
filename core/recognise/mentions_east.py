"""The people whom a text in Chinese, Japanese or Korean names: by honorific, by rank, behind who interviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.recognise.expressions import union
from core.recognise.invitation import Invitation
from core.recognise.labels import any_label, label_line
from core.recognise.lexicon import phrases
from core.recognise.names import CJK, NAME, is_team, is_title, of_east, people_in
from core.recognise.patterns import compiled
from core.recognise.people_text import told_of_people
from core.recognise.speaking import by_language
from core.recognise.tables import load

_HAN = r"[\u3400-\u9fff]"
_HANGUL = r"[\uac00-\ud7af]"
# A family name with a given name in kana: `小野寺めぐみ`.
_KANA = r"[\u3400-\u9fff々]{1,4}[\u3041-\u309f\u30a0-\u30ff]{2,4}[\u3400-\u9fff]?"


def eastern_people(invitation: Invitation) -> list[str]:
    """Return the names that labels announce and sentences tell of, written without spaces around them or with."""
    text = invitation.text
    found = [*_labelled(told_of_people(invitation).split("\n")), *_in_rows(text)]
    listed = rf"{CJK}{{2,4}}(?:\s{CJK}{{1,3}})?(?:\s?[,、，+＋]\s?{CJK}{{2,4}})*"
    labels = union(phrases("labels", "people"))
    chairs = rf"{labels}(?:은|는|は|是|为|為)?\s?[:：]?\s?(?P<who>{listed})(?=[.。,，;；(（\n]|[一二三四五两兩]位|$)"
    for match in compiled(chairs).finditer(text):
        found += people_in(match["who"])
    for expression in _expressions():
        found += (
            _unit_off(match["who"].rpartition("的")[2], match, text)
            for match in compiled(expression).finditer(text)
            if not compiled(r"的..").fullmatch(match["who"])  # what the word before it has: `市场的看法`
        )
    return [_in_full(name, text) for name in dict.fromkeys(found) if _may_be_person(name, text)]


def _in_full(name: str, text: str) -> str:
    """Return a family name alone as a line that begins with the whole name gives it (`周敏芝，在…`)."""
    whole = compiled(rf"^{name}{_HAN}{{1,2}}(?=[,，、。(（])", re.M).search(text) if len(name) == 1 else None
    return whole[0] if whole else name


def _labelled(lines: list[str]) -> list[str]:
    """Return the names in the values of labels, and on the lines below them, each with its unit or rank."""
    found: list[str] = []
    leading = False
    for numbered in lines:
        line = compiled(r"^\s*\d{1,2}\s?[.)、．]\s*(?!\d)").sub("", numbered)
        label = label_line("people").match(line)
        below = leading and line == numbered and compiled(_GOES_ON).match(line) and not any_label().match(line)
        below = below and not _sentence().search(line) and not line.endswith((":", "："))  # the link behind it is cut
        value = _apart(label["value"] if label else line if below else "")
        names = [name for piece in compiled(_PIECES).split(value) if (name := _of_piece(piece))]
        leading = bool(label and not value) or bool(names)
        found += names
    return found


def _in_rows(text: str) -> Iterator[str]:
    """Yield the names that a label in brackets announces in a row of a schedule: `10:15 面接（担当：佐伯 誠）`."""
    labels = union((*phrases("labels", "people"), *load("east")["in_charge"]))
    rows = rf"^[^\w\n]*\d{{1,2}}[:：時시点點][^\n]*?[（(]{labels}\s?[:：]\s?(?P<who>[^（）()\n]+)[）)]"
    for match in compiled(rows, re.M).finditer(text):
        yield from (name for piece in compiled(_PIECES).split(match["who"]) if (name := _of_piece(piece)))


def _apart(value: str) -> str:
    """Return a list of people without what brackets say of one; a name alone in brackets stands for a nickname."""
    return compiled(r"(?:「[^「」]*」)?[(（]([^()（）]*)[)）]").sub(
        lambda inside: f" {inside[1]}" if inside[0][0] == "「" else " ", value
    )


@cache
def _sentence() -> re.Pattern[str]:
    """Return what shows that a line below a list of people is a sentence."""
    return re.compile(rf"[。.!！?？]\s*$|{of_east('sentence_ends')}$|\w{{30}}")


def _of_piece(piece: str) -> str:
    """Return the name in a piece of a list: in letters of the west, the last two words of kanji, or by its surname."""
    bare = compiled(r"[(（\[【][^)）\]】]*[)）\]】]").sub(" ", piece).strip(" ：:。.")
    if western := compiled(NAME).search(bare):
        return western[0]
    if dotted := compiled(_DOTTED).search(bare):
        return dotted[0]
    words = [(compiled(rf"(?<=.){of_east('honorifics')}$").sub("", word), word) for word in bare.split()]
    # `綾部様` is somebody, `営業部` is none.
    told = [word for word, whole in words if word and ((word != whole and len(word) < _UNIT) or not _is_rank(word))]
    called = next((at for at, word in enumerate(told) if _surnames().match(word)), -1)
    # A family name of two letters (`柴崎 真理`) looks like a whole name.
    if called >= 0 and not (called == len(told) - 2 and len(told[called]) == 2):
        return told[called]
    if len(told) == 1 < len(words) and compiled(rf"{_HAN}{{2,4}}").fullmatch(told[0]):
        return told[0]
    parted = len(told) > 1 and compiled(rf"{_HAN}{{1,3}} (?:{_HAN}|[\u3040-\u30ff]){{1,4}}").fullmatch(
        " ".join(told[-2:])
    )
    return " ".join(told[-2:]) if parted else next(iter(people_in(piece)), "")


_DOTTED = r"[\u30a1-\u30fa\u30fc]{2,}(?:[・＝=][\u30a1-\u30fa\u30fc]+)+|[\u3400-\u9fff]{2,}(?:·[\u3400-\u9fff]{1,6})+"
"""A name from abroad as it sounds: `ルドルフ・ケスラー`, `尼古拉·杜宾`."""
_UNIT = 4
"""Letters from which on a word for a unit is no family name any more."""
_GOES_ON = r"[\s\u3000・]*\w"
"""How a line begins that is no new point of a list (`■ 服装`)."""
_PIECES = r"\s*[、,，;；/+＋&]\s*|(?<![\u3400-\u9fff])·\s*|\s+·\s*|\s(?:和|与|與|및|와|과)\s"


def _is_rank(word: str) -> bool:
    """Return whether a word says what somebody does, or where."""
    rank = rf"(?:{of_east('ranks')}|{of_east('heads')})"
    unit = rf"{of_east('units')}$"
    return bool(is_title(word) or compiled(rf".*{rank}").fullmatch(word) or compiled(unit).search(word))


@cache
def _korean() -> str:
    """Return the Korean surnames of one syllable."""
    return "".join(compiled(_HANGUL).findall("".join(load("names")["surnames_one"])))


@cache
def _surnames() -> re.Pattern[str]:
    """A word that is a Chinese or Korean name in full: a surname with one or two syllables behind it."""
    names = load("names")
    two, one = "|".join(names["surnames_two"]), "".join(names["surnames_one"])
    return re.compile(rf"(?:{two}){_HAN}{{1,2}}$|(?:{two}){_HANGUL}{{1,2}}$|[{one}](?:{_HAN}{{1,2}}|{_HANGUL}{{1,2}})$")


def _unit_off(name: str, match: re.Match[str], text: str) -> str:
    """Return `name` without the end of a unit or a rank that it runs on from (`投资总监何静仪`, `架构组聂海峰`)."""
    end = match.end("who") - len(name)
    if len(name) > 1 and compiled(r"[跟约約找]|和(?=.$|.[^\u3400-\u9fff])").match(name):
        name = name[1:]  # `跟周老师`
    while len(name) > 2 and compiled(of_east("ends") + "$").search(f"{text[max(0, end - 3) : end]}{name[0]}"):
        name, end = name[1:], end + 1
    return name


@by_language
def _expressions() -> tuple[str, ...]:
    """Return expressions with a name in a group `who`: before an honorific, behind a rank, behind who is called so."""
    return (
        rf"(?P<who>[\u3400-\u9fff々ヶ]{{1,4}}(?:[ 　][\u3400-\u9fff々]{{1,3}})?){of_east('honorifics')}",
        rf"(?:の|^|[、，\s])(?P<who>[\u3400-\u9fff々]{{5,7}}){of_east('behind_ja')}",
        rf"(?<!{_HANGUL})(?P<who>[{_korean()}]{_HANGUL}{{2}}) {of_east('ranks')}(?:님)?(?=[이과와은는께,. )]|$)",
        rf"(?<!{_HANGUL})(?P<who>[{_korean()}]{_HANGUL}{{2}})(?=\([^()\n]{{2,20}}\)(?:[과와이가은는,]|$))",
        rf"(?<!{_HANGUL})(?P<who>[{_korean()}]{_HANGUL}{{2}})\s?{of_east('fellows_ko')}",
        rf"(?P<who>[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+){{1,3}})(?=\s?{of_east('behind')})",
        rf"{of_east('ranks')}\s?(?P<who>{_HANGUL}{{3}})(?:\s?님)?(?=[이과와은는께,.)]|$)",
        rf"(?<!{_HANGUL})(?P<who>{_HANGUL}{{3}})\s?님(?=[이과와은는께이의,. \n]|$)",
        rf"{_HANGUL}+팀 (?P<who>{_HANGUL}{{2,4}})(?=,|[과와이가]\s|\s?님|\s{of_east('in_teams')})",
        *_by_title(),
        rf"{of_east('leaders')}[ 　](?P<who>{_KANA}|[\u3400-\u9fff々]{{2,4}})(?=[）)、,\s]|$)",
        rf"{of_east('heads')}(?:の|である)?[ 　]?(?P<who>{_parted()})"
        rf"(?=が|と|に|は|{of_east('behind_ja')}|[、,，+＋。.\s()（）与與和对對]|$)",
        r"(?<![A-Za-z])(?P<who>[A-Z][a-z]+ [A-Z][a-z]+)[(（][\u3400-\u9fff]{2,4}[)）]",
        rf"(?:{of_east('heads')}|[和与與及由跟、])\s?(?P<who>[A-Z][a-z]+ [A-Z][a-z]+)(?=\s?(?:{_HAN}|[,，、。)）+]|$))",
        rf"{of_east('staff')}の(?P<who>[\u3400-\u9fff々]{{2,4}})(?=が|と|は|[、。]|$)",
        rf"{of_east('staff')}の(?P<who>{_parted()})(?<!より)(?<!から)(?=が|と|は|です|より|[、。]|$)",
        rf"HR(?:BP)?(?P<who>{_HAN}{{2,3}})(?=[,，。、\s]|$)",
        rf"[与與和跟]{_HAN}{{1,6}} (?P<who>{_HAN}{{2,4}}) ?{of_east('talks')}",
        rf"[)）](?P<who>{_HAN}{{2,3}})(?={of_east('holds')})",
        rf"[（(、,](?:{_HAN}{{2,4}}|[A-Z]{{2,4}})の(?P<who>[\u3400-\u9fff々]{{2,3}}|[\u30a1-\u30fa\u30fc]{{2,5}})(?=[、）),])",
        rf"[和跟与與约約找](?P<who>{_HAN}{{2,3}}){of_east('fellows_zh')}",
        *_in_notes(),
        *_with_ranks(),
        rf"[她他]?叫(?P<who>{_HAN}{{2,3}})(?=[，。,\s]|$)",
    )


def _in_notes() -> Iterator[str]:
    """Yield expressions of names as they stand in short notes: a family name with a rank, a nickname."""
    edge, after = r"(?:^|[\s、，,。:：(（|/—–-])", r"(?=[と、。，,.()（）\s:：]|が|に|は|さん|との|$)"
    surname = "".join(load("names")["surnames_one"])
    yield rf"(?<!{_HANGUL})(?P<who>[{_korean()}]) (?:{_HANGUL}{{2,6}})님"
    yield rf"(?<!{_HANGUL})(?P<who>[{_korean()}]{_HANGUL}{{1,2}}) {_HANGUL}{{2,5}}님"
    yield rf"(?<!{_HANGUL})(?P<who>[{_korean()}]{_HANGUL}{{2}}) {of_east('ranks')}(?=\n)"
    yield rf"{edge}(?P<who>(?!{of_east('offices')}){_HAN}{{2,3}}){of_east('chiefs')}{after}"
    ahead = rf"(?:{edge}|[和跟與与約约找请請教见見]|{of_east('interviewers')})"
    yield rf"{ahead}(?P<who>[{surname}]){of_east('called')}(?!{_HAN}?程)"
    yield rf"(?:{of_east('next_to')}|[找跟和])(?P<who>(?!老[闆板师師])[阿小老]{_HAN})(?!{_HAN}?[总會会])"
    yield rf"[和跟與与約约找] ?(?P<who>[A-Z][a-z]+) ?{of_east('called')}"
    yield rf"(?P<who>[{surname}]{_HAN}{{1,2}}) {of_east('courtesy')}"
    yield rf"{_HAN}{{2}}{of_east('units_before')} (?P<who>[{surname}]{_HAN}{{1,2}})(?=[、，,。(（]|\s(?!{_HAN})|$)"
    rest = rf"{_HAN}{{1,4}} (?:{_HAN}|[\u3041-\u30ff]){{1,4}}(?=[\n、，,。(（]|$)"
    yield rf"\d[:：]\d\d[^\n]{{0,24}}?{_HAN}{of_east('units_in_rows')} (?P<who>{rest})"
    yield rf"(?:の)(?P<who>{_HAN}{{2,4}})の(?:\d|[二三四])(?:名|人)"
    yield rf"[（(](?P<who>[{_korean()}]{_HANGUL}{{2}})[)）](?=\n|$)"


def _with_ranks() -> Iterator[str]:
    """Yield expressions of a name with what its bearer is or their unit beside it (`总务处梁思齐主任`)."""
    surname = "".join(load("names")["surnames_one"])
    full = rf"(?P<who>[{surname}]{_HAN}{{1,2}})"
    yield rf"(?:^|[由和与與跟、，,处處部组組科室]){full}{of_east('heads')}(?=[、，,。和与與及（(一共将將跟]|\s|$)"
    yield rf"{of_east('heads')}{full}(?={of_east('meets_zh')})"
    yield rf"(?:^|[\s组組部处處由]){full} {of_east('courtesy_zh')}"
    name = rf"{_HAN}{{1,4}}[ 　](?:{_HAN}|[\u3041-\u30ff]){{1,4}}"
    yield rf"[（(、]{_HAN}{{1,6}}{of_east('units_ja')} (?P<who>{name})(?=[）)、])"
    yield rf"[）)]である(?P<who>{name}?)(?=が|と|は)"


def _parted() -> str:
    """Return the expression of a Japanese name behind a rank: parted by a space, or as long as whole names are."""
    whole = rf"[\u3400-\u9fff々]{{4}}(?=が|と|に|は|{of_east('behind_ja')})|[\u3400-\u9fff々]{{2,3}}"
    return (
        r"[\u3400-\u9fff々]{1,4}[ 　](?![与與和跟對对將将])"
        rf"[\u3041-\u309f\u30a0-\u30ff\u3400-\u9fff々]{{1,4}}(?<![がとにはのへを])(?<!です)|{whole}"
    )


def _by_title() -> Iterator[str]:
    """Yield the expression of a name behind any job's title (`资深工程师费米娜一起`)."""
    titles = union(tuple(head for head in phrases("roles", "heads") if compiled(rf"{_HAN}{{2}}").match(head)))
    follows = rf"(?=[和与與、，。）)]|{of_east('acts')}|が|{of_east('behind_ja')}|\s|$)"
    # A look-ahead, for a title may begin within what looks like a name (`營運處協理 蔡…`).
    yield rf"(?=(?:{titles})[ 　]?(?P<who>{_KANA}|{_HAN}{{2,3}}?){follows})"


def _may_be_person(name: str, text: str) -> bool:
    wording = is_title(name) or is_team(name) or compiled(of_east("no_name")).search(name)
    asked = compiled(rf"{of_east('asked')}[^，。,.\n]{{0,8}}{re.escape(name)}").search(text)
    return not wording and not asked and not _greeted(name, text)


def _greeted(name: str, text: str) -> bool:
    """Return whether the letter is to this person: `마야 님, 안녕하세요` in either order, or a line `佐伯 誠 様`.

    So is one whose interview it is: `마야 린드님의 면접`.
    """
    said = compiled(rf"{re.escape(name)}(?: {_HANGUL}{{1,4}})? ?{of_east('own_interview')}")
    opens = compiled(rf"^\W*(?:{_HANGUL}{{1,6}} )?{re.escape(name)} ?님,", re.M)
    if said.search(text) or opens.search(text):
        return True
    called = [f"{name}님", f"{name} 님"]
    behind, ahead = load("east")["hello"]
    gaps = (" ", "\n", "\n\n")
    if any(f"{each}{stop}{gap}{behind}" in text for each in called for stop in ("", ",", ".") for gap in gaps):
        return True
    place = text.find(ahead)
    if place >= 0 and any(each in text[place + len(ahead) : place + _GREETING] for each in called):
        return True
    lines = [line for line in text.split("\n") if line.endswith("様") and not compiled("[:：]").search(line)]
    return any(line[:-1].rstrip().endswith(name) for line in lines)


_GREETING = 24
"""Letters within which a greeting holds who is greeted."""
