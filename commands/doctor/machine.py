"""What `doctor` looks at around the home: keyring, schedule, how the last sync went, the libraries installed."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from commands.context import Session
from commands.doctor.check import FAILURE, WARNING, Check
from connectors.base import SIGNED_IN
from core.runs import load_runs

SLACK = 3
"""Intervals that may pass without a run before it is said: a laptop sleeps."""


def keyring(session: Session) -> Iterator[Check]:
    """See where sign-ins are kept."""
    from connectors.tokens import system_keyring

    found = system_keyring()
    if found is not None:
        yield Check(name="keyring", said=f"sign-ins are kept by {type(found).__module__.rpartition('.')[2]}")
    elif any(entry.kind in SIGNED_IN for entry in session.accounts().entries):
        yield Check(
            name="keyring",
            verdict=WARNING,
            said=f"there is none, so sign-ins lie in {session.home.tokens}, readable by you alone",
            next_step="Unlock or install one (such as GNOME Keyring or KWallet), then connect the accounts again.",
        )
    else:
        yield Check(name="keyring", said="there is none, and no account needs one")


def schedule(session: Session) -> Iterator[Check]:
    """See whether it runs by itself, with a program that is still there."""
    from commands.schedule import spoken, standing
    from connectors.schedule import here

    found = standing(session, here())
    again = "Run: afterword schedule install"
    if found is None:
        yield Check(name="schedule", verdict=WARNING, said="it does not run by itself", next_step=again)
        return
    scheduler, job = found
    if not job.active:
        yield Check(
            name="schedule", verdict=FAILURE, said=f"{scheduler.title} is there, but switched off", next_step=again
        )
    elif not Path(job.job.command[0]).exists():
        gone = f"the program that {scheduler.title} starts, {job.job.command[0]}, is gone"
        yield Check(name="schedule", verdict=FAILURE, said=gone, next_step=again)
    else:
        following = f", next at about {job.next_run:%H:%M}" if job.next_run else ""
        yield Check(name="schedule", said=f"every {spoken(job.job.every)} by {scheduler.title}{following}")


def last_sync(session: Session) -> Iterator[Check]:
    """See how the last sync went, how long ago that is, and who fails."""
    from commands.schedule import standing
    from connectors.schedule import here

    runs = load_runs(session.home.runs)
    if runs.last is None:
        yield Check(name="last sync", verdict=WARNING, said="there was none yet", next_step="Run: afterword sync")
        return
    last, found = runs.last, standing(session, here())
    said = f"{last.at:%a %d %b %H:%M}: {last.status}, status {last.exit_status}, {last.seconds:.1f} s"
    late = timedelta(minutes=found[1].job.every * SLACK) if found else timedelta(days=2)
    if last.exit_status:
        verdict = FAILURE if last.status == "failed" else WARNING
        yield Check(
            name="last sync",
            verdict=verdict,
            said=f"{said}. {last.error}",
            sign_in=last.exit_status == 3,
        )
    elif session.now - last.at > late:
        yield Check(
            name="last sync",
            verdict=WARNING,
            said=f"{said}; that is longer ago than it should be",
            next_step="Run afterword sync, and look at: afterword schedule status",
        )
    else:
        yield Check(name="last sync", said=said)
    for name, one in sorted(runs.failing.items()):
        since = f"{one.since:%a %d %b %H:%M}"
        yield Check(
            name="last sync",
            account=name,
            verdict=WARNING,
            said=f"failing since {since}, {one.tries} times in a row",
            next_step=f"To try now: afterword sync --account {name}",
        )


def libraries(session: Session) -> Iterator[Check]:
    """Compare what is installed with what this version was made for."""
    from importlib.metadata import PackageNotFoundError, requires, version

    del session
    python = f"Python {platform.python_version()} on {platform.system()} {platform.release()}"
    try:
        wanted = [line for line in requires("afterword") or () if ";" not in line or "extra ==" not in line]
        own = version("afterword")
    except PackageNotFoundError:
        yield Check(name="libraries", said=f"{python}; afterword runs from a folder and is not installed")
        return
    versions, wrong = [], []
    for line in wanted:
        name, least = _requirement(line)
        try:
            held = version(name)
        except PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        versions.append(f"{name} {held}")
        if _numbers(held) < _numbers(least):
            wrong.append(f"{name} {held} is older than {least}")
    if wrong:
        step = "Install afterword again, such as with: pipx reinstall afterword"
        yield Check(name="libraries", verdict=FAILURE, said=f"{python}; {', '.join(wrong)}", next_step=step)
    else:
        yield Check(name="libraries", said=f"afterword {own}; {python}; {', '.join(versions)}")


def _requirement(line: str) -> tuple[str, str]:
    """Return name and least version of a requirement such as `httpx>=0.28`."""
    name = re.match(r"[A-Za-z0-9._-]+", line)
    least = re.search(r">=\s*([0-9.]+)", line)
    return name[0] if name else line, least[1] if least else "0"


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text.partition("+")[0])[:3])
