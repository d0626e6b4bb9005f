"""A job that a sentence in Chinese, Japanese or Korean names: `岗位是…`, `ポジションは…を`, `… 개발자 포지션`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern, phrases, union
from core.recognise.names import CJK
from core.recognise.patterns import compiled
from core.recognise.role_words import clean, is_role

_QUOTED = (
    r"[「『“\"](?P<role>[^」』”\"\n]{2,30})[」』”\"]\s?"
    r"(?:一?[职職]|[职職][位缺]|岗位|崗位|ポジション|の?求人|포지션|직무)"
)
_APPLIED = r"(?:弊社|当社|弊園|当園|当院|弊院|本校)の(?P<role>[^、。\s]{2,16}?)(?:職種)?(?:に|への?)(?:ご)?応募"
_LEADS = (
    r"[的のは]|^(?:지원하신|지원한|모집하는|채용하는|응모하신)\s"
    r"|^この度|聊聊|关于|關於|應徵|应聘|投递|申请|诚聘|我们|沟通|了解"
)


def said_in_east(invitation: Invitation) -> str:
    """Return the job that a sentence names, the plainest way of saying it first; an empty text if none does."""
    if not compiled(CJK).search(invitation.body):
        return ""
    return next(_said(invitation), "")


def _said(invitation: Invitation) -> Iterator[str]:
    body, labels = invitation.body, union(phrases("labels", "role"))
    ends = r"(?=を|です|で想|でござ|입니다|이며|\s그대로|예요|이에요|[。，,、.!！\n]|$)"
    is_said = rf"(?:{labels})\s*(?:는|은|は|(?:还|還|仍)?是|为|為)\s*(?:上次说的|之前的|上次的)?"
    for match in compiled(rf"{is_said}(?P<role>[^。，,、\n.:：]{{2,40}}?){ends}", re.I).finditer(body):
        if is_role(match["role"]) or match["role"].isascii():
            yield clean(match["role"])
    for match in compiled(_QUOTED).finditer(invitation.text):
        yield clean(match["role"])
    for match in compiled(_APPLIED).finditer(body):
        yield clean(compiled(r"(?<=[\u30a0-\u30ffA-Za-z])職$").sub("", match["role"]))
    eastern = tuple(head for head in phrases("roles", "heads") if compiled(CJK).search(head))
    if eastern:
        yield from _by_head(invitation, union(eastern), labels)


def _by_head(invitation: Invitation, heads: str, labels: str) -> Iterator[str]:
    """Yield jobs by their head noun: behind a word of hiring, before one, alone in a sentence, before a label."""
    sought = rf"(?:招聘?|急招|聘|諸|在找|寻找|物色|招募)(?P<role>{CJK}{{0,10}}?(?:{heads}))(?={CJK}?[。，,、\s）)]|$)"
    for match in compiled(sought).finditer(invitation.body):
        yield clean(match["role"])
    hiring = rf"(?P<role>(?:[\uac00-\ud7af]+\s){{0,2}}[\uac00-\ud7af]*(?:{heads}))\s?(?:채용|모집|공고|공채)"
    for match in compiled(hiring).finditer(invitation.text):
        yield clean(
            compiled(r"^(?:지원하신|지원한|모집하는|채용 중인|당사|저희|자사|본사|㈜\S+)(?:의)?\s").sub(
                "", match["role"]
            )
        )
    for sentence in compiled(r"[。\n|｜]").split(invitation.text):
        alone = compiled(rf"[\u3040-\u9fffA-Za-z]{{0,10}}(?:{heads})").fullmatch(sentence.strip())
        if alone and not pattern("interview").search(sentence) and not pattern("recruiter").search(sentence):
            yield clean(alone.group(0))
    labelled = rf"(?P<role>(?:{CJK}+\s|[A-Z][\w+#.]*\s)?{CJK}*(?:{heads}))の?\s?(?:{labels}|職)"
    for match in compiled(labelled).finditer(invitation.body):
        yield clean(compiled(_LEADS).split(compiled(r"^(?:에서|에|의|는|은|이|가|를|을)\s").sub("", match["role"]))[-1])
