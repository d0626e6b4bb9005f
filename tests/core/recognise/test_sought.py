"""What one applies for, on which side one sits, and what is settled already: told by nothing but the text."""

from __future__ import annotations

import pytest

from core.model import Kind, Reading, Standing
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


def _read(title: str, sender: str, text: str) -> Reading:
    told = {"id": "one", "title": title, "org": sender, "to": [SELF], "text": text}
    return read(event_from(told), me=MAYA)


@pytest.mark.parametrize(
    ("title", "sender", "text"),
    [
        (
            "Interview",
            "Oak Lettings <a@oaklettings.example>",
            "Your application for the two-bed flat in Mill Road: please bring payslips and landlord references.",
        ),
        (
            "Zweites Gespräch",
            "Kreditberatung <k@sparbank.example>",
            "Zum zweiten Gespräch über Ihren Antrag für die Baufinanzierung bringen Sie drei Gehaltsnachweise mit. "
            "Sie erhalten binnen einer Woche Bescheid.",
        ),
        (
            "Entretien de sélection EMBA",
            "Admissions <adm@ecole-sup.example>",
            "Chère Maya, suite à votre candidature à l'EMBA, le jury vous recevra. Réponse sous deux semaines.",
        ),
        (
            "Entrevista",
            "Residencia <adm@residencia.example>",
            "Hola Maya, sobre tu solicitud de habitación en el piso: los compañeros quieren conocerte.",
        ),
        (
            "Colloquio di ammissione",
            "Asilo <nido@asilobosco.example>",
            "Gentile famiglia, per la domanda di posto al nido Vi aspettiamo con il bambino. Esito entro fine mese.",
        ),
        (
            "Gesprek toelating",
            "Roeivereniging <bestuur@roeiclub.example>",
            "Beste Maya, voor je aanmelding voor het lidmaatschap willen we je graag leren kennen.",
        ),
        (
            "Intervju",
            "Stiftelsen <info@stiftelsen.example>",
            "Hej Maya, tack för din ansökan om stipendium. Juryn vill höra mer. Besked inom två veckor.",
        ),
        (
            "Rozmowa kwalifikacyjna – studia podyplomowe",
            "Uczelnia <biuro@uczelnia.example>",
            "Zapraszamy na rozmowę w ramach rekrutacji na studia podyplomowe. Wyniki do piątku.",
        ),
        ("面谈", "银行 <loan@lantu.example>", "Maya您好，您申请的房贷进入面谈环节，请带工资单。三个工作日内告知结果。"),
        (
            "入居審査の面談",
            "みどり <info@midori.example>",
            "Maya様、入居の申込みありがとうございます。面談は30分です。",
        ),
        (
            "입학 면접 안내",
            "경영대학원 <adm@gsb.example>",
            "Maya님, 경영학 석사 과정에 지원해 주셔서 감사합니다. 면접은 20분입니다.",
        ),
    ],
)
def test_one_may_apply_for_something_else_than_a_job(title: str, sender: str, text: str) -> None:
    assert _read(title, sender, text).kind is Kind.NONE


@pytest.mark.parametrize(
    ("title", "sender", "text"),
    [
        (
            "Interview: Mortgage Adviser",
            "Careers <careers@larkbank.example>",
            "Dear Maya, thank you for applying for the Mortgage Adviser role. You will meet Jan Poe, branch manager.",
        ),
        (
            "Vorstellungsgespräch Kita Regenbogen",
            "Petra Huhn <leitung@kita-regenbogen.example>",
            "Liebe Maya, danke für Ihre Bewerbung als Erzieherin. Danach sehen wir das Team. Bescheid bis Freitag.",
        ),
        (
            "Entretien – chargée d'admissions MBA",
            "RH <rh@ecole-sup.example>",
            "Bonjour Maya, suite à votre candidature au poste de chargée d'admissions, vous verrez la directrice.",
        ),
        (
            "Colloquio Scrum Master",
            "HR <hr@ventoblu.example>",
            "Gentile Maya, confermiamo il colloquio per la posizione di Scrum Master con il responsabile IT.",
        ),
        (
            "[면접] 대출심사 담당자",
            "인사팀 <hr@hanbaek.example>",
            "Maya님, 대출심사 담당자 포지션에 지원해 주셔서 감사합니다. 팀장 면접 40분입니다.",
        ),
    ],
)
def test_those_who_are_applied_to_have_jobs_too(title: str, sender: str, text: str) -> None:
    assert _read(title, sender, text).kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("title", "sender", "text"),
    [
        (
            "Radio interview",
            "Ana Poe <ana@radiowave.example>",
            "Hi Maya, second step for Audio Engineer at Radio Wave: you meet the head of sound and me. "
            "You will hear from us in a week.",
        ),
        (
            "Customer call (role play)",
            "Ana Poe <ana@amberkite.example>",
            "Maya, in this one Jo plays an angry customer and you find the fault. It is part three of our process.",
        ),
        (
            "Podcast interview",
            "Ana Poe <ana@northwave.example>",
            "Hello Maya, about the Podcast Engineer job in my group. 45 minutes of questions from me, then yours. "
            "I'd like to tell you yes or no by Friday.",
        ),
    ],
)
def test_a_title_may_say_what_a_firm_deals_in_where_the_text_says_that_it_is_for_a_job(
    title: str, sender: str, text: str
) -> None:
    assert _read(title, sender, text).kind is Kind.INTERVIEW


def test_a_guest_of_a_show_is_no_candidate_though_their_job_is_named() -> None:
    text = "Hi Maya, we would love to have you on the show to talk about your job as Audio Engineer. Live at 8."
    assert _read("Radio interview", "Ana Poe <ana@radiowave.example>", text).kind is Kind.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Interviewers: Jon Ek, Maya Lind\nPosition: Data Engineer",
        "Gesprächspartner: Maya Lind, künftige Führungskraft\nStelle: Datenanalystin",
        "Intervjuare: Maya Lind\nTjänst: Systemutvecklare",
        "面接官: Maya Lind\n職種: データエンジニア",
    ],
)
def test_whom_a_line_names_as_who_asks_is_no_candidate(text: str) -> None:
    reading = _read("Interview: Data Engineer", "no-reply <no-reply@greenhouse.io>", text)
    assert reading.kind is Kind.NONE
    assert "names you as who asks" in " ".join(reading.reasons)


def test_somebody_of_the_same_first_name_may_ask() -> None:
    text = "Hi Maya,\nInterviewers: Jon Ek, Maya Brook\nPosition: Data Engineer\nYour application: see you soon."
    reading = _read("Interview Data Engineer", "no-reply <no-reply@greenhouse.io>", text)
    assert reading.kind is Kind.INTERVIEW


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Kennenlernen",
            "Liebe Maya, nachdem du unterschrieben hast, stellen wir dir das Team vor. Stelle: Analystin.",
        ),
        (
            "Feedback",
            "Maya, the client went with another candidate for Head of Data. Ten minutes so that you hear why.",
        ),
        ("Appel", "Bonjour Maya, le client a choisi une autre candidate pour le poste de data engineer. Dix minutes."),
        ("Llamada previa", "Maya, antes de que los conozcas te cuento qué preguntaron a la última candidata."),
        ("Welkom!", "Maya, nu je hebt getekend willen we je voorstellen aan het team. Functie: data engineer."),
        ("Simulation d'entretien", "Je fais le recruteur, tu fais la candidate. Poste de data engineer."),
        ("Mock interview", "I play the hiring manager of Acme, you the candidate. Data Engineer role."),
    ],
)
def test_what_is_settled_or_rehearsed_is_no_interview(title: str, text: str) -> None:
    assert _read(title, "Eva Fink <eva@evasearch.example>", text).kind is Kind.NONE


def test_what_is_off_since_the_place_is_filled_was_an_interview() -> None:
    text = "Bonjour Maya, le poste a été pourvu en interne. Avec toutes nos excuses."
    title = "Annulé : Entretien technique – Chargée d'études acoustiques – Sonelis"
    reading = _read(title, "Lucile Abadie <l.abadie@sonelis.example>", text)
    assert (reading.kind, reading.standing, reading.would_be) == (Kind.NONE, Standing.CANCELLED, Kind.INTERVIEW)


def test_a_talk_in_the_place_of_one_that_was_off_stands() -> None:
    text = "Hej Maya, förra tiden blev inställd. Vi ses för en intervju om tjänsten Systemförvaltare."
    title = "Anställningsintervju Maya – inställt samtal ersätts av detta"
    assert _read(title, "Ebba Ros <ebba@halsovagen.example>", text).standing is Standing.ON


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Applicant interview, Master of Public Health", "Hi Maya, the admissions committee meets you for the MPH."),
        ("Zulassungsgespräch", "Hallo Maya, die Zulassungskommission des Masterstudiengangs freut sich auf Sie."),
        ("Entretien", "Bonjour Maya, le jury d'admission vous recevra pour votre candidature au master."),
        ("Entrevista", "Hola Maya, el comité de admisión quiere conocerte para el máster."),
        ("Toelatingsgesprek", "Hoi Maya, de toelatingscommissie wil je spreken over je aanmelding voor de master."),
    ],
)
def test_who_admits_to_a_degree_hires_nobody(title: str, text: str) -> None:
    assert _read(title, "Ada Ost <ada@upland.example>", text).kind is Kind.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Hi Maya, thanks for applying for the role of Admissions Officer.",
        "Hi Maya, you meet the committee about your application. Position: Lecturer in Law\nFaculty of Law",
    ],
)
def test_a_university_hires_too(text: str) -> None:
    assert _read("Interview", "Ada Ost <ada@upland.example>", text).kind is Kind.INTERVIEW
