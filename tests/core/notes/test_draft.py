"""The drafts: limits, blanks, names, and that values are data."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from core.model import (
    Channel,
    Directives,
    Interview,
    InterviewId,
    Kind,
    Me,
    Note,
    Person,
    PersonId,
    ProcessId,
    Stage,
    Touchpoint,
    TouchpointId,
    TouchpointKind,
    Window,
)
from core.notes import links, words
from core.notes.check import INVITATION_LIMIT, LIMITS
from core.notes.draft import draft, invitation
from core.notes.own_templates import check_templates
from core.notes.templates import OUTPUT_LIMIT

ME = Me(name="Robin Okafor", zone="America/Toronto")
START = datetime(2026, 11, 24, 15, tzinfo=UTC)
TOLD = Directives(
    topics=("The billing migration",), idea="shadow traffic before the switch", promise="the paper on queues"
)
UNTOLD = Directives()
VARIANTS = [
    (TouchpointKind.THANK_YOU, variant) for variant in ("first", "next_round", "panel", "late", "networking")
] + [(TouchpointKind.CHECK_IN, variant) for variant in ("first", "again", "closing")]
VARIANTS += [(TouchpointKind.KEEP_IN_TOUCH, v) for v in ("after_rejection", "networking", "ended", "job_change")]


def person(name: str = "Dana Whitfield", *, email: str = "", linkedin: str = "", moved_why: str = "") -> Person:
    return Person(id=PersonId(name), name=name, email=email, linkedin=linkedin, moved_why=moved_why)


def meeting(*, people: tuple[Person, ...] = (), directives: Directives = UNTOLD, id: str = "i1") -> Interview:
    return Interview(
        id=InterviewId(id),
        aliases=(),
        uid="u",
        process=ProcessId("p"),
        kind=Kind.INTERVIEW,
        stage=Stage.TECHNICAL,
        people=people,
        start=START,
        end=START + timedelta(hours=1),
        first_seen=START,
        directives=directives,
    )


def touchpoint(
    *people: Person,
    kind: TouchpointKind = TouchpointKind.THANK_YOU,
    variant: str = "first",
    role: str | None = "Backend Engineer",
    company: str | None = "Acme",
    days: int = 0,
    channel: Channel = Channel.EMAIL,
) -> Touchpoint:
    due = START + timedelta(hours=3, days=days)
    return Touchpoint(
        id=TouchpointId("abc"),
        kind=kind,
        number=1,
        process=ProcessId("p"),
        company=company,
        role=role,
        due=due,
        window=Window(start=START, end=due),
        late=variant == "late",
        channel=channel,
        variant=variant,
        why="two hours after the interview ended",
        people=people,
        basis={InterviewId("i1"): START + timedelta(hours=1)},
    )


def drafted(planned: Touchpoint, *, directives: Directives = UNTOLD, me: Me = ME) -> tuple[Note, ...]:
    return draft(planned, rounds=[meeting(people=planned.people, directives=directives)], me=me, now=planned.due)


def assert_clean(note: Note) -> None:
    text = f"{note.subject}\n{note.body}"
    assert not re.search(r"\bNone\b|  | ,|\(\s*\)|\.\.|\{\{|\}\}| \.(?!\w)", text), text
    assert note.blanks == tuple(dict.fromkeys(re.findall(r"\[[^\[\]\n]+\]", text)))


@pytest.mark.parametrize(("kind", "variant"), VARIANTS)
@pytest.mark.parametrize("channel", list(Channel))
def test_every_variant_keeps_its_word_limits_whatever_is_known(
    kind: TouchpointKind, variant: str, channel: Channel
) -> None:
    fewest, most = LIMITS[kind]
    names = ("Dana Whitfield", "")
    roles = ("Senior Staff Backend Engineer, Payments Platform", None)
    told = [
        Directives(topics=topics, idea=idea, promise=promise, decision_by=by)
        for topics, idea, promise, by in product(
            (("The billing migration",), ()), (TOLD.idea, ""), (TOLD.promise, ""), (date(2026, 12, 4), None)
        )
    ]
    for name, role, company, directives in product(names, roles, ("Acme Widgets", None), told):
        planned = touchpoint(person(name), kind=kind, variant=variant, role=role, company=company, channel=channel)
        note = drafted(planned, directives=directives)[0]
        assert fewest <= len(note.body.split()) <= most, note.body
        assert (note.subject == "") is (channel is Channel.LINKEDIN)
        assert_clean(note)


@pytest.mark.parametrize("late", [False, True])
def test_a_thank_you_to_a_recruiter_speaks_of_what_is_sought_and_keeps_its_limits(late: bool) -> None:
    fewest, most = LIMITS[TouchpointKind.THANK_YOU]
    for name, role, topics, idea, by in product(
        ("Dana Whitfield", ""),
        ("Backend Engineer", None),
        (TOLD.topics, ()),
        (TOLD.idea, ""),
        (date(2026, 12, 4), None),
    ):
        planned = touchpoint(
            person(name), role=role, company="Brightwater Recruiting", variant="late" if late else "first"
        )
        directives = Directives(topics=topics, idea=idea, decision_by=by)
        met = replace(meeting(people=planned.people, directives=directives), kind=Kind.RECRUITER)
        note = draft(planned, rounds=[met], me=ME, now=planned.due)[0]
        assert fewest <= len(note.body.split()) <= most, note.body
        assert ("what I am looking for next" in note.body) is (role is None)
        assert "the team at Brightwater" not in note.body
        assert_clean(note)


def test_what_is_told_at_length_does_not_make_a_note_too_long() -> None:
    told = Directives(topics=("caching " * 40,), idea="sharding " * 50, promise="reading " * 50)
    assert len(drafted(touchpoint(person()), directives=told)[0].body.split()) <= 120


def test_a_thank_you_names_the_position_the_topic_the_idea_and_leaves_the_rest_blank() -> None:
    note = drafted(touchpoint(person()), directives=TOLD)[0]
    for said in ("Hi Dana,", "Backend Engineer position at Acme", "the billing migration", TOLD.idea, TOLD.promise):
        assert said in note.body
    assert note.blanks == ("[what you would bring to the team]",)
    assert "on Tuesday" in note.body
    assert note.body.endswith("Best regards,\nRobin Okafor")


def test_nobody_known_gives_one_note_with_blanks_for_the_names() -> None:
    notes = drafted(touchpoint(), me=Me())
    assert len(notes) == 1
    assert {"[name]", "[your name]"} <= set(notes[0].blanks)
    assert notes[0].warnings == (f"Still to fill in: {'; '.join(notes[0].blanks)}.",)


@pytest.mark.parametrize("variant", ["first", "next_round", "panel", "late", "networking"])
def test_the_notes_of_one_panel_differ(variant: str) -> None:
    people = [person(name) for name in ("Dana Whitfield", "Sam Ode", "Ana Ruiz", "Bo Berg", "Eve Holt", "Jo Adeyemi")]
    for directives in (TOLD, UNTOLD):
        notes = drafted(touchpoint(*people, variant=variant), directives=directives)
        for one, other in combinations(notes, 2):
            assert ratio(one.body, other.body) < 90


@pytest.mark.parametrize(
    ("days", "said"), [(0, " on Tuesday "), (1, " on Tuesday "), (3, " on Tuesday "), (9, " on 24 November ")]
)
def test_the_day_is_worded_from_when_the_note_is_due(days: int, said: str) -> None:
    assert said in drafted(touchpoint(person(), days=days))[0].body


def test_a_check_in_names_the_promised_date_only_as_said_by_who_was_there() -> None:
    told = Directives(decision_by=date(2026, 12, 4))
    planned = touchpoint(person(), kind=TouchpointKind.CHECK_IN, days=14)
    assert "you mentioned you hoped to decide by 4 December" in drafted(planned, directives=told)[0].body
    absent = replace(planned, people=(replace(person(), attended=False),))
    assert "you mentioned" not in drafted(absent, directives=told)[0].body


def test_a_thank_you_looks_forward_to_a_decision_but_never_to_one_that_is_past() -> None:
    note = drafted(touchpoint(person()), directives=Directives(decision_by=date(2026, 12, 4)))[0]
    assert "4 December" in note.body
    past = drafted(touchpoint(person(), variant="late", days=5), directives=Directives(decision_by=date(2026, 11, 26)))
    assert "26 November" not in past[0].body


@pytest.mark.parametrize("language", ["xx", "sv-SE", "../..", ""])
def test_a_language_without_templates_gets_the_english_ones(language: str) -> None:
    planned = touchpoint(person())
    notes = draft(planned, rounds=[meeting(people=planned.people)], me=ME, now=planned.due, language=language)
    assert notes[0].body.startswith("Hi Dana,")


def test_an_interview_is_found_by_the_id_of_any_of_its_copies() -> None:
    planned = touchpoint(person())
    merged = replace(meeting(id="i0", directives=TOLD), aliases=(InterviewId("i0"), InterviewId("i1")))
    other = replace(meeting(id="i9"), start=START + timedelta(days=3), end=START + timedelta(days=3, hours=1))
    assert TOLD.idea in draft(planned, rounds=[merged, other], me=ME, now=planned.due)[0].body


def test_a_job_change_is_named_where_it_is_known_and_blank_where_not() -> None:
    known = person(moved_why="Dana Whitfield moved from Acme to Globex (noticed 3 March)")
    planned = touchpoint(known, kind=TouchpointKind.KEEP_IN_TOUCH, variant="job_change", days=60)
    assert "your move to Globex!" in drafted(planned)[0].body
    assert drafted(replace(planned, people=(person(),)))[0].blanks == ("[the new role or company]",)


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Dr. Dana Whitfield, PhD", "Dana"),
        ("Whitfield, Dana", "Dana"),
        ("DANA WHITFIELD", "Dana"),
        ("dana whitfield", "Dana"),
        ("Dana Whitfield (she/her)", "Dana"),
        ("Dana Whitfield | Acme", "Dana"),
        ("Ms. Chen", "Ms. Chen"),
        ("J. R. Smith", "J. R. Smith"),
        ("Kim Min-jun", "Kim Min-jun"),
        ("王伟", "王伟"),
        ("Dana", "Dana"),
        ("dana@acme.example", ""),
        ("Recruiting Team", ""),
        ("", ""),
    ],
)
def test_a_greeting_is_a_first_name_only_where_it_surely_is_one(name: str, greeting: str) -> None:
    assert words.salutation(name) == greeting


def test_a_mail_link_decodes_to_the_same_note() -> None:
    note = drafted(touchpoint(person("Dana Ünal", email="dana+jobs@acme.example")))[0]
    assert note.mailto
    query = parse_qs(urlsplit(note.mailto).query)
    assert query["subject"] == [note.subject]
    assert query["body"] == [note.body.replace("\n", "\r\n")]
    assert note.mailto.startswith("mailto:dana%2Bjobs@acme.example?")


def test_a_long_mail_link_leaves_out_the_body() -> None:
    link = links.mailto("dana@acme.example", subject="Hello", body="ü" * 1000)
    assert link == "mailto:dana@acme.example?subject=Hello"
    assert links.mailto("dana@acme.example?bcc=x@y.example", subject="", body="") is None


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("uk.linkedin.com/in/dana-w?utm_source=share", "https://www.linkedin.com/in/dana-w"),
        ("https://www.linkedin.com/in/dana-w/en", "https://www.linkedin.com/in/dana-w"),
        ("https://linkedin.com.evil.example/in/dana-w", None),
        ("https://www.linkedin.com/in/../feed", None),
        ("javascript://www.linkedin.com/in/dana-w", None),
    ],
)
def test_a_profile_link_is_built_from_a_valid_slug_alone(address: str, link: str | None) -> None:
    assert links.profile(address) == link


@pytest.mark.parametrize("name", ["Dana Whitfield", "", "Bartholomew-Alexandrinus " * 2])
def test_an_invitation_has_at_most_two_hundred_characters(name: str) -> None:
    text = invitation(person(name), touchpoint(company="Long " * 20), Me(name="Robin " * 20))
    assert 20 < len(text) <= INVITATION_LIMIT


def test_a_template_of_the_user_takes_the_place_of_the_shipped_one() -> None:
    own = {"thank_you_first.txt.j2": "Subject: Hi\n\nDear {{ full_name }}, {{ blank('why') }}"}
    planned = touchpoint(person())
    note = draft(planned, rounds=[meeting(people=planned.people)], me=ME, now=planned.due, overrides=own)[0]
    assert (note.subject, note.body, note.blanks) == ("Hi", "Dear Dana Whitfield, [why]", ("[why]",))
    assert any(warning.startswith("It is short: 4 words") for warning in note.warnings)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("Subject: x\n\n{{ nobody }}", r"line 3.*nobody"),
        ("Subject: x\n\n{% if %}", r"line 3"),
        ("Subject: x\n\n{{ ''.__class__ }}", r"line 3.*__class__"),
        ("Subject: x\n\n{{ ''.__class__.__mro__ }}", r"line 3"),
        ("Subject: x\n\n{{ 'a' * 999999999 }}", r"'\*' is not available"),
        ("Subject: x\n\n{{ 'a'.ljust(999999999) }}", r"line 3"),
        ("Subject: x\n\n{{ 1 / 0 }}", r"line 3"),
        ("Subject: x\n\n{% for i in range(999999999) %}{% endfor %}", "loops"),
        ("Subject: x\n\n{% for i in range(900) %}" + "a" * 100 + "{% endfor %}", f"{OUTPUT_LIMIT} characters"),
        ("Hello", "Subject:"),
        ("Subject: x\n\n{% include 'secret' %}", "line 3"),
    ],
)
def test_a_wrong_template_is_named_with_its_line_and_reason_and_the_shipped_one_is_used(source: str, says: str) -> None:
    planned = touchpoint(person())
    own = {"thank_you_first.txt.j2": source}
    note = draft(planned, rounds=[], me=ME, now=planned.due, overrides=own)[0]
    assert note.body == draft(planned, rounds=[], me=ME, now=planned.due)[0].body
    assert re.search(rf"(?s)templates/thank_you_first\.txt\.j2.*{says}", note.warnings[0])
    assert len(check_templates(own)) == 1
    assert re.search(rf"(?s)templates/thank_you_first\.txt\.j2.*{says}", check_templates(own)[0])


def test_a_template_for_one_language_is_used_there_alone() -> None:
    own = {"de/thank_you_first.txt.j2": "Subject: Eigene\n\nGuten Tag {{ name }}, {{ around }}"}
    planned = touchpoint(person())
    notes = {
        language: draft(planned, rounds=[], me=ME, now=planned.due, overrides=own, language=language)[0]
        for language in ("de", "en")
    }
    assert notes["de"].subject == "Eigene"
    assert notes["en"].subject == "Thank you for our conversation – Backend Engineer"
    assert check_templates(own) == ()


def test_one_template_of_the_user_serves_all_thank_yous_but_those_with_one_of_their_own() -> None:
    own = {"thank_you.txt.j2": "Subject: Mine\n\n{{ variant }}", "thank_you_late.txt.j2": "Subject: Late\n\nlate"}
    subjects = {}
    for variant, channel in product(("first", "panel", "late"), Channel):
        planned = touchpoint(person(), variant=variant, channel=channel)
        note = draft(planned, rounds=[], me=ME, now=planned.due, overrides=own)[0]
        subjects[variant, channel] = note.body
    assert subjects == {
        ("first", Channel.EMAIL): "first",
        ("first", Channel.LINKEDIN): "first",
        ("panel", Channel.EMAIL): "panel",
        ("panel", Channel.LINKEDIN): "panel",
        ("late", Channel.EMAIL): "late",
        ("late", Channel.LINKEDIN): "late",
    }
    assert check_templates(own) == ()


def test_a_template_that_no_note_is_drafted_with_is_named_with_the_nearest_name() -> None:
    said = check_templates({"de/thank_you_frist.txt.j2": "Subject: x\n\ny"})
    assert said == (
        "The note template templates/de/thank_you_frist.txt.j2 has the name of no note and is not used."
        ' Did you mean "thank_you_first.txt.j2"?',
    )


def test_a_template_that_fails_only_where_little_is_known_is_named_all_the_same() -> None:
    own = {"thank_you_first.txt.j2": "Subject: x\n\n{{ company.split()[0] }}"}
    assert "line 3" in check_templates(own)[0]


ODD = st.text(max_size=60) | st.sampled_from(["{{ 7*7 }}", "{% raw %}", "a\nb", '"', "[x]", "🙂 Zoë", "Subject: hi"])


@settings(max_examples=60, deadline=None)
@given(name=ODD, role=ODD, company=ODD, topic=ODD, idea=ODD, mine=ODD)
def test_values_are_data_and_never_break_a_note(  # noqa: PLR0917
    name: str, role: str, company: str, topic: str, idea: str, mine: str
) -> None:
    planned = touchpoint(person(name), role=role, company=company)
    me = replace(ME, name=mine)
    note = drafted(planned, directives=Directives(topics=(topic,), idea=idea), me=me)[0]
    plain = drafted(touchpoint(person()), directives=Directives(topics=("a",), idea="b"))[0]
    assert note.body.count("\n") <= plain.body.count("\n")
    assert "\n" not in note.subject
    assert "49" not in note.body or "49" in name + role + company + topic + idea + mine
    assert note.blanks == tuple(dict.fromkeys(re.findall(r"\[[^\[\]\n]+\]", f"{note.subject}\n{note.body}")))
    assert set(note.blanks) <= {"[name]", "[your name]", "[role]", "[what you would bring to the team]"} or not (
        words.flat(topic) and words.flat(idea)
    )
