"""Writing into a file and a folder: idempotent, careful with edits by hand, and nothing lost when it fails."""

from __future__ import annotations

import errno
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.ics.ours import names_for
from connectors.ics.splice import layout
from connectors.ics.write import FileSink, FolderSink
from core.errors import PreconditionFailed, SourceError
from core.files import explain
from core.files import replace as replace_file
from core.model import ETag, EventId
from tests.connectors.ics_write.samples import EVER, FOREIGN, START, file_sink, folder_sink, moved, reminder

Place = Callable[[], FileSink | FolderSink]


@pytest.fixture(params=["file", "folder"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return what makes a fresh sink on the same calendar, in which somebody else's event stands already."""
    if request.param == "file":
        (tmp_path / "cal.ics").write_text(FOREIGN, newline="")
        return lambda: file_sink(tmp_path / "cal.ics")
    (tmp_path / "meeting.ics").write_text(FOREIGN, newline="")
    return lambda: folder_sink(tmp_path)


def files_of(tmp_path: Path) -> dict[str, tuple[int, bytes]]:
    return {each.name: (each.stat().st_mtime_ns, each.read_bytes()) for each in tmp_path.iterdir()}


def test_a_reminder_stands_as_it_was_written(place: Place) -> None:
    made = place().create(reminder())
    (found,) = place().reminders(EVER)
    assert found == made
    assert (found.title, found.text, found.start) == (reminder().title, reminder().text, START)
    assert found.mark == reminder().mark


def test_a_repeated_create_meets_the_first_one_and_writes_nothing(place: Place, tmp_path: Path) -> None:
    made = place().create(reminder())
    before = files_of(tmp_path)
    assert place().create(reminder(title="Another title")) == made
    assert files_of(tmp_path) == before


def test_an_update_changes_what_stands_and_a_second_one_writes_nothing(place: Place, tmp_path: Path) -> None:
    want = moved(reminder(), hours=2)
    stands = place().update(place().create(reminder()), want)
    before = files_of(tmp_path)
    assert place().update(stands, want) == stands
    assert list(place().reminders(EVER)) == [stands]
    assert stands.start == want.start
    assert files_of(tmp_path) == before


def test_an_event_changed_by_hand_is_not_overwritten(place: Place, tmp_path: Path) -> None:
    stands = place().create(reminder())
    (path,) = [each for each in tmp_path.iterdir() if b"@afterword" in each.read_bytes().replace(b"trap@", b"")]
    edited = path.read_bytes().replace(b"SUMMARY:Thank", b"SUMMARY:done Thank")
    path.write_bytes(edited)
    with pytest.raises(PreconditionFailed):
        place().update(stands, moved(reminder(), hours=1))
    with pytest.raises(PreconditionFailed):
        place().delete(stands.ref, stands.etag)
    assert path.read_bytes() == edited


def test_what_is_absent_is_deleted_already_and_cannot_be_updated(place: Place, tmp_path: Path) -> None:
    before = files_of(tmp_path)
    stands = place().create(reminder())
    place().delete(stands.ref, stands.etag)
    place().delete(stands.ref, stands.etag)
    assert {name: raw for name, (_, raw) in files_of(tmp_path).items()} == {
        name: raw for name, (_, raw) in before.items()
    }
    with pytest.raises(PreconditionFailed):
        place().update(stands, reminder())


def test_an_empty_etag_deletes_whatever_stands(place: Place) -> None:
    stands = place().create(reminder())
    place().delete(stands.ref, ETag(""))
    assert list(place().reminders(EVER)) == []


def test_somebody_elses_event_is_never_deleted(place: Place, tmp_path: Path) -> None:
    stands = place().create(reminder())
    before = files_of(tmp_path)
    for name in ("meeting@example.net", "meeting.ics", "meeting.ics/meeting@example.net", "trap@afterword"):
        place().delete(replace(stands.ref, event_id=EventId(name)), ETag(""))
    assert files_of(tmp_path) == before


def test_only_reminders_within_the_window_are_read(place: Place) -> None:
    place().create(reminder())
    assert list(place().reminders(replace(EVER, end=START))) == []
    assert len(list(place().reminders(replace(EVER, start=START)))) == 1


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("cud"), st.integers(0, 3), st.integers(0, 5)), max_size=8), st.booleans())
def test_any_run_of_changes_leaves_the_rest_of_the_file_as_it_was(
    steps: list[tuple[str, int, int]], gathered: bool
) -> None:
    original = FOREIGN.replace("interview", "caf\u00e9").encode("latin-1").replace(b"\n", b"\r\n")[:-2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cal.ics"
        path.write_bytes(original)
        sink = file_sink(path)
        with sink.batch() if gathered else folder_sink(path.parent).batch():
            for verb, which, hours in steps:
                want = moved(reminder(f"{which:016x}"), hours=hours)
                stands = {each.id: each for each in sink.reminders(EVER)}.get(want.id)
                if verb == "c":
                    sink.create(want)
                elif stands is not None and verb == "u":
                    assert sink.update(stands, want).start == want.start
                elif stands is not None:
                    sink.delete(stands.ref, stands.etag)
        raw = path.read_bytes()
        for own in reversed(layout(raw, frozenset()).own):
            raw = raw[: own.start] + raw[own.stop + 2 :]
        assert raw == original
        for each in list(sink.reminders(EVER)):
            sink.delete(each.ref, each.etag)
        assert path.read_bytes() == original


def test_a_new_file_is_a_valid_calendar(tmp_path: Path) -> None:
    file_sink(tmp_path / "afterword.ics").create(reminder())
    calendar = icalendar.Calendar.from_ical((tmp_path / "afterword.ics").read_bytes())
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//afterword//EN")
    assert len(calendar.walk("VEVENT")) == 1


def test_a_missing_file_of_the_users_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"cal\.ics does not exist"):
        file_sink(tmp_path / "cal.ics", make=False).create(reminder())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_calendar_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "cal.ics").write_bytes(b"my shopping list")
    with pytest.raises(SourceError, match="not a whole calendar"):
        file_sink(tmp_path / "cal.ics").create(reminder())
    assert (tmp_path / "cal.ics").read_bytes() == b"my shopping list"


def test_a_batch_writes_once_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "cal.ics"
    path.write_text(FOREIGN)
    sink = file_sink(path)
    with sink.batch():
        first = sink.create(reminder("a" * 16))
        sink.create(reminder("b" * 16))
        sink.update(first, moved(reminder("a" * 16), hours=1))
        assert path.read_text() == FOREIGN
        inside = list(sink.reminders(EVER))
    assert list(file_sink(path).reminders(EVER)) == inside
    assert len(inside) == 2


def test_a_batch_that_ends_with_an_error_still_writes_what_it_said_it_wrote(tmp_path: Path) -> None:
    sink = file_sink(tmp_path / "cal.ics")

    def broken() -> None:
        with sink.batch():
            sink.create(reminder())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert len(list(sink.reminders(EVER))) == 1


def test_what_another_program_writes_during_a_batch_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cal.ics"
    path.write_text(FOREIGN)
    sink = file_sink(path)
    stands = sink.create(reminder("a" * 16))
    with sink.batch():
        sink.create(reminder("b" * 16))
        sink.update(stands, moved(reminder("a" * 16), hours=1))
        path.write_bytes(path.read_bytes().replace(b"SUMMARY:Thank", b"SUMMARY:done Thank").replace(b"Back", b"Front"))
    found = {each.id: each for each in sink.reminders(EVER)}
    assert b"SUMMARY:Frontend interview" in path.read_bytes()
    assert set(found) == {"a" * 16, "b" * 16}
    assert (found[stands.id].title[:5], found[stands.id].start) == ("done ", START)


def test_a_renamed_file_of_a_folder_is_found_by_what_is_in_it(tmp_path: Path) -> None:
    sink = folder_sink(tmp_path)
    sink.create(reminder())
    (tmp_path / "0123456789abcdef.ics").rename(tmp_path / "E4C1.ics")
    stands = sink.create(reminder())
    assert stands.ref.event_id == "E4C1.ics"
    assert [each.name for each in tmp_path.iterdir()] == ["E4C1.ics"]
    sink.delete(stands.ref, stands.etag)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".ICS", ".Ics"])
def test_a_reminder_in_a_file_with_another_ending_is_found_and_removed(tmp_path: Path, ending: str) -> None:
    folder_sink(tmp_path).create(reminder())
    (path,) = tmp_path.iterdir()
    path.rename(path.with_suffix(ending))
    sink = folder_sink(tmp_path)
    (standing,) = sink.reminders(EVER)
    assert sink.create(reminder()).ref == standing.ref
    sink.delete(standing.ref, standing.etag)
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_our_name_and_somebody_elses_event_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef.ics").write_text(FOREIGN)
    stands = folder_sink(tmp_path).create(reminder())
    assert stands.ref.event_id == "0123456789abcdef-2.ics"
    assert (tmp_path / "0123456789abcdef.ics").read_text() == FOREIGN


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_a_renamed_file_is_found_though_its_uid_is_folded_anywhere(tmp_path: Path, newline: bytes) -> None:
    folder_sink(tmp_path).create(reminder())
    written = next(tmp_path.iterdir())
    raw = written.read_bytes().replace(b"\r\n", newline)
    written.unlink()
    at = raw.index(b"UID:")
    for fold in range(at + 1, raw.index(newline, at)):
        (tmp_path / "other.ics").write_bytes(raw[:fold] + newline + b" " + raw[fold:])
        stands = folder_sink(tmp_path).create(reminder())
        assert stands.ref.event_id == "other.ics"
        assert [path.name for path in tmp_path.iterdir()] == ["other.ics"]


def test_what_is_written_in_one_batch_stands_once_each(tmp_path: Path) -> None:
    foreign = names_for(reminder("a" * 16).id)[0]
    (tmp_path / foreign).write_text(FOREIGN)
    (tmp_path / "torn.ics").write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x@example.net\r\n")
    sink = folder_sink(tmp_path)
    with sink.batch():
        wanted = [reminder("a" * 16), reminder("b" * 16)]
        first = [sink.create(each) for each in wanted]
        assert [sink.create(each) for each in wanted] == first
        sink.delete(first[1].ref, first[1].etag)
        assert sink.create(wanted[1]) == first[1]
    assert (tmp_path / foreign).read_text() == FOREIGN
    assert sorted(each.id for each in sink.reminders(EVER)) == ["a" * 16, "b" * 16]
    assert len(files_of(tmp_path)) == 4


def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.ics"
    real.write_text(FOREIGN)
    real.chmod(0o640)
    (tmp_path / "link.ics").symlink_to(real)
    file_sink(tmp_path / "link.ics").create(reminder())
    assert (tmp_path / "link.ics").is_symlink()
    assert b"@afterword" in real.read_bytes().replace(b"trap@", b"")
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_write_protected_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cal.ics"
    path.write_text(FOREIGN)
    path.chmod(0o444)
    with pytest.raises(SourceError, match=r"cal\.ics cannot be used: it or its folder is read-only"):
        file_sink(path).create(reminder())
    assert path.read_text() == FOREIGN
    assert [each.name for each in tmp_path.iterdir()] == ["cal.ics"]


def test_a_path_through_a_file_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceError, match="a file is where a folder should be"):
        file_sink(tmp_path / "file" / "cal.ics").create(reminder())
    with pytest.raises(SourceError, match="does not exist"):
        folder_sink(tmp_path / "gone").create(reminder())


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from core.errors import SourceError
from tests.connectors.ics_write.samples import file_sink, reminder
sink = file_sink(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    sink.create(reminder())
except SourceError as err:
    print(err.sentence())
"""


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "cal.ics"
    path.write_text(FOREIGN)
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), root], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"There is no room left to write {path}.")
    assert path.read_text() == FOREIGN
    assert [each.name for each in tmp_path.iterdir()] == ["cal.ics"]


def test_a_failure_at_the_last_step_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(b"old")

    def fail() -> None:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        replace_file(path, b"new", before=fail)
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]


def test_a_new_file_is_the_owners_alone(tmp_path: Path) -> None:
    replace_file(tmp_path / "state.json", b"new")
    assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.ENOTDIR, errno.EIO])
def test_every_failure_names_the_path_and_a_next_step(code: int) -> None:
    message, next_step = explain(OSError(code, "reason"), Path("calendar.ics"))
    assert "calendar.ics" in message
    assert next_step.endswith(".")
