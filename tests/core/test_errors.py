"""An error in one sentence, with the next step."""

import pytest

from core.errors import AfterwordError


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("it is full", "it is full. Empty it."),
        ("it is full.", "it is full. Empty it."),
        ('no such zone; did you mean "Europe/London"?', 'no such zone; did you mean "Europe/London"? Empty it.'),
    ],
)
def test_a_sentence_ends_once(message: str, sentence: str) -> None:
    assert AfterwordError(message, next_step="Empty it.").sentence() == sentence
