"""Names in plain letters."""

from __future__ import annotations

import pytest

from core.recognise.accents import in_two_letters, plain_forms, without_accents


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("nestlé", {"nestle"}),
        ("müller", {"muller", "mueller"}),
        ("mueller", {"mueller"}),
        ("ørsted", {"orsted", "oersted"}),
        ("mærsk", {"maersk"}),
        ("łódź", {"lodz"}),
        ("cœur", {"coeur"}),
        ("acme", {"acme"}),
        ("みどりガラス", {"みどりガラス"}),
        ("가람", {"가람"}),
    ],
)
def test_a_word_in_plain_letters(word: str, forms: set[str]) -> None:
    assert plain_forms(word) == forms


def test_only_accents_of_latin_letters_are_left_out() -> None:
    assert without_accents("société ガ 가") == "societe ガ 가"
    assert in_two_letters("Größe") == "groesse"
