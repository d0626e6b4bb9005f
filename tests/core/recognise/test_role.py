"""Which job an invitation is about: by the grammar of job titles, and by where they stand."""

from __future__ import annotations

import pytest

from core.model import Kind
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


def _role(title: str, text: str, org: str = "Tilda Moor <tilda@corrick.example>") -> str | None:
    event = event_from({"id": "one", "title": title, "text": text, "org": org, "to": [SELF]})
    return read(event, me=MAYA, settled=Kind.INTERVIEW).role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Thank you for applying for the position of Harp Tuner at Corrick. See you on Monday.", "Harp Tuner"),
        ("You are shortlisted for the post of Director, Marine Data. Please confirm.", "Director, Marine Data"),
        ("Our answer on your application for Signwriter and would like to talk.", "Signwriter"),
        ("vielen Dank für Ihre Bewerbung als Elektroniker für Gebäudetechnik.", "Elektroniker für Gebäudetechnik"),
        ("Es geht um die Stelle Geigenbauer in unserem Haus.", "Geigenbauer"),
        ("votre candidature pour le poste de référent tri et souhaitons vous rencontrer.", "référent tri"),
        ("Bonjour, je vous appelle lundi : mon client cherche son ou sa verrière.", "verrière"),
        ("Gracias por tu candidatura al puesto de vidriero. Nos gustaría conocerte.", "vidriero"),
        ("Estamos à procura de um(a) vidraceiro para a nossa equipa.", "vidraceiro"),
        ("La posizione è quella di liutaio.", "liutaio"),
        ("naar aanleiding van je sollicitatie als glasblazer nodigen we je uit.", "glasblazer"),
        ("Tack för din ansökan till tjänsten som lektor i botanik. Välkommen!", "lektor i botanik"),
        ("zapraszamy na rozmowę w sprawie pracy na stanowisku: referent ds. wody.", "referent ds. wody"),
        ("Thank you for applying for Principal Engineer, Tides. Talk soon.", "Principal Engineer, Tides"),
        ("thanks for applying to be our Tide Systems Engineer!", "Tide Systems Engineer"),
        ("My client is looking for a VP Engineering in Bristol. Let us see.", "VP Engineering"),
        ("this is the last step for the ICU RN job: half an hour with Philippa, our Chief Nursing Officer.", "ICU RN"),
        ("Job\tTide Coordinator\n\nWith\tTilda Moor", "Tide Coordinator"),
        ("You are interviewing for: Audit Analyst, Bristol, 2027 start.", "Audit Analyst"),
        ("邀请您参加制图员岗位线上面试。", "制图员"),
        ("Sie haben sich bei uns als Seesanitäter beworben.", "Seesanitäter"),
        ("Ausschreibung 12/2026 Deichfachangestellte (m/w/d), wir freuen uns auf Sie.", "Deichfachangestellte"),
        ("Du har sökt tjänsten Hamnvakt hos oss.", "Hamnvakt"),
        ("恭喜您通过【制图员】岗位初筛", "制图员"),
        ("感谢您应聘我司制图员岗位,现邀请您参加面试。", "制图员"),
        ("关于制图员一职,请您参加复试。", "制图员"),
        ("この度は弊社の染色家のポジションにご応募いただきありがとうございます。", "染色家"),
        ("지원해 주신 유리공예가 포지션 면접을 안내드립니다.", "유리공예가"),
    ],
)
def test_a_sentence_names_the_job_outright(text: str, role: str) -> None:
    assert _role("Interview", text) == role


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Beekeeper interview", "Beekeeper"),
        ("Interview - Assistant to the Dean", "Assistant to the Dean"),
        ("Interview - 77100X - Senior Glazier", "Senior Glazier"),
        ("Vorstellungsgespräch Glockengießer", "Glockengießer"),
        ("Entretien - souffleur de verre", "souffleur de verre"),
        ("Entrevista afinador de arpas", "afinador de arpas"),
        ("Colloquio - addetta alla stampa", "addetta alla stampa"),
        ("Intervju - lektor i botanik", "lektor i botanik"),
        ("制图员面试", "制图员"),
        ("RN, Tidal Care - interview", "RN, Tidal Care"),
        ("Maya <> Tilda – Cartographer, first chat", "Cartographer"),
    ],
)
def test_a_title_names_the_job(title: str, role: str) -> None:
    assert _role(title, "") == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Subject: Your application as Glazier\n\nDear Maya, please join us.", "Glazier"),
        ("Objet : votre candidature - souffleur de verre\n\nBonjour,", "souffleur de verre"),
        ("Oggetto: selezione liutaio\nGentile Maya,", "liutaio"),
    ],
)
def test_a_subject_line_is_read_as_a_title(text: str, role: str) -> None:
    assert _role("Interview", text) == role


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Entretien avec la directrice", "Bonjour, à mardi."),
        ("カジュアル面談(人事 森)", "よろしくお願いします。"),
        ("Premier contact", "Entretien mardi, calendrier à venir."),
        ("Kennismaking", "Leuk je te spreken! Geen concrete vacature nog, eerst kijken wat je zoekt en wat je kunt."),
        ("Live coding", "See you.\n--\nMori\nWe are hiring! Data Engineer - Platform Engineer - Designer"),
        ("Final Round - Corrick Partners", "See you."),
        ("Interview", "You will meet the Head of Tides and a Senior Engineer."),
        ("Interview with Osric, VP of Tides", "See you then."),
        ("Interview type: Manager", "Interview type: Manager interview"),
    ],
)
def test_who_is_met_is_no_job(title: str, text: str) -> None:
    assert _role(title, text, org="森 葵 <mori@corrick.example>") is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("We're glad to be talking with you about Lead Tide Technician!", "Lead Tide Technician"),
        ("They asked us to find them a Tide Systems Manager. I'll tell you more.", "Tide Systems Manager"),
        ("I'm retained by Corrick to find their next Head of Sluice Works.", "Head of Sluice Works"),
        ("Interviews - Senior Dredging Engineer - Maya Lind", "Senior Dredging Engineer"),
        ("I'd like to hear how you would set things up as our founding tide analyst.", "founding tide analyst"),
        ("Your next talk for the Tide Engineer opening is confirmed.", "Tide Engineer"),
        ("See you then.\n- Osric (Eng Manager, Corrick)", None),
        ("You'll be with Osric Vane, Principal Engineer. See you then.", None),
        ("I'm a Senior Engineer here myself, so ask me anything.", None),
        ("See you then.\n\nOsric\nHead of Tides", None),
    ],
)
def test_a_job_that_nobody_holds_is_the_one_sought(text: str, role: str | None) -> None:
    assert _role("Call with Corrick", text) == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Position - Senior Tide Engineer (f/m/x)", "Senior Tide Engineer"),
        ("Position: Tide Clerk (two-year appointment)", "Tide Clerk"),
        ("Position: Night Porter, nights, no weekends", "Night Porter"),
        ("Het gaat over de functie Productmanager Getijden (32-36 uur).", "Productmanager Getijden"),
        ("poste de Chargé(e) de mission marées, ouvert chez nous.", "Chargé(e) de mission marées"),
        ("Det gäller tjänsten som Lots innan du träffar chefen.", "Lots"),
        ("Für die Stelle als Deichbauer sind noch zwei im Rennen.", "Deichbauer"),
        ("■ 募集職種 測量士", "測量士"),
        ("我们正在为客户寻找一位海外售后总监。", "海外售后总监"),
        ("Interviewing for: Corrickhound — Backend Engineer, Tides", "Backend Engineer, Tides"),
        ("Application for Tide Technician, Great Corrick Hydro Commission", "Tide Technician"),
        ("For the forklift instructor thing. Steel toecaps!", "forklift instructor"),
        ("This confirms your talk for 2nd Shift Tide Planner.", "2nd Shift Tide Planner"),
        ("confermiamo il colloquio per la posizione di Architetto junior il giorno 17.", "Architetto junior"),
        ("Second interview, Tide Research Lead. Just my habits as a manager this time.", "Tide Research Lead"),
        ("See you.\nWe hire for Bookkeeper, Tax Associate and Clerk right now.", None),
        ("with Osric – owner, I'd be working under her", None),
    ],
)
def test_a_job_ends_where_its_terms_or_its_sentence_go_on(text: str, role: str | None) -> None:
    assert _role("Call with Corrick", text) == role


@pytest.mark.parametrize(
    ("title", "text", "role"),
    [
        ("Corrick: conversation about Tide Programme Manager", "", "Tide Programme Manager"),
        ("Conversation about the Grants Officer post", "", "Grants Officer"),
        ("Corrick: Austausch über Bauingenieurin Wasserbau", "", "Bauingenieurin Wasserbau"),
        ("Corrick : échange sur Ingénieure Digues", "", "Ingénieure Digues"),
        ("Corrick: charla sobre Ingeniera de Mareas", "", "Ingeniera de Mareas"),
        ("Corrick: conversa sobre Engenheira de Marés", "", "Engenheira de Marés"),
        ("Corrick: chiacchierata su Ingegnere Idraulico", "", "Ingegnere Idraulico"),
        ("Corrick: gesprek over Ingenieur Waterbouw", "", "Ingenieur Waterbouw"),
        ("Corrick: samtal om Ingenjör Vatten", "", "Ingenjör Vatten"),
        ("Corrick: rozmowa o Inżynier Budowy", "", "Inżynier Budowy"),
        ("Corrick", "Role: Engineer (Tides) Weir) Moor", "Engineer (Tides) Weir"),
        ("Zoom", "Topic: Interview (Tide Engineer) Corrick & Co", "Tide Engineer"),
    ],
)
def test_a_job_is_read_without_the_talk_of_it_and_what_stands_behind_its_bracket(
    title: str, text: str, role: str
) -> None:
    assert _role(title, text) == role
