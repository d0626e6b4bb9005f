"""Which round an interview is: by its schedule, by who meets the user, by what is to be done in it."""

from __future__ import annotations

from typing import Any

import pytest

from core.model import Kind, Stage
from core.recognise.read import read
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        # One who invites to a talk with themselves, and signs as who leads.
        (
            {
                "title": "Maya and Piers: interview",
                "org": "Piers Calloway <piers@ketterbridge.example>",
                "to": [SELF],
                "text": "Hi Maya, this is our interview for the actuary role.\nPiers Calloway\nHead of Pricing",
            },
            Stage.HIRING_MANAGER,
        ),
        # The function of somebody met does not say that the job is under them.
        (
            {
                "title": "Interview at Ketterbridge",
                "org": "Ketterbridge HR <hr@ketterbridge.example>",
                "to": [SELF],
                "text": "Dear Maya, you will meet Piers Calloway, Head of Pricing, about the position of Actuary.",
            },
            Stage.OTHER,
        ),
        # What the firm is called is no round.
        (
            {
                "title": "Interview at Final Mile Logistics",
                "org": "Final Mile Logistics <jobs@finalmile.example>",
                "to": [SELF],
                "text": "Dear Maya, thank you for applying as Dispatcher at Final Mile Logistics.",
            },
            Stage.OTHER,
        ),
        (
            {
                "title": "Interview: Pharmacist, Applecross Pharmacy",
                "org": "Applecross Pharmacy <jobs@applecross.example>",
                "to": [SELF],
                "text": "You will speak with Ana Ruiz alone; Ana would also be the one you report to.",
            },
            Stage.HIRING_MANAGER,
        ),
        (
            {
                "title": "Managerial round, Actuary",
                "org": "Ketterbridge HR <hr@ketterbridge.example>",
                "to": [SELF],
                "text": "Dear Maya, your interviewer is Ana Ruiz.",
            },
            Stage.HIRING_MANAGER,
        ),
        ({"title": "Gespräch mit dem Werkstattleiter, Bewerbung Moorfeld Bahn"}, Stage.HIRING_MANAGER),
        ({"title": "2e gesprek met de teamleider, Veenkamp", "text": "sollicitatie inkoper"}, Stage.HIRING_MANAGER),
        # A day of several talks, whatever the letters of its schedule.
        (
            {
                "title": "採用面接 しらさぎ電機",
                "text": "9:30 受付\n9:45 グループディスカッション\n10:40 筆記\n11:20 個別面接\n12:00 解散",
            },
            Stage.ONSITE,
        ),
        (
            {
                "title": "Interviews, Ketterbridge, actuary",
                "text": "9:30a Piers, pricing\n10:15a Ngozi, claims\n11:00a coffee break\n11:20a Ida, data",
            },
            Stage.ONSITE,
        ),
        ({"title": "Entretien Moulin Vert", "text": "devant un petit comité, poste d'acheteur"}, Stage.PANEL),
        (
            {
                "title": "Interview Ketterbridge",
                "text": "actuary job. A panel of two, who would be my colleagues, technical questions",
            },
            Stage.PANEL,
        ),
        ({"title": "Ketterbridge: defend my takehome", "text": "actuary job"}, Stage.TAKE_HOME_REVIEW),
        ({"title": "Interview Ketterbridge", "text": "we fix a bug together, actuary job"}, Stage.TECHNICAL),
        # What may come after it is not yet this round, and what there will be none of is not in it.
        (
            {
                "title": "Interview Ketterbridge",
                "text": "actuary job, with Ngozi who would be my boss. If all goes well the next round is a trial day.",
            },
            Stage.HIRING_MANAGER,
        ),
        ({"title": "面试 云杉保险", "text": "应聘：精算师。不试讲，只是聊。"}, Stage.OTHER),
    ],
)
def test_the_round_of_an_interview_is_read(told: dict[str, Any], stage: Stage) -> None:
    assert read(event_from({"id": "one", **told}), me=MAYA).stage is stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Following your technical interview with Ida, we would like to speak with you again.", Stage.OTHER),
        ("After this conversation there may be a practical test and a panel.", Stage.OTHER),
        ("We are finalising the onsite list; this talk is with the hiring manager.", Stage.HIRING_MANAGER),
        ("Thanks for your coding test; now we come to the last step before an offer.", Stage.FINAL),
        ("You will talk with Piers, the person this job reports to.", Stage.HIRING_MANAGER),
        ("I will ask you to read some of our actual code.", Stage.TECHNICAL),
        ("You'll speak with Piers Holt, who is hiring for this position.", Stage.HIRING_MANAGER),
        ("Piers Holt, to whom the role reports, will see you.", Stage.HIRING_MANAGER),
        ("Piers Holt runs the crew this opening is on and makes the hiring decision.", Stage.HIRING_MANAGER),
        ("I'd be working right under her.", Stage.HIRING_MANAGER),
        ("La entrevista será con Pilar Sanz, de quien depende el puesto.", Stage.HIRING_MANAGER),
        ("Confirma-se a entrevista com a Eng. Rita Luz, a quem a função reporta.", Stage.HIRING_MANAGER),
        ("Ihr wäre die Stelle direkt unterstellt.", Stage.HIRING_MANAGER),
        ("Piers and Ida do it together, two on one.", Stage.PANEL),
        ("We'll pair on a small service, your laptop, your editor.", Stage.TECHNICAL),
        ("Thanks for sending in the pricing exercise; you'll walk Ida through what you did.", Stage.TAKE_HOME_REVIEW),
        ("Relevance case with Ida, then code reading with Piers.", Stage.TECHNICAL),
        ("Piers leads that team and will interview you for an hour.", Stage.HIRING_MANAGER),
        ("You're one of four people we're interviewing; I lead that group.", Stage.HIRING_MANAGER),
        ("This is the cross-functional panel.", Stage.PANEL),
        ("A lunch interview: we want to see if we'd enjoy sharing a desk with you.", Stage.CULTURE),
        ("The panel round follows next week if we both like it.", Stage.OTHER),
        # What is tried out at any trade.
        ("You will cook two dishes, a kitchen trial, and Piers tastes.", Stage.TECHNICAL),
        ("He'll have you wire a two-way switch, then some questions.", Stage.TECHNICAL),
        ("There is a short arithmetic and reading test first.", Stage.TECHNICAL),
        ("One hour: pricing exercise with Ida.", Stage.TECHNICAL),
        ("Nach dem Probekochen setzen wir uns zusammen.", Stage.TECHNICAL),
        ("Un essai cuisine, puis on en parle.", Stage.TECHNICAL),
        ("Empezamos con una prueba de soldadura.", Stage.TECHNICAL),
        ("The team cooks for you in our new kitchen after the talk.", Stage.OTHER),
        # Who interviews together.
        ("The committee (Dr Holt, Ms Ruiz and I) will interview you on Tuesday.", Stage.PANEL),
        ("The board consists of Piers Holt and Ida Ruiz.", Stage.PANEL),
        ("You will meet Piers Holt (actuary) and Ida Ruiz (HR).", Stage.OTHER),
        ("The committee meets on Friday to rank all candidates.", Stage.OTHER),
        # Whose the job is.
        ("I'm the claims desk head and would like half an hour.", Stage.HIRING_MANAGER),
        ("You'll talk with Piers Holt, actuary and the manager for this position.", Stage.HIRING_MANAGER),
        ("Your interviewer is Piers Holt (claims; this vacancy is on that team).", Stage.HIRING_MANAGER),
        ("Piers heads claims and is filling this position.", Stage.HIRING_MANAGER),
        ("A entrevista é com Rita Luz, para quem irá trabalhar.", Stage.HIRING_MANAGER),
        # The next step may be this one: it is, where it names who is met.
        (
            "The next step is a video talk with the hiring manager, Piers Holt. Piers dislikes slides.",
            Stage.HIRING_MANAGER,
        ),
        ("El siguiente paso es una entrevista con quien sería tu jefe, Pedro Ruiz.", Stage.HIRING_MANAGER),
        ("You will meet Piers Holt. The next step will be a talk with the hiring manager.", Stage.OTHER),
    ],
)
def test_other_rounds_that_a_text_tells_of_are_not_this_one(text: str, stage: Stage) -> None:
    told = {
        "id": "one",
        "title": "Interview, actuary at Ketterbridge",
        "org": "Ketterbridge HR <hr@ketterbridge.example>",
        "to": [SELF],
        "text": text,
    }
    assert read(event_from(told), me=MAYA).stage is stage


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Before the final decision: values and how we work together, nothing technical.", Stage.CULTURE),
        ("Une heure pour voir si le courant passe, avant la décision finale. Rien de technique.", Stage.CULTURE),
        ("Vor der finalen Entscheidung lernen Sie das Team kennen. Nichts Fachliches.", Stage.CULTURE),
        ("실무진이 다대일 패널로 진행하며, 최종 결과는 이메일로 알려드립니다.", Stage.PANEL),
        ("You will be asked to share your screen and extend a small rules engine.", Stage.TECHNICAL),
        ("Vous serez invitée à partager votre écran.", Stage.TECHNICAL),
        ("After your lesson observation the panel would like you to meet two future colleagues.", Stage.CULTURE),
        ("With the owner Ana Ruiz - she'd be my boss.", Stage.HIRING_MANAGER),
        ("Je spreekt met Ana (teamleider ecologie, zoekt de nieuwe boswachter).", Stage.HIRING_MANAGER),
        ("Ana Ruiz, the line manager, sees you alone. Usual panel of three then.", Stage.HIRING_MANAGER),
        # Whose the vacancy is.
        ("You'll be with Ana Ruiz (the vacancy is in her team) for an hour.", Stage.HIRING_MANAGER),
        ("Ana Ruiz has the open headcount. 30 min, informal.", Stage.HIRING_MANAGER),
        ("Vous serez reçue par Mme Ruiz, directrice du numérique (N+1 du poste).", Stage.HIRING_MANAGER),
        ("面接官：丹羽 真由（採用部門の責任者）", Stage.HIRING_MANAGER),
        # What is done.
        ("We'll open your submission in a shared editor, you explain the decisions.", Stage.TAKE_HOME_REVIEW),
        ("We were impressed by what you built at Larch Labs. A deep dive now.", Stage.TECHNICAL),
        ("Dzień dobry, porozmawiamy o stanowisku. Na koniec krótka próba na konsolecie.", Stage.TECHNICAL),
        ("Your code sample got passed to me, and this hire is for my team.", Stage.HIRING_MANAGER),
        ("Before the committee sits you eat with the team; see if you like us.", Stage.CULTURE),
        ("Es geht nur darum, ob wir menschlich und von den Werten her zusammenpassen.", Stage.CULTURE),
        # What was before.
        ("After the two technical interviews you meet two people: it's about how we treat each other.", Stage.CULTURE),
        ("지난번 코딩 면접 수고 많으셨어요. 이번에는 컬처핏 면접입니다.", Stage.CULTURE),
        ("Na de technische gesprekken willen we graag weten of het klikt.", Stage.CULTURE),
    ],
)
def test_a_round_is_told_from_what_comes_before_and_after_it(text: str, stage: Stage) -> None:
    told = {"id": "one", "title": "Interview", "org": "Corrick HR <hr@corrick.example>", "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA, settled=Kind.INTERVIEW).stage is stage


def test_a_visit_may_be_the_last_round_and_a_session_with_the_last_word_makes_none() -> None:
    text = "Final round: Piers Holt shows you the yard, then we go over terms."
    told = {"id": "one", "title": "Site visit", "org": "Corrick HR <hr@corrick.example>", "to": [SELF], "text": text}
    assert read(event_from(told), me=MAYA, settled=Kind.INTERVIEW).stage is Stage.FINAL
    rows = "9:00 workshop with Piers\n13:00 closing interview with the owner"
    told = {**told, "title": "Trial day", "text": rows}
    assert read(event_from(told), me=MAYA, settled=Kind.INTERVIEW).stage is Stage.ONSITE
