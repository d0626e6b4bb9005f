"""Whatever JSON can say, in the place of what a service would."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

_BARE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["\ud800", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2026-12-01", "2026-12-01T10:00:00"]
    ),
)
ANYTHING = st.recursive(
    _BARE, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3))
)


def spoiled(whole: dict[str, Any], *, names: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return `whole` with anything at all in the place of some of its fields, or of those further `names`."""
    telling = st.sampled_from(names) if names else st.nothing()
    wrong = st.dictionaries(st.one_of(telling, st.sampled_from(list(whole))), ANYTHING, min_size=1, max_size=3)
    return wrong.map(lambda fields: {**whole, **fields})
