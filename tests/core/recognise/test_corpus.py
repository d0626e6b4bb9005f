"""The labelled corpus as a floor under the recogniser's figures."""

import json

from benchmarks.score import CORPUS, OWNER, readings, score


def test_the_corpus_is_read_with_high_precision_and_recall() -> None:
    lines = (CORPUS / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    figures = score(map(json.loads, lines), readings(CORPUS / "events.ics", OWNER))
    assert figures["detection"]["precision"] >= 0.95
    assert figures["detection"]["recall"] >= 0.95
    assert min(figures[field] for field in ("kind", "company", "role", "stage", "decision_by")) >= 0.9
    assert min(figures["people"].values()) >= 0.9
