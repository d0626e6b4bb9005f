"""`schedule` on a machine whose crontab is a file: the line that is installed is run as cron would run it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Program, calendar, interview

CRONTAB = """\
#!/bin/sh
table="$HOME/crontab.txt"
case "$1" in
  -l) if [ -f "$table" ]; then exec /bin/cat "$table"; else echo "no crontab for robin" >&2; exit 1; fi ;;
  -r) exec /bin/rm "$table" ;;
  -) exec /bin/cat > "$table" ;;
esac
"""
NO_SESSION = "#!/bin/sh\necho 'Failed to connect to bus: No medium found' >&2\nexit 1\n"
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Desktop:
    """A user's machine as processes see it: its programs, and one home of afterword."""

    user: Path
    home: Path

    @property
    def table(self) -> Path:
        """The crontab."""
        return self.user / "crontab.txt"

    def __call__(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run afterword as a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "afterword", *args],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.user,
            env={"PATH": str(self.user / "bin"), "HOME": str(self.user), "AFTERWORD_HOME": str(self.home)},
        )

    def ok(self, *args: str) -> Any:
        """Run it with `--json`, expect success, and return the document."""
        done = self(*args, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def tick(self) -> subprocess.CompletedProcess[str]:
        """Run the one line of the crontab as cron does: by sh, in nearly no environment, somewhere else."""
        (line,) = self.table.read_text().splitlines()
        command = line.split(" ", 5)[5].replace("\\%", "%")
        return subprocess.run(
            ["/bin/sh", "-c", command],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.user)},
        )


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    """Return a machine with cron, without a systemd session, and with a calendar connected in an awkward home."""
    programs = {"crontab": CRONTAB, "systemctl": NO_SESSION}
    (tmp_path / "bin").mkdir()
    for name, text in programs.items():
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    made = Desktop(user=tmp_path, home=tmp_path / 'Robin\'s 100% "home" of $HOME')
    program = Program(home=made.home)
    program.ok("init", "--yes", "--name", "Robin Okafor", "--email", "robin@example.net", "--timezone", "UTC")
    (tmp_path / "mine.ics").write_bytes(calendar(interview()))
    program.ok("connect", "ics", tmp_path / "mine.ics")
    return made


def test_the_installed_line_syncs_the_right_home_and_says_nothing(desktop: Desktop) -> None:
    installed = desktop.ok("schedule", "install", "--every", "30m")
    assert (installed["scheduler"], installed["every"]) == ("cron", "30m")
    done = desktop.tick()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    told = desktop.ok("schedule", "status")
    assert told["installed"]
    assert told["next_run"]
    assert (told["last_run"]["scheduled"], told["last_run"]["status"]) == (True, "ok")


def test_a_scheduled_run_that_fails_says_one_line_and_how_it_ended(desktop: Desktop) -> None:
    desktop.ok("schedule", "install")
    (desktop.user / "mine.ics").unlink()
    done = desktop.tick()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("afterword: ")
    assert done.stderr.count("\n") == 1
    told = desktop.ok("schedule", "status")
    assert (told["last_run"]["status"], told["last_run"]["exit_status"]) == ("failed", 1)
    assert told["failing"][0]["tries"] == 1


def test_removing_it_leaves_nothing(desktop: Desktop) -> None:
    desktop.ok("schedule", "install")
    assert desktop.ok("schedule", "remove") == {"removed": True}
    assert not desktop.table.exists()
    assert not desktop.ok("schedule", "status")["installed"]
    assert desktop.ok("schedule", "remove") == {"removed": False}


def test_installing_again_changes_the_one_that_is_there(desktop: Desktop) -> None:
    desktop.ok("schedule", "install")
    desktop.ok("schedule", "install", "--every", "1h")
    assert desktop.table.read_text().count("\n") == 1
    assert desktop.ok("schedule", "status")["every"] == "1h"


@pytest.mark.parametrize("kind", ["systemd", "launchd", "tasks", "cron"])
def test_print_shows_what_would_be_installed_anywhere_and_installs_nothing(desktop: Desktop, kind: str) -> None:
    done = desktop("schedule", "install", "--print", "--scheduler", kind)
    assert done.returncode == 0
    assert "--quiet" in done.stdout
    assert not desktop.table.exists()
    assert not (desktop.user / ".config").exists()


def test_a_machine_without_a_scheduler_is_told_in_one_sentence(desktop: Desktop) -> None:
    (desktop.user / "bin" / "crontab").unlink()
    done = desktop("schedule", "install")
    assert done.returncode == 1
    assert "neither" in done.stderr or "cron is not installed" in done.stderr
    assert done.stderr.count("\n") == 1
    assert desktop("schedule", "install", "--print").returncode == 0
    assert desktop("schedule", "status").returncode == 0


@pytest.mark.parametrize("every", ["7m", "0m", "soon", "25h", "-5m", "45m"])
def test_an_interval_that_no_scheduler_can_say_is_wrong_usage(desktop: Desktop, every: str) -> None:
    done = desktop("schedule", "install", f"--every={every}")
    assert done.returncode == 2
    assert "15m" in done.stderr
