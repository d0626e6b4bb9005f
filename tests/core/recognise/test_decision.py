"""The day of a promise, told from requests and other dates."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.model import AccountName, CalendarId, Event, EventId, Kind, Ref
from core.recognise.read import read
from tests.core.recognise.examples import MAYA

TUESDAY = datetime(2026, 10, 6, 10, tzinfo=ZoneInfo("Europe/London"))


def promised(text: str) -> date | None:
    event = Event(
        ref=Ref(account=AccountName("a"), calendar=CalendarId("c"), event_id=EventId("e")),
        uid="e",
        start=TUESDAY,
        end=TUESDAY + timedelta(hours=1),
        title="Interview",
        description=text,
    )
    return read(event, me=MAYA, settled=Kind.INTERVIEW).decision_by


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They said they'd let me know by the 20th.", date(2026, 10, 20)),
        ("Offers will be made within 5 working days.", date(2026, 10, 13)),
        ("The result shall be intimated within 5 working days.", date(2026, 10, 13)),
        ("Candidates are told no later than 20 October.", date(2026, 10, 20)),
        ("You will hear by close of business on Thursday 15 October.", date(2026, 10, 15)),
        ("Das Gespräch ist mit Frau Adler und der Leitung. Meldet sich bis Ende nächster Woche.", date(2026, 10, 16)),
        ("Bonjour, nous serons trois pour le poste. On te dit oui ou non avant vendredi.", date(2026, 10, 9)),
        ("A resposta sai até o dia 14.", date(2026, 10, 14)),
        ("Os resultados serão afixados no dia 14 de outubro.", date(2026, 10, 14)),
        ("결과는 영업일 기준 3일 이내에 알려드리겠습니다.", date(2026, 10, 9)),
        # A mail, a call or word by some day, and whoever informs.
        ("If not, you get an e-mail by 20 October.", date(2026, 10, 20)),
        ("Our office informs you by 20 October.", date(2026, 10, 20)),
        ("They promised word by Oct 20.", date(2026, 10, 20)),
        ("Sonst bekommen Sie bis 20. Oktober eine E-Mail.", date(2026, 10, 20)),
        ("Sinon, vous recevrez un e-mail d'ici le 20 octobre.", date(2026, 10, 20)),
        ("Si no, recibirás un correo antes del 20 de octubre.", date(2026, 10, 20)),
        ("Caso contrário, receberá um e-mail até 20 de outubro.", date(2026, 10, 20)),
        ("Il nostro ufficio la informa entro il 20 ottobre.", date(2026, 10, 20)),
        ("Ons kantoor informeert je uiterlijk 20 oktober.", date(2026, 10, 20)),
        ("Annars får du ett mejl senast 20 oktober.", date(2026, 10, 20)),
        ("10月20日までにお電話いたします。", date(2026, 10, 20)),
        ("10월 20일까지 메일 드리겠습니다.", date(2026, 10, 20)),
        (
            "Tomaremos la decisión el jueves y te llamaremos a más tardar el viernes 9 de octubre.",
            date(2026, 10, 9),
        ),
        ("我們會在下週五前通知您結果。", date(2026, 10, 16)),
        ("All applicants are told the outcome within five (5) business days.", date(2026, 10, 13)),
        ("Results are posted on or before 14-Oct-2026.", date(2026, 10, 14)),
        ("You hear from us by Wed, Oct. 14.", date(2026, 10, 14)),
        ("Rosa promised an answer within 48h.", date(2026, 10, 8)),
        ("Nous vous répondrons sous une semaine, le poste est à Lyon.", date(2026, 10, 13)),
        ("You get my answer by Tuesday.", date(2026, 10, 13)),
        ("You hear from us either way by Wednesday, October 14. Please confirm.", date(2026, 10, 14)),
        ("Daremos retorno sobre a vaga, positivo ou negativo, até o dia 14/10.", date(2026, 10, 14)),
        ("Le comunicaremos nuestra decisión, sea cual sea, antes de que acabe el mes.", date(2026, 10, 31)),
        ("You get the outcome by phone on the next business day.", date(2026, 10, 7)),
        ("We'll confirm whether there's a next step within 3 business days.", date(2026, 10, 9)),
        ("Then we have all we need to decide on the post; you get a call within two weeks.", date(2026, 10, 20)),
        ("Los resultados se publican en el plazo de una semana.", date(2026, 10, 13)),
        ("Recruiting will confirm the match within two business days.", date(2026, 10, 8)),
        ("We will let both finalists know on Thursday 15 October.", date(2026, 10, 15)),
        ("Wir sagen Ihnen am nächsten Werktag Bescheid, ob Sie die Stelle bekommen.", date(2026, 10, 7)),
        ("Retornamos em até 5 dias úteis sobre a vaga.", date(2026, 10, 13)),
        ("L'ufficio del personale la contatterà entro venerdì per il posto.", date(2026, 10, 9)),
        ("翌営業日に結果をご連絡いたします。", date(2026, 10, 7)),
        ("成绩于十月二十一日公布。", date(2026, 10, 21)),
        ("最迟本月18日给予答复。", date(2026, 10, 18)),
        ("금요일까지는 꼭 답 드릴게요.", date(2026, 10, 9)),
        ("A vaga é sua cara! A gente te dá um retorno até sexta-feira, combinado?", date(2026, 10, 9)),
    ],
)
def test_a_promise_is_resolved_from_the_day_of_the_talk(text: str, day: date) -> None:
    assert promised(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "We need your answer by Friday.",
        "Laat je uiterlijk vrijdag weten of dit tijdstip lukt?",
        "Results are shared with the client within 24 hours.",
        "Please let us know by Friday whether this works.",
        "We will be in touch early next week.",
        "Laat even vóór donderdag weten of je lunch blijft eten.",
        "L'absence de réponse à la présente sous 48 h vaut désistement.",
        "You need to decide on a slot within two days.",
        "Our assistant will confirm the room by Friday.",
        "I have to give the other company an answer by Friday.",
        "I'll call you on Tuesday at ten.",
        "Tell us how you give feedback after a bad Saturday night.",
        "You may retake the test once within 7 days; results are sent straight to us.",
    ],
)
def test_what_is_asked_of_the_candidate_is_no_promise(text: str) -> None:
    assert promised(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # What others are asked, or elect, beside it.
        (
            "References are called on Wednesday and Thursday; the answer will be with you by October 30.",
            date(2026, 10, 30),
        ),
        (
            "Ballot results come on Oct 12 and have nothing to do with you; our answer comes by the end of the month.",
            date(2026, 10, 31),
        ),
        (
            "Die Betriebsratswahl ist am 12. Oktober, unsere Zusage oder Absage kommt bis zum 20. Oktober.",
            date(2026, 10, 20),
        ),
        # Who decides tells it later.
        ("The panel decides on 17 October and candidates are told by 19 October.", date(2026, 10, 19)),
        ("Tell Maya they get word from me within 10 days of your meeting.", date(2026, 10, 16)),
        ("Te escribo antes de que acabe la semana que viene.", date(2026, 10, 16)),
        ("下周内给您答复。", date(2026, 10, 16)),
        ("다음 주 내로 답변드리겠습니다.", date(2026, 10, 16)),
    ],
)
def test_a_day_is_told_from_those_of_others_beside_it(text: str, day: date) -> None:
    assert promised(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "If you haven't heard from us by 20 October, please assume we've gone with somebody else.",
        "Sans réponse de notre part sous 15 jours, veuillez considérer que votre candidature n'est pas retenue.",
        "Wenn Sie binnen zwei Wochen nichts hören, haben wir uns anders entschieden.",
        "Hoor je binnen tien dagen niets, dan is het helaas een nee.",
        "1週間以内に連絡がない場合は不採用とご理解ください。",
        "일주일 내 연락이 없으면 불합격으로 이해해 주세요.",
        "一周内未收到通知即为未录取。",
    ],
)
def test_silence_that_means_no_promises_nothing(text: str) -> None:
    assert promised(text) is None
