"""Every signal has one place: a table with its weights, told in words where it speaks against an event."""

import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.calibrate import OFFICE
from benchmarks.generate import interviews, write_file
from benchmarks.score import OWNER, labelled_sets, readings, score
from core.recognise import joint, signals
from core.recognise.kind import weights
from core.recognise.lexicon import keys_of, senders


def test_every_signal_that_the_code_names_has_its_weights() -> None:
    folder = Path(signals.__file__).parent
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    named = {*re.findall(r'Signal\(\s*"([\w.]+)"', code), *(name for name, _, _ in joint.TOGETHER)}
    assert len(named) > 30
    assert named <= weights().keys()
    assert {f"{trap}.{where}" for trap in keys_of("trap") for where in ("title", "hint", "text")} <= weights().keys()


def test_what_writes_to_all_staff_is_a_system_for_applicants() -> None:
    assert senders().suites
    assert senders().suites <= senders().ats


def test_what_speaks_against_an_event_is_told_in_words() -> None:
    silent = {name for name, each in weights().items() if each.hiring < -0.5 and not each.why and name != "bias"}
    assert silent == set()


@pytest.mark.parametrize("name", list(labelled_sets()))
def test_every_labelled_set_is_told_apart_well(name: str) -> None:
    events, labels = labelled_sets()[name]
    figures = score(map(json.loads, labels.read_text("utf-8").splitlines()), readings(events, OWNER))
    # From the sets kept aside weights were learned and no words; notes to oneself say little.
    least = 0.85 if "notes" in name else 0.9 if "kept" in name else 0.94
    assert min(figures["detection"].values()) >= least
    assert figures["kind"] >= 0.9


def test_an_ordinary_office_calendar_holds_no_interviews_but_its_own() -> None:
    """Of another calendar than the one that was learned from (`OFFICE`)."""
    shape = replace(OFFICE, seed=11)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.ics"
        write_file(path, shape)
        found = readings(path, OWNER)
    counted = {uid for uid, reading in found.items() if reading["kind"] != "none"}
    assert counted == interviews(shape).keys() & found.keys()
