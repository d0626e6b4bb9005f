"""How well the recogniser reads labelled events: `python -m benchmarks.score [EVENTS.ics LABELS.jsonl]`,
without files all labelled sets of the repository.

Labels are JSON lines (uid, kind, company, role, stage, people, decision_by); several events of one UID count once, by
the first that is not `none`. Company, role, stage and date are judged on the events that are interviews.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from connectors.ics.explain import read_events
from core.model import Event, Kind, Me, Reading
from core.recognise.keys import company_key, name_key, role_key
from core.recognise.read import read

EXAMPLES = Path(__file__).parents[1] / "tests" / "data"
CORPUS = EXAMPLES / "corpus"
OWNER = Me(
    name="Robin Okafor",
    emails=("robin.okafor@example.net", "robin@haldenlabs.example"),
    zone="America/Toronto",
)
_KEYS: dict[str, Callable[[str], str]] = {"company": company_key, "role": role_key, "stage": str, "decision_by": str}

Shown = dict[str, Any]


def labelled_sets() -> dict[str, tuple[Path, Path]]:
    """Return every labelled set of the repository by name: its events, and its labels."""
    further = sorted((EXAMPLES / "further").glob("*.ics"))
    return {
        "corpus": (CORPUS / "events.ics", CORPUS / "labels.jsonl"),
        **{f"further/{events.stem}": (events, events.with_suffix(".jsonl")) for events in further},
    }


def labelled_events(*, others: bool = False) -> Iterator[tuple[str, Event, Shown]]:
    """Yield each labelled event that counts, once however often it recurs, with the name of its set and its label.

    With `others` those too that are no interviews.
    """
    for source, (events, labels) in labelled_sets().items():
        told = {each["uid"]: each for each in map(json.loads, labels.read_text("utf-8").splitlines())}
        read = [event for event in read_events(events.read_bytes(), me=OWNER) if isinstance(event, Event)]
        for event in {event.uid: event for event in reversed(read)}.values():
            if event.uid in told and (others or told[event.uid]["kind"] != "none"):
                yield source, event, told[event.uid]


def readings(path: Path, me: Me) -> dict[str, Shown]:
    """Return what is read in each event of the calendar at `path`, by UID."""
    found: dict[str, Shown] = {}
    for event in read_events(path.read_bytes(), me=me):
        if isinstance(event, Event) and found.get(event.uid, {"kind": "none"})["kind"] == "none":
            found[event.uid] = _shown(read(event, me=me))
    return found


def _shown(reading: Reading) -> Shown:
    if reading.kind is Kind.NONE:
        return {"kind": "none"}
    return {
        "kind": reading.kind.value,
        "company": reading.company,
        "role": reading.role,
        "stage": reading.stage.value if reading.stage else None,
        "people": [{"name": p.name, "email": p.email} for p in reading.people if p.attended],
        "decision_by": reading.decision_by.isoformat() if reading.decision_by else None,
    }


def score(labels: Iterable[Mapping[str, Any]], read_in: Mapping[str, Shown]) -> dict[str, Any]:
    """Return precision and recall of detection and people, the share of right kinds and fields, and every miss."""
    counts: Counter[str] = Counter()
    misses: list[dict[str, Any]] = []
    for want in labels:
        got = read_in.get(want["uid"], {"kind": "none"})
        counts["events"] += 1
        counts["kind"] += want["kind"] == got["kind"]
        wanted, given = want["kind"] != "none", got["kind"] != "none"
        counts["hits"] += wanted and given
        counts["wanted"] += wanted
        counts["given"] += given
        wrong = {"kind": [want["kind"], got["kind"]]} if want["kind"] != got["kind"] else {}
        wrong |= _fields(want, got, counts) if wanted else {}
        if wrong:
            misses.append({"uid": want["uid"], **wrong})
    return _summary(counts, misses)


def _fields(want: Mapping[str, Any], got: Shown, counts: Counter[str]) -> dict[str, Any]:
    wrong = {}
    for field, key in _KEYS.items():
        one, other = want.get(field), got.get(field)
        right = key(one or "") == key(other or "") and got["kind"] != "none"
        counts[field] += right
        if not right:
            wrong[field] = [one, other]
    people, met = list(want.get("people") or []), list(got.get("people") or [])
    matched = _matched(people, met)
    counts["people_hits"] += matched
    counts["people_wanted"] += len(people)
    counts["people_given"] += len(met)
    if matched < max(len(people), len(met)):
        wrong["people"] = [people, met]
    return wrong


def _matched(people: list[Shown], met: list[Shown]) -> int:
    """Pair one to one, by address, else by name."""
    free, matched = list(met), 0
    for key in ("email", "name"):
        for person in list(people):
            same = (p for p in free if person.get(key) and _key(key, p) == _key(key, person))
            if (found := next(same, None)) is not None:
                free.remove(found)
                people = [p for p in people if p is not person]
                matched += 1
    return matched


def _key(kind: str, person: Mapping[str, Any]) -> str:
    value = str(person.get(kind) or "")
    return value.lower() if kind == "email" else name_key(value)


def _summary(counts: Counter[str], misses: list[dict[str, Any]]) -> dict[str, Any]:
    def share(part: str, whole: str) -> float:
        return round(counts[part] / counts[whole], 4) if counts[whole] else 1.0

    return {
        "events": counts["events"],
        "interviews": counts["wanted"],
        "detection": {"precision": share("hits", "given"), "recall": share("hits", "wanted")},
        "kind": share("kind", "events"),
        **{field: share(field, "wanted") for field in _KEYS},
        "people": {
            "precision": share("people_hits", "people_given"),
            "recall": share("people_hits", "people_wanted"),
        },
        "misses": misses,
    }


def main(arguments: list[str]) -> int:
    """Print the figures for the files named, or for every labelled set of the repository."""
    if arguments:
        events, labels = map(Path, arguments)
        _print(_scored(events, labels))
        return 0
    _print({name: _scored(*files) for name, files in labelled_sets().items()})
    return 0


def _scored(events: Path, labels: Path) -> dict[str, Any]:
    told = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines() if line.strip()]
    return score(told, readings(events, OWNER))


def _print(figures: Mapping[str, Any]) -> None:
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
