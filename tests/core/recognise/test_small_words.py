"""Invitations and notes of which often only the sense tells what they are: no word of hiring, or one that means else.

They are by other hands, in twelve languages, each harder than what a calendar mostly holds.
"""

from __future__ import annotations

import json

from benchmarks.score import OWNER
from core.model import Kind
from core.recognise.keys import company_key, role_key
from core.recognise.read import read
from tests.core.recognise.examples import examples

PRECISION, RECALL, KIND, COMPANY, ROLE = 0.93, 0.9, 0.85, 0.82, 0.82


def test_what_only_the_sense_tells_is_mostly_read_right() -> None:
    right = dict.fromkeys(("found", "kind", "company", "role"), 0)
    counting, claimed = 0, 0
    wrong = []
    for example in examples("small_words.jsonl"):
        want, got = example.want, read(example.event, me=OWNER)
        wanted, found = want["kind"] != "none", got.kind is not Kind.NONE
        counting, claimed = counting + wanted, claimed + found
        if wanted != found:
            wrong.append(example.name)
        if wanted:
            full = got if found else read(example.event, me=OWNER, settled=Kind(want["kind"]))
            right["found"] += found
            right["kind"] += got.kind == want["kind"]
            right["company"] += company_key(full.company or "") == company_key(want["company"] or "")
            right["role"] += role_key(full.role or "") == role_key(want["role"] or "")
    told = json.dumps(wrong)
    assert right["found"] >= PRECISION * claimed, told
    assert right["found"] >= RECALL * counting, told
    assert right["kind"] >= KIND * counting
    assert right["company"] >= COMPANY * counting
    assert right["role"] >= ROLE * counting
