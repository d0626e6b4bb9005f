"""What looks like an interview and is none, and the employers whose trade only looks like a trap."""

from __future__ import annotations

from typing import Any

import pytest

from core.model import Kind
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


@pytest.mark.parametrize(
    "told",
    [
        {"title": "2nd round vs Old Mill CC", "text": "curling, sheet 2, final on Sunday if we win"},
        {"title": "panel feedback", "text": "roof guy on the solar panels, interview him about the warranty"},
        {"title": "radio spot", "text": "Dunes FM morning show, 7:50 live, the host is Ada, he calls it an interview"},
        {"title": "Estreno: «La entrevista»", "text": "teatro, fila 7, recoger entradas antes"},
        {"title": "Rozmowa kwalifikacyjna do żłobka", "text": "idziemy z dzieckiem, lista przyjętych w maju"},
        {"title": "Jobbmässa", "text": "40 företag, monter 7, rekryterare på plats, drop-in"},
        {"title": "Tax consultant", "text": "bring the slips"},
        {"title": "Manager lunch", "text": "offsite planning"},
        {
            "title": "Parent–Teacher Interviews: Mr. Oyelaran (Gr 4)",
            "org": "School desk <noreply@schooldesk.example>",
            "to": [SELF],
            "text": "Interviewer: Mr. Oyelaran\nThe bell rings after ten minutes.",
        },
        {
            "title": "Intro",
            "org": "Tolu Banks <tolu@uplandcollege.example>",
            "to": [SELF],
            "text": "Hi Maya, I'm in my last year. Would love to hear how you got into Oakbridge.",
        },
        {
            "title": "Chat about your work",
            "org": "Kit Arden <kit@uplandcollege.example>",
            "to": [SELF],
            "text": "Hi Maya, I'm a junior developer and would love to hear about your path.",
        },
        {
            "title": "Interview - Sam Poe (support engineer)",
            "org": "Maya Lind <maya@oakbridge.example>",
            "to": ["Maya Lind <maya@oakbridge.example>", "Sam Poe <sam@poe.example>"],
            "text": "Looking forward to hearing about your experience.",
        },
        {"title": "almoço com a equipa", "text": ""},
        {"title": "HR: parental leave", "text": "ask about dates"},
        {"title": "Resume screening block", "text": "30 CVs for the accountant req"},
        {
            "title": "Interview panel for new principal",
            "org": "Council <council@upland.example>",
            "to": [SELF],
            "text": "You've been chosen as parent representative. Candidates at 9 and 10.",
        },
        {
            "title": "Interview - autumn batch",
            "org": "Launch Hall <team@launchhall.example>",
            "to": [SELF],
            "text": "Both founders must attend. Tell us about your startup and the round you're raising.",
        },
        # A name that the sender's domain spells ends where a mark stands behind it.
        {
            "title": "Welcome to Larkspur! First-day orientation",
            "org": "Coral Wynn <coral@larkspur.example>",
            "to": [SELF],
            "text": "Hi Maya, laptop at nine, then you meet the team. Ask for Coral.",
        },
        {
            "title": "Shortlist meeting (Lecturer, Statistics)",
            "org": "Dean <dean@uplandcollege.example>",
            "to": ["Maya Lind <maya@oakbridge.example>"],
            "text": "Dear committee members, please rank the 11 applicants beforehand.",
        },
        {"title": "Coding test link dies at noon", "text": "start by 11, good for 48 hours"},
        {"title": "interview Lou P for our opening", "text": "ask about databases"},
        # Days by which one applies, talks about interviews, and somebody else's.
        {"title": "Termin składania aplikacji – Dom Latarnika", "text": "kierownik świetlicy, formularz"},
        {"title": "Cierre de inscripciones, Faro Azul", "text": "administrativo, enviar cv y carta"},
        {"title": "Sollicitatietermijn De Zeeuwse Wulp", "text": "beleidsmedewerker, brief en cv voor 23:59"},
        {
            "title": "Kvällswebbinarium: Glänsa på jobbintervjun",
            "org": "Fackklubben Ljuset <kurs@ljuset.example>",
            "to": [SELF],
            "text": "Föreläsning om intervjuer, länk skickas till anmälda.",
        },
        {"title": "Håll tummarna: Ylvas anställningsintervju", "text": "skicka sms, hon är så nervös"},
        # Who is sought for a study, or as a neighbour.
        {
            "title": "Telephone screening interview - LUNGFISH trial",
            "org": "Upland Institute <trials@upland-research.example>",
            "to": [SELF],
            "text": "Our nurse recruiter will call to see whether you qualify. You'll hear in 3 business days.",
        },
        {
            "title": "Entretien de présélection",
            "org": "Institut <essais@upland-institut.example>",
            "to": [SELF],
            "text": "Nous vérifions si vous êtes admissible à l'essai. Réponse sous 3 jours.",
        },
        {
            "title": "Interview with selection committee - Old Mill Artist Co-op",
            "org": "Old Mill Co-op <members@oldmillcoop.example>",
            "to": [SELF],
            "text": "All applicants for the open unit meet the committee (3 people). Bring references. "
            "Successful candidates hear from us by April 7.",
        },
    ],
)
def test_what_only_sounds_like_an_interview_is_none(told: dict[str, Any]) -> None:
    assert read(event_from({"id": "one", **told}), me=MAYA).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Identity verification appointment", "Position: Analyst"),
        ("Right to work check", "Position: Analyst"),
        ("Identitätsprüfung", "Stelle: Analystin"),
        ("Vérification d'identité", "Poste : Analyste"),
        ("Verificación de identidad", "Puesto: Analista"),
        ("Verifica dell'identità", "Posizione: Analista"),
        ("Identiteitscontrole", "Functie: Analist"),
        ("Verificação de identidade", "Vaga: Analista"),
        ("Identitetskontroll", "Tjänst: Analytiker"),
        ("Weryfikacja tożsamości", "Stanowisko: Analityk"),
        ("本人確認", "職種：アナリスト"),
        ("본인 확인", "직무: 분석가"),
        ("身份核验", "职位：分析师"),
    ],
)
def test_who_looks_at_papers_holds_no_interview(title: str, line: str) -> None:
    told = {"id": "one", "title": title, "org": "Larch <noreply@larch.example>", "to": [SELF], "text": line}
    assert read(event_from(told), me=MAYA).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("llamada RRHH notaría Peñalver (oficial 2ª)", "me llama Charo, primera toma de contacto", Kind.RECRUITER),
        ("entrevista notaría Peñalver - administrativo", "preguntar sueldo y jornada", Kind.INTERVIEW),
        ("Vorstellungsgespräch Finanzamt - Sachbearbeiterin", "Unterlagen mitnehmen", Kind.INTERVIEW),
        ("entretien mairie de Peyrac - jardinier", "demander le salaire", Kind.INTERVIEW),
        ("cita notaría Peñalver", "firma escritura, llevar dni", Kind.NONE),
        ("Termin Finanzamt", "Steuererklärung", Kind.NONE),
        ("entretien mairie", "mariage, apporter les papiers", Kind.NONE),
    ],
)
def test_who_serves_the_public_hires_where_a_job_is_spoken_of(title: str, text: str, kind: Kind) -> None:
    assert read(event_from({"id": "one", "title": title, "text": text}), me=MAYA).kind is kind


@pytest.mark.parametrize(
    "told",
    [
        {
            "title": "Interview with Harrow Lane School",
            "org": "Harrow Lane School <notifications@app.bamboohr.com>",
            "to": [SELF],
            "text": "Dear Maya\nYou have been shortlisted for the post of Class Teacher.\n0900 Tour of the school\n"
            "0945 Teach a lesson, observed by the Deputy Head\n1100 Formal interview",
        },
        {
            "title": "Sollicitatiegesprek leerkracht groep 3",
            "org": "Basisschool De Wulp <info@dewulp.example>",
            "to": [SELF],
        },
        {"title": "solaris roofing intvw", "text": "3pm, teams, cv on desk, panel of two"},
        # A board of examiners is no court.
        {
            "title": "Convocatoria tribunal, plaza 12/9",
            "org": "Cabildo de Isla Gris <seleccion@islagris.example>",
            "to": [SELF],
            "text": "Se le convoca a la entrevista personal ante el tribunal calificador del proceso selectivo de "
            "Farero.\n\nPresidenta: Ana Ruiz\nVocales: Bo Ek",
        },
        # What the job is called is no trap where one is interviewed for it.
        {
            "title": "Interview, Practice Nurse",
            "org": "Ada Ost <ost@northclinic.example>",
            "to": [SELF],
            "text": "Thank you for your application. We'll show you round first.",
        },
        {
            "title": "Interview @ Ketterbridge",
            "org": "Ketterbridge <scheduling@ketterbridge.example>",
            "to": [SELF],
            "text": "You are interviewing for Actuary II.\nWith: Ngozi Hale",
        },
        {
            "title": "Interview and ID check - Staff Nurse",
            "org": "Ada Ost <ost@northclinic.example>",
            "to": [SELF],
            "text": "Position: Staff Nurse\nHi Maya, thank you for applying. Panel: Ada Ost, Bo Ek. Bring ID.",
        },
        {
            "title": "Interview with selection committee - Director, Old Mill Co-op",
            "org": "Old Mill <office@oldmill.example>",
            "to": [SELF],
            "text": "Position: Executive Director\nDear Maya, thank you for applying. You'll hear by April 7.",
        },
        # Tickets for the way are none for a show.
        {
            "title": "Onsite, Larkspur Games",
            "org": "Coral Wynn <coral@larkspur.example>",
            "to": [SELF],
            "text": "Role: Online Services Lead\n\n9:45 doors, ask for Coral\n10:00 Ana Ruiz, whiteboard\n"
            "11:15 Bo Ek (producer)\n14:00 Ana + Bo\n\nRail tickets follow. We'll tell you by Feb 26.",
        },
    ],
)
def test_who_hires_in_such_a_trade_still_hires(told: dict[str, Any]) -> None:
    assert read(event_from({"id": "one", **told}), me=MAYA).kind is Kind.INTERVIEW


def test_a_standing_meeting_of_several_is_not_about_the_user() -> None:
    told = {
        "title": "Architecture forum",
        "org": "Ivo Strand <ivo@harrowgate.example>",
        "to": [SELF, "Lea Moor <lea@harrowgate.example>", "Tim Oduya <tim@harrowgate.example>"],
        "text": "Nothing to prepare, just be there.",
    }
    assert read(event_from({"id": "one", **told}), me=MAYA).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Possible interview, Fernhollow", ""),
        ("Interview Fernhollow", "Block this hour in case they call back. Nothing is arranged."),
        ("Interview at Fernhollow 14:00", "Tove's, not mine. I drive."),
        ("Vorstellungsgespräch Fernhollow", "noch nichts vereinbart, nur freigehalten"),
        ("Entretien Fernhollow", "je bloque le créneau, rien n'est confirmé"),
        ("Entrevista Fernhollow", "aún sin confirmar"),
        ("Colloquio Fernhollow", "ancora da confermare"),
        ("Entrevista Fernhollow, vaga de analista", "ainda por confirmar"),
        ("Sollicitatiegesprek Fernhollow", "nog niet bevestigd"),
        ("Intervju Fernhollow", "inget bokat än"),
        ("Rozmowa kwalifikacyjna Fernhollow", "nic jeszcze nie jest ustalone"),
    ],
)
def test_what_is_not_settled_or_not_ones_own_is_no_interview(title: str, text: str) -> None:
    reading = read(event_from({"id": "one", "title": title, "text": text}), me=MAYA)
    assert reading.kind is Kind.NONE
    sure = read(event_from({"id": "one", "title": title.removeprefix("Possible "), "text": ""}), me=MAYA)
    assert Kind.INTERVIEW in {sure.kind, sure.would_be}


@pytest.mark.parametrize(
    "text",
    [
        "Fifteen minutes about Sam Poe: she is in the last round, how was she to work with?",
        "Hi Maya, the Yard Planner position has gone to someone else. I will tell you why.",
        "Now that you've signed: which laptop, and who sits where?",
    ],
)
def test_who_invites_may_speak_of_a_job_that_is_not_to_be_had(text: str) -> None:
    told = {"id": "one", "title": "Call", "org": "Tove Lund <tove@fernhollow.example>", "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA).kind is Kind.NONE


def test_that_a_room_is_not_settled_says_nothing_of_the_interview() -> None:
    told = {"id": "one", "title": "Interview at Fernhollow", "text": "With Ana Ruiz. The room is not confirmed yet."}
    assert read(event_from(told), me=MAYA).kind is Kind.INTERVIEW
