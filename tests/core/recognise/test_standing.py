"""Whether an event stands: postponed with no new date it does not, accepted with one address it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model import Answer, Attendee, Event, Standing
from core.recognise.read import read
from core.recognise.standing import replaces_earlier
from tests.core.recognise.examples import MAYA, event_from

DANA = "Dana Whitfield <dana@acme.example>"


def invitation(
    title: str = "Interview with Acme - Backend Engineer", text: str = "Hi Maya, thanks for applying."
) -> Event:
    return event_from({"id": "a", "title": title, "text": text, "org": DANA, "to": [DANA]})


@pytest.mark.parametrize(
    "title",
    [
        "POSTPONED - Interview with Acme - Backend Engineer (new date TBD)",
        "Interview with Acme - postponed, new time to be confirmed",
        "Rescheduled: Interview with Acme (new date to follow)",
        "Vorstellungsgespräch Nordfels - verschoben, neuer Termin folgt",
        "Verschoben: Vorstellungsgespräch Nordfels (neuer Termin noch offen)",
        "Entretien Soleane - reporté, nouvelle date à définir",
        "Reporté : entretien Soleane (nouvelle date à venir)",
        "Entrevista Ventura - aplazada, nueva fecha por confirmar",
        "Entrevista Ventura - adiada, nova data a confirmar",
        "Colloquio Ventura - rinviato, nuova data da definire",
        "Sollicitatiegesprek Nordfels - uitgesteld, nieuwe datum volgt",
        "Anställningsintervju hos Nordfels - uppskjuten, nytt datum kommer",
        "Rozmowa kwalifikacyjna Nordfels - przełożona, nowy termin wkrótce",
        "面试 星海 - 推迟，新时间待定",
        "【延期】株式会社ミナト 一次面接（新日程は未定）",
        "면접 한빛 - 연기, 새 일정 추후 공지",
    ],
)
def test_what_is_postponed_with_no_new_date_does_not_stand(title: str) -> None:
    assert read(invitation(title), me=MAYA).standing is Standing.CANCELLED


@pytest.mark.parametrize(
    "title",
    [
        "Rescheduled: Interview with Acme - Backend Engineer",
        "Interview with Acme - Backend Engineer (room TBD)",
        "Interview with Acme - interviewer to be confirmed",
        "Verschoben: Vorstellungsgespräch Nordfels – Softwareentwickler",
        "Reporté : Entretien technique - Développeur backend - Soleane",
        "【日程変更】【株式会社ミナト】一次面接のご案内",
    ],
)
def test_what_was_moved_to_another_date_stands(title: str) -> None:
    assert read(invitation(title), me=MAYA).standing is Standing.ON


@pytest.mark.parametrize(
    ("work", "personal", "standing"),
    [
        (Answer.DECLINED, Answer.ACCEPTED, Standing.ON),
        (Answer.ACCEPTED, Answer.DECLINED, Standing.ON),
        (Answer.DECLINED, Answer.TENTATIVE, Standing.ON),
        (Answer.DECLINED, Answer.WAITING, Standing.DECLINED),
        (Answer.DECLINED, Answer.DECLINED, Standing.DECLINED),
    ],
)
def test_who_accepts_with_one_of_their_addresses_comes(work: Answer, personal: Answer, standing: Standing) -> None:
    replies = zip(MAYA.emails, (personal, work), strict=True)
    mine = tuple(Attendee(name="Maya Lind", email=email, answer=answer) for email, answer in replies)
    event = invitation()
    event = replace(event, attendees=(*event.attendees, *mine))
    assert read(event, me=MAYA).standing is standing
    # The provider tells the reply of the address whose calendar it is.
    assert read(replace(event, answer=work), me=MAYA).standing is standing


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for applying. Please disregard the earlier invitation.",
        "Vielen Dank für Ihre Bewerbung. Bitte ignorieren Sie die frühere Einladung.",
        "Obrigado pela sua candidatura à vaga. Por favor ignore o convite anterior.",
        "感谢您的应聘。请忽略之前的邀请。",
        "지원해 주셔서 감사합니다. 이전 초대는 무시해 주세요.",
    ],
)
def test_an_invitation_that_drops_an_earlier_one_stands_in_its_place(text: str) -> None:
    reading = read(invitation(text=text), me=MAYA)
    assert (reading.standing, reading.replaces) == (Standing.ON, True)


def test_an_invitation_that_is_to_be_ignored_itself_does_not_stand() -> None:
    text = "Your interview has been rescheduled, please ignore this invitation."
    assert read(invitation(text=text), me=MAYA).standing is Standing.CANCELLED


@pytest.mark.parametrize(
    "text",
    [
        "As discussed, we have rescheduled your interview from Wednesday, November 18, to Friday.",
        "Your interview with Dana Whitfield has been moved to Friday.",
        "We had to move your technical interview.",
        "This interview replaces the one on Nov 18.",
        "Moved from Nov 18 10:00 AM due to a conflict.",
        "Please disregard the previous invitation.",
        "Ihr Gespräch am 18. November wurde auf Freitag verschoben.",
        "Leider mussten wir das Gespräch auf Freitag verschieben.",
        "Diese Einladung ersetzt die vorherige Einladung.",
        "Votre entretien du 18 novembre a été reporté à vendredi.",
        "Nous avons dû reporter votre entretien.",
        "Merci de ne pas tenir compte de l'invitation précédente.",
        "Tu entrevista del día 18 ha sido reprogramada.",
        "Hemos tenido que cambiar la entrevista al viernes.",
        "A sua entrevista foi remarcada para sexta-feira.",
        "Por favor ignore o convite anterior.",
        "Il colloquio del 18 novembre è stato spostato a venerdì.",
        "Questo invito sostituisce il precedente.",
        "Je gesprek van woensdag is naar vrijdag verplaatst.",
        "Negeer de vorige uitnodiging.",
        "Din intervju har flyttats till fredag.",
        "Vänligen bortse från den tidigare inbjudan.",
        "Rozmowa została przełożona na piątek.",
        "Prosimy zignorować poprzednie zaproszenie.",
        "面试时间已改到周五下午三点。",
        "请忽略之前的邀请。",
        "面接の日程を20日（金）15時に変更させていただきました。",
        "先日お送りした招待は破棄してください。",
        "면접 일정이 20일로 변경되었습니다.",
        "이전 초대는 무시해 주세요.",
    ],
)
def test_a_text_says_that_it_takes_the_place_of_an_earlier_invitation(text: str) -> None:
    assert replaces_earlier(f"Hi Robin,\n\n{text}\n\nKim")


@pytest.mark.parametrize(
    "text",
    [
        "Your application has been moved to the next stage.",
        "Need to reschedule? Click here. If you need to, we can move your interview.",
        "Reschedule: https://calendly.com/reschedulings/abc",
        "We moved to a new office last year.",
        "Please ignore this message if you have already replied.",
        "Falls das Gespräch verschoben werden muss, sagen Sie bitte Bescheid.",
        "Si l'entretien doit être reporté, merci de nous prévenir.",
        "Si necesitas reprogramar la entrevista, avísanos.",
        "日程の変更をご希望の場合はご連絡ください。",
        "일정 변경이 필요하시면 알려 주세요.",
        "如需改期，请联系我们。",
    ],
)
def test_a_text_that_only_speaks_of_changes(text: str) -> None:
    assert not replaces_earlier(text)
