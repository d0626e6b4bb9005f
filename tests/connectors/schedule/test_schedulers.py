"""Every scheduler: what it installs (golden files), that it is read back, and that nothing stays once it is removed."""

from __future__ import annotations

import plistlib
import shlex
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.schedule import KINDS, Job, available, scheduler
from connectors.schedule.job import next_start
from connectors.schedule.systemd import calendar, line, words
from connectors.schedule.tasks import split
from core.errors import AfterwordError
from tests.connectors.schedule.machines import COMMAND, JOB, WINDOWS, Desk

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "schedule"
NOW = datetime(2026, 11, 24, 12, 10, tzinfo=ZoneInfo("America/Toronto"))
ODD = ("/opt/my py/bin/py$thon3", "-m", "afterword", "--home", '/tmp/it\'s "50%" of $HOME; \\ or ünder', "sync")  # noqa: S108
NAMES = st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
EVERY = (5, 15, 30, 60, 120, 720, 1440)


def desk(folder: Path, kind: str) -> Desk:
    """Return a machine of the platform on which that scheduler is found."""
    platform = {"launchd": "darwin", "tasks": "win32"}.get(kind, "linux")
    return Desk(folder=folder, platform=platform, environ={"USERDOMAIN": "HOME-PC", "USERNAME": "Robin"})


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("systemd", "afterword.service"),
        ("systemd", "afterword.timer"),
        ("launchd", "afterword.plist"),
        ("tasks", "afterword.xml"),
        ("cron", "crontab"),
    ],
)
def test_what_is_installed_is_what_the_golden_file_says(kind: str, name: str) -> None:
    job = replace(JOB, command=WINDOWS) if kind == "tasks" else JOB
    units = scheduler(kind, desk(Path("/home/robin"), kind).machine()).units(job)
    (unit,) = (unit for unit in units if Path(unit.place).name == name or len(units) == 1)
    assert unit.text == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("every", EVERY)
def test_what_is_installed_is_read_back_and_leaves_nothing_when_removed(tmp_path: Path, kind: str, every: int) -> None:
    at = desk(tmp_path, kind)
    one = scheduler(kind, at.machine())
    job = replace(JOB, every=every, command=ODD if kind != "tasks" else WINDOWS, offset=JOB.offset % min(every, 60))
    assert one.standing(job.name, NOW) is None
    one.install(job)
    found = one.standing(job.name, NOW)
    assert found is not None
    assert (found.job, found.active) == (job, True)
    assert found.next_run is not None
    assert found.next_run > NOW
    one.install(replace(job, every=30, offset=7))
    assert one.standing("afterword-other", NOW) is None
    again = one.standing(job.name, NOW)
    assert again is not None
    assert again.job.every == 30
    assert one.remove(job.name)
    assert not one.remove(job.name)
    assert (at.crontab, at.loaded, at.tasks) == (None, set(), {})
    assert [path for path in tmp_path.rglob("*") if path.is_file() or path.is_symlink()] == []


def test_a_removed_timer_takes_its_stamp_along(tmp_path: Path) -> None:
    at = desk(tmp_path, "systemd")
    one = scheduler("systemd", at.machine())
    one.install(JOB)
    stamp = tmp_path / ".local" / "share" / "systemd" / "timers" / "stamp-afterword.timer"
    stamp.parent.mkdir(parents=True)
    stamp.touch()
    one.remove(JOB.name)
    assert not stamp.exists()


def test_a_timer_is_removed_where_its_session_is_gone(tmp_path: Path) -> None:
    at = desk(tmp_path, "systemd")
    one = scheduler("systemd", at.machine())
    one.install(JOB)
    at.session = False
    assert one.remove(JOB.name)
    assert list(tmp_path.rglob("afterword*")) == []


def test_cron_keeps_every_other_line_as_it_was(tmp_path: Path) -> None:
    theirs = b"MAILTO=robin\n# my own\n\n0 5 * * * tar -zcf /b.tgz /home # afterword, every week\nno line end \xff"
    at = Desk(folder=tmp_path, crontab=theirs)
    one = scheduler("cron", at.machine())
    one.install(JOB)
    assert (at.crontab or b"").startswith(theirs + b"\n")
    one.remove(JOB.name)
    assert at.crontab == theirs + b"\n"


def test_a_crontab_that_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    at = Desk(folder=tmp_path, crontab=b"0 5 * * * theirs\n")
    whole = at.machine()
    broken = replace(
        whole,
        run=lambda command, fed: (
            replace(whole.run(command, fed), status=1, err=b"crontab: you are not allowed\n", out=b"")
            if command[1] == "-l"
            else whole.run(command, fed)
        ),
    )
    with pytest.raises(AfterwordError, match="not allowed"):
        scheduler("cron", broken).install(JOB)
    assert at.crontab == b"0 5 * * * theirs\n"


@pytest.mark.parametrize(
    ("platform", "programs", "session", "expected"),
    [
        ("linux", ("systemctl", "crontab"), True, "systemd"),
        ("linux", ("systemctl", "crontab"), False, "cron"),
        ("linux", ("crontab",), False, "cron"),
        ("darwin", ("launchctl", "crontab"), True, "launchd"),
        ("darwin", ("crontab",), True, "cron"),
        ("win32", ("schtasks",), True, "tasks"),
        ("freebsd14", ("crontab",), False, "cron"),
    ],
)
def test_the_best_scheduler_that_works_is_chosen(
    tmp_path: Path, platform: str, programs: tuple[str, ...], session: bool, expected: str
) -> None:
    at = Desk(folder=tmp_path, platform=platform, programs=programs, session=session)
    assert available(at.machine()).kind == expected


@pytest.mark.parametrize(("platform", "named"), [("linux", "systemd"), ("darwin", "launchd"), ("win32", "Scheduler")])
def test_a_machine_with_no_scheduler_is_told_so(tmp_path: Path, platform: str, named: str) -> None:
    with pytest.raises(AfterwordError, match=named):
        available(Desk(folder=tmp_path, platform=platform, programs=(), session=False).machine())


@given(st.lists(NAMES, min_size=2, max_size=5))
def test_any_words_survive_the_quoting_of_systemd(given_words: list[str]) -> None:
    assert words(line(tuple(given_words))) == tuple(given_words)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20), min_size=1))
def test_any_words_survive_the_quoting_of_windows(given_words: list[str]) -> None:
    assert split(subprocess.list2cmdline(given_words)) == tuple(given_words)


@given(NAMES)
def test_what_cron_hands_to_the_shell_is_the_command(name: str) -> None:
    desk_ = Desk(folder=Path("/nowhere"), environ={"XDG_RUNTIME_DIR": "/run/user/1000"})
    (unit,) = scheduler("cron", desk_.machine()).units(replace(JOB, command=("printf", "%s", name)))
    # crontab(5): a percent sign ends the command unless a backslash stands before it, which cron takes away.
    command = unit.text.rstrip("\n").split(" ", 5)[5].replace("\\%", "%")
    with TemporaryFile() as said:
        subprocess.run(["/bin/sh", "-c", command], stdout=said, check=True)
        said.seek(0)
        assert said.read().decode() == name


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("every", EVERY)
def test_systemd_finds_nothing_wrong_with_its_units(tmp_path: Path, every: int) -> None:
    folder = tmp_path / 'it\'s a "home" of 50% $x'
    folder.mkdir()
    program = folder / "python3"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    at = desk(tmp_path, "systemd")
    job = replace(JOB, every=every, command=(str(program), "--home", str(folder), "sync"))
    paths = []
    for unit in scheduler("systemd", at.machine()).units(job):
        path = tmp_path / Path(unit.place).name
        path.write_text(unit.text)
        paths.append(str(path))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *paths], capture_output=True, text=True, check=False
    )
    complaints = [text for text in done.stderr.splitlines() if "afterword" in text]
    assert (done.returncode, complaints) == (0, [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("every", EVERY)
def test_systemd_runs_at_the_minutes_that_status_names(every: int) -> None:
    job = replace(JOB, every=every)
    asked = ["systemd-analyze", "calendar", "--iterations=3", "--base-time=2026-11-24 12:10:00 UTC", calendar(job)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env={"TZ": "UTC", "PATH": "/usr/bin:/bin"})
    named = [part for text in done.stdout.splitlines() if "UTC" in text for part in [text.split()[-2]]]
    moment = datetime(2026, 11, 24, 12, 10, tzinfo=UTC)
    expected = []
    for _ in range(3):
        moment = next_start(job, moment)
        expected.append(f"{moment:%H:%M:%S}")
    assert named == expected


@pytest.mark.parametrize("every", EVERY)
def test_each_interval_starts_as_often_as_it_says(every: int) -> None:
    for offset in (0, 7, 59):
        job = replace(JOB, every=every, offset=offset)
        assert len(job.minutes) * (len(job.hours) or 24) == 1440 // every


def test_launchd_and_windows_are_handed_what_their_formats_read() -> None:
    (agent,) = scheduler("launchd", desk(Path("/Users/robin"), "launchd").machine()).units(replace(JOB, command=ODD))
    assert plistlib.loads(agent.text.encode())["ProgramArguments"] == list(ODD)
    (task,) = scheduler("tasks", desk(Path("C:/"), "tasks").machine()).units(
        replace(JOB, command=(WINDOWS[0], "--home", 'C:\\R&D <"x">\\'))
    )
    root = ET.fromstring(task.text.encode(task.encoding))  # noqa: S314 - our own text
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    assert root.findtext(f".//{space}Command") == WINDOWS[0]
    assert split(root.findtext(f".//{space}Arguments") or "") == ("--home", 'C:\\R&D <"x">\\')
    assert root.findtext(f".//{space}StartWhenAvailable") == "true"


def test_the_same_command_reaches_every_platform() -> None:
    quoted = shlex.join(COMMAND)
    assert quoted in scheduler("cron", desk(Path("/home/robin"), "cron").machine()).units(JOB)[0].text


def test_the_next_start_keeps_to_the_users_wall_clock_when_clocks_change() -> None:
    zone = ZoneInfo("America/Toronto")
    job = Job(name="afterword", command=COMMAND, every=1440, offset=5)
    before = datetime(2026, 10, 31, 20, tzinfo=zone)
    assert next_start(job, before) == datetime(2026, 11, 1, 9, 5, tzinfo=zone)
