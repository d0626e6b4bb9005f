"""The platform's own scheduler: systemd's user timers, launchd, the Task Scheduler or cron, by what runs here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from connectors.schedule.job import Job, Machine, Scheduler, Standing, Unit, here
from core.errors import AfterwordError

__all__ = ["KINDS", "Job", "Machine", "Scheduler", "Standing", "Unit", "available", "candidates", "here", "scheduler"]

KINDS: Mapping[str, str] = {
    "systemd": "connectors.schedule.systemd:Systemd",
    "launchd": "connectors.schedule.launchd:Launchd",
    "tasks": "connectors.schedule.tasks:Tasks",
    "cron": "connectors.schedule.cron:Cron",
}
"""kind -> module:class; `tasks` is the Task Scheduler of Windows."""


def scheduler(kind: str, machine: Machine) -> Scheduler:
    """Return the scheduler of that kind, whether or not it runs on this machine."""
    module, _, name = KINDS[kind].partition(":")
    made: Scheduler = getattr(import_module(module), name)(machine)
    return made


def candidates(platform: str) -> tuple[str, ...]:
    """Return the kinds that `platform` (as `sys.platform` names it) can have, the best first."""
    if platform == "win32":
        return ("tasks",)
    if platform == "darwin":
        return ("launchd", "cron")
    return ("systemd", "cron")


def available(machine: Machine) -> Scheduler:
    """Return the best scheduler that works here; raise AfterwordError where there is none."""
    kinds = candidates(machine.platform)
    for kind in kinds:
        found = scheduler(kind, machine)
        if found.works():
            return found
    wanting = {
        "systemd": "systemd runs no session for this user",
        "cron": "cron is not installed",
        "launchd": "launchd does not answer",
        "tasks": "the Task Scheduler does not answer",
    }
    raise AfterwordError(
        f"Nothing on this machine can run the sync by itself: {' and '.join(wanting[kind] for kind in kinds)}",
        next_step="Install cron, or let your own scheduler start what `afterword schedule install --print` shows.",
    )
