"""The command that is scheduled: the interpreter of its environment, unresolved, and the home in question."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.schedule.program import command, job_name, offset_of
from core.errors import UsageProblem

HOME = Path("/home/robin/a home")


@pytest.mark.parametrize(
    "python",
    [
        "/home/robin/src/afterword/.venv/bin/python",
        "/home/robin/.local/share/pipx/venvs/afterword/bin/python",
        "/home/robin/.local/share/uv/tools/afterword/bin/python3",
        "/Users/robin/Library/Application Support/pipx/venvs/afterword/bin/python",
        "/usr/bin/python3",
    ],
)
def test_an_installed_program_is_started_by_its_own_environment(python: str) -> None:
    words = command(HOME, executable=python, platform="linux")
    assert words == (python, "-P", "-m", "afterword", "--home", str(HOME), "sync", "--quiet")


@pytest.mark.parametrize(
    "python",
    [
        "/home/robin/.cache/uv/archive-v0/Xk3/bin/python",
        "/home/robin/.cache/uv/environments-v2/afterword-1a/bin/python",
        "C:\\Users\\Robin\\AppData\\Local\\uv\\cache\\archive-v0\\Xk3\\Scripts\\python.exe",
        "/home/robin/.local/share/pipx/.cache/2d91/bin/python",
    ],
)
def test_an_environment_made_for_one_run_is_refused(python: str) -> None:
    with pytest.raises(UsageProblem, match="made for one run"):
        command(HOME, executable=python, platform="linux")


def test_windows_opens_no_console_window() -> None:
    (python, *_) = command(HOME, executable=r"C:\tools\afterword\Scripts\python.exe", platform="win32")
    assert python == r"C:\tools\afterword\Scripts\pythonw.exe"


def test_a_folder_that_is_not_installed_is_started_by_its_launcher() -> None:
    main = Path("/src/afterword/afterword/__main__.py")
    words = command(HOME, executable="/usr/bin/python3", platform="linux", main=main)
    assert words[:2] == ("/usr/bin/python3", str(main))


def test_homes_have_names_and_minutes_of_their_own() -> None:
    standard = Path("/home/robin/.local/share/afterword")
    assert job_name(standard, standard=standard) == "afterword"
    assert len({job_name(home, standard=standard) for home in (standard, HOME, Path("/other"))}) == 3
    assert 0 <= offset_of(HOME) < 60
