"""What clues weigh together is the same in every process, whatever order a set of them has there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.recognise.weighing import worth

WEIGHTS = {f"clue {number}": number / 100 for number in range(-300, 300)}


@given(
    st.lists(st.sampled_from(sorted(WEIGHTS)), unique=True, max_size=30).flatmap(
        lambda c: st.tuples(st.just(c), st.permutations(c))
    )
)
def test_clues_weigh_the_same_in_any_order(orders: tuple[list[str], list[str]]) -> None:
    one, other = orders
    assert worth(one, WEIGHTS) == worth(other, WEIGHTS)


def test_clues_without_a_weight_say_nothing() -> None:
    assert worth(["clue 7", "unheard of"], WEIGHTS) == WEIGHTS["clue 7"]
