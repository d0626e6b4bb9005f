"""A job that a sentence in Chinese, Japanese or Korean names: `岗位是…`, `ポジションは…を`, `… 개발자 포지션`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.recognise.invitation import Invitation
from core.recognise.lexicon import pattern, phrases, union
from core.recognise.names import CJK
from core.recognise.patterns import compiled
from core.recognise.role_words import clean, has_form, is_role

_QUOTED = (
    r"[「『“\"【\[](?P<role>[^」』”\"】\]\n]{2,30})[」』”\"】\]]\s?"
    r"(?:一?[职職]|[职職][位缺]|岗位|崗位|ポジション|の?求人|포지션|직무|채용)"
)
_OURS = (
    r"(?:我司|我们公司|我們公司|本公司|我公司|贵司|敝司|本司|我院|我校|我行|本院|本校|我们|我們"
    r"|弊社|当社|弊園|当園|当院|弊院|当校|当店)"
)
_JOB = r"(?P<role>[^\s的。，,、.：:；;（(「」我您贵就]{2,16}?)"
# Chinese: for what one applied, was invited or is sought, up to the word for a post.
_POST = (
    rf"(?:应聘|應聘|應徵|应征|投递|投遞|申请|申請|竞聘|报名|报考|关于|關於|诚聘|招聘|聘任|面试|面試|担任|擔任|胜任|参加|參加)(?:了)?{_OURS}?(?:的|之)?"
    rf"{_JOB}(?:的)?(?:这一|这个|一)?(?:岗位|崗位|职位|職位|职务|職務|职缺|職缺|岗|一职|一職|职(?=[，,。])|(?<=一)职)"
)
# Japanese: for what one applied; the word for a post follows a job that is no post by its own name.
_APPLIED = (
    rf"(?:(?:この度|このたび)は?、?(?:{_OURS}の)?|{_OURS}の)(?P<role>[^、。\s]{{2,16}}?)"
    r"(?:(?:職種|の?ポジション|の?求人|の?募集|枠|(?<=[士師員者家手\u30a0-\u30ff])職))?(?:に|への?)(?:ご)?(?:応募|エントリー|興味)"
)
_LEADS = (
    rf"{_OURS}"
    r"|[的のは]|^(?:지원하신|지원한|모집하는|채용하는|응모하신)\s"
    r"|^この度|聊聊|关于|關於|應徵|应聘|投递|申请|诚聘|我们|沟通|了解"
)
# Korean: a job stands before the word for a post, for hiring, or for who works at it.
_KOREAN = (
    r"(?P<role>(?:[\uac00-\ud7afA-Za-z/]+[ ]){0,2}[\uac00-\ud7af]{1,12})[ ]?"
    r"(?:채용|모집|공고|공채|포지션|직무|직군|직종|직책|실무진?|경력(?:직)?|신입|수시|자리|업무(?=에 지원))"
)
_KOREAN_LEADS = (
    r"^(?:.*\s)?\S*(?:에서|에|의|는|은|님|년|월|일|께서|께|하여|통해|주신|하신|하는|한|된|될|되는|위한|관련|중인)\s"
    r"|^(?:당사|저희|자사|본사|이번|해당|㈜\S+|안녕하세요)(?:의)?\s"
)


def said_in_east(invitation: Invitation) -> str:
    """Return the job that a sentence names, the plainest way of saying it first; an empty text if none does."""
    if not compiled(CJK).search(invitation.body):
        return ""
    return next(_said(invitation), "")


def _said(invitation: Invitation) -> Iterator[str]:
    body, labels = invitation.body, union(phrases("labels", "role"))
    ends = r"(?=を|です|で想|でござ|입니다|이며|\s그대로|예요|이에요|[。，,、.!！\n]|$)"
    of_form = rf"^\s*[■◆●○・◇□▼▪※◎]\s?(?:{labels})[ \u3000]+(?P<role>\S[^\n]{{1,30}})$"
    for match in compiled(of_form, re.M).finditer(body):
        yield clean(match["role"])
    is_said = rf"(?:{labels})\s*(?:는|은|は|(?:还|還|仍)?是|为|為)\s*(?:上次说的|之前的|上次的)?"
    for match in compiled(rf"{is_said}(?P<role>[^。，,、\n.:：]{{2,40}}?){ends}", re.I).finditer(body):
        if is_role(match["role"]) or has_form(match["role"]) or match["role"].isascii():
            yield clean(match["role"])
    for match in compiled(_QUOTED).finditer(invitation.text):
        yield clean(match["role"])
    for match in compiled(_POST).finditer(body):
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
    for match in compiled(_KOREAN).finditer(invitation.text):
        found = compiled(_KOREAN_LEADS).sub("", match["role"])
        last = found.rpartition(" ")[2]
        if is_role(last) or has_form(last):
            yield clean(found)
    for sentence in compiled(r"[。\n|｜]").split(invitation.text):
        alone = compiled(rf"[\u3040-\u9fffA-Za-z]{{0,10}}(?:{heads})").fullmatch(sentence.strip())
        if alone and not pattern("interview").search(sentence) and not pattern("recruiter").search(sentence):
            yield clean(alone.group(0))
    labelled = rf"(?P<role>(?:{CJK}+\s|[A-Z][\w+#.]*\s)?{CJK}*(?:{heads}))の?\s?(?:{labels}|職)"
    for match in compiled(labelled).finditer(invitation.body):
        yield clean(compiled(_LEADS).split(compiled(r"^(?:에서|에|의|는|은|이|가|를|을)\s").sub("", match["role"]))[-1])
