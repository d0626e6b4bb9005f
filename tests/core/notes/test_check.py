"""The note check: what it finds, in which words, and what it leaves in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.model import Note, Person, PersonId, TouchpointKind
from core.notes.check import INVITATION_LIMIT, check, check_invitation
from core.notes.remarks import About, Remark
from core.notes.speech import LANGUAGES
from core.notes.strangers import Names

DANA = Person(id=PersonId("dana"), name="Dana Whitfield", email="dana@acme.example")
SAM = Person(id=PersonId("sam"), name="Sam Ode")
ACME = About(
    kind=TouchpointKind.THANK_YOU,
    language="en",
    role="Backend Engineer",
    own=("Backend Engineer", "Acme", "Robin Okafor", "Dana Whitfield dana@acme.example", "Sam Ode"),
)
OTHERS = Names(
    companies=("Acme", "Globex", "Initech Labs", "Target", "The Trade Desk"),
    people=("Dana Whitfield", "Maria Lindqvist", "Will Berg", "Sam Ode", "Bo Holt", "王伟"),
)
GOOD = """\
Hi Dana,

Thank you for taking the time to talk with me on Tuesday about the Backend Engineer position at Acme. I especially \
enjoyed hearing how you moved the invoices to the new ledger without a single night of downtime.

Having led a similar migration at a bank, I could help with the reconciliation that you described as the next step. \
If any question is still open, I am glad to answer it.

Best regards,
Robin Okafor"""


def note(body: str, to: Person = DANA, subject: str = "Thank you") -> Note:
    return Note(to=to, subject=subject, body=body)


def remarks(body: str, about: About = ACME, *, subject: str = "Thank you") -> list[Remark]:
    return list(check([note(body, subject=subject)], about, others=OTHERS)[0])


def only(found: list[Remark], of: str) -> str:
    assert [remark.of for remark in found] == [of], found
    return found[0].said


def test_a_careful_note_passes() -> None:
    assert remarks(GOOD) == []


def test_a_blank_is_quoted() -> None:
    said = only(remarks(GOOD.replace("a bank", "[where]").replace("Tuesday", "[day]")), "blank")
    assert said == "Still to fill in: [day]; [where]."


@pytest.mark.parametrize(
    ("wrong", "quoted"),
    [
        (("position at Acme", "position at Globex"), '"Globex"'),
        (("a bank", "Initech Labs"), '"Initech Labs"'),
        (("a bank", "The Trade Desk"), '"The Trade Desk"'),
        (("how you moved", "how Maria's team moved"), '"Maria"'),
        (("how you moved", "how Bo Holt moved"), '"Bo Holt"'),
        (("how you moved", "how 王伟 moved"), '"王伟"'),
        (("how you moved", "how Maria moved"), '"Maria"'),
        (("how you moved", "how Maria Lindqvist moved"), '"Maria Lindqvist"'),
        (("Hi Dana,", "Hi Maria,"), '"Maria"'),
        (("Hi Dana,", "Hi Sam,"), '"Sam", but goes to Dana Whitfield'),
        (("Hi Dana,", "Dear Hiring Manager,"), '"Hiring Manager"'),
        (("Hi Dana,", "Hi Danielle,"), '"Danielle"'),
    ],
)
def test_a_name_that_does_not_belong_here_is_quoted(wrong: tuple[str, str], quoted: str) -> None:
    found = [remark.said for remark in remarks(GOOD.replace(*wrong)) if remark.of == "name"]
    assert any(quoted in said for said in found), found


@pytest.mark.parametrize(
    "right",
    [
        ("Hi Dana,", "Hi Ms. Whitfield,"),
        ("Hi Dana,", "Hi there,"),
        ("Hi Dana,", "Dear Dana,"),
        ("Hi Dana,", "Dana,"),
        ("how you moved", "how Sam moved"),
        ("how you moved", "how an off-the-shelf Bo moved"),
        ("Having led", "Will that help? Having led"),
        ("a single night", "a single target missed in the night"),
    ],
)
def test_a_name_that_belongs_here_and_a_common_word_are_left_in_peace(right: tuple[str, str]) -> None:
    assert remarks(GOOD.replace(*right)) == []


def test_a_name_with_a_hyphen_is_the_same_person_s() -> None:
    about = replace(ACME, kind=TouchpointKind.CHECK_IN, names_role=False, own=("Hyun-woo Seo",))
    to = replace(DANA, name="Hyun-woo Seo")
    others = Names(people=("Hyun-woo Seo",))
    assert check([note("Hi Hyun-woo,\n\nit was good to meet Hyun-woo.", to=to)], about, others=others) == ((),)


def test_a_greeting_that_was_taken_for_a_person_is_none() -> None:
    about = replace(ACME, kind=TouchpointKind.CHECK_IN, language="de", names_role=False)
    found = check([note("Guten Tag Dana Whitfield,\n\nxyz")], about, others=Names(people=("Guten Tag",)))
    assert found == ((),)


def test_another_company_is_no_stranger_where_the_talk_was_about_it() -> None:
    about = replace(ACME, talked_of=("the move from Globex",), own=(*ACME.own, "the move from Globex"))
    assert remarks(GOOD.replace("a bank", "Globex"), about) == []


def test_a_subject_is_read_too() -> None:
    assert '"Globex"' in only(remarks(GOOD, subject="Thank you – Globex"), "name")


def test_two_notes_of_one_panel_that_are_alike_are_told_with_what_they_share() -> None:
    twin = note(GOOD.replace("Hi Dana", "Hi Sam"), to=SAM)
    first, second = check([note(GOOD), twin], ACME, others=OTHERS)
    assert first == ()
    assert [remark.of for remark in second] == ["alike"]
    assert second[0].said.startswith("It is 100 % the same as the note to Dana Whitfield: ")
    assert "the reconciliation" in second[0].said or "the new ledger" in second[0].said


def test_a_role_that_is_not_named_is_said() -> None:
    text = GOOD.replace("about the Backend Engineer position at Acme", "at Acme, and for a good hour of questions")
    assert only(remarks(text), "role") == 'It does not name the position "Backend Engineer".'
    assert remarks(text, replace(ACME, names_role=False)) == []
    assert only(remarks(text, replace(ACME, role="")), "role") == "It names no position, and none is known."


def test_a_role_said_in_other_words_counts() -> None:
    about = replace(ACME, role="Senior Backend Engineer, Payments")
    assert remarks(GOOD, about) == []


EMPTY = """\
Hi Dana,

Thank you so much for taking the time to meet with me on Tuesday. It was a pleasure to learn more about the Backend \
Engineer position and about the team at Acme. I really enjoyed our conversation.

I am very excited about this opportunity, and I believe that my skills and my experience would be a great fit for the \
role. Please let me know if you have any questions. I look forward to hearing from you.

Best regards,
Robin Okafor"""


def test_a_note_that_could_be_to_anybody_is_told_so() -> None:
    said = only(remarks(EMPTY), "specific")
    assert said.startswith("It says nothing specific of the talk: it goes no further than ")
    assert remarks(EMPTY.replace("our conversation", "your story of the ledger and its invoices")) == []


def test_a_note_that_leaves_out_what_was_talked_of_is_told_so() -> None:
    about = replace(ACME, talked_of=("the billing migration",))
    assert '"the billing migration"' in only(remarks(EMPTY, about), "specific")
    assert remarks(EMPTY.replace("our conversation", "hearing of your billing migration"), about) == []


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        (TouchpointKind.THANK_YOU, 59, "It is short: 59 words, where 60 to 120 are usual."),
        (TouchpointKind.THANK_YOU, 60, ""),
        (TouchpointKind.THANK_YOU, 120, ""),
        (TouchpointKind.THANK_YOU, 121, 'too much begins with "w120"'),
        (TouchpointKind.CHECK_IN, 80, ""),
        (TouchpointKind.CHECK_IN, 81, 'It is long: 81 words, where 80 are the most; too much begins with "w80".'),
        (TouchpointKind.CHECK_IN, 10, ""),
    ],
)
def test_the_length_is_told_with_where_it_begins_to_be_too_much(kind: TouchpointKind, words: int, said: str) -> None:
    body = " ".join(["Backend Engineer", *(f"w{number}" for number in range(2, words))])
    found = [remark.said for remark in remarks(body, replace(ACME, kind=kind)) if remark.of == "length"]
    assert len(found) == bool(said)
    assert not said or said in found[0]


def test_a_linkedin_invitation_has_its_own_limit() -> None:
    assert check_invitation("x" * INVITATION_LIMIT) == ()
    assert 'too much is "too long"' in check_invitation("x" * INVITATION_LIMIT + "too long")[0].said


def test_more_than_three_questions_are_quoted() -> None:
    three = GOOD.replace("If any question", "How? When? Where? If any question")
    assert remarks(three) == []
    said = only(remarks(three.replace("Where?", "Where? Why so late?")), "questions")
    assert said.startswith("It asks 4 questions, where 3 are the most: ")
    assert '"Why so late?"' in said


TONES = {
    "en": [
        ("Please reply as soon as possible", "pushy", "as soon as possible"),
        ("You haven’t replied", "pushy", "you haven't replied"),
        ("I am still waiting for your answer", "pushy", "waiting for your answer"),
        ("I have other offers", "pushy", "other offers"),
        ("I really need this job", "pleading", "i really need this"),
        ("Please, please consider me", "pleading", "please, please"),
        ("I am so sorry to bother you", "pleading", "i am so sorry to bother"),
        ("Just give me a chance", "pleading", "give me a chance"),
    ],
    "de": [
        ("Bitte melden Sie sich so schnell wie möglich", "pushy", "so schnell wie möglich"),
        ("Ich habe noch immer keine Antwort", "pushy", "noch immer keine antwort"),
        ("Geben Sie mir eine Chance", "pleading", "geben sie mir eine chance"),
        ("Das ist mein Traumjob", "pleading", "traumjob"),
    ],
    "fr": [
        ("Répondez-moi dès que possible", "pushy", "dès que possible"),
        ("Vous n’avez toujours pas répondu", "pushy", "vous n'avez toujours pas répondu"),
        ("Désolé de vous déranger", "pleading", "désolé de vous déranger"),
        ("Je vous en supplie", "pleading", "je vous en supplie"),
    ],
    "es": [
        ("Respóndame lo antes posible", "pushy", "lo antes posible"),
        ("Todavía no me han respondido", "pushy", "todavía no me han respondido"),
        ("Deme una oportunidad", "pleading", "deme una oportunidad"),
        ("Disculpe la molestia", "pleading", "disculpe la molestia"),
    ],
    "pt": [
        ("Responda o mais rápido possível", "pushy", "o mais rápido possível"),
        ("Ainda não me responderam", "pushy", "ainda não me responderam"),
        ("Me dê uma chance", "pleading", "me dê uma chance"),
        ("Desculpe o incômodo", "pleading", "desculpe o incômodo"),
    ],
    "it": [
        ("Mi risponda il prima possibile", "pushy", "il prima possibile"),
        ("Non mi avete ancora risposto", "pushy", "non mi avete ancora risposto"),
        ("Mi scusi il disturbo", "pleading", "mi scusi il disturbo"),
        ("È il lavoro dei miei sogni", "pleading", "il lavoro dei miei sogni"),
    ],
    "nl": [
        ("Antwoord zo snel mogelijk", "pushy", "zo snel mogelijk"),
        ("Ik heb nog steeds geen antwoord", "pushy", "nog steeds geen antwoord"),
        ("Sorry dat ik u stoor", "pleading", "sorry dat ik u stoor"),
        ("Geef mij een kans", "pleading", "geef mij een kans"),
    ],
}
CALM = {
    "en": "I can start immediately. Is there anything you need to know? The urgency of the matter was clear to me.",
    "de": "Ich könnte sofort anfangen. Gern höre ich von Ihnen, wenn es Ihnen passt. Chancen sehe ich viele.",
    "fr": "Je vous en prie, prenez votre temps. Je suis disponible rapidement. Le possible me passionne.",
    "es": "Le ruego que se tome su tiempo. Me sería posible empezar pronto. No es ninguna molestia.",
    "pt": "Por favor, não tenha pressa. Seria possível começar em breve. Foi uma boa oportunidade de conversar.",
    "it": "La prego di prendersi tutto il tempo. Potrei contribuire da subito. È un'occasione per imparare.",
    "nl": "Neem gerust de tijd. Ik zou snel kunnen beginnen. Het was een mooie kans om u te spreken.",
}


@pytest.mark.parametrize(("language", "text", "manner", "quoted"), [(k, *case) for k, v in TONES.items() for case in v])
def test_a_pushy_or_pleading_phrase_is_quoted(language: str, text: str, manner: str, quoted: str) -> None:
    about = replace(ACME, kind=TouchpointKind.CHECK_IN, language=language, names_role=False)
    said = only(remarks(f"… {text}.", about), "tone")
    assert said.casefold() == f'it sounds {manner}: "{quoted}".'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calm_text_sounds_neither(language: str) -> None:
    about = replace(ACME, kind=TouchpointKind.CHECK_IN, language=language, names_role=False)
    assert remarks(CALM[language], about) == []


def test_what_was_talked_of_may_sound_like_anything() -> None:
    about = replace(ACME, kind=TouchpointKind.CHECK_IN, names_role=False, talked_of=("urgent care",))
    assert remarks("I enjoyed our talk about urgent care.", about) == []


GREETINGS = {
    "en": ("Dear Maria,", "Hi all,"),
    "de": ("Sehr geehrte Frau Lindqvist,", "Hallo zusammen,"),
    "fr": ("Bonjour Maria,", "Bonjour à tous,"),
    "es": ("Hola, Maria:", "Hola a todos:"),
    "pt": ("Olá, Maria,", "Olá a todos,"),
    "it": ("Gentile Maria Lindqvist,", "Buongiorno a tutti,"),
    "nl": ("Beste Maria,", "Beste allemaal,"),
}
GENERIC = {
    "en": EMPTY,
    "de": """\
Guten Tag Dana Whitfield,

vielen Dank für das sehr angenehme Gespräch. Es war spannend, mehr über das Unternehmen und die Stelle als Backend \
Engineer bei Acme zu erfahren.

Ich bin überzeugt, dass ich mit meiner Erfahrung gut in das Team passe, und freue mich auf Ihre Rückmeldung. Für \
weitere Fragen stehe ich Ihnen jederzeit gern zur Verfügung. Ich wünsche Ihnen noch eine angenehme Woche und freue \
mich sehr, bald von Ihnen zu hören.

Mit freundlichen Grüßen
Robin Okafor""",
    "fr": """\
Bonjour Dana,

Merci beaucoup pour le temps que vous m'avez accordé. J'ai été très heureux de découvrir votre entreprise et le poste \
de Backend Engineer chez Acme.

Mon expérience et mes compétences me semblent correspondre à votre équipe, et cet entretien a renforcé mon intérêt. Je \
reste à votre disposition pour toute information, et j'attends de vos nouvelles avec plaisir.

Bien cordialement,
Robin Okafor""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_greeting_is_read_in_every_language(language: str) -> None:
    about = replace(ACME, kind=TouchpointKind.CHECK_IN, language=language, names_role=False)
    wrong, everybody = GREETINGS[language]
    assert any("but goes to Dana Whitfield" in remark.said for remark in remarks(f"{wrong}\n\nxyz", about))
    assert remarks(f"{everybody}\n\nxyz", about) == []


@pytest.mark.parametrize("language", list(GENERIC))
def test_courtesy_alone_is_nothing_specific(language: str) -> None:
    found = remarks(GENERIC[language], replace(ACME, language=language))
    assert [remark.of for remark in found if remark.of != "length"] == ["specific"], found


def test_a_language_without_a_list_of_its_own_is_read_in_english() -> None:
    about = replace(ACME, kind=TouchpointKind.CHECK_IN, language="sv", names_role=False)
    assert only(remarks("Please answer asap.", about), "tone")


def test_nobody_known_and_an_empty_text_are_no_trouble() -> None:
    nobody = note("", to=Person(id=PersonId(""), name=""))
    assert [remark.of for remark in check([nobody, nobody], ACME)[0]] == ["role", "specific", "length"]
