"""Which employer an invitation is from: which of the runs of words that may be a name is the likeliest, or none."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.recognise.company import NOTHING, choices, circumstances, company
from core.recognise.company_clues import CAPITAL_BEFORE, EDGE_BEFORE, goes_on_before, opens_part
from core.recognise.company_others import Choice
from core.recognise.company_spans import TEXT, Text, spans
from core.recognise.hosts import host_name
from core.recognise.invitation import Invitation, prepare
from core.recognise.keys import company_key
from core.recognise.read import read
from core.recognise.spelling import holds
from core.recognise.weighing import weights, worth
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
IN_TIME = 20.0
"""Seconds of the processor: many times what it takes, a fraction of what it took when it grew with the square."""


def _invitation(text: str, title: str = "Interview", org: str = "Tilda Moor <tilda@silverlarch.example>") -> Invitation:
    told = {"id": "one", "title": title, "text": text, "to": [SELF]}
    return prepare(event_from({**told, "org": org} if org else told), MAYA)


def _choice(invitation: Invitation, name: str) -> Choice:
    return next(choice for choice in choices(invitation, None).values() if choice.name == name)


def test_the_name_for_which_most_speaks_is_read() -> None:
    assert (
        company(_invitation("Reach us in Oslo.\nSilver Larch\n", "Interview at Silver Larch"), None)[0]
        == "Silver Larch"
    )


def test_without_a_name_nothing_is_read() -> None:
    invitation = _invitation("see you then", "interview", org="")
    assert company(invitation, None) == (None, False)
    assert not choices(_invitation("", "", org=""), None)


def test_a_mail_domain_is_read_where_nothing_else_names_the_firm() -> None:
    assert company(_invitation("We look forward to it.", org=" <tilda@silverlarch.example>"), None)[0] == "Silverlarch"


def test_a_tenant_is_read_where_a_tool_sends() -> None:
    invitation = _invitation("See you soon.", org=" <no-reply@silverlarch.teamtailor-mail.com>")
    assert company(invitation, None)[0] == "Silverlarch"


@pytest.mark.parametrize("tool", ["Greenhouse", "Zoom", "Calendly"])
def test_no_tool_is_the_employer(tool: str) -> None:
    text = f"Thank you for applying to {tool}. Your interview at {tool}.\nTilda Moor\n{tool}"
    assert company(_invitation(text, f"Interview at {tool}", org=""), None)[0] != tool


def test_a_firm_is_not_called_after_the_tool_that_sends_for_it() -> None:
    invitation = _invitation("銀唐松株式会社の選考にご参加ください。", org="Silver Larch Workday <larch@myworkday.com>")
    assert company(invitation, None)[0] == "銀唐松株式会社"


def test_the_user_is_not_the_employer() -> None:
    assert (
        company(_invitation("Thank you for applying to Maya Lind.", "Interview at Maya Lind", org=""), None)[0] is None
    )


def test_the_legal_form_that_the_invitation_gives_is_shown() -> None:
    invitation = _invitation("Thank you for applying to Silver Larch.\nTilda Moor\nSilver Larch GmbH")
    assert company(invitation, None)[0] == "Silver Larch GmbH"


def test_an_agency_between_is_told() -> None:
    assert company(_invitation("Our client Silver Larch would like to meet you."), None)[1]


def test_somebody_met_speaks_against() -> None:
    invitation = _invitation("You will meet Ana Ruiz, Head of Data.", org="")
    assert "met" in _choice(invitation, "Ana Ruiz").clues


def test_all_places_of_one_name_count_together() -> None:
    invitation = _invitation("Silver Larch Ltd\n12 Mill Lane", "Interview at Silver Larch")
    choice = choices(invitation, None)["silverlarch"]
    assert choice.often > 1
    assert {"at.title", "at.text"} <= choice.clues


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("Call with hark, 4pm", "hark x Maya", "hark"),
        ("", "ONSITE @ the Guild of Measured Things", "the Guild of Measured Things"),
        ("", "Gesprek met de teamlead: van der Larch & Zonen", "van der Larch & Zonen"),
        ("", "Interview, Keel, Larch & Moor", "Keel, Larch & Moor"),
        ("Kind regards\nTilda\nPeople Team\n\nPenhale Geotechnics | Unit 4", "Interview", "Penhale Geotechnics"),
        ("Intro to Willowbrook Medical Imaging. 20 minutes.", "Intro", "Willowbrook Medical Imaging"),
        ("結果は一週間以内にお電話いたします。\n有限会社 湯の峰荘", "最終面接", "有限会社 湯の峰荘"),
        ("저는 하늘소 모빌리티 데이터팀 한소라입니다.", "커피챗", "하늘소 모빌리티"),
        ("our co-op’s bakery, Mukherjee's, at nine", "final", "Mukherjee"),
        ("", "entrevista Ferretería Hnos. Quispe", "Ferretería Hnos. Quispe"),
        ("Company: Vandersloot Chemicals N.V.", "Interview", "Vandersloot Chemicals N.V."),
        ("Employeur : Régie des eaux du Val-Doré\nLieu : salle 3", "Entrevue", "Régie des eaux du Val-Doré"),
    ],
)
def test_a_name_of_any_shape_may_be_chosen(text: str, title: str, name: str) -> None:
    found = choices(_invitation(text, title, org=""), None)
    assert company_key(name) in found


@pytest.mark.parametrize(
    ("text", "name", "clue"),
    [
        ("Thank you for applying to Silver Larch.", "Silver Larch", "before to"),
        ("Company: Silver Larch", "Silver Larch", "labelled"),
        ("Your Silver Larch", "Your Silver Larch", "lead.first"),
        ("Silver Larch's team", "Silver Larch", "genitive"),
        ("with the Silver Larch people", "Silver Larch", "article.before"),
        ("at Silver Larch Bank today", "Silver Larch Bank", "is.organisation"),
        ("at Silver Larch Bank today", "Silver Larch", "cut.behind"),
        ("see NLTC. Northern Lights Transit Commission", "NLTC", "abbreviates"),
        ("see NLTC. Northern Lights Transit Commission", "Northern Lights Transit Commission", "spelled.out"),
        ("Silver Larch | Oslo", "Silver Larch", "part.starts"),
        ("Our client is Silver Larch, of Oslo.", "Silver Larch", "client.before"),
        ("Office Silver Larch\nOslo", "Office Silver Larch", "team.first"),
        ("You will meet Ana Ruiz and Bo Ek.", "Ana Ruiz and Bo Ek", "met.within"),
        # What kind of body or firm it is belongs to the name, and alone it is none.
        ("Lieu : Hôtel des Trois Mouettes", "Hôtel des Trois Mouettes", "is.institution"),
        ("Lieu : Hôtel des Trois Mouettes", "Trois Mouettes", "institution.before"),
        ("Ort: Bankhaus Silverlarch", "Silverlarch", "institution.before"),
        ("Välkommen till Silverlarch förskola på fredag", "Silverlarch", "organisation.behind"),
        ("Parken hinter der Sparkasse", "Sparkasse", "institution.alone"),
    ],
)
def test_what_stands_beside_a_name_is_a_clue(text: str, name: str, clue: str) -> None:
    assert clue in _choice(_invitation(text, org=""), name).clues


def test_a_domain_spells_resembles_or_says_another() -> None:
    invitation = _invitation("Silver Larch Bank and Oslo Ferries", org=" <x@silverlarch.example>")
    assert "domain.spells" in _choice(invitation, "Silver Larch").clues
    assert "domain.other" in _choice(invitation, "Oslo Ferries").clues
    assert "domain.exact" in choices(invitation, None)["silverlarch"].clues
    assert "domain.exact.other" in _choice(invitation, "Oslo Ferries").clues


def test_addresses_and_numbers_are_no_names() -> None:
    found = choices(_invitation("Dial +49 695 050 2596\nor Tilda@Larch.example", org=""), None)
    assert not any("@" in choice.name or "695" in choice.name for choice in found.values())


@pytest.mark.parametrize("title", ["Zweiter Termin: Dana / Maya", "Deuxième échange: Dana / Maya"])
def test_a_run_of_words_that_say_nothing_is_no_firm(title: str) -> None:
    found = choices(_invitation("", title=title, org="Dana Ruiz <dana@larch.example>"), None)
    assert "barred" in found[company_key(title.partition(":")[0])].clues


def test_every_circumstance_and_the_threshold_have_weights() -> None:
    invitation = _invitation("Our client Silver Larch would like to meet you.", org="")
    around = circumstances(invitation, choices(invitation, None), advice=True)
    assert set(around) == {"agency", "advice", "strange"}
    assert worth({NOTHING}, weights("employer", around)) != worth({NOTHING}, weights("employer", ()))


@pytest.mark.parametrize(
    ("title", "text", "domain", "name"),
    [
        ("Intro", "Intro to Silver Larch. 20 minutes, for the Data Analyst role.", "slmi", "Silver Larch"),
        ("hark x Maya // team lead conversation", "interview for the team lead role", "", "hark"),
        ("Interview", "Until Tuesday.\n\nTilda\nPeople Team\n\nPenhale Geotechnics", "pg", "Penhale Geotechnics"),
    ],
)
def test_a_name_that_stands_nowhere_in_particular_is_read(title: str, text: str, domain: str, name: str) -> None:
    org = f"Tilda Moor <tilda@{domain}.example>" if domain else ""
    assert company(_invitation(text, title, org), None)[0] == name


@pytest.mark.parametrize("hour", ["11:00", "2pm", "9.30 am", "14h30", "10 Uhr"])
def test_no_name_ends_or_begins_with_an_hour(hour: str) -> None:
    for title in (f"Orrin & Blythe {hour}", f"{hour} Orrin & Blythe"):
        found = choices(_invitation("2nd round, bring the certificates.", title, org=""), None)
        assert "orrinblythe" in found
        assert not [choice.name for choice in found.values() if hour in choice.name]


@given(st.text(max_size=120), st.text(max_size=40))
def test_every_choice_is_a_piece_of_the_invitation(text: str, title: str) -> None:
    invitation = _invitation(text, title, org="")
    told = f"{invitation.title}\n{invitation.body}"
    for choice in choices(invitation, None).values():
        assert choice.name == choice.name.strip()
        assert choice.name in told or choice.name in told.replace("'", "' ").replace("’", "' ")


def _seconds(action: Callable[[], object]) -> float:
    """Return the processor time that `action` took: other programs do not count."""
    began = time.process_time()
    action()
    return time.process_time() - began


@pytest.mark.parametrize(
    "text", ["Silver " * 2400, "在Silver的Larch和公司 " * 1200, "Silver Larch. " * 1200, "ABC Silver\n" * 1200]
)
def test_long_text_is_read_in_time(text: str) -> None:
    invitation = _invitation(text, org="")
    assert _seconds(lambda: choices(invitation, None)) < IN_TIME


def test_long_text_without_spaces_is_gone_through_in_time() -> None:
    text = Text(TEXT, "の和是的" * 24_000)
    assert _seconds(lambda: sum(1 for _ in spans(text, ()))) < IN_TIME


@given(st.text(alphabet="aB1&+,.; \n·", min_size=1, max_size=60))
def test_a_name_may_have_begun_with_the_last_two_words_alone(ahead: str) -> None:
    assert goes_on_before(ahead) == bool(CAPITAL_BEFORE.search(ahead))


@given(st.text(alphabet="aBx1-/,;: \n·", max_size=14))
def test_a_part_of_a_text_begins_where_the_expression_for_it_says_so(near: str) -> None:
    assert opens_part(near) == bool(EDGE_BEFORE.search(near))


def _read(title: str, text: str = "", org: str = "", to: str = SELF) -> str | None:
    told = {"id": "one", "title": title, "text": text, **({"org": org, "to": [to]} if org else {})}
    return read(event_from(told), me=MAYA).company


@pytest.mark.parametrize(
    "title",
    [
        "Bewerbungsgespräch",
        "Vorstellungsgespräch",
        "Kennenlerngespräch",
        "Entretien d'embauche",
        "Colloquio di lavoro",
        "Sollicitatiegesprek",
        "Anställningsintervju",
        "Rozmowa kwalifikacyjna",
        "Entrevista de trabajo",
        "Entrevista de emprego",
        "Job interview",
        "面接",
        "面试",
        "면접",
    ],
)
def test_a_word_for_an_interview_is_no_firm(title: str) -> None:
    assert _read(title) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Bewerbungsgespräch", "Unterlagen mitnehmen"),
        ("Vorstellungsgespräch", "Zeugnisse"),
        ("Job interview", "Suit"),
        ("Entretien d'embauche", "Diplômes"),
    ],
)
def test_what_one_brings_along_is_no_firm(title: str, text: str) -> None:
    assert _read(title, text) is None


@pytest.mark.parametrize(
    ("title", "org", "name"),
    [
        ("Telefonat mit Frau Berger (Personalerin Allianz)", "", "Allianz"),
        ("Tarnbeck tech interview", "", "Tarnbeck"),
        ("Tarnbeck final interview", "Cleo Ash <cleo@tarnbeckgroup.example>", "Tarnbeck"),
        ("Interview with Quill", "Cleo Ash <cleo@getquill.example>", "Quill"),
        ("Interview - your application for The Larch Rooms", "", "The Larch Rooms"),
        ("Kestrel Tech interview", "Cleo Ash <cleo@kestreltech.example>", "Kestrel Tech"),
    ],
)
def test_a_firm_is_called_as_the_title_says(title: str, org: str, name: str) -> None:
    assert _read(title, org=org) == name


def test_the_user_applies_for_another_place_at_their_own_firm() -> None:
    text = "Hi Maya, thank you for your internal application."
    title, at_work = "Internal mobility interview: Data Engineer", "Maya Lind <maya@oakbridge.example>"
    assert _read(title, text, "Kim Poe <kim@oakbridge.example>", at_work) == "Oakbridge"


@pytest.mark.parametrize(
    ("domain", "name", "holds_it"),
    [
        ("getquill.example", "Quill", True),
        ("quill-hq.example", "Quill", True),
        ("quillgroup.example", "The Quill", True),
        ("acmegroup.example", "Acme", True),
        ("quillfeather.example", "Quill", False),
        ("quill.example", "Quill", False),
    ],
)
def test_a_domain_may_have_a_word_more_than_the_name(domain: str, name: str, holds_it: bool) -> None:
    assert holds(domain, name) is holds_it


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Ann Lee <annlee@google.com>", "Google"),
        ("Bo Ray <bo@microsoft.com>", "Microsoft"),
        ("Tim Berg <tim_berg@apple.com>", "Apple"),
        ("Ann Lee <ann.lee@linkedin.com>", "LinkedIn"),
        ("Bo Ray <bo.ray@zoom.us>", "Zoom"),
        ("Bo Ray <bo@calendly.com>", "Calendly"),
        ("Bo Ray <boray@cisco.com>", "Cisco"),
        ("Lars Holm <lars@prelude.example>", "Prelude"),
    ],
)
def test_who_makes_tools_hires_as_well(sender: str, name: str) -> None:
    call = "https://meet.google.com/abc-defg-hij\nMicrosoft Teams meeting\nJoin Zoom Meeting"
    text = f"Interview for the Cloud Engineer position at {name}. You will meet Kim Park.\n{call}"
    reading = read(
        event_from({"id": "one", "title": f"Interview with {name}", "text": text, "org": sender, "to": [SELF]}), me=MAYA
    )
    assert reading.company == name
    assert {"Kim Park", sender.partition(" <")[0]} >= {person.name for person in reading.people if person.attended}


@pytest.mark.parametrize("address", ["no-reply@greenhouse.io", "no-reply@zoom.us", "notifications@calendly.com"])
def test_who_writes_through_a_tool_is_not_the_employer(address: str) -> None:
    text = "Hi Maya, here is your interview for the Cloud Engineer position. See you soon!"
    assert _read("Interview: Cloud Engineer", text, f"Dana Whitfield <{address}>") is None


@pytest.mark.parametrize(
    ("sender", "call"),
    [
        ("Tilda Moor <tilda@silverlarch.example>", "Join with Google Meet: https://meet.google.com/abc-defg-hij"),
        ("Google Calendar <calendar-notification@google.com>", "Silver Larch"),
        ("Tilda Moor <tilda.moor@gmail.com>", "Google Meet"),
        ("Tilda Moor <tilda.moor@outlook.com>", "Microsoft Teams meeting"),
        ("Tilda Moor <tilda.moor@icloud.com>", "FaceTime by Apple"),
        ("Tilda Moor <no-reply@zoom.us>", "Zoom"),
        ("Silver Larch <c_9a1@group.calendar.google.com>", "Google Meet"),
        ("Recruiting <no-reply@varbi.example>", "Varbi"),
    ],
)
def test_a_tool_that_sends_or_holds_a_talk_is_not_the_employer(sender: str, call: str) -> None:
    text = f"Your interview for the Cloud Engineer position at Silver Larch.\n{call}"
    assert _read("Interview", text, sender) == "Silver Larch"


@pytest.mark.parametrize(
    ("title", "text", "org", "firm"),
    [
        (
            "Chat (Tamarisk)",
            "Happy to tell you about working at Tamarisk Pens.",
            "Ana Ruiz <ana@tamariskpens.example>",
            "Tamarisk Pens",
        ),
        ("Café con Ana (trabajar en Brumal)", "Ana Ruiz lleva un año en Brumal Software.", "", "Brumal Software"),
        ("Coffee about Brumal", "Ana has been at Brumal since May. Brumal Street is near.", "", "Brumal"),
        (
            "30-minute consultation",
            "Staff: Tilda Moor",
            "Corrick Technical Staffing <bookings@corrickstaffing.example>",
            "Corrick Technical Staffing",
        ),
    ],
)
def test_a_firm_is_read_by_its_whole_name(title: str, text: str, org: str, firm: str) -> None:
    assert company(_invitation(text, title, org), None, advice=not org)[0] == firm


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On your mind?: a new field, would love your take on my options", "would love your take on my options"),
        ("He is two years into a Corrick-size company.", "Corrick-size"),
        ("Wir sind ein Haus, Corrick-ähnlich.", "Corrick-ähnlich"),
        ("Ett bolag, Lund-baserat.", "Lund-baserat"),
    ],
)
def test_a_clause_or_what_is_like_a_firm_is_no_name(text: str, name: str) -> None:
    assert "barred" in _choice(_invitation(text, org="Tilda Moor <tilda@gmail.com>"), name).clues


def test_a_name_in_small_letters_is_no_clause() -> None:
    sender = "Tilda Moor <tilda@gmail.com>"
    assert "barred" not in _choice(_invitation("Interview bei, oost & zonen bv", org=sender), "oost & zonen bv").clues


@pytest.mark.parametrize(
    ("title", "text", "org", "name"),
    [
        (
            "Ellwood Barley Interviews",
            "See you.\n\nEllwood Barley Recruiting",
            "Ellwood Barley Recruiting <no-reply@us.greenhouse-mail.io>",
            "Ellwood Barley",
        ),
        ("Your talk", "From: City of Marrow Recruitment\nWe confirm your interview.", "", "City of Marrow"),
        (
            "11/5 ご来社のお願い",
            "最終面接のご案内です。\n\n株式会社かがみ食品 採用担当",
            "かがみ食品 採用担当 <saiyo@kagami-s.example>",
            "株式会社かがみ食品",
        ),
        (
            "Call",
            "I recruit for a client in shipping.\n\nPia Voss\nMarrow Hill Recruitment",
            "Pia Voss <pia@marrowhill.example>",
            "Marrow Hill Recruitment",
        ),
    ],
)
def test_the_team_that_hires_is_no_part_of_a_firms_name(title: str, text: str, org: str, name: str) -> None:
    assert company(_invitation(text, title, org), None)[0] == name


def test_a_name_is_read_with_the_word_that_runs_into_its_last_one() -> None:
    text = "Nous vous recevrons chez Ateliers d'Orval mardi.\nAteliers d'Orval"
    assert company(_invitation(text, "Entretien", "Lou Garnier <lou@gmail.com>"), None)[0] == "Ateliers d'Orval"


def test_the_short_name_of_a_day_is_no_firm_and_the_whole_one_may_be() -> None:
    note = _invitation("second talk, link in the mail from Thurs", "corrick – they read my essay", "")
    assert company(note, None)[0] == "corrick"
    assert "barred" not in _choice(_invitation("with Ana from Thursday", "first round", ""), "Thursday").clues


def test_the_unit_of_a_public_body_is_not_the_employer() -> None:
    text = "County of Marrow, Office of Road Services, invites you to an oral board for Road Foreman."
    assert company(_invitation(text, "Interview invitation", org=""), None)[0] == "County of Marrow"


def test_the_row_of_a_schedule_names_no_firm() -> None:
    rows = "10:00  Coding - Ana Ruiz\n11:00  Leadership - Bo Lind\n12:00  Lunch\n"
    found = choices(_invitation(rows, "Your onsite"), None)
    assert all(choice.name not in {"Coding", "Leadership", "Lunch"} for choice in found.values())
    one = choices(_invitation("10 Harbour Street\n11:00 Leadership", "Your onsite"), None)
    assert any(choice.name == "Leadership" for choice in one.values())


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "Tarnbeck again",
            "second interview at Tarnbeck Upholstery, with the two from the office",
            "Tarnbeck Upholstery",
        ),
        ("Tarnbeck Joinery interview", "bring the tool box, ask for Bo", "Tarnbeck Joinery"),
        ("Interview w/ Tarnbeck", "it is the Tarnbeck Opticians on the high street", "Tarnbeck Opticians"),
        ("Interview Tarnbeck Ambulance Service", "call handler, group B", "Tarnbeck Ambulance Service"),
    ],
)
def test_what_a_firm_makes_belongs_to_its_name(title: str, text: str, name: str) -> None:
    assert company(_invitation(text, title, ""), None)[0] == name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("harbour-mill.example", "Harbour Mill"),
        ("foyhaulage.example", "Foy Haulage"),
        ("southern-crossrecruit.example", "Southern Cross Recruit"),
        ("commerzbank.example", "Commerzbank"),
        ("dhlabs.example", "Dhlabs"),
        ("trust.example", "Trust"),
    ],
)
def test_a_trade_that_runs_into_the_name_of_a_domain_is_a_word_of_its_own(host: str, name: str) -> None:
    assert host_name(host) == name
    assert company_key(host_name(host)) == company_key(host.partition(".")[0].replace("-", " "))
