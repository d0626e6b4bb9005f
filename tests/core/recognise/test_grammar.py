"""The small words of every language: they stand in the data files, not in the code."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.recognise.grammar import choice, letters, words
from core.recognise.tables import LANGUAGES, load

RECOGNISER = Path(__file__).resolve().parents[3] / "core" / "recognise"
IN_EAST = {"zh", "ja", "ko"}
WITH_SPACES = set(LANGUAGES) - IN_EAST
# What not every language has a word for, or needs one for beside those of another table.
NOT_IN_ALL = {
    *("with_short", "with_in_notes", "and_also", "till_hour", "up_to_number", "up_to", "of_firm", "between_and"),
    *("whose", "before_label", "both_genders", "elided", "none_of_in_east", "is_none_in_east"),
    *("topic_in_east", "dear", "made_by", "departments_in_east", "behind_departments_in_east"),
    *("o_clock", "o_clock_in_rows", "half_sign", "numerals", "counted_in_east", "full", "within_in_east"),
    *("counting_in_east", "the_day", "ordinal", "ordinal_alone", "the_nth", "of_month", "of_year", "year_short"),
    *("months_short", "hour_of_deadline", "of_that_day", "posting_number", "posting_number_short"),
    *("posting_reference", "any_gender", "place_of_work", "terms", "terms_behind", "terms_inside", "entry"),
    *("based_in", "hours_of_work_inside", "shifts", "one_of_them_in_east", "speaks"),
    *("branch", "branch_before", "branch_in", "levels_short"),
}
# What is about Chinese, Japanese and Korean alone has their particles beside the expressions that they are part of.
ABOUT_THE_EAST = {"mentions_east.py"}
USES = tuple(load("grammar"))


@pytest.mark.parametrize("use", USES)
def test_every_language_has_its_words_in_every_table(use: str) -> None:
    table = load("grammar")[use]
    spoken = set(table)
    assert spoken <= {*LANGUAGES, "da"}
    assert all(table.values())
    if use not in NOT_IN_ALL:
        assert spoken.isdisjoint(WITH_SPACES) or spoken >= WITH_SPACES
        assert spoken.isdisjoint(IN_EAST) or spoken >= IN_EAST


def test_only_a_table_that_lacks_a_language_is_said_to_lack_one() -> None:
    for use in NOT_IN_ALL:
        spoken = set(load("grammar")[use])
        assert spoken & WITH_SPACES not in (set(), WITH_SPACES) or spoken & IN_EAST not in (set(), IN_EAST)


@pytest.mark.parametrize("use", USES)
def test_every_word_is_an_expression_and_every_table_says_what_it_is_for(use: str) -> None:
    assert all(re.compile(word) for word in words(use))
    lines = (RECOGNISER / "data" / "grammar.toml").read_text(encoding="utf-8").splitlines()
    assert lines[lines.index(f"[{use}]") - 1].startswith("# ")


def test_the_longer_of_two_words_that_begin_alike_wins() -> None:
    assert re.compile(choice("and", "and_also")).match("evenals")
    found = re.compile(choice("within_in_east")).match("이내에")
    assert found
    assert found[0] == "이내"
    assert re.fullmatch(letters("day_sign"), "日")


def spelled(path: Path) -> list[str]:
    """Return the texts in a module's code, without those that tell what it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in told)
    return [node.value for node in constants if isinstance(node.value, str)]


@pytest.mark.parametrize("path", sorted(RECOGNISER.glob("*.py")), ids=lambda path: path.name)
def test_no_code_holds_words_in_other_letters_than_those_of_english(path: Path) -> None:
    """Two letters are a range of letters (`A-ZÀ-Þ`), one is a sign; a word without accents nobody can tell."""
    if path.name in ABOUT_THE_EAST:
        return
    found = [word for text in spelled(path) for word in re.findall(r"[^\W\d_]+", text)]
    eastern = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    assert not [word for word in found if (len(word) > 2 and not word.isascii()) or re.search(eastern, word)]


@pytest.mark.parametrize("name", sorted(path.stem for path in (RECOGNISER / "data").glob("*.toml")))
def test_no_list_has_a_word_twice(name: str) -> None:
    for words_of_list in _lists(load(name)):
        assert [word for word, often in Counter(words_of_list).items() if often > 1] == []


def _lists(table: object) -> Iterator[list[str]]:
    """Yield every list of words in a table."""
    if isinstance(table, dict):
        for part in table.values():
            yield from _lists(part)
    elif isinstance(table, list):
        yield list(map(str, table))
