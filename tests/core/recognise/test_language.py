"""In which language an answer is written: that of the invitation where it is sure."""

from __future__ import annotations

import pytest

from core.recognise.language import written_in


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Einladung zum Vorstellungsgespräch\nGuten Tag, wir freuen uns auf das Gespräch mit Ihnen.", "de"),
        ("Entretien technique\nNous échangerons avec vous sur le poste, et nous vous remercions.", "fr"),
        ("Colloquio tecnico\nCome concordato ci sentiamo per il colloquio relativo alla posizione di analista.", "it"),
        ("laatste gesprek (directeur)\neindgesprek met directeur voor functie hoofd ICT, bij de receptie.", "nl"),
        ("面试邀请\n您好", "zh"),
        # Small words that another language has, too.
        ("Friday lunch\nRobin joins us as our engineer. No slides, no code, just us.", "en"),
        ("2nd interview\nsame job as last time, they decide by nov 13", "en"),
        ("Chiamata con Valentina\nPrima chiamata con la recruiter, no video.", "en"),
        # A title alone: the word for an interview tells, or nothing does.
        ("Zweites Gespräch mit Fachabteilung – Dateningenieurin", "de"),
        ("Vorstellungsgespräch Nordwind Energie", "de"),
        ("Entretien d'embauche Ateliers Morel", "fr"),
        ("Technical interview - Acme", ""),
        ("", ""),
    ],
)
def test_an_answer_is_in_the_language_of_the_invitation_only_where_that_is_sure(text: str, language: str) -> None:
    assert written_in(text) == language
