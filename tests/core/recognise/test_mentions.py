"""Who of the names in a text is met: every name is weighed by what stands around it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.people import Example, learn, told_apart
from core.model import Kind
from core.recognise import mentions
from core.recognise.invitation import prepare
from core.recognise.listed import Mention
from core.recognise.mentions import BIAS, apart
from core.recognise.mentions_small import small_names, with_capitals
from core.recognise.names import same
from core.recognise.no_person import is_no_person
from core.recognise.read import read
from core.recognise.tables import learned as learned_weights
from core.recognise.weighing import weights
from tests.core.recognise.examples import MAYA, event_from

SELF = "Maya Lind <maya.lind@gmail.com>"
SENDER = "Fernhollow <jobs@fernhollow.example>"


def met(**told: Any) -> set[str]:
    event = event_from({"id": "one", "title": "Interview, Yard Planner", "org": SENDER, "to": [SELF], **told})
    return {person.name for person in read(event, me=MAYA, settled=Kind.INTERVIEW).people if person.attended}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("You will meet Ana Ruiz (Head of Planning) and Bo Ek (Yard Manager).", {"Ana Ruiz", "Bo Ek"}),
        ("Interviewers: Ana Ruiz, Bo Ek", {"Ana Ruiz", "Bo Ek"}),
        ("09:00 System design with Ana Ruiz\n10:00 Values with Bo Ek", {"Ana Ruiz", "Bo Ek"}),
        ("You will speak with Ana Ruiz, Director, Customer Operations.", {"Ana Ruiz"}),
        ("With: Ana Ruiz\n\nKind regards,\nTove Lund\nTalent Acquisition Coordinator", {"Ana Ruiz"}),
        ("Sie sprechen mit Ana Ruiz, Leiterin Planung.\n\nViele Grüße\nTove Lund\nRecruiting", {"Ana Ruiz"}),
        ("面接官：代表取締役社長 佐伯 誠", {"佐伯 誠"}),
        ("面试官：架构师 欧阳靖宇", {"欧阳靖宇"}),
        ("■ 面接官  代表取締役社長 佐伯 誠\n         取締役     三枝 玲子\n■ 服装   自由", {"佐伯 誠", "三枝 玲子"}),
        ("1. 포지션 : 마케터\n2. 면접관 : 문가람 엔지니어, 남태오 리더", {"문가람", "남태오"}),
        ("면접관: 남궁민재 데이터실 실장, 표예린 매니저(플랫폼팀)", {"남궁민재", "표예린"}),
        ("면접관: 남궁민재 센터장(채용 부서장)", {"남궁민재"}),
        ("최종 면접은 표예린 CTO님과 진행됩니다.", {"표예린"}),
        ("当日は女将の三枝玲子と、代表取締役の佐伯亮介がお話を伺います。", {"三枝玲子", "佐伯亮介"}),
        ("由房务总监费晓岚女士与您面谈。\n地点：行政楼四层", {"费晓岚"}),
        # The function ends where the title stands, and a letter of Irish names is no initial.
        ("Am Gespräch nehmen unsere Leiterin Frau Ana Ruiz und Herr Bo Ek teil.", {"Ana Ruiz", "Bo Ek"}),
        ("Sie treffen unseren Geschäftsführer Bo Ek sowie die künftige Vorgesetzte Ana Ruiz.", {"Ana Ruiz", "Bo Ek"}),
        ("Te acompañarán Ana Ruiz y Bo Ek.", {"Ana Ruiz", "Bo Ek"}),
        ("You will meet Ana Ó Briain and Bo Ek.", {"Ana Ó Briain", "Bo Ek"}),
        ("Interviewer: Neslihan Öztürk", {"Neslihan Öztürk"}),
        # Two initials are read with the name, titles of any language taken off it.
        ("Interviewers: J.-P. Ruiz, Bo Ek", {"J.-P. Ruiz", "Bo Ek"}),
        ("You will meet our director, Shri Bo Ek.", {"Bo Ek"}),
        ("Members who confirmed: Ana Ruiz, Bo Ek.\nApologies received: Tove Lund.", {"Ana Ruiz", "Bo Ek"}),
        ("Revisaremos el caso con la Ing. Ana Ruiz de la Vega.", {"Ana Ruiz de la Vega"}),
    ],
)
def test_who_is_met_is_told_from_other_names(text: str, names: set[str]) -> None:
    assert met(text=text) == names


def test_a_word_that_only_begins_as_one_for_with_leads_to_nobody() -> None:
    event = event_from({"id": "one", "title": "interview", "text": "zei hij aan de tel"})
    assert not read(event, me=MAYA, settled=Kind.INTERVIEW).people


@pytest.mark.parametrize(
    ("text", "name", "clues"),
    [
        ("Heute kommen Ana, Oskar und Ylva dazu.", "Oskar", {"list.bare.more", "list.given.more"}),
        ("Du träffar Ana och Oskar.", "Oskar", {"list.bare", "list.given", "list.given.met"}),
        ("Vienen Ana y Oskar.", "Ana", {"left.lead", "list.given"}),
        ("You meet Ana de Vries.", "Ana de Vries", {"words.2", "particle"}),
    ],
)
def test_first_names_alone_are_known_by_their_list(text: str, name: str, clues: set[str]) -> None:
    found = mentions.mentions(prepare(event_from({"id": "one", "title": "", "text": text}), MAYA))
    assert clues <= next(mention.clues for mention in found if mention.name == name)


def test_things_in_a_list_are_no_first_names() -> None:
    told = {"id": "one", "title": "", "text": "We talk about Cobol and Kubernetes."}
    (found,) = (each for each in mentions.mentions(prepare(event_from(told), MAYA)) if each.name == "Cobol")
    assert "list.bare" in found.clues
    assert not any(clue.startswith("list.given") for clue in found.clues)


def test_two_first_names_joined_are_two_people() -> None:
    found = mentions.mentions(prepare(event_from({"id": "one", "title": "", "text": "Vienen Ana y Oskar."}), MAYA))
    assert {"Ana", "Oskar"} < {mention.name for mention in found}
    assert "Ana y Oskar" not in {mention.name for mention in found}


def test_the_users_note_names_who_is_met_in_small_letters_too() -> None:
    event = event_from({"id": "one", "title": "coffee w/ noor haddadi", "text": "ask about her move to product"})
    people = read(event, me=MAYA, settled=Kind.NETWORKING).people
    assert [person.name for person in people] == ["Noor Haddadi"]


@pytest.mark.parametrize(
    ("shown", "text", "name"),
    [
        ("C. Ybarra", "You will meet Consolación Ybarra Mendi (Head of Data).", "Consolación Ybarra Mendi"),
        ("Honorine", "You will meet Honorine Kpatcha (Head of Data).", "Honorine Kpatcha"),
        ("Cem Yildirim", "You will meet Cem Yıldırım (Head of Data).", "Cem Yıldırım"),
        ("Ana Ruiz", "You will meet Ana (Head of Data).", "Ana Ruiz"),
    ],
)
def test_a_guest_is_named_as_fully_as_the_text_does(shown: str, text: str, name: str) -> None:
    assert met(text=text, to=[SELF, f"{shown} <guest@fernhollow.example>"]) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "You will meet Ana Ruiz. Bo Ek sent the invitation; he won't join.",
        "You will meet Ana Ruiz. Ask for Bo Ek (he only does the bookings).",
        "You will meet Ana Ruiz. Bo Ek does sign-in only.",
        "Du triffst Ana Ruiz. Der Kollege Bo Ek nimmt nicht teil.",
        "Du triffst Ana Ruiz. Bo Ek (ohne Gesprächsteilnahme) holt dich ab.",
        "Spotkasz się z Ana Ruiz. Bo Ek jest w zaproszeniu tylko do wiadomości.",
        "Vous serez reçu par Ana Ruiz. Bo Ek organise uniquement la journée.",
    ],
)
def test_who_only_arranges_is_not_met(text: str) -> None:
    guests = ["Ana Ruiz <ana@fernhollow.example>", "Bo Ek <bo@fernhollow.example>"]
    assert met(text=text, to=[SELF, *guests]) == {"Ana Ruiz"}


@pytest.mark.parametrize(
    "text",
    [
        "The client wants a last meeting. They are Xolani Mabuza and Ana Ruiz.",
        "Panel interview (60 minutes)\nXolani Mabuza, Operations\nAna Ruiz, Support\nBo Ek, Customer Success",
    ],
)
def test_who_stands_in_one_list_with_somebody_surely_met_is_met(text: str) -> None:
    assert "Xolani Mabuza" in met(text=text)


def test_who_is_away_is_told_from_who_is_named_beside_them() -> None:
    text = "Ana Ruiz will be there; Bo Ek will not be there."
    assert met(text=text, to=[SELF, "Ana Ruiz <ana@fernhollow.example>", "Bo Ek <bo@fernhollow.example>"]) == {
        "Ana Ruiz"
    }


def test_who_has_but_a_part_of_a_name_in_the_calendar_is_named_as_the_text_does() -> None:
    text = "You will meet Obadiah Kerr, partner."
    assert met(text=text, to=[SELF, "o.kerr@fernhollow.example <o.kerr@fernhollow.example>"]) == {"Obadiah Kerr"}
    signed = "I do a first call with everybody.\n\nPip Rosencrantz, people & hiring"
    assert met(text=signed, org="Pip <pip@fernhollow.example>") == {"Pip Rosencrantz"}


def test_of_names_that_share_words_the_better_one_is_read() -> None:
    whole = Mention("Ana Ruiz", [("b", 5, 13)])
    longer = Mention("With Ana", [("b", 0, 8)])
    first = Mention("Ana", [("b", 5, 8), ("b", 40, 43)])
    other = Mention("Bo Ruiz", [("b", 20, 27)])
    found = apart([(0.5, longer), (1.0, first), (2.0, whole), (0.1, other), (-1.0, Mention("Planning"))])
    assert [each.name for each in found] == ["Ana Ruiz", "Bo Ruiz"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cem Yildirim", "Cem Yıldırım"),
        ("Wroblewski Zdzislaw", "Zdzisław Wróblewski"),
        ("C. Ybarra", "Consolación Ybarra Mendi"),
        ("Hyun-woo C.", "Hyun-woo Castellan"),
    ],
)
def test_a_guest_by_a_short_name_is_the_one_named_in_full(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("A. B.", "Ana Bauer"), ("Ana Ruiz", "Ana Bauer"), ("B. Ruiz", "Ana Ruiz")])
def test_two_people_are_not_one(one: str, other: str) -> None:
    assert not same(one, other)


def test_weights_are_learned_that_tell_the_examples_apart() -> None:
    def example(event: str, name: str, *clues: str, met: bool) -> Example:
        mention = Mention(name, [("b", 0, len(name))], set(clues))
        return Example("some", event, mention, tuple((clue, "usual") for clue in clues), met)

    found = [example(f"{n}", "Ana Ruiz", "label.people", "given", met=True) for n in range(20)]
    found += [example(f"{n}", "Town Hall", "location", met=False) for n in range(20)]
    learned = learn(found)
    assert learned["label.people", "usual"] > 0 > learned["location", "usual"]
    assert told_apart(found, learned) == (20, 0, 20)


def test_the_file_weighs_clues_in_circumstances_that_there_are() -> None:
    told = learned_weights("people")
    assert set(told[BIAS]) == {"usual"}
    assert {where for each in told.values() for where in each} == {
        "usual",
        "note",
        "sender",
        "tool",
        "guests",
        "joins",
    }
    assert set(mentions.RARE) <= {*told, "guest", "sender"}


@given(st.sets(st.sampled_from(["note", "sender", "tool", "guests", "joins"])))
def test_what_is_looked_for_last_only_speaks_against_a_name(around: set[str]) -> None:
    worth = weights("people", tuple(sorted(around)))
    assert max(worth.get(clue, 0.0) for clue in mentions.AGAINST) <= 0


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("ana ruiz, she'd be my boss", "Ana Ruiz, she'd be my boss"),
        ("panel: h. grosz, mina van der berg", "panel: H. Grosz, Mina van der Berg"),
        ("petra lindholm-obi asks, i type", "Petra Lindholm-Obi asks, i type"),
        ("petra quillwater + one more", "Petra Quillwater + one more"),
        ("they will know by friday", "they will know by friday"),
        ("maya lind asks", "maya lind asks"),
        ("ana.ruiz@fernhollow.example", "ana.ruiz@fernhollow.example"),
        ("ana asks, e. g. why", "ana asks, e. g. why"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("", ""),
    ],
)
def test_full_names_in_small_letters_get_their_capitals(note: str, names: str) -> None:
    assert with_capitals(note, frozenset({"maya", "lind"})) == names


@given(st.text(alphabet="ana ruizß-.,İ\n", max_size=40))
def test_a_note_with_capitals_is_the_same_note(note: str) -> None:
    assert len(with_capitals(note, frozenset())) == len(note)
    assert with_capitals(note, frozenset()).casefold() == note.casefold()


def test_the_users_own_note_in_small_letters_names_who_is_met() -> None:
    note = event_from(
        {"id": "one", "title": "talk to ana", "text": "ana ruiz, head of yards at fernhollow. 1st interview"}
    )
    reading = read(note, me=MAYA, settled=Kind.INTERVIEW)
    assert [person.name for person in reading.people if person.attended] == ["Ana Ruiz"]


def test_a_saint_is_part_of_a_name() -> None:
    assert "Aurelio St. Clair" in met(text="10:00 Floor talk (Aurelio St. Clair)\n11:00 Panel (Ana Ruiz)")


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("call w vivi from fernhollow HR re job", "", {"Vivi"}),
        ("555-014-8820 Trudy", "recruiter at fernhollow, she rings me", {"Trudy"}),
        (
            "pick Ana's brain",
            "she switched from banking, works the ER at Fernhollow now. bring list of questions. pay for her brunch",
            {"Ana"},
        ),
        ("Yasmin - freelance talk", "she left her job in june", {"Yasmin"}),
        ("lunch, yard planner job", "third step. Bao, Kirsty M, maybe more", {"Bao", "Kirsty M"}),
        ("final round, w/ the CFO (Bettany Rusk)", "yard planner. yes or no by Friday", {"Bettany Rusk"}),
        ("Doug, site gate", "yard planner job. boots w/ green triangle", {"Doug"}),
        (
            "fernhollow round 2 (yard planner)",
            "w/ wenda park + bas terlo. the link comes later",
            {"Wenda Park", "Bas Terlo"},
        ),
        ("Interview Austin", "yard planner, bring the cv", set()),
    ],
)
def test_a_short_note_names_who_is_met(title: str, text: str, names: set[str]) -> None:
    event = event_from({"id": "one", "title": title, "text": text})
    people = read(event, me=MAYA, settled=Kind.INTERVIEW).people
    assert {person.name for person in people if person.attended} == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("09:00 Uhr Begrüßung\n10:00 Uhr Interview mit Ana Ruiz\n11:00 Uhr Werksführung", {"Ana Ruiz"}),
        ("9:00 Meet the desk  Ana Ruiz\n10:00 Architecture  Per Anker Sund", {"Ana Ruiz", "Per Anker Sund"}),
        ("Du gehst den Abschluss mit unserem Hauptbuchhalter Bo Ek durch.", {"Bo Ek"}),
        ("Ensuite Ana Ruiz vous recevra. Elle dirige le service.", {"Ana Ruiz"}),
    ],
)
def test_a_word_before_a_name_is_no_part_of_it(text: str, names: set[str]) -> None:
    assert met(text=text, org="Fernhollow <jobs@fernhollow.example>") == names


@pytest.mark.parametrize(
    "text",
    [
        "인터뷰어: 남궁선, 백하람\n온라인 링크: https://zoom.us/j/912",
        "想请您线上讲解思路，并回答几个问题。\n参加人：邵明远、汪颖",
    ],
)
def test_what_is_talked_about_or_where_is_nobody_in_the_east(text: str) -> None:
    assert met(text=text, org="Fernhollow <jobs@fernhollow.example>") in ({"남궁선", "백하람"}, {"邵明远", "汪颖"})


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("walk through my sample with ana & petra", ["Ana", "Petra"]),
        ("coffee w/ petra", ["Petra"]),
        ("interview with sister petra, ward 4", ["Sister Petra"]),
        ("coffee with the team", []),
        ("coffee w/ somebody", []),
    ],
)
def test_given_names_in_small_letters_are_known_by_their_list(said: str, names: list[str]) -> None:
    assert small_names(prepare(event_from({"id": "one", "title": "friday", "text": said}), MAYA)) == names


def test_a_particle_may_begin_with_an_apostrophe() -> None:
    assert "Hidde van 't Hoff" in met(text="Je spreekt met: Hidde van 't Hoff, Nienke Bosgra")


@pytest.mark.parametrize(
    "text",
    [
        "Interview with Unit Manager\nAna Ruiz, Unit Manager (your future line manager)",
        "Leadership interview with Ana Ruiz, Senior Director (hiring manager)",
        "Spotkanie poprowadzi Główna Księgowa, Ana Ruiz, Państwa przyszła przełożona.",
    ],
)
def test_a_job_with_capitals_is_nobody(text: str) -> None:
    assert met(text=text) == {"Ana Ruiz"}


@pytest.mark.parametrize("name", ["Alistair Dean", "Roel Bakker", "Overbeck senior", "Ivonete Sales"])
def test_a_family_name_may_be_a_job_too(name: str) -> None:
    event = event_from({"id": "one", "title": "Interview", "text": f"You will meet {name}.", "org": SENDER})
    assert not is_no_person(name, prepare(event, MAYA))


@pytest.mark.parametrize(
    "text",
    [
        "09:00 Values (Bo Ek)\n10:00 Ana Ruiz again, your questions\n11:00 Lunch",
        "9.00 Uhr Rundgang (Bo Ek)\n10.00 Uhr Ana Ruiz, Ihre Fragen\n11.00 Uhr Mittagessen",
    ],
)
def test_questions_in_a_schedule_are_asked_then(text: str) -> None:
    assert met(text=text) == {"Ana Ruiz", "Bo Ek"}


@pytest.mark.parametrize(
    ("title", "text", "names"),
    [
        ("call w headhunter (rufus, silverbirch search)", "client is Ferrand Optics", {"Rufus"}),
        ("int. @ bluefin audio (marta)", "marta = head of infra? check linkedin", {"Marta"}),
        ("Gespräch bluefin audio (marta)", "marta ist die teamleiterin", {"Marta"}),
        ("interview bluefin audio (austin)", "bring the cv", set()),
        ("interview bluefin audio (maya)", "maya = me", set()),
    ],
)
def test_brackets_in_a_note_hold_who_is_met(title: str, text: str, names: set[str]) -> None:
    event = event_from({"id": "one", "title": title, "text": text})
    assert {person.name for person in read(event, me=MAYA, settled=Kind.INTERVIEW).people} == names


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for applying! I'm Tova, recruiter, and I'd love a first chat.",
        "Danke für die Bewerbung! Ich bin Tova, Recruiterin bei Fernhollow, und freue mich auf das Kennenlernen.",
        "Merci pour votre candidature ! Je m'appelle Tova, recruteuse, et j'aimerais échanger avec vous.",
        "¡Gracias por tu candidatura! Soy Tova, de selección, y me gustaría hablar contigo.",
    ],
)
def test_who_says_who_they_are_is_met(text: str) -> None:
    assert met(text=text) == {"Tova"}


def test_who_says_who_they_are_only_arranges_what_others_hold() -> None:
    assert met(text="Hi Maya, I'm Tova, your recruiter. You will meet Ana Ruiz (Head of Planning).") == {"Ana Ruiz"}
    assert met(text="Hi Maya, I'm Tova, your recruiting coordinator. See you then.") == set()


@pytest.mark.parametrize(
    ("guest", "text"),
    [
        ("Ha Jiwoo", "면접관: 하지우 (Ha Jiwoo) 리드"),
        ("Ha Jiwoo", "면접관: 데이터팀 하지우 님(Ha Jiwoo)"),
        ("Ha Jiwoo (하지우)", "면접관: 하지우 리드"),
        ("Makoto Saeki", "面接官：佐伯 誠（Makoto Saeki）"),
    ],
)
def test_a_name_in_two_alphabets_is_one_person(guest: str, text: str) -> None:
    assert len(met(text=text, to=[SELF, f"{guest} <guest@fernhollow.example>"])) == 1


def test_who_is_on_the_staff_has_a_name_of_two_words() -> None:
    assert met(text="まずは採用担当の森下 由香とお話ししましょう。") == {"森下 由香"}
