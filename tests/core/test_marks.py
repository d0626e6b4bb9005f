"""The mark of a reminder: it survives the trip, never fails, and a tick is told from a word that starts like one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import InterviewId, Mark, PersonId, TouchpointId, TouchpointKind
from core.sync.marks import LIMIT, decode, digest, encode, id_of, printable, tick, uid

ID = TouchpointId("0123456789abcdef")
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HEX = st.text("0123456789abcdef", min_size=12, max_size=12)


def marks(*, keys: st.SearchStrategy[str], most: int) -> st.SearchStrategy[Mark]:
    return st.builds(
        Mark,
        id=st.just(ID),
        kind=st.sampled_from(TouchpointKind),
        number=st.integers(0, 40),
        title=HEX,
        text=HEX,
        start=MOMENTS,
        end=MOMENTS,
        basis=st.dictionaries(keys.map(InterviewId), MOMENTS, max_size=most),
        first_seen=st.none() | MOMENTS,
        late=st.booleans(),
        person=st.none() | HEX.map(PersonId),
    )


@settings(deadline=None, max_examples=100)
@given(marks(keys=st.text("0123456789abcdef", min_size=16, max_size=16), most=12))
def test_a_mark_comes_back_as_it_went(mark: Mark) -> None:
    assert decode(encode(mark), id=ID) == mark


@settings(deadline=None, max_examples=60)
@given(marks(keys=st.text(max_size=400), most=30))
def test_a_mark_is_one_short_line_without_anything_to_escape(mark: Mark) -> None:
    line = encode(mark)
    found = decode(line, id=ID)
    assert len(line) <= LIMIT
    assert line.isascii()
    assert not set(line) & set(" ,;:\"'\\\r\n")
    assert found is not None
    assert found.basis.items() <= mark.basis.items()
    assert (found.title, found.start, found.late) == (mark.title, mark.start, mark.late)


def test_a_long_basis_keeps_its_first_and_last_interviews() -> None:
    ends = {InterviewId(f"{n:016x}"): datetime(2026, 1, 1, n % 24, n // 24, tzinfo=UTC) for n in range(100)}
    mark = Mark(
        id=ID, kind=TouchpointKind.CHECK_IN, number=1, title="t", text="x", start=min(ends.values()),
        end=max(ends.values()), basis=ends,
    )  # fmt: skip
    found = decode(encode(mark), id=ID)
    assert found is not None
    assert {min(ends.values()), max(ends.values())} <= set(found.basis.values())
    assert len(found.basis) > 20


@settings(deadline=None, max_examples=200)
@given(st.text() | st.text("1/=+.kntxsefbl0123456789%"))
def test_reading_rubbish_never_raises(text: str) -> None:
    assert decode(text, id=ID) is None or "/" in text


@pytest.mark.parametrize("text", ["", "1", "2/k=thank_you/n=1/t=a/x=b/s=1/e=2", "1/k=thank_you/n=1/t=a/x=b/s=9e9/e=2"])
def test_an_unreadable_mark_is_none(text: str) -> None:
    assert decode(text, id=ID) is None


def test_unknown_keys_are_passed_over() -> None:
    found = decode("1/k=thank_you/n=1/t=a/x=b/s=1/e=2/zz=new", id=ID)
    assert found is not None
    assert found.title == "a"


def test_a_digest_is_blind_to_line_ends_trailing_blanks_and_composition() -> None:
    assert digest("a \r\nbe\u0301\r\n") == digest("a\nb\u00e9")
    assert digest("a") != digest("b")
    assert len(digest("")) == 12


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_categories=())))
def test_what_is_printable_has_the_digest_of_what_was_given(text: str) -> None:
    assert digest(printable(text)) == digest(text)


@pytest.mark.parametrize(
    "title",
    ["✓ Thank Dana", "✔️ Thank", "✅Thank", "☑ x", "[x] Thank", "[X]Thank", "  done: Thank", "DONE", "Done – Thank",
     "sent", "Sent - Thank", "\ufe0f\u200b✓ x"],
)  # fmt: skip
def test_a_ticked_title_is_done(title: str) -> None:
    assert tick(title)


@pytest.mark.parametrize(
    "title", ["", "Thank Dana", "Sentinel sync", "Donelly call", "Thank Dana, done", "[ ] Thank", "x Thank", "undone"]
)
def test_any_other_title_is_not(title: str) -> None:
    assert not tick(title)


OTHERS = (
    "",
    "@afterword",
    "a@example.net",
    f"{ID}@afterword.example",
    f"x {ID}@afterword",
    "budget@afterword",
    f"{ID}0@afterword",
    f"{ID.upper()}@afterword",
)


def test_a_uid_names_its_touchpoint_and_nothing_else_does() -> None:
    assert id_of(uid(ID)) == ID
    assert [id_of(other) for other in (*OTHERS,)] == [None] * len(OTHERS)
