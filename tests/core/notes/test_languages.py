"""The drafts in every language: limits, blanks, grammar of names and dates, and that nothing foreign slips in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from core.model import Channel, Directives, Interview, Kind, Me, Note, Person, TouchpointKind
from core.notes import speech as speech_module
from core.notes.check import INVITATION_LIMIT, LIMITS
from core.notes.draft import draft, invitation
from core.notes.facts import VARIANTS
from core.notes.reminder import reminder, title
from core.notes.speech import LANGUAGES, speech
from core.notes.strangers import Names
from core.recognise.directives import parse
from core.recognise.language import language_of
from tests.core.notes.test_draft import ME, ODD, START, assert_clean, meeting, person, touchpoint

FOREIGN = [language for language in LANGUAGES if language != "en"]
DECISION = date(2026, 12, 8)
TOLD = Directives(topics=("Zyxolit",), idea="Qwarzen", promise="Vlixor", decision_by=DECISION)
"""What nobody could take for a word of any language."""
NAMES = ("Dana Whitfield", "Sam Ode", "Ana Ruiz", "Bo Berg", "Eve Holt", "Jo Adeyemi")
ENGLISH = re.compile(
    r"\b(?:the|and|with|about|you|your|thanks?|would|glad|from|interviews?|best regards|hello|hi)\b",
    re.I,
)
GREETINGS = {
    "en": "Hi Dana,",
    "de": "Guten Tag Dana Whitfield,",
    "fr": "Bonjour Dana,",
    "es": "Hola, Dana:",
    "pt": "Olá, Dana,",
    "it": "Gentile Dana Whitfield,",
    "nl": "Beste Dana Whitfield,",
}


def all_notes(language: str, *, count: int = 1) -> Iterator[tuple[TouchpointKind, str, tuple[Note, ...]]]:
    """Yield (kind, variant, notes) for every kind, variant, channel and kind of talk, with much known and little."""
    thanked = product(VARIANTS[TouchpointKind.THANK_YOU], (Kind.INTERVIEW, Kind.RECRUITER, Kind.NETWORKING), (True,))
    cases = [(TouchpointKind.THANK_YOU, *case) for case in thanked]
    for kind in (TouchpointKind.CHECK_IN, TouchpointKind.KEEP_IN_TOUCH):
        cases += [(kind, *case) for case in product(VARIANTS[kind], (Kind.INTERVIEW,), (True, False))]
    told = (TOLD, Directives(), replace(TOLD, topics=(), promise=""))
    for case, channel, role, company, directives in product(
        cases, Channel, ("Backend Engineer", None), ("Acme", None), told
    ):
        kind, variant, met, attended = case
        people = [replace(person(name), attended=attended) for name in NAMES[:count]]
        days = 14 if kind is not TouchpointKind.THANK_YOU else 4 if variant == "late" else 0
        planned = touchpoint(
            *people, kind=kind, variant=variant, role=role, company=company, days=days, channel=channel
        )
        rounds = [replace(meeting(people=planned.people, directives=directives), kind=met)]
        if variant == "next_round":
            rounds.insert(0, earlier(planned.people if role else ()))
        yield kind, variant, draft(planned, rounds=rounds, me=ME, now=planned.due, language=language)


def earlier(people: tuple[Person, ...]) -> Interview:
    start = START - timedelta(days=12)
    return replace(meeting(people=people, id="i0"), start=start, end=start + timedelta(hours=1), stage=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_draft_keeps_its_limits_and_passes_its_own_check_but_for_its_blanks(language: str) -> None:
    for kind, variant, notes in all_notes(language):
        fewest, most = LIMITS[kind]
        for note in notes:
            assert fewest <= len(note.body.split()) <= most, (variant, note.body)
            assert_clean(note)
            found = [warning for warning in note.warnings if not warning.startswith("Still to fill in:")]
            assert found == [], (variant, note.body)
            assert bool(note.blanks) == any(w.startswith("Still to fill in:") for w in note.warnings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_of_one_panel_really_differ_and_pass_the_check(language: str) -> None:
    for kind, variant, notes in all_notes(language, count=3):
        if kind is TouchpointKind.THANK_YOU:
            for note in notes:
                assert all(warning.startswith("Still to fill in:") for warning in note.warnings), (variant, note)
            for one, other in combinations(notes, 2):
                assert ratio(one.body, other.body) < 85, (variant, one.body, other.body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", ["first", "next_round", "panel", "late"])
def test_the_notes_to_six_interviewers_pass_the_check(language: str, variant: str) -> None:
    planned = touchpoint(*map(person, NAMES), variant=variant, days=4 if variant == "late" else 0)
    for directives in (TOLD, Directives()):
        rounds = [earlier(planned.people), meeting(people=planned.people, directives=directives)]
        for note in draft(planned, rounds=rounds, me=ME, now=planned.due, language=language):
            assert all(warning.startswith("Still to fill in:") for warning in note.warnings), note


@pytest.mark.parametrize("language", FOREIGN)
def test_no_english_word_stands_in_a_note_of_another_language(language: str) -> None:
    for _, variant, notes in all_notes(language, count=3):
        for note in notes:
            said = f"{note.subject}\n{note.body}"
            assert not ENGLISH.search(said), (variant, said)
            assert language_of(note.body) == language, (variant, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_begins_with_the_greeting_and_guesses_no_gender(language: str) -> None:
    for _, variant, notes in all_notes(language):
        first = notes[0].body.partition("\n")[0]
        assert first == GREETINGS[language], variant
        gendered = (
            r"\b(?:Liebe|Lieber|Estimad[oa]|Ch[èe]re?|Prezad[oa]|Car[oa]|Egregi[oa]|obrigad[oa]|(?:ravi|heureu)\w+)\b"
        )
        assert not re.search(gendered, notes[0].body), (variant, notes[0].body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_is_not_known_is_a_blank_in_the_language(language: str) -> None:
    planned = touchpoint(role=None, company=None)
    note = draft(planned, rounds=[meeting()], me=Me(), now=planned.due, language=language)[0]
    asked = [speech(language).blank(of) for of in ("name", "role", "signature")]
    assert set(asked) < set(note.blanks)
    assert len(note.blanks) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_debrief_changes_the_drafts_in_every_language(language: str) -> None:
    thanks = touchpoint(person())
    rounds = [meeting(people=thanks.people, directives=TOLD)]
    note = draft(thanks, rounds=rounds, me=ME, now=thanks.due, language=language)[0]
    for said in ("Zyxolit", "Qwarzen", "Vlixor", speech(language).day(DECISION, seen_from=thanks.due.date())):
        assert said in note.body
    asked = replace(thanks, kind=TouchpointKind.CHECK_IN, due=thanks.due + timedelta(days=15))
    checked = draft(asked, rounds=rounds, me=ME, now=asked.due, language=language)[0]
    assert speech(language).day(DECISION, seen_from=asked.due.date(), form="by") in checked.body


@settings(max_examples=150, deadline=None)
@given(
    language=st.sampled_from(LANGUAGES), names=st.lists(ODD, min_size=2, max_size=2), role=ODD, company=ODD, topic=ODD
)
def test_odd_names_break_no_note_and_are_no_strangers_in_it(
    language: str, names: list[str], role: str, company: str, topic: str
) -> None:
    planned = touchpoint(*map(person, names), role=role, company=company, variant="panel")
    rounds = [meeting(people=planned.people, directives=Directives(topics=(topic,)))]
    others = Names(companies=(company,), people=tuple(names))
    for note in draft(planned, rounds=rounds, me=ME, now=planned.due, language=language, others=others):
        assert "\n" not in note.subject
        assert note.body.count("\n") <= 9
        assert "None" not in note.body
        assert not any(warning.startswith(("It greets", "It names")) for warning in note.warnings)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["Dana Whitfield", "", "Bartholomew-Alexandrinus " * 2])
def test_an_invitation_in_any_language_has_at_most_two_hundred_characters(language: str, name: str) -> None:
    text = invitation(person(name), touchpoint(company="Long " * 20), Me(name="Robin " * 20), language=language)
    assert 20 < len(text) <= INVITATION_LIMIT
    assert "  " not in text
    assert "None" not in text


def test_a_note_is_in_the_language_of_the_invitation_and_the_setting_overrides_it() -> None:
    planned = touchpoint(person())
    rounds = [replace(meeting(people=planned.people), language="de")]
    later = replace(meeting(id="i2"), language="fr", start=START + timedelta(days=9), end=START + timedelta(days=9))
    assert draft(planned, rounds=[*rounds, later], me=ME, now=planned.due)[0].body.startswith("Guten Tag")
    assert draft(planned, rounds=rounds, me=ME, now=planned.due, language="it")[0].body.startswith("Gentile")
    polish = [replace(rounds[0], language="pl")]
    assert draft(planned, rounds=polish, me=ME, now=planned.due)[0].body.startswith("Hi Dana,")


def test_two_people_of_a_panel_of_whom_one_was_met_before_get_other_words() -> None:
    planned = touchpoint(person(), person("Sam Ode"), variant="panel")
    rounds = [earlier(planned.people[:1]), meeting(people=planned.people)]
    first, second = draft(planned, rounds=rounds, me=ME, now=planned.due)
    assert ratio(first.body, second.body) < 75


def test_the_same_person_thanked_again_reads_other_words() -> None:
    planned = touchpoint(person(), variant="next_round")
    rounds = [meeting(people=planned.people)]
    first = draft(replace(planned, variant="first"), rounds=rounds, me=ME, now=planned.due)[0]
    again = draft(planned, rounds=[earlier(planned.people), *rounds], me=ME, now=planned.due)[0]
    assert ratio(first.body, again.body) < 75


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_messages_of_a_year_to_one_person_are_not_the_same(language: str) -> None:
    planned = touchpoint(person(), kind=TouchpointKind.KEEP_IN_TOUCH, variant="ended", days=60)
    rounds = [meeting(people=planned.people)]
    bodies = [
        draft(replace(planned, number=number), rounds=rounds, me=ME, now=planned.due, language=language)[0].body
        for number in (1, 2, 3)
    ]
    assert all(ratio(one, other) < 80 for one, other in combinations(bodies, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_talk_with_a_recruiter_about_no_position_none_is_asked_for(language: str) -> None:
    planned = touchpoint(person(), kind=TouchpointKind.CHECK_IN, role=None, company="Talent Partners", days=14)
    rounds = [replace(meeting(people=planned.people), kind=Kind.RECRUITER)]
    note = draft(planned, rounds=rounds, me=ME, now=planned.due, language=language)[0]
    assert note.blanks == note.warnings == ()
    assert speech(language).open_position() in note.body
    known = draft(replace(planned, role="Analyst"), rounds=rounds, me=ME, now=planned.due, language=language)[0]
    assert "Analyst" in known.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_note_to_a_recruiter_names_no_position_where_there_is_none(language: str) -> None:
    planned = touchpoint(person(), kind=TouchpointKind.CHECK_IN, variant="closing", role=None, days=30)
    rounds = [replace(meeting(people=planned.people), kind=Kind.RECRUITER)]
    note = draft(planned, rounds=rounds, me=ME, now=planned.due, language=language)[0]
    assert speech(language).open_position() not in note.body
    assert 25 < len(note.body.split()) <= 80
    fit = draft(replace(planned, role="Analyst"), rounds=rounds, me=ME, now=planned.due, language=language)[0]
    assert "Analyst" in fit.body


def test_a_further_round_thanks_for_continuing_only_who_was_there_before() -> None:
    planned = touchpoint(person(), variant="next_round")
    rounds = [earlier(()), meeting(people=planned.people)]
    assert "Thank you for speaking with me on Tuesday" in draft(planned, rounds=rounds, me=ME, now=planned.due)[0].body
    assert "again" in draft(planned, rounds=[earlier(planned.people), rounds[1]], me=ME, now=planned.due)[0].body


GOLDEN = {
    "en": """\
Hi Dana,

Thank you for taking the time to talk with me on Tuesday about the Backend Engineer position at Acme. I especially \
enjoyed talking about the billing migration. One idea from our conversation has stayed with me: shadow traffic before \
the switch.

What I would bring to the team at Acme is [what you would bring to the team]. Our conversation made me even more \
interested in the work.

If there is anything else you would like to know, I am glad to help.

Best regards,
Robin Okafor""",
    "de": """\
Guten Tag Dana Whitfield,

vielen Dank, dass Sie sich am Dienstag Zeit für unser Gespräch über die Position „Backend Engineer“ bei Acme genommen \
haben. Ein Thema ist mir besonders im Gedächtnis geblieben: die Umstellung der Abrechnung. Eine Idee daraus nehme ich \
mit: erst im Schatten laufen lassen.

In Ihr Team einbringen würde ich vor allem eines: [mein Beitrag zum Team]. Unser Gespräch hat mein Interesse an der \
Aufgabe noch verstärkt.

Wenn Sie noch etwas wissen möchten, antworte ich gern.

Mit freundlichen Grüßen
Robin Okafor""",
    "fr": """\
Bonjour Dana,

Merci d'avoir pris le temps d'échanger avec moi mardi sur le poste de Backend Engineer chez Acme. J'ai \
particulièrement aimé parler de ce sujet : la migration de la facturation. J'en retiens une idée : un trafic miroir \
avant la bascule.

À votre équipe, j'apporterais surtout ceci : [mon apport à l'équipe]. Notre conversation a encore renforcé mon intérêt \
pour ce travail.

Si vous souhaitez savoir autre chose, je vous réponds volontiers.

Bien cordialement,
Robin Okafor""",
}
SAID = {
    "en": ("The billing migration", "shadow traffic before the switch"),
    "de": ("Die Umstellung der Abrechnung", "erst im Schatten laufen lassen"),
    "fr": ("La migration de la facturation", "Un trafic miroir avant la bascule"),
}


@pytest.mark.parametrize("language", list(GOLDEN))
def test_one_note_in_full(language: str) -> None:
    planned = touchpoint(person())
    told = Directives(topics=SAID[language][:1], idea=SAID[language][1])
    rounds = [replace(meeting(people=planned.people, directives=told), language=language)]
    assert draft(planned, rounds=rounds, me=ME, now=planned.due)[0].body == GOLDEN[language]


@pytest.mark.parametrize("language", FOREIGN)
def test_the_reminder_around_a_note_is_in_english_unless_the_user_chose_a_language(language: str) -> None:
    dana = person(email="dana@acme.example", linkedin="https://www.linkedin.com/in/dana-w")
    planned = touchpoint(dana)
    rounds = [replace(meeting(people=planned.people), language=language)]
    for me in (ME, replace(ME, language=language)):
        notes = draft(planned, rounds=rounds, me=me, now=planned.due, language=me.language)
        made = reminder(planned, notes, rounds=rounds, me=me, discreet=False, first_seen=None)
        assert GREETINGS[language] in made.text
        assert ("Why now: two hours after" in made.text) == (me is ME)
        assert made.title.startswith("Thank Dana") == (me is ME)
        parts = [GREETINGS[language], "mailto:dana@acme.example", "linkedin.com/in/dana-w", "afterword done abc"]
        places = [made.text.index(part) for part in parts]
        assert places == sorted(places)
        assert len(made.text) <= 7000
        said = parse(made.text, today=date(2026, 11, 24), trusted=True)
        assert said == Directives()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(TouchpointKind))
def test_a_discreet_title_names_nobody_in_any_language(language: str, kind: TouchpointKind) -> None:
    said = title(touchpoint(person(), kind=kind), discreet=True, language=language)
    assert "Whitfield" not in said
    assert "Acme" not in said
    assert said.endswith("D. W.")


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_has_every_file_that_english_has(language: str) -> None:
    folder = Path(speech_module.__file__).parent / "templates"
    assert {path.name for path in (folder / language).iterdir()} == {path.name for path in (folder / "en").iterdir()}
