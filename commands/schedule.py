"""`schedule`: have the sync run by itself on the platform's own scheduler, see how it goes, and take it away again."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from commands.context import Session, global_options, session_of
from commands.output import emit, json_option, say, talk
from commands.views import day
from connectors.schedule import KINDS, Job, Machine, Scheduler, Standing, available, candidates, here, scheduler
from connectors.schedule.program import command, job_name, offset_of
from core.errors import AfterwordError, UsageProblem
from core.runs import load_runs
from core.store import default_home

EVERY = (5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440)
"""Minutes between two syncs: what divides an hour or a day, since every scheduler can say that."""


@click.group()
def schedule() -> None:
    """Let the sync run by itself on the platform's own scheduler."""


@schedule.command("install")
@click.option("--every", default="15m", show_default=True, metavar="15m", help="How often: 5m to 30m, 1h to 12h, 1d.")
@click.option("--print", "only_print", is_flag=True, help="Show what would be installed; change nothing.")
@click.option("--scheduler", "kind", type=click.Choice(list(KINDS)), help="Not the one that fits this machine best.")
@json_option
@global_options
@click.pass_context
def install(ctx: click.Context, *, every: str, only_print: bool, kind: str | None, as_json: bool) -> None:
    """Have the sync run every quarter of an hour, or as often as --every says."""
    session, machine = session_of(ctx), here()
    job = job_of(session, minutes(every), platform=machine.platform)
    chosen = _chosen(machine, kind, looking=only_print)
    units = chosen.units(job)
    if not only_print:
        _take_away(machine, job.name, but=chosen.kind)
        chosen.install(job)
        session.home.ensure()
    if as_json:
        emit(
            {
                "scheduler": chosen.kind,
                "name": job.name,
                "every": spoken(job.every),
                "command": list(job.command),
                "installed": not only_print,
                "files": [{"place": unit.place, "text": unit.text} for unit in units],
            }
        )
    elif only_print:
        for unit in units:
            (say if len(units) > 1 else talk)(f"# {unit.place}")
            say(unit.text)
    else:
        say(f"The sync of {session.home.path} runs every {spoken(job.every)} from now on, by {chosen.title}.")
        if not session.accounts().entries:
            talk("afterword: nothing is connected yet, so it has nothing to do. Connect a calendar: afterword connect")
        if chosen.kind == "systemd":
            say("It runs while you are logged in; to let it run when you are not, too: loginctl enable-linger")
        say("See how it goes with: afterword schedule status")


@schedule.command("status")
@json_option
@global_options
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Say when it last ran, how that ended, and when it runs next."""
    session = session_of(ctx)
    document = status_json(session, here())
    if as_json:
        emit(document)
    else:
        for line in told(document, session.zone):
            say(line)


def told(document: dict[str, Any], zone: ZoneInfo) -> Iterator[str]:
    """Return the lines on a document of `schedule status --json`; moments are told in `zone`."""

    def clock(text: str) -> str:
        return day(datetime.fromisoformat(text), zone)

    if document["installed"]:
        following = f"; next at about {clock(document['next_run'])}" if document["next_run"] else ""
        idle = "" if document["active"] else ", but it is switched off: afterword schedule install"
        yield f"Runs every {document['every']} by {document['title']}{idle}{following}."
    else:
        yield "It does not run by itself. Let it with: afterword schedule install"
    last = document["last_run"]
    if last is None:
        yield "It has not run yet."
    else:
        how = "" if last["scheduled"] else " (started by hand)"
        said = f": {last['error']}" if last["error"] else "."
        # What the status says in a word, the number says for scripts.
        ended = last["status"] if last["exit_status"] == 0 else f"{last['status']}, exit status {last['exit_status']}"
        yield f"Last run{how} at {clock(last['at'])}: {ended}{said}"
    for account in document["failing"]:
        times = f"failing since {clock(account['since'])}, {account['tries']} times in a row"
        yield f"{account['name']}: {times}. {account['error']}"


@schedule.command("remove")
@json_option
@global_options
@click.pass_context
def remove(ctx: click.Context, as_json: bool) -> None:
    """Take it away again; nothing of it is left behind."""
    session = session_of(ctx)
    gone = unschedule(session, here())
    if as_json:
        emit({"removed": gone})
    else:
        say("It no longer runs by itself." if gone else "It was not scheduled.")


def job_of(session: Session, every: int, *, platform: str) -> Job:
    """Return the job for this home; raise UsageProblem where no scheduler could hold its command."""
    words = command(session.home.path, executable=sys.executable, platform=platform, main=_uninstalled())
    if any(character in word for word in words for character in "\n\r\0"):
        raise UsageProblem(
            f"{session.home.path} has a line break in its name, which no scheduler takes",
            next_step="Give the home another place with --home.",
        )
    return Job(name=name_of(session), command=words, every=every, offset=offset_of(session.home.path))


def name_of(session: Session) -> str:
    """Return the name under which this home is scheduled."""
    return job_name(session.home.path, standard=default_home())


def minutes(text: str) -> int:
    """Return `15m`, `2h` or `1d` in minutes; raise UsageProblem for what not every scheduler can say."""
    found = re.fullmatch(r"(\d{1,4})\s*(m|min|h|d)?", text.strip().lower())
    value = int(found[1]) * {"h": 60, "d": 1440}.get(found[2] or "m", 1) if found else 0
    if value not in EVERY:
        known = ", ".join(spoken(each) for each in EVERY)
        raise UsageProblem(f'--every "{text}" is not possible', next_step=f"Choose one of {known}.")
    return value


def spoken(every: int) -> str:
    """Return minutes as `minutes` reads them."""
    if every % 1440 == 0:
        return f"{every // 1440}d"
    return f"{every // 60}h" if every % 60 == 0 else f"{every}m"


def _uninstalled() -> Path | None:
    """Return the launcher's own file where the program runs from a folder without being installed."""
    from importlib.metadata import PackageNotFoundError, distribution

    import afterword

    try:
        distribution("afterword")
    except PackageNotFoundError:
        return Path(afterword.__file__).resolve().with_name("__main__.py")
    return None


def _chosen(machine: Machine, kind: str | None, *, looking: bool) -> Scheduler:
    if kind is not None:
        found = scheduler(kind, machine)
        if not looking and not found.works():
            raise AfterwordError(
                f"This machine has no {kind} that could run it", next_step="Leave out --scheduler, or add --print."
            )
        return found
    try:
        return available(machine)
    except AfterwordError:
        if not looking:
            raise
        return scheduler(candidates(machine.platform)[0], machine)


def standing(session: Session, machine: Machine) -> tuple[Scheduler, Standing] | None:
    """Return what runs the sync of this home, None where nothing does. Touches nothing."""
    for kind in candidates(machine.platform):
        one = scheduler(kind, machine)
        found = one.standing(name_of(session), session.now)
        if found is not None:
            return one, found
    return None


def unschedule(session: Session, machine: Machine) -> bool:
    """Take the job of this home away from every scheduler; tell whether there was one."""
    return _take_away(machine, name_of(session), but="")


def _take_away(machine: Machine, name: str, *, but: str) -> bool:
    removed = False
    for kind in candidates(machine.platform):
        one = scheduler(kind, machine)
        if kind != but and one.standing(name, datetime.now().astimezone()) is not None:
            removed |= one.remove(name)
    return removed


def status_json(session: Session, machine: Machine) -> dict[str, Any]:
    """Return the document of `schedule status --json`."""
    found = standing(session, machine)
    runs = load_runs(session.home.runs)
    last = runs.last
    return {
        "installed": found is not None,
        "scheduler": found[0].kind if found else None,
        "title": found[0].title if found else None,
        "active": bool(found and found[1].active),
        "every": spoken(found[1].job.every) if found else None,
        "command": list(found[1].job.command) if found else None,
        "next_run": _iso(found[1].next_run) if found else None,
        "last_run": {
            "at": _iso(last.at),
            "status": last.status,
            "exit_status": last.exit_status,
            "duration_s": last.seconds,
            "scheduled": last.scheduled,
            "error": last.error or None,
        }
        if last
        else None,
        "failing": [
            {"name": name, "status": one.status, "since": _iso(one.since), "tries": one.tries, "error": one.error}
            for name, one in sorted(runs.failing.items())
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
