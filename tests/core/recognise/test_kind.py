"""What tells a first talk with who recruits, an interview and a talk of advice from one another."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.score import OWNER, labelled_sets
from connectors.ics.explain import read_events
from core.model import Event, Kind, Standing
from core.recognise.decision import decision_by
from core.recognise.invitation import prepare
from core.recognise.kind import gather, hopeless, other_side, verdict
from core.recognise.language import languages_of
from core.recognise.read import read
from core.recognise.role import role
from core.recognise.speaking import speaking
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        # Who recruits and is met alone tells of the rounds to come: they are not this one.
        (
            {
                "title": "Maya <> Tarnbeck",
                "org": "Oriel Vance <oriel@tarnbeck.example>",
                "to": [SELF],
                "text": "Hi Maya, I'm the recruiter for our data teams. We'll go through your CV, then you'd meet the "
                "hiring manager and a technical panel. Can't make it? Just pick another slot.\nOriel",
            },
            Kind.RECRUITER,
        ),
        (
            {
                "title": "Call - Tarnbeck",
                "org": "Tarnbeck <tarnbeck@candidates.workable.com>",
                "to": [SELF],
                "text": "Tarnbeck has invited you to a Call.\nAttendees: Oriel Vance\n"
                "Note: I'm recruiting for the Planner vacancy and would like to say hello.",
            },
            Kind.RECRUITER,
        ),
        # What the talk with who recruits is called is no interview beside it.
        (
            {
                "title": "Let's talk: Tarnbeck",
                "org": "Tarnbeck Talent <talent@tarnbeck.example>",
                "to": [SELF],
                "text": "What:\n25 min Talent Screen between Tarnbeck Talent and Maya Lind\n\nWho:\n"
                "Tarnbeck Talent - Organizer\nOriel Vance - Team member\nMaya Lind\n\nNotes:\nHead of Platform",
            },
            Kind.RECRUITER,
        ),
        # She recruits, and sends the user to somebody else.
        (
            {
                "title": "Interview with Oriel Vance",
                "org": "Bea Roth <bea@tarnbeck.example>",
                "to": [SELF],
                "text": "You will meet Oriel Vance, Head of Planning, about the Planner position.\nBea Roth\nRecruiter",
            },
            Kind.INTERVIEW,
        ),
        # An interview for advice is none for a job, and what is said not to be there is no job either.
        (
            {
                "title": "Informational interview Maya / Oriel",
                "org": "Oriel Vance <oriel@tarnbeck.example>",
                "to": [SELF],
                "text": "Happy to talk about careers. We're not hiring, and I can't get you a job.",
            },
            Kind.NETWORKING,
        ),
        ({"title": "Panel interview", "org": "Oriel Vance <oriel@tarnbeck.example>", "to": [SELF]}, Kind.INTERVIEW),
        # A colleague who arranges it for the one who recruits does not meet the user.
        (
            {
                "title": "First call - Tarnbeck",
                "org": "Oriel Vance <oriel@tarnbeck.example>",
                "to": [SELF, "Bea Roth (PA to Oriel) <bea@tarnbeck.example>"],
                "text": "Hi Maya, I recruit for Tarnbeck and look forward to hearing what you look for.",
            },
            Kind.RECRUITER,
        ),
        # A candidate may be asked for feedback, and hear of a colleague that listens in.
        (
            {
                "title": "Round 2 - Planner",
                "org": "Oriel Vance <oriel@tarnbeck.example>",
                "to": [SELF],
                "text": "Position: Planner\nYour interviewer: Max Ahl\nBea is there to shadow. "
                "The feedback form is here.",
            },
            Kind.INTERVIEW,
        ),
        # Who left the user's own company asks them to come and see.
        (
            {
                "title": "Lunch with Ines (ex-Oakbridge)",
                "org": "Ines Faro <ines@tarnbeck.example>",
                "to": [SELF],
                "text": "Come and hear how we work. Nothing open at the moment, but let's plot your next move.",
            },
            Kind.NETWORKING,
        ),
        # The recruiter is only where the note has it from.
        (
            {
                "title": "Zoom: Petra / Milan (Ketterbridge)",
                "text": "they go over my take-home, then questions acc. to recruiter Joan\nposition: actuary",
            },
            Kind.INTERVIEW,
        ),
        # What went before makes it no first talk, though who recruits writes.
        (
            {
                "title": "お打ち合わせ",
                "org": "川辺 薫 <kawabe@shirasagi.example>",
                "to": [SELF],
                "text": "採用担当の川辺です。先日は一次面接にお越しいただきありがとうございました。"
                "次回は工場長とお話しいただきます。\n職種：経理",
            },
            Kind.INTERVIEW,
        ),
        (
            {
                "title": "Coffee with Bea - Northway Staffing",
                "text": "first time we meet, agency lady, wants to register me, no job in mind yet",
            },
            Kind.RECRUITER,
        ),
        # The one who is advised is the user; a scheduler's title has the two names at its end.
        (
            {
                "title": "Mentorship match: Maya Lind x Osric Penn",
                "org": "Alumni Hub <hello@alumnihub.example>",
                "to": [SELF],
                "text": "Mentee: Maya Lind\nMentor: Osric Penn, Actuary\nA conversation about your career",
            },
            Kind.NETWORKING,
        ),
        (
            {
                "title": "Ask me anything between Osric Penn and Maya Lind",
                "org": "Osric Penn <osric@ketterbridge.example>",
                "to": [SELF],
                "text": "Hi Osric, I would like to switch to insurance and hear how you got into Ketterbridge.",
            },
            Kind.NETWORKING,
        ),
        # Whom the user invites themselves is asked for advice.
        (
            {
                "title": "Virtual coffee with Osric",
                "org": SELF,
                "to": [SELF, "Osric Penn <osric@ketterbridge.example>"],
                "text": "Thanks for offering to talk! You left insurance for law. What would you do in my shoes?",
            },
            Kind.NETWORKING,
        ),
        (
            {
                "title": "Mentoring coffee",
                "org": "Osric Penn <osric@ketterbridge.example>",
                "to": [SELF],
                "text": "Hi Maya, I'm your mentor for the term. Let's talk about where you want to go next.",
            },
            Kind.NETWORKING,
        ),
        # An agency sends the user to its client, and is not there itself.
        (
            {
                "title": "Interview at Ketterbridge",
                "org": "Rupert Hale <rupert@halesearch.example>",
                "to": [SELF],
                "text": "Confirmed with Anneke Vos (director) at our client Ketterbridge. Role: Actuary. "
                "I shan't be on the line myself.",
            },
            Kind.INTERVIEW,
        ),
        # A hiring manager is none who recruits; a reply to the recruiter is no talk with them.
        (
            {
                "title": "Actuary - Maya Lind",
                "org": "Ketterbridge <notifications@silkroad.com>",
                "to": [SELF],
                "text": "Interviewer: Lou Penn, Chief Actuary (hiring manager)\nQuestions? Reply to your recruiter.",
            },
            Kind.INTERVIEW,
        ),
        # What a whole process is made of does not say what this talk is. Names sign, whatever their address.
        (
            {
                "title": "Phone Screen - Ketterbridge",
                "org": "Tariq Moss <no-reply@hire.lever.co>",
                "to": [SELF],
                "text": "Maya, the first step is a phone screen with me.\n"
                "The process: hiring manager chat > technical > onsite > final\n\nTariq Moss, Recruiter",
            },
            Kind.RECRUITER,
        ),
        # A title copied from a mail says when and for whom at its end.
        (
            {
                "title": "Updated invitation: Maya / Lou @ Mon Mar 9, 2026 12pm - 12:45pm (GMT) (maya.lind@gmail.com)",
                "org": "Lou Penn <lou@ketterbridge.example>",
                "to": [SELF],
                "text": "Hi, I manage the pricing team, so whoever becomes its actuary works for me.",
            },
            Kind.INTERVIEW,
        ),
        # At one's own company, who applies for another place there is a candidate all the same.
        (
            {
                "title": "Internal application: Head Actuary",
                "org": "Liv Marsh <liv.marsh@oakbridge.example>",
                "to": ["Maya Lind <maya@oakbridge.example>"],
                "text": "Hi Maya, you applied internally. This is the interview with the hiring manager.",
            },
            Kind.INTERVIEW,
        ),
        (
            {
                "title": "Weekly sync on hiring",
                "org": "Liv Marsh <liv.marsh@oakbridge.example>",
                "to": ["Maya Lind <maya@oakbridge.example>"],
                "text": "Open roles, candidates, the interview loop.",
            },
            Kind.NONE,
        ),
        # Who recruits writes, and names whom the user will meet in their place.
        (
            {
                "title": "Entretien – Ravenel",
                "org": "BOUVET Odile <o.bouvet@ravenel.example>",
                "to": [SELF],
                "text": "Suite à votre candidature, vous serez reçue par M. Armand Dessaux, chef de service."
                "\n\nOdile Bouvet\nAssistante ressources humaines",
            },
            Kind.INTERVIEW,
        ),
        ({"title": "HOLD - interviews", "org": "Desk <scheduling@staffdesk.example>", "to": [SELF]}, Kind.NONE),
    ],
)
def test_the_kind_of_a_talk_is_read(told: dict[str, Any], kind: Kind) -> None:
    assert read(event_from({"id": "one", **told}), me=MAYA).kind is kind


@pytest.mark.parametrize(
    "told",
    [
        {"title": "Gaat niet door: sollicitatiegesprek Dijkzicht"},
        {"title": "Colloquio Zanetti, posto da magazziniere - rinviato a data da destinarsi"},
        {"title": "Interview Ketterbridge, actuary", "text": "The interview is cancelled, the role was filled."},
    ],
)
def test_what_is_called_off_does_not_count(told: dict[str, Any]) -> None:
    reading = read(event_from({"id": "one", **told}), me=MAYA)
    assert (reading.kind, reading.would_be) == (Kind.NONE, Kind.INTERVIEW)


def test_what_would_be_if_it_were_called_off_does_not_call_it_off() -> None:
    told = {"title": "Interview Ketterbridge, actuary", "text": "If the interview is cancelled, you will hear from us."}
    assert read(event_from({"id": "one", **told}), me=MAYA).kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Please read the CV. You sit on the panel with Ana Ruiz.", Kind.NONE),
        ("An interview for the Yard Planner role. I do not sit on the panel myself.", Kind.INTERVIEW),
        ("An interview for the Yard Planner role. Ana and Bo, both sit on the panel.", Kind.INTERVIEW),
        ("An interview for the Yard Planner role with Ana Ruiz; Bo Ek shadows her.", Kind.INTERVIEW),
        ("An interview for the Yard Planner role. You are shadowing Ana Ruiz.", Kind.NONE),
        ("An interview for the Yard Planner role. The link is in your iCIMS candidate profile.", Kind.INTERVIEW),
    ],
)
def test_what_others_do_in_an_interview_does_not_say_that_the_user_does(text: str, kind: Kind) -> None:
    told = {"id": "one", "title": "Interview, Yard Planner", "org": "Ana <ana@fernhollow.example>", "text": text}
    event = event_from({**told, "to": ["Maya Lind <maya.lind@gmail.com>"]})
    assert read(event, me=MAYA).kind is kind


@pytest.mark.parametrize(
    ("title", "kind", "standing"),
    [
        ("Interview at Tanglewood Seeds", Kind.INTERVIEW, Standing.ON),
        ("Entretien chez Acme", Kind.INTERVIEW, Standing.ON),
        # It may be the user who interviews, so they are asked.
        ("Acme interview", Kind.NONE, Standing.MAYBE),
        ("Interview with Sam", Kind.NONE, Standing.MAYBE),
        ("Interview at CBC Radio", Kind.NONE, Standing.ON),
        ("drive Sam to the Bellweather job interview", Kind.NONE, Standing.ON),
    ],
)
def test_a_note_of_few_words_counts_or_is_asked_about(title: str, kind: Kind, standing: Standing) -> None:
    reading = read(event_from({"id": "one", "title": title, "text": "", "to": []}), me=MAYA)
    assert (reading.kind, reading.standing) == (kind, standing)


@pytest.mark.parametrize("name", ["further/kept_4", "further/kept_10", "further/kept_26"])
def test_what_ends_early_would_not_count_if_it_were_read_in_full(name: str) -> None:
    calendar, _ = labelled_sets()[name]
    early = 0
    for event in read_events(calendar.read_bytes(), me=OWNER):
        assert isinstance(event, Event)
        invitation = prepare(event, OWNER)
        with speaking(languages_of(invitation.text), invitation.whole):
            signals = gather(invitation)
            if other_side(invitation) or hopeless(invitation, signals) is None:
                continue
            early += 1
            job, promised = role(invitation), decision_by(invitation) is not None
            full = verdict(invitation, signals, role=job, agency=False, promised=promised)
        assert full.kind is Kind.NONE, event.title
    assert early > 20


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Interview at Acme", "", Kind.INTERVIEW),
        ("Interview Acme Glass", "", Kind.INTERVIEW),
        ("Interview, Acme Glass", "Ana calls me", Kind.INTERVIEW),
        # What a firm is called by is not what the time is for.
        ("Interview at Acme Pottery", "the kiln job, Ana runs it", Kind.INTERVIEW),
        ("Vorstellungsgespräch Autohaus Acme", "Stelle: Kundenberater", Kind.INTERVIEW),
        ("Pottery class, then interview", "", Kind.NONE),
        ("Interview Acme 9am", "", Kind.INTERVIEW),
        ("Interview Sarah Dunmore 9am", "", Kind.NONE),
        ("Vorstellungsgespräch Acme Glas", "", Kind.INTERVIEW),
        # Who is interviewed, or what the time is for, is no firm.
        ("Interview Sarah Dunmore", "", Kind.NONE),
        ("Interview Ms. Dunmore", "", Kind.NONE),
        ("Interview Block", "", Kind.NONE),
        ("Interview Prep", "", Kind.NONE),
        ("Sam: Interview Acme Glass", "", Kind.NONE),
    ],
)
def test_a_note_that_names_nothing_but_the_firm_counts(title: str, text: str, kind: Kind) -> None:
    assert read(event_from({"id": "one", "title": title, "text": text}), me=MAYA).kind is kind


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("interview tips for nephew Bo", "his first job interview sat (garden centre). i play the boss"),
        (
            "Interview for Warden",
            "The interview will not take place, the board having appointed Bo Ek.",
        ),
        ("xx WITHDREW xx Tarnbeck round 2 - Ana + 2 engineers", ""),
    ],
)
def test_what_is_off_or_somebody_elses_does_not_count(title: str, text: str) -> None:
    assert read(event_from({"id": "one", "title": title, "text": text}), me=MAYA).kind is Kind.NONE


@pytest.mark.parametrize(
    "title", ["Interview at Tarnblock", "Interviews with Tarnbeck (day 1 of 2)", "Follow-up interview"]
)
def test_a_word_inside_a_name_or_one_day_of_several_is_no_hold(title: str) -> None:
    told = {
        "id": "one",
        "title": title,
        "org": "Oriel Vance <oriel@tarnbeck.example>",
        "to": [SELF],
        "text": "Hi Maya, you will talk with Ana Ruiz about the position of Yard Planner.",
    }
    assert read(event_from(told), me=MAYA).kind is Kind.INTERVIEW


@pytest.mark.parametrize("job", ["Podcast Producer", "Documentary Editor", "Swim Coach"])
def test_what_a_job_is_called_ends_no_event_early(job: str) -> None:
    told = {
        "id": "one",
        "title": f"Interview: {job}",
        "org": "Oriel Vance <oriel@tarnbeck.example>",
        "to": [SELF],
        "text": f"Thank you for your application for the {job} position. You will meet the hiring manager.",
    }
    assert read(event_from(told), me=MAYA).kind is Kind.INTERVIEW
