"""What the user writes in a description is read, and what others write there is not taken for it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Directives, OutcomeWord
from core.recognise.directives import confirm, merge, over, parse

TUESDAY = date(2026, 11, 24)


def said(text: str) -> Directives:
    return parse(text, today=TUESDAY, trusted=True)


def invited(text: str) -> Directives:
    return parse(text, today=TUESDAY)


def test_every_directive_is_read() -> None:
    text = (
        "outcome: rejected\ndecision by: 12 Dec\ncontact: Dana\ntopic: queues\ntopic: jobs\nidea: a cache\npromise: CV"
    )
    assert said(text) == Directives(
        outcome=OutcomeWord.REJECTED,
        decision_by=date(2026, 12, 12),
        contact="Dana",
        topics=("queues", "jobs"),
        idea="a cache",
        promise="CV",
    )


@pytest.mark.parametrize(
    "line", ["Outcome : Rejected", "  - OUTCOME:rejected", "• outcome：rejected", "outcome:&nbsp;rejected."]
)
def test_case_spaces_and_bullets_do_not_matter(line: str) -> None:
    assert said(line).outcome is OutcomeWord.REJECTED


@pytest.mark.parametrize("label", ["decision by", "decision-by", "Decision date", "decision_by", "DECISION  BY"])
def test_the_decision_date_goes_by_several_names(label: str) -> None:
    assert said(f"{label}: 2026-12-12").decision_by == date(2026, 12, 12)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("rejection", OutcomeWord.REJECTED),
        ("declined by them", OutcomeWord.REJECTED),
        ("No", OutcomeWord.REJECTED),
        ("rejected, went with somebody inside", OutcomeWord.REJECTED),
        ("Offered!", OutcomeWord.OFFER),
        ("offer (on the phone)", OutcomeWord.OFFER),
        ("accepted", OutcomeWord.ACCEPTED),
        ("withdrew", OutcomeWord.WITHDRAWN),
        ("no_response", OutcomeWord.NO_RESPONSE),
        ("no-response", OutcomeWord.NO_RESPONSE),
        ("ghosted", OutcomeWord.NO_RESPONSE),
    ],
)
def test_an_outcome_is_read_in_the_users_words(word: str, outcome: OutcomeWord) -> None:
    assert said(f"outcome: {word}").outcome is outcome


@pytest.mark.parametrize(
    "line", ["outcome: not rejected", "outcome: no decision yet", "decision by: soon", "decision by: 05/12"]
)
def test_what_cannot_be_understood_is_handed_back_as_written(line: str) -> None:
    assert said(f"  {line}") == Directives(unread=(line,))


@pytest.mark.parametrize("text", ["", "topic:", "idea: ...", "promise: […]", "outcome: "])
def test_a_line_left_blank_says_nothing(text: str) -> None:
    assert said(text) == Directives()


def test_no_description_at_all_says_nothing() -> None:
    assert parse(None, today=TUESDAY, trusted=True) == Directives()


@pytest.mark.parametrize(
    "text", ["the outcome: rejected", "We want a good outcome: an offer", "My idea: x", "ideas: x"]
)
def test_a_directive_starts_its_line(text: str) -> None:
    assert said(text) == Directives()


def test_our_own_confirmation_is_not_read_again() -> None:
    once = said("outcome: offer\ndecision by: Friday\ntopic: queues\noutcome: perhaps")
    assert confirm(once) == (
        "✓ outcome: offer",
        "✓ decision by: 27 Nov 2026 (Friday)",
        "✓ topic: queues",
        "? could not read: outcome: perhaps (write one of offer, accepted, rejected, withdrawn, no response)",
    )
    assert said("\n".join(confirm(once))) == Directives()


def test_an_outcome_and_a_decision_date_count_anywhere_in_an_invitation() -> None:
    text = "Hello Robin,\ndecision by: 4 December 2026\noutcome: offer\nSee you,\nDana"
    assert invited(text) == Directives(outcome=OutcomeWord.OFFER, decision_by=date(2026, 12, 4))


def test_a_company_that_writes_about_outcomes_has_said_nothing() -> None:
    assert invited("Outcome: you will know our product\nDecision date: to be confirmed\nRegards") == Directives()


def test_lines_added_below_an_invitation_are_the_users() -> None:
    text = "Join us at 10.\nRegards, Dana\n\ntopic: queues\n\nidea: a cache\ncontact: Dana\npromise: references\n"
    expected = Directives(topics=("queues",), idea="a cache", contact="Dana", promise="references")
    assert invited(text) == expected
    assert invited("topic: queues\ncontact: Dana") == Directives(topics=("queues",), contact="Dana")


@pytest.mark.parametrize("above", ["topic: queues\n- contact: Dana\n\n", "\ntopic: queues\n\ncontact: Dana\n\n"])
def test_lines_put_above_an_invitation_are_the_users(above: str) -> None:
    text = f"{above}Hello Robin,\nidea: a cache\nRegards, Dana"
    assert invited(text).idea == "a cache"
    assert invited(text).topics == ("queues",)


@pytest.mark.parametrize(
    "text",
    [
        "Topic: System design\n\nPlease bring a laptop.",
        "topic: system design\nplease bring a laptop",
        "Topic: Zoom Meeting\nTime: Nov 24, 2026 10:00\nJoin Zoom Meeting\nhttps://acme.zoom.us/j/1\nMeeting ID: 1",
        "Meeting ID: 123 456\nTopic: Backend Engineer interview",
        "Please come on time.\nTopic: Acme's Microsoft Teams Meeting",
        "Topic: System design\nBring a laptop.",
        "Role: Backend Engineer\nTopic: System design",
        "Questions?\n\nContact: recruiting@acme.example",
        "Contact: Dana Whitfield\nParking is behind the house.",
    ],
)
def test_a_companys_own_labels_are_not_the_users(text: str) -> None:
    assert invited(text) == Directives()


def test_the_second_of_two_wins_where_it_says_something() -> None:
    first = Directives(outcome=OutcomeWord.OFFER, contact="Dana", topics=("a", "b"), unread=("x",))
    second = Directives(outcome=OutcomeWord.ACCEPTED, topics=("b", "c"), unread=("y",))
    both = Directives(outcome=OutcomeWord.ACCEPTED, contact="Dana", topics=("a", "b", "c"), unread=("x", "y"))
    assert merge(first, second) == both
    assert merge(Directives(), first) == merge(first, Directives()) == first


LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.builds(
            "{}: {}".format,
            st.sampled_from(["outcome", "decision by", "topic", "contact", "Time"]),
            st.one_of(
                st.text(max_size=20), st.from_regex(r"(next |in )?[0-9]{1,3}[ ./-]?[a-z0-9]{0,6}", fullmatch=True)
            ),
        ),
    ),
    max_size=5,
).map("\n".join)


@settings(max_examples=100, deadline=None)
@given(LINES, st.booleans(), st.sampled_from([("en",), ("de", "en"), (), ("xx",)]))
def test_no_text_is_too_odd_to_read(text: str, trusted: bool, languages: tuple[str, ...]) -> None:
    read = parse(text, today=TUESDAY, trusted=trusted, languages=languages)
    assert parse("\n".join(confirm(read)), today=TUESDAY, trusted=True) == Directives()
    assert merge(read, read) == read


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12 Dec", date(2026, 12, 12)),
        ("next Friday", date(2026, 12, 4)),
        ("in two weeks", date(2026, 12, 8)),
        ("within ten business days", date(2026, 12, 8)),
        ("Fri 4 Dec", date(2026, 12, 4)),
        ("Friday the 4th", date(2026, 12, 4)),
        ("2026-12-04", date(2026, 12, 4)),
        ("4.12.26", date(2026, 12, 4)),
        ("Friday, 5pm", date(2026, 11, 27)),
        ("EOW", date(2026, 11, 27)),
        ("early next week", date(2026, 12, 1)),
        ("week of 7 Dec", date(2026, 12, 11)),
        ("mid December", date(2026, 12, 15)),
        ("end of November", date(2026, 11, 30)),
        ("a week from Friday", date(2026, 12, 4)),
        ("bis zum 4. Dezember", date(2026, 12, 4)),
    ],
)
def test_a_day_is_understood_as_people_say_it(words: str, day: date) -> None:
    assert said(f"decision by: {words}").decision_by == day


@pytest.mark.parametrize(
    ("country", "day"), [("US", date(2026, 12, 4)), ("GB", date(2027, 4, 12)), ("CA", None), ("", None)]
)
def test_the_users_country_says_which_number_is_the_month(country: str, day: date | None) -> None:
    assert parse("decision by: 12/04", today=TUESDAY, country=country, trusted=True).decision_by == day


def test_a_relative_day_that_was_answered_means_what_the_answer_says() -> None:
    text = "decision by: next Friday\n✓ decision by: 4 Dec 2026 (next Friday)"
    assert parse(text, today=date(2026, 12, 9), trusted=True).decision_by == date(2026, 12, 4)
    changed = text.replace("by: next Friday\n", "by: next Monday\n")
    assert parse(changed, today=TUESDAY, trusted=True).decision_by == date(2026, 11, 30)


def test_what_is_told_later_counts_until_the_calendar_says_otherwise() -> None:
    then = Directives(contact="Dana", topics=("a",))
    told = Directives(contact="Jo", idea="a cache", topics=("b",))
    assert over(then, told, then) == Directives(contact="Jo", idea="a cache", topics=("b", "a"))
    assert over(Directives(contact="Sam"), told, then).contact == "Sam"
    assert over(Directives(), told, then).contact == "Jo"
