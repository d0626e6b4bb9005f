"""Which job an invitation is about: which of the runs of words that may be a title is the likeliest, or none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Kind
from core.recognise.invitation import Invitation, prepare
from core.recognise.keys import role_key
from core.recognise.read import read
from core.recognise.role import NOTHING, OF_DOMAIN, jobs, role, written
from core.recognise.weighing import weights, worth
from tests.core.recognise.examples import FOLDER, MAYA, event_from, examples

SELF = "Maya Lind <maya.lind@gmail.com>"
ENOUGH = 0.9
"""The share of our own examples that is read right, at least: each is short, and often of words never seen before."""


def _invitation(
    text: str, title: str = "Call with Corrick", org: str = "Tilda Moor <tilda@corrick.example>"
) -> Invitation:
    told = {"id": "one", "title": title, "text": text, "to": [SELF]}
    return prepare(event_from({**told, "org": org} if org else told), MAYA)


def test_most_jobs_are_read_wherever_they_stand() -> None:
    found = list(examples("jobs.jsonl"))
    wrong = {}
    for example in found:
        got = read(example.event, me=MAYA, settled=Kind.INTERVIEW).role
        if role_key(got or "") != role_key(example.want["role"] or ""):
            wrong[example.name] = (example.want["role"], got)
    assert len(found) - len(wrong) >= ENOUGH * len(found), json.dumps(wrong, ensure_ascii=False, indent=1)


def test_no_two_examples_share_a_name() -> None:
    told = [json.loads(line)["id"] for line in (FOLDER / "jobs.jsonl").read_text("utf-8").splitlines()]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("title", "text", "job"),
    [
        ("Interview", "Thank you for applying for the position of Harp Tuner at Corrick. See you.", "Harp Tuner"),
        ("Interview", "Interview for Cable Splicer with Ana Ruiz", "Cable Splicer"),
        ("Interview for: Director of Nursing (East) #J-3381", "Dear Maya, see you then.", "Director of Nursing (East)"),
        (
            "Interview",
            "vielen Dank für Ihre Bewerbung als Elektroniker für Gebäudetechnik.",
            "Elektroniker für Gebäudetechnik",
        ),
        ("Interview", "邀请您参加制图员岗位线上面试。", "制图员"),
        ("Interview", "この度は弊社の染色家のポジションにご応募いただきありがとうございます。", "染色家"),
        ("Beekeeper interview", "", "Beekeeper"),
        (
            "Interview",
            "Ausschreibung 12/2026 Deichfachangestellte (m/w/d), wir freuen uns auf Sie.",
            "Deichfachangestellte",
        ),
        ("Call", "Position: Tide Clerk (two-year appointment)", "Tide Clerk"),
        ("Board interview", "Competition: 26-114, Tide Clerk\nEmployer: City of Corrick", "Tide Clerk"),
        ("Interview: Tide Lead", "Requisition: 26000KX7\nMode: telephone", "Tide Lead"),
        ("Zoom", "Topic: Interview (Tide Engineer) Corrick & Co", "Tide Engineer"),
        ("Entretien", "Annonce : Frigoriste itinérant", "Frigoriste itinérant"),
        ("Gesprek", "Het gaat over de job van Meesterbrouwer, tot dan", "Meesterbrouwer"),
        ("Call", "You'll be with Osric Vane, Principal Engineer. See you then.", None),
        ("Call", "See you then.\n\nOsric\nHead of Tides", None),
    ],
)
def test_a_job_is_read(title: str, text: str, job: str | None) -> None:
    assert role(_invitation(text, title)) == job


@pytest.mark.parametrize("firm", ["Larch AG", "Silver Larch GmbH", "Silver Larch Ltd", "Larch Inc.", "Larch S.p.A."])
def test_what_is_set_apart_behind_a_firm_is_the_job(firm: str) -> None:
    text = f"First interview with {firm}, Financial Controller. You will meet Jan Roth."
    assert role(_invitation(text, "Interview with our client")) == "Financial Controller"


def test_what_is_set_apart_behind_somebodys_name_is_what_they_are() -> None:
    text = "First interview with Jan Roth, Financial Controller. See you then."
    assert role(_invitation(text, "Interview with our client")) is None


@pytest.mark.parametrize(
    ("title", "text", "job"),
    [
        ("Interview Larch AG - key account mgr", "", "key account mgr"),
        ("Interview", "Silver Larch Ltd (Financial Controller)", "Financial Controller"),
    ],
)
def test_the_job_behind_a_firm_is_read_in_a_note_of_the_users_own(title: str, text: str, job: str) -> None:
    assert role(prepare(event_from({"id": "one", "title": title, "text": text}), MAYA)) == job


@pytest.mark.parametrize(
    ("title", "text", "job"),
    [
        ("panel, Corrick", "night porter - east wing. Ana, Bo and someone from HR", "night porter - east wing"),
        (
            "corrick – they look at my sketches",
            "second talk, names tbc. bring the pens. (Draughtsman II)",
            "Draughtsman II",
        ),
        ("Corrick mock lesson", "interviewer Bo P. from tides. Role sr eng, weirs. practise!", "sr eng, weirs"),
        ("campus day, Corrick", "Asst Prof Botany, 2 days\n9:00 Dean Ana Ruiz\n10:00 Bo Li", "Asst Prof Botany"),
    ],
)
def test_a_job_is_read_that_fills_a_sentence_of_a_note(title: str, text: str, job: str) -> None:
    assert role(prepare(event_from({"id": "one", "title": title, "text": text}), MAYA)) == job


@pytest.mark.parametrize(
    ("text", "job"),
    [
        (
            "You are screened in for competition 26-PW-114, Supervisor, Tide Gates, Town of Corrick.",
            "Supervisor, Tide Gates",
        ),
        ("POSTING\nWard Sister (Oslo / Hull)\n\nSCHEDULE\n10:00 Ana Ruiz", "Ward Sister"),
        ("It is the last step for the Night Nurse process. Osric Vane, the bank manager, will see you.", "Night Nurse"),
        (
            "Thank you for applying to the Ward Clerk, Day Surgery posting. Ana Ruiz will see you.",
            "Ward Clerk, Day Surgery",
        ),
        ("Ring the bell. Flight Crew applicants of group 2 meet in the hall.", "Flight Crew"),
        ("Service: talk\nNotes: School librarian, second interview. Ana heads the branch.", "School librarian"),
        ("Keel & Larch, Senior Joiner process, step 3 of 4", "Senior Joiner"),
        (
            "C'est pour le poste de Chef d'atelier, charpente : un échange avec notre présidente.",
            "Chef d'atelier, charpente",
        ),
        (
            "Votre candidature au poste de chargé de mission forêts a retenu notre attention.",
            "chargé de mission forêts",
        ),
        ("Quiero hacerte la entrevista para la plaza de maestro de primaria cuanto antes.", "maestro de primaria"),
        ("Quero fazer a entrevista para a vaga de professor de história o quanto antes.", "professor de história"),
        ("Du har sökt tjänsten som handläggare, mark och vatten. Vi ses.", "handläggare, mark och vatten"),
        (
            "Zapraszamy na rozmowę na stanowisko Specjalista ds. umów i zakupów. Do zobaczenia.",
            "Specjalista ds. umów i zakupów",
        ),
    ],
)
def test_a_job_is_read_with_what_belongs_to_it(text: str, job: str) -> None:
    assert role(_invitation(text, "Interview")) == job


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("You will sit down with Osric Vane, the ward manager, for 45 minutes.", None),
        ("Stanowisko: Kierownik zmiany, klient: Huta Larchowa. Rozmowa ze mną.", "Kierownik zmiany"),
        ("Stelle: Altenpfleger, und die Uhrzeit passt. Bis dann.", "Altenpfleger"),
    ],
)
def test_a_job_is_read_without_what_does_not_belong_to_it(text: str, job: str | None) -> None:
    assert role(_invitation(text, "Interview")) == job


@pytest.mark.parametrize(
    ("title", "job"),
    [
        ("Vorstellungsgespräch Corrick - Konditorin", "Konditorin"),
        ("Vorstellungsgespräch Corrick - Justizbeamter", "Justizbeamter"),
        ("Intervju Corrick - barnmorska", "barnmorska"),
        ("Colloquio Corrick - panettiere", "panettiere"),
        ("Sollicitatiegesprek Corrick - wijkagent", "wijkagent"),
        ("Interview Corrick - Health Visitor", "Health Visitor"),
        ("Interview Corrick - Sheet Worker", "Sheet Worker"),
    ],
)
def test_a_trade_is_read_in_a_short_note(title: str, job: str) -> None:
    assert read(event_from({"id": "one", "title": title}), me=MAYA, settled=Kind.INTERVIEW).role == job


@pytest.mark.parametrize(
    ("title", "text", "job"),
    [
        ("Entrevista", "Hablaremos del puesto de panadera contigo.", "panadera"),
        ("Entrevista", "Falaremos da vaga de padeiro com você.", "padeiro"),
        ("Intervju", "Vi pratar om tjänsten som murare med dig.", "murare"),
    ],
)
def test_with_whom_one_talks_is_no_part_of_the_job(title: str, text: str, job: str) -> None:
    assert role(_invitation(text, title)) == job


def test_the_word_for_an_interview_is_no_part_of_a_quoted_job() -> None:
    text = 'The final option of the poll "Interview Tide Business Partner" has been chosen.'
    assert role(_invitation(text, "Interview Tide Business Partner")) == "Tide Business Partner"


def test_no_job_ends_in_a_word_that_joins_others() -> None:
    found = [job.name for job in jobs(_invitation("Votre candidature au poste de chargé de mission du lac"))]
    assert found
    assert not any(name.endswith((" de", " du")) for name in found)


def test_of_two_jobs_the_one_sought_is_read() -> None:
    text = "Bram runs our Weir Team and is a Principal Engineer.\nLet us talk about the Tide Systems Manager position."
    assert role(_invitation(text)) == "Tide Systems Manager"


def test_nothing_is_read_where_more_speaks_for_none() -> None:
    invitation = _invitation("You'll be with Osric Vane, Principal Engineer. See you then.")
    told = weights("role", ())
    assert "Principal Engineer" in {job.name for job in jobs(invitation)}
    assert all(worth(job.clues, told) < worth({NOTHING}, told) for job in jobs(invitation))
    assert role(invitation) is None


@pytest.mark.parametrize("around", [(), ("note",)])
def test_what_is_asked_last_only_speaks_against_a_job(around: tuple[str, ...]) -> None:
    assert weights("role", around)[OF_DOMAIN] < 0


def test_a_job_is_named_once_with_the_clues_of_all_its_places() -> None:
    (job,) = (
        each
        for each in jobs(_invitation("Tide Systems Manager\nWe look for a Tide Systems Manager in Oslo."))
        if each.name == "Tide Systems Manager"
    )
    assert {"line.starts", "line.ends", "before a", "behind in", "first tide", "last manager"} <= job.clues


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("We talk about a Tide Engineer position.", "post.behind"),
        ("Position: Tide Engineer", "label.all"),
        ("We invite you for the position of Tide Engineer", "named"),
        ("Weir Head and more.\nYour place as Tide Engineer", "before as"),
        ("With Ana Ruiz, Tide Engineer", "name.before"),
        ("Tide Engineer (m/f/d)", "marker.behind"),
        ("Come soon (Position: Tide Engineer), will you", "label.all"),
        ("Position: Tide Engineer, Corrick", "label.clause"),
        ("Our Tide Engineer wetlands", "behind.small"),
        ('The "Tide Engineer" posting', "quoted.all"),
        ("We need a Tide Engineer (sluices) soon", "bracket.word"),
        ("Same job (Tide Engineer), same room", "bracket.all"),
    ],
)
def test_what_stands_beside_a_job_is_a_clue(text: str, clue: str) -> None:
    assert clue in next(job.clues for job in jobs(_invitation(text)) if job.name == "Tide Engineer")


def test_brackets_around_a_job_in_a_title_are_a_clue() -> None:
    found = jobs(_invitation("See you then.", "Talk (Tide Engineer)"))
    assert "title.bracket.all" in next(job.clues for job in found if job.name == "Tide Engineer")


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("Na jakie stanowisko aplikujesz? Odpisz, prosimy.", None),
        ("Auf welche Stelle bewirbst Du dich? Sag es uns.", None),
        ("Un colloquio per Analista programmatore prevede una prova tecnica", "Analista programmatore"),
        ("Das Gespräch für Lagerfachkraft beinhaltet eine Führung", "Lagerfachkraft"),
    ],
)
def test_a_question_and_a_verb_are_no_job(text: str, job: str | None) -> None:
    assert role(_invitation(text)) == job


def test_a_sign_for_every_gender_is_no_word_of_a_job() -> None:
    found = jobs(_invitation("Stelle: Referent (m/w/d) Gezeiten"))
    clues = next(job.clues for job in found if job.name == "Referent (m/w/d) Gezeiten")
    assert {"words.2", "last gezeiten"} <= clues


def test_the_users_own_name_is_in_no_job() -> None:
    found = jobs(_invitation("Interviews - Senior Dredging Engineer - Maya Lind"))
    assert "Senior Dredging Engineer" in {job.name for job in found}
    assert not any("Lind" in job.name or "Maya" in job.name for job in found)


WORDS = (
    "the position of Engineer Senior Harp tuner (m/w/d) Stelle as a at Corrick Ana Ruiz, interview - | : ( ) "
    "岗位 制图员 ポジション d’ingénieur Role:"
)


@given(
    title=st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join),
    text=st.lists(st.sampled_from(WORDS.split()), max_size=25).map("\n".join)
    | st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join),
)
def test_no_job_is_invented(title: str, text: str) -> None:
    invitation = _invitation(text, title)
    got = role(invitation)
    if got is not None:
        read_in = " ".join(f"{invitation.title} {invitation.body}".split())
        assert all(word in read_in for word in got.split())


def test_one_small_word_alone_makes_no_interview_of_a_meeting() -> None:
    text = "Please say who takes which role in the exercise. Nothing to prepare, just be there."
    told = {"id": "one", "title": "Lunch with Osric", "text": text, "org": "Osric <o@corrick.example>", "to": [SELF]}
    assert read(event_from(told), me=MAYA).kind is Kind.NONE


@pytest.mark.parametrize(
    ("name", "job"),
    [
        ("Bank Teller, Leith branch", "Bank Teller"),
        ("Kassierer, Filiale Köln", "Kassierer"),
        ("Conseiller clientèle, agence de Lyon", "Conseiller clientèle"),
        ("Conseiller clientèle, Agence de Lyon", "Conseiller clientèle"),
        ("Cajera, sucursal Centro", "Cajera"),
        ("Addetto vendite, sede di Udine", "Addetto vendite"),
        ("Kasjer, oddział w Krakowie", "Kasjer"),
        ("Policy Analyst, Fisheries Branch", "Policy Analyst, Fisheries Branch"),
        # The times of work are part of a name with a capital, and its level in any case.
        ("Night Porter, nights", "Night Porter"),
        ("Dock Supervisor, Nights", "Dock Supervisor, Nights"),
        ("Barista (weekends)", "Barista (weekends)"),
        ("Capoturno, jr.", "Capoturno, jr"),
        ("Mécanicien, H", "Mécanicien"),
        ("Manager, Site Operations", "Manager, Site Operations"),
    ],
)
def test_a_job_is_written_without_the_branch_where_it_is_and_its_conditions(name: str, job: str) -> None:
    assert written(name) == job


def test_what_somebody_met_is_in_brackets_is_not_the_job() -> None:
    text = "The final interview is half an hour with Ambrose Keller (VP Infrastructure). Not scary."
    assert role(_invitation(text, "Corrick: last chat, with Ambrose")) is None
    assert role(_invitation("with jun. platform eng. ana = head of infra?", "int. @ corrick", org="")) == "platform eng"


def test_the_short_name_of_the_firm_is_no_part_of_the_job() -> None:
    text = "See you soon.\n\nTilda Moor\nNorthway Charts (NWC)"
    sender = "Tilda Moor <tilda@nwcharts.example>"
    assert role(_invitation(text, "Panel - NWC Platform Lead", sender)) == "Platform Lead"
    assert role(_invitation("See you soon.", "Panel - NWC Platform Lead", sender)) == "NWC Platform Lead"


@pytest.mark.parametrize(
    ("title", "text", "job"),
    [
        ("corrick interview #2", "with ana ruiz. senior go dev. system design.", "senior go dev"),
        ("Rozmowa - Lind - Automatyk utrzymania ruchu", "Zapraszamy na rozmowę.", "Automatyk utrzymania ruchu"),
    ],
)
def test_short_words_for_trades_are_known(title: str, text: str, job: str) -> None:
    assert role(_invitation(text, title, org="" if title.islower() else "Tilda Moor <tilda@corrick.example>")) == job


@pytest.mark.parametrize(
    ("title", "text", "job"),
    [
        (
            "Video",
            "Ciao Maya, ti aspettiamo al colloquio video per Dietista di mensa scolastica.",
            "Dietista di mensa scolastica",
        ),
        ("Intervju", "Välkommen på intervju för Drifttekniker den 20 mars.", "Drifttekniker"),
        ("Interview for Larch Raft Whisperer at Corrick", "See you then.", "Larch Raft Whisperer"),
        ("Interview (Night Shift Kennel Tech)", "With Ana Ruiz, who leads the shift.", "Night Shift Kennel Tech"),
        ("Interview", "For the Tide Gauge Keeper vacancy you will meet Ana Ruiz.", "Tide Gauge Keeper"),
        (
            "Point",
            "C'est moi qui recrute le ou la Chargé d'affaires réglementaires.",
            "Chargé d'affaires réglementaires",
        ),
        ("면접", "'조경 관리원' 2차 면접입니다.", "조경 관리원"),
        ("통화", "안녕하세요, 누리서치입니다. 재배사 포지션 관련하여 통화 드리려고 합니다.", "재배사"),
        ("电话沟通", "看到您投递了平台工程师，想先电话了解一下您的经历。", "平台工程师"),
        ("Interview", "Vacancy: Technician, Data Loading (Base: YQT)", "Technician, Data Loading (Base: YQT)"),
        ("Quick call", 'It is about our "Engineer No. 3" posting.', "Engineer No. 3"),
        ("Interview", "Position: Engineer No. 3. See you.", "Engineer No. 3"),
        ("Tech interview - Principal Eng. (Observability)", "See you.", "Principal Eng. (Observability)"),
        ("Sr PM, Trust // quick screen", "We have an urgent requirement.", "Sr PM, Trust"),
        (
            "Entretien",
            "Offre : Développeur·se back-end confirmé·e (F/H/X) – équipe Réservations",
            "Développeur·se back-end confirmé·e – équipe Réservations",
        ),
        (
            "Échange",
            "Un échange autour du poste de Directeur technique animation, tes envies et tes prétentions.",
            "Directeur technique animation",
        ),
        (
            "Secondo colloquio",
            "Per la posizione di Site Reliability Engineer La aspettano Ermengarda Foschi e Tullio Bassani.",
            "Site Reliability Engineer",
        ),
        ("Discussion", "I run the faculty and this vacancy is mine to fill.", None),
        ("终面 - 与总经理沟通", "终面由我们总经理薛澜和您聊。", None),
        ("Rozmowa - Kierownik Zmiany (produkcja)", "Zapraszamy.", "Kierownik Zmiany (produkcja)"),
        ("Interview: Tide Engineer (permanent)", "See you.", "Tide Engineer"),
        ("Gespräch: Projektmanager:in (m/w/d) Windkraft", "Bis bald.", "Projektmanager:in Windkraft"),
        (
            "面接のご案内",
            "ポジション：バックエンドエンジニア（シニア） / Senior Backend Engineer",
            "バックエンドエンジニア（シニア） / Senior Backend Engineer",
        ),
    ],
)
def test_a_job_is_read_behind_words_that_lead_to_it(title: str, text: str, job: str) -> None:
    assert role(_invitation(text, title)) == job


@pytest.mark.parametrize(
    "text",
    [
        "For the post of Brewery Systems Manager you'll meet Cosmo (Head of Operations) and Ada (Finance Director).",
        "The last session of your Brewery Systems Manager loop.\nInterviewer: Ana Ruiz, Customer Operations",
        "It is about the post of Brewery Systems Manager.\nTilda Moor\nHead of Grid Software @ Corrick",
    ],
)
def test_what_somebody_is_who_meets_the_user_or_signs_is_not_the_job(text: str) -> None:
    assert role(_invitation(text)) == "Brewery Systems Manager"


def test_a_firm_that_is_not_told_is_no_job() -> None:
    text = "求人は「老舗和菓子メーカー（社名非公開）の商品企画」です。"
    assert role(_invitation(text, "ご相談")) == "商品企画"


def test_a_job_ends_before_the_sign_for_its_firm() -> None:
    assert role(_invitation("re: plant systems director @ Brightwater Bottling", "headhunter phoning", org="")) == (
        "plant systems director"
    )


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("You applied for the boat shed assistant place and I am no good at formal talks.", "boat shed assistant"),
        ("Thanks for your CV in response to the archive coordinator ad.", "archive coordinator"),
        ("We saw your reply to our delivery driver advert and would like to meet.", "delivery driver"),
        ("It is about the opening we have for a pastry cook. Bring your knives.", "pastry cook"),
        ("You meet Tilda Moor, who would be your line manager as Deeds Searcher.", "Deeds Searcher"),
        ("Sie haben auf unsere Anzeige für eine Bürokraft geantwortet.", "Bürokraft"),
        ("Suite à votre réponse à notre annonce de vendeur en boulangerie.", "vendeur en boulangerie"),
        ("Es por el anuncio de mozo de almacén al que respondiste.", "mozo de almacén"),
    ],
)
def test_a_job_is_read_that_was_advertised(text: str, job: str) -> None:
    assert role(_invitation(text)) == job


@pytest.mark.parametrize(
    "text", ["In response to the message you sent, here is the link.", "You applied for the visa, I hear. Good luck!"]
)
def test_what_else_is_answered_or_applied_for_is_no_job(text: str) -> None:
    assert role(_invitation(text)) is None
