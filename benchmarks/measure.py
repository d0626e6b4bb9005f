"""One measurement is one fresh process; several are taken in turn and their median counts."""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What one process took: wall time and processor time in seconds, peak memory in MiB, and what it printed."""

    seconds: float
    cpu: float
    mib: float
    stdout: str = ""
    stderr: str = ""


class CommandFailed(Exception):
    """A measured command did not end with status 0: its figures would say nothing."""


def compile_sources() -> None:
    """Compile the sources once, as an installation does: an environment that forbids it would be measured instead."""
    for name in ("afterword", "core", "connectors", "commands", "benchmarks"):
        compileall.compile_dir(ROOT / name, quiet=1)
    compileall.compile_file(ROOT / "cli.py", quiet=1)


def run(*command: str) -> Sample:
    """Run `python COMMAND...` in a process of its own, in the checkout; raise CommandFailed."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        launch = [sys.executable, "-I", "-S", str(LAUNCH), str(out), str(err), sys.executable, *command]
        done = subprocess.run(launch, cwd=ROOT, check=True, capture_output=True, text=True)
        seconds, cpu, kib, status = map(float, done.stdout.split())
        sample = Sample(
            seconds=seconds,
            cpu=cpu,
            mib=kib / 1024,
            stdout=out.read_text(encoding="utf-8"),
            stderr=err.read_text(encoding="utf-8"),
        )
    if status:
        said = (sample.stderr or sample.stdout).strip().splitlines()
        raise CommandFailed(f"{' '.join(command)}: status {status:.0f}: {said[-1] if said else 'it said nothing'}")
    return sample


def middle(samples: Sequence[Sample]) -> Sample:
    """Return the medians of time, the highest peak, and the output of the last sample."""
    return Sample(
        seconds=median(one.seconds for one in samples),
        cpu=median(one.cpu for one in samples),
        mib=max(one.mib for one in samples),
        stdout=samples[-1].stdout,
        stderr=samples[-1].stderr,
    )


def in_turn(*runs: Callable[[], Sample], rounds: int) -> list[Sample]:
    """Take `rounds` samples of each, one after the other, so that a busy minute hits all alike."""
    taken: list[list[Sample]] = [[] for _ in runs]
    for _ in range(rounds):
        for place, one in enumerate(runs):
            taken[place].append(one())
    return [middle(samples) for samples in taken]
