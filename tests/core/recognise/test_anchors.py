"""No phrase is missed for the sake of speed: what a phrase matches always holds the anchors asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recognise.anchors import anchors, in_small, openings
from core.recognise.expressions import expression
from core.recognise.held import phrases_of, possible
from core.recognise.lexicon import phrases
from core.recognise.patterns import places
from core.recognise.phrases import SHARED, any_of
from core.recognise.speaking import Whole, speaking
from core.recognise.tables import LANGUAGES, load


def every_phrase() -> list[str]:
    return sorted({phrase for language in LANGUAGES for phrase in leaves(load(language))})


def leaves(table: Any) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, dict):
            yield from leaves(value)
        else:
            yield from (phrase for each in value if isinstance(each, str) for phrase in [each])


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        ("interviews?", [{"interview"}]),
        ("cancell?ed(?: event)?", [{"cancel", "ed"}]),
        ("(?:job|career) (?:fair|expo)", [{"job", "fair"}, {"job", "expo"}, {"career", "fair"}, {"career", "expo"}]),
        (r"roles (?:you|[\w ]+) (?:is|are) open", [{"roles ", " open", "is"}, {"roles ", " open", "are"}]),
        (r"xy+z\.w", [{"xy", "z.w"}]),
        (r"(?<=\w)[\x27’]s \x27?(?:job )?interview", [{"s ", "interview"}]),
        ("面接", [{"面接"}]),
        ("終", [{"終"}]),
    ],
)
def test_anchors_are_what_every_match_holds(expression: str, needs: list[set[str]]) -> None:
    found = anchors(expression)
    assert found is not None
    assert sorted(map(sorted, found)) == sorted(map(sorted, needs))


@pytest.mark.parametrize("expression", ["a", r"\w+", "(?:a|b)c?", "interview|x", "[abc]{3}"])
def test_where_nothing_is_sure_no_anchor_is_asked_for(expression: str) -> None:
    assert anchors(expression) is None


@pytest.mark.parametrize(
    ("expression", "begins"),
    [
        ("interviews?", {"interview"}),
        ("(?:job|career) fair", {"job fair", "career fair"}),
        ("(?:job|career) (?:fair|day)", {"job ", "career "}),
        ("(?:a|an) (?:fair|day)", {"a fair", "a day", "an fair", "an day"}),
        ("e-?mail", {"e-", "email"}),
        (r"i(?:[\x27’]m| am) the", {"i'm the", "i’m the", "i am the"}),
        ("2[- ]on[- ]1", {"2-on-1", "2-on 1", "2 on-1", "2 on 1"}),
        ("(?:ab)+c", {"ab"}),
        ("(?:very )*good", {"very ", "good"}),
        ("(?-i:HR) lead", {"hr lead"}),
        ("(?:phone )?screen", {"phone ", "screen"}),
        (r"(?<=\w)s interview", {"s interview"}),
        ("Gespräch|Straße", {"gespräch", "straße"}),
        ("interview|interviewer", {"interview"}),
    ],
)
def test_openings_are_what_matches_begin_with(expression: str, begins: set[str]) -> None:
    found = openings(expression)
    assert found is not None
    assert set(found) == begins


@pytest.mark.parametrize("expression", ["x?-ray", r"\w+schule", "[2-4] rounds", "[^ab]cd", "i.m", "interview|x"])
def test_where_no_opening_is_sure_none_is_told(expression: str) -> None:
    assert openings(expression) is None


@given(st.text(alphabet="aAßẞİıéΣςſK ", max_size=12))
def test_small_letters_stand_where_the_letters_stood(text: str) -> None:
    assert len(in_small(text)) == len(text)
    assert in_small(text.upper()) == in_small(in_small(text.upper()))


@given(st.data())
def test_a_phrase_is_found_where_its_regular_expression_finds_it(data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from(every_phrase()))
    around = data.draw(st.text(alphabet="ab c\n-", max_size=5))
    # Upper case too: a text is put in small letters before it is searched, as the pattern takes no notice of case.
    said = (
        around + data.draw(st.sampled_from([" ", "", "x"])) + data.draw(st.from_regex(phrase, fullmatch=True)) + around
    )
    alone = re.compile(expression(phrase), re.IGNORECASE)
    for text in (said, said.upper(), said * 2):
        expected = [match.span() for match in alone.finditer(text)]
        assert any_of([phrase]).spans(text) == expected
        assert any_of([phrase]).occurs(text) == bool(expected)


def test_a_pattern_answers_alike_whether_it_asks_for_anchors_first_or_not() -> None:
    long = "Nothing of the kind is said in this text, which goes on for a while about quite other matters. " * 2
    with speaking(("en", "de")):
        words = phrases("interview")
        for said in ("a phone screen", "Vorstellungsgespräch", "INTERVIEWS", "an interlude"):
            short, padded = any_of(words).search(said), any_of(words).search(f"{long}{said}")
            assert (short and short[0]) == (padded and padded[0])


@given(st.text(alphabet="aAßİıé ", max_size=12), st.text(alphabet="aAßİıé", min_size=1, max_size=3))
def test_places_are_those_that_the_pattern_finds(text: str, name: str) -> None:
    found = list(places(name, text))
    assert all(
        text[start:end].lower() == name.lower() or re.fullmatch(name, text[start:end], re.I) for start, end in found
    )
    assert (name in text) <= bool(found)


@pytest.mark.parametrize("path", [("interview",), ("hiring",), ("recruiter",), ("roles", "heads"), ("promise",)])
@given(data=st.data())
def test_phrases_match_as_the_one_pattern_of_them_all(path: tuple[str, ...], data: st.DataObject) -> None:
    with speaking(("en", "de", "ja")):
        words = phrases(*path)
        said = data.draw(
            st.lists(st.sampled_from(words).flatmap(lambda w: st.from_regex(w, fullmatch=True)), max_size=4)
        )
        text = data.draw(st.sampled_from([" ", "", ", ", "\n", "x"])).join(said)
        found, whole = any_of(words), re.compile(any_of(words).pattern, re.IGNORECASE)
        assert [m.span() for m in found.finditer(text)] == [m.span() for m in whole.finditer(text)]
        for ours, theirs in (
            (found.search(text), whole.search(text)),
            (found.match(text), whole.match(text)),
        ):
            assert (ours and ours.span()) == (theirs and theirs.span())
        assert bool(found.fullmatch(text)) == bool(whole.fullmatch(text))


@given(data=st.data(), before=st.text(max_size=20), behind=st.text(max_size=20))
def test_a_part_of_what_is_read_holds_the_phrases_that_stand_in_it(
    data: st.DataObject, before: str, behind: str
) -> None:
    phrase = data.draw(st.sampled_from(every_phrase()))
    said = data.draw(st.from_regex(phrase, fullmatch=True))
    expected = [match.span() for match in re.compile(expression(phrase), re.IGNORECASE).finditer(said)]
    # What is known of the same text from elsewhere would answer in its place.
    possible.cache_clear()
    with speaking(LANGUAGES, f"{before}{said}{behind}"):
        assert any_of([phrase]).spans(said) == expected


def test_nothing_is_looked_for_across_what_was_cut_out() -> None:
    """So a text put together from parts of another one holds nothing that this one does not."""
    known = [phrase for file in (*LANGUAGES, *SHARED) for phrase in phrases_of(file)]
    needed = [text for phrase in known for needs in anchors(phrase) or () for text in needs]
    assert needed
    assert not [text for text in needed if "\n" in text or "  " in text]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Panel interview", True),
        ("Panel interview\nwith ···", True),
        ("with   at nine", True),
        ("interview Panel", False),
        ("Panel interviews", False),
        ("", True),
    ],
)
def test_what_is_put_together_from_parts_of_a_text_is_known_to_be_held_by_it(text: str, held: bool) -> None:
    whole = Whole("Panel interview with Ana Ruiz at nine")
    assert whole.holds(text) is held
    assert whole.holds(text) is held


def test_a_masked_text_is_searched_as_it_stands_now() -> None:
    with speaking(("en",), "Interview at Interview Partners"):
        found = any_of(["interview"])
        assert found.spans("Interview at ·········· Partners") == [(0, 9)]
        assert found.spans("········· at ·········· Partners") == []


@given(st.text(alphabet="aAßẞİıéÉﬁΐ ", max_size=12))
def test_small_letters_stand_at_the_places_of_their_own(text: str) -> None:
    small = in_small(text)
    assert len(small) == len(text)
    assert all(one == each.casefold() for one, each in zip(small, text, strict=True) if len(each.casefold()) == 1)


def test_a_choice_of_words_begins_with_a_word() -> None:
    theirs = any_of(["(?:her|his|their) interview"])
    assert theirs.search("Please prepare for his interview")
    assert theirs.search("This interview may be recorded") is None
    assert theirs.search("(his interview)")
    # `Vantablock` is no block.
    assert any_of([r"(?:\d+ ?h )?block"]).search("Vantablock") is None


def test_a_long_choice_of_trades_is_looked_for_by_all_of_them() -> None:
    trades = [f"trade{chr(97 + one % 26)}{chr(97 + one // 26)}" for one in range(100)]
    assert anchors(rf"\w*(?:{'|'.join(trades)})") == tuple(frozenset({trade}) for trade in sorted(trades))


@pytest.mark.parametrize("plain", ["offer call", "x", "Ärztin"])
def test_a_phrase_without_signs_is_its_own_anchor(plain: str) -> None:
    own = in_small(plain) if len(plain) > 1 else None
    assert anchors(plain) == ((frozenset({own}),) if own else None)
    assert openings(plain) == ((own,) if own else None)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        (r"for our (?=(?:cook|chef)(?!\w))", "a talk for our chef", True),
        (r"for our (?=(?:cook|chef)(?!\w))", "a talk for our chefs", False),
        (r"for (?:a |the )?(?=(?:cook|chef)(?!\w))", "a talk for the cook", True),
        (r"finale(?! (?:year|exam(?!\w)))", "the finale", True),
        (r"finale(?! (?:year|exam(?!\w)))", "finalement", False),
    ],
)
def test_a_phrase_that_looks_ahead_has_an_edge_only_behind_a_letter(phrase: str, text: str, found: bool) -> None:
    assert bool(re.search(expression(phrase), text)) is found
